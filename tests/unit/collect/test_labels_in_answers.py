"""The form's own words that came into an answer are no part of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from small_survey import small_survey
from surveykit.collect.labels import labels_of
from surveykit.compose.form import form
from surveykit.document import Answer, walked
from surveykit.filled import Entry, Words
from surveykit.ids import FieldId

SHOWN = form(small_survey())
LABELS = labels_of(SHOWN)
PLACES = [one for one in walked(SHOWN.blocks) if isinstance(one, Answer)]
ASKING = [(one.control.field, one.label) for one in PLACES if one.label.endswith((":", "?"))]
NEXT = [(one.control.field, after.label) for one, after in pairwise(PLACES) if after.label.endswith((":", "?"))]
(FIELD, LABEL), (BEFORE, OTHER) = ASKING[0], NEXT[0]


def cut(text: str, field: str = FIELD) -> str:
    entry = LABELS.cut_from(Entry((Words(text),)), FieldId(field))
    assert entry is not None
    return entry.words[0].text


@pytest.mark.parametrize("between", ["", " ", "\n", "\u00a0"])
def test_the_label_of_a_place_is_no_part_of_its_answer(between: str) -> None:
    assert cut(f"{LABEL}{between}Une réponse") == "Une réponse"
    assert cut(f"  {LABEL.replace(' ', between or ' ')} Une réponse") == "Une réponse"


def test_nor_is_the_label_of_the_next_place() -> None:
    assert cut(f"Une réponse {OTHER}", BEFORE) == "Une réponse"
    assert cut(f"Une réponse\n{OTHER} ", BEFORE) == "Une réponse"


def test_the_words_of_a_place_further_on_are_the_respondents_own() -> None:
    far = next(label for _, label in ASKING if label not in {LABEL, dict(NEXT).get(FIELD)})
    assert cut(f"On se demande : {far}") == f"On se demande : {far}"


def test_a_label_alone_leaves_nothing() -> None:
    assert cut(LABEL) == ""


@pytest.mark.parametrize("text", ["Une réponse", "Une réponse :", f"Voir « {LABEL} » ci-dessus", "", "Pourquoi pas ?"])
def test_what_a_respondent_wrote_stays(text: str) -> None:
    assert cut(text) == text
    assert cut(text, "unknown") == text


def test_the_labels_of_a_form_are_made_once() -> None:
    assert labels_of(SHOWN) is labels_of(SHOWN)

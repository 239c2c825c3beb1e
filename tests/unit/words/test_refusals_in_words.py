"""Refusals: the package's own are said in the language of the survey, those of a stranger's reader as they are."""

from __future__ import annotations

import pickle

import pytest

from small_survey import small_survey
from surveykit import interchange
from surveykit.collect import admit
from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit.ids import FormRef
from surveykit_docx.refusals import CODES, refusal


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_is_said_in_each_language(code: str) -> None:
    refused = refusal(code)
    french = (refused.reason, refused.request)
    assert str(refused) == " ".join(french)
    english = refused.told_in("en")
    assert english.code == code
    assert {english.reason, english.request}.isdisjoint(french)
    assert (english.told_in("fr-BE").reason, english.request) == french


def test_slots_are_filled_in_each_language() -> None:
    ((_, refused),) = interchange.read(b'{"survey": 1,\n x}')
    assert isinstance(refused, UnreadableFile)
    assert refused.reason == "Ce fichier de réponses n’est pas du JSON valide (ligne 2, colonne 2)."
    assert refused.told_in("en").reason == "This file of answers is not valid JSON (line 2, column 2)."
    again = pickle.loads(pickle.dumps(refused))
    assert (again.code, str(again), again.line) == (refused.code, str(refused), None)


def test_the_form_of_another_survey_is_refused_in_the_language_of_this_one() -> None:
    filled = FilledForm(FormRef("other {title}", "2014", ""), {}, complete=False)
    with pytest.raises(UnreadableFile) as caught:
        admit(small_survey().model_copy(update={"language": "en"}), filled)
    assert caught.value.reason == "This file is the form of another survey, “other {title}”."


def test_the_sentences_of_a_stranger_s_reader_stay_as_they_are() -> None:
    refused = UnreadableFile("odd", "C'est {odd} !", "Send it again.", 3)
    assert (refused.code, refused.reason, refused.request, refused.line) == (
        "odd",
        "C'est {odd} !",
        "Send it again.",
        3,
    )
    assert str(refused) == str(refused.told_in("en")) == "C'est {odd} ! Send it again."

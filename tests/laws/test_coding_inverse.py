"""What a coder fills in is what is read, whatever the texts: export, fill at random, import."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding_bench import NOTES, OTHERS, act, coded_survey, edited, reading
from small_survey import RESPONDENTS
from strategies import texts
from surveykit.coded import Quotable, Reading, WrittenText
from surveykit.coding import coding_book, interpret, standing
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.tables import read_workbook, to_workbook
from surveykit.texts import canonical

SURVEY = coded_survey()
THEMES = {NOTES: ("locaux", "horaires", "autre"), OTHERS: ("aines", "autre")}
AWKWARD = st.sampled_from(
    ["=1+1", "'abc", "_x0041_", "x005F_", "_x000D_", "<a&b>", "\ufeffBOM", "1", "1.0", "TRUE", "é́"]
)


Held = tuple[tuple[WrittenText, ...], dict[tuple[str, str], Reading]]

ESCAPED = re.compile(r"_x[0-9a-f]{4}_", re.IGNORECASE)


@st.composite
def written(draw: st.DrawFn) -> tuple[WrittenText, ...]:
    """One text or none for each respondent and coded field; at least one."""
    said = st.one_of(AWKWARD, texts())
    places = st.sets(st.tuples(st.sampled_from(RESPONDENTS), st.sampled_from(list(THEMES))), min_size=1)
    return tuple(WrittenText(RespondentCode(who), FieldId(field), draw(said)) for who, field in sorted(draw(places)))


@st.composite
def read_by_a_coder(draw: st.DrawFn) -> Held:
    """Texts, and what a coder understood of some of them; whole texts may be cleared for quotation."""
    every = draw(written())
    readings = {}
    for one in every:
        themes = draw(st.sets(st.sampled_from(THEMES[one.field])))
        if draw(st.booleans()):
            quoted = draw(st.sampled_from([None, Quotable(canonical(one.text), "Mme Petit")]))
            codes = frozenset(map(OptionCode, themes or ["aucun_theme"]))
            readings[one.place] = Reading(one.respondent, one.field, one.text, codes, quoted)
    return every, readings


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(read_by_a_coder())
def test_what_is_filled_is_what_is_imported(
    held: tuple[tuple[WrittenText, ...], dict[tuple[str, str], Reading]],
) -> None:
    said, filled = held
    now = standing(SURVEY, said, ())
    data = to_workbook(coding_book(SURVEY, now.fields, coder="marie", given=filled))
    saves = [data]
    if not any(ESCAPED.search(one.text) for one in said):  # openpyxl writes `_x0041_` as it is, which then means A
        saves.append(edited(data, lambda book: book.move_sheet("Grille", -1)))
    for saved in saves:
        found = interpret(SURVEY, now, read_workbook(saved), file="f.xlsx", coder="marie", reconciled=False)
        assert {one.code for one in found.findings} <= {"not_coded", "quote_names"}
        assert found.coding is not None
        assert {one.place: one for one in found.coding.readings} == filled
        left = {(one.place.respondent, one.place.field) for one in found.findings if one.code == "not_coded"}
        assert left == {one.place for one in said} - set(filled)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(written(), st.data())
def test_a_coding_stands_for_the_text_to_the_letter_and_for_no_other(
    said: tuple[WrittenText, ...], data: st.DataObject
) -> None:
    changed = data.draw(st.sets(st.sampled_from(range(len(said)))))
    acts = [act(1, "marie", *(reading(one, "autre") for one in said))]
    later = [
        WrittenText(one.respondent, one.field, one.text + "!") if number in changed else one
        for number, one in enumerate(said)
    ]
    now = standing(SURVEY, later, acts)
    again = {text.place for one in now.fields for text in one.changed}
    assert again == {said[number].place for number in changed}
    assert {(who, one.field) for one in now.fields for who in one.counted} == {one.place for one in said} - again

"""Law: whatever was answered, an export read back has the same values, and why each other one is missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import strategies
from exported_files import read_labelled, statuses_of, values_of
from small_survey import RESPONDENTS, small_survey
from surveykit.aggregation import columns, rows
from surveykit.ids import FieldId, RespondentCode
from surveykit.pipeline import ExportFormat, export
from surveykit.responses import (
    Answer,
    Answered,
    Missing,
    NonResponse,
    NonResponseReason,
    Response,
    Status,
    Unreadable,
    received,
    status_of,
)
from surveykit.silence import NOTHING
from surveykit.tables.sheets import shown

SURVEY = small_survey()
FORMULAS = ("=1+1", "+33", "-5", "@SUM(A1)", "'=1", "''+1", "'quoted'")

odd_answers: st.SearchStrategy[Answer] = st.one_of(
    st.just(Missing()),
    st.builds(Unreadable, st.text(min_size=1, max_size=20) | st.sampled_from(FORMULAS)),
    st.builds(NonResponse, st.sampled_from(NonResponseReason), st.sampled_from(["NC", "sans objet", "?", None])),
)
formulas = st.sampled_from(FORMULAS).map(Answered)
doubtful = st.integers(0, 2**31 - 1).map(lambda number: Answered(number, raw=f"environ {number}", to_confirm=True))


@st.composite
def response_sets(draw: st.DrawFn) -> list[Response]:
    """Responses of different respondents, with all that an answer can be in any field."""
    codes = draw(st.lists(st.sampled_from(RESPONDENTS), unique=True, max_size=4))
    found: list[Response] = []
    for code in codes:
        response = replace(draw(strategies.responses(SURVEY)), respondent=RespondentCode(code))
        odd = draw(st.dictionaries(st.sampled_from([field.code for field in SURVEY.fields()]), odd_answers, max_size=6))
        special: dict[FieldId, Answer] = {}
        if draw(st.booleans()):
            special = {FieldId("q7_observations"): draw(formulas), FieldId("q1_ateliers"): draw(doubtful)}
        found.append(replace(response, answers={**response.answers, **special, **odd}))
    return found


@pytest.mark.parametrize("to", list(ExportFormat))
@settings(max_examples=40)
@given(responses=response_sets())
def test_values_and_statuses_come_back(to: ExportFormat, responses: list[Response]) -> None:
    made = export(SURVEY, responses, to)
    assert export(SURVEY, responses, to) == made
    names = [column.name for column in columns(SURVEY)]
    held = {str(row[0]): dict(zip(names, row, strict=True)) for row in rows(SURVEY, responses)}
    longest = {"sav": 32_767}.get(to.value)
    found = values_of(SURVEY, made, to)
    assert list(found) == list(held)
    for code, row in held.items():
        for name, value in row.items():
            if longest is not None and isinstance(value, str) and len(value.encode()) > longest:
                assert (code, name) in made.cut
                assert value.startswith(str(found[code][name]).removesuffix("…"))
            else:
                # In CSV, SPSS and Stata the table of statuses alone parts an empty text from a blank.
                kept = value if value != NOTHING or to in {ExportFormat.PARQUET, ExportFormat.XLSX} else None
                assert found[code][name] == kept, (code, name)
                assert type(found[code][name]) is type(kept), (code, name)
    assert {key: value for key, value in statuses_of(made, to).items() if value[0] != "cut"} == {
        (str(one.respondent), code): (status_of(answer).value, shown(received(answer) or ""))
        for one in responses
        for code, answer in one.answers.items()
        if status_of(answer) is not Status.ANSWERED
    }


SPSS_CODES = {
    Status.NOT_COMMUNICATED: -91,
    Status.NOT_APPLICABLE: -92,
    Status.UNREADABLE: -93,
    Status.MISSING: -94,
    Status.BLANK: None,
}
STATA_LETTERS = {
    Status.NOT_COMMUNICATED: "a",
    Status.UNREADABLE: "b",
    Status.NOT_APPLICABLE: "c",
    Status.MISSING: "d",
    Status.BLANK: None,
}


@pytest.mark.parametrize(("suffix", "codes"), [("sav", SPSS_CODES), ("dta", STATA_LETTERS)])
@settings(max_examples=40)
@given(responses=response_sets())
def test_the_status_of_a_number_is_a_labelled_missing_value(
    suffix: str, codes: dict[Status, object], responses: list[Response]
) -> None:
    held, metadata = read_labelled(export(SURVEY, responses, ExportFormat(suffix)).data, suffix)
    for name, column in (
        ("q1_ateliers", "q1_ateliers"),
        ("q4_publics", "q4_publics__enfants"),
        ("q5_charte", "q5_charte"),
    ):
        labels = metadata.variable_value_labels[column]
        for row, response in enumerate(responses):
            status = status_of(response.answers[FieldId(name)])
            if status in codes:
                assert held[column][row] == codes[status]
                assert codes[status] is None or labels[codes[status]] == status.words("fr")

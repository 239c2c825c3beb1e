"""Answers in JSON: what is read, what is refused in clear words, what is written."""

from __future__ import annotations

import codecs
import json
from typing import Any

import pytest
from msgspec.structs import replace

from small_survey import small_survey
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.interchange import LARGEST, looks_like_answers, read, to_json_object, write_answer_lines, write_answers
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Unreadable,
)

SURVEY = small_survey()
SHOWN = form(SURVEY)
HEAD = '"survey": "ateliers", "edition": "2024", "respondent": "brest"'
ONE = f'{{{HEAD}, "answers": {{"q2_matin": 12}}}}'


def _collected(text: str | bytes) -> Collected:
    ((_, part),) = read(text if isinstance(text, bytes) else text.encode())
    assert isinstance(part, FilledForm), part
    return collect(SURVEY, SHOWN, part)


def _said(code: str, value: str) -> tuple[Answer, list[str]]:
    result = _collected(f'{{{HEAD}, "answers": {{"{code}": {value}}}}}')
    return result.response.answers[FieldId(code)], [str(found.code) for found in result.findings]


def _refused(data: bytes) -> UnreadableFile:
    ((_, part),) = read(data)
    assert isinstance(part, UnreadableFile)
    assert part.reason
    assert part.request
    return part


@pytest.mark.parametrize(
    ("code", "value", "answer"),
    [
        ("q2_matin", "12", Answered(12)),
        ("q2_matin", '"12"', Answered(12)),
        ("q2_matin", '"1\\u202f2"', Unreadable("1\u202f2")),
        ("q2_matin", "12.0", Answered(12, to_confirm=True)),
        ("q2_matin", "12.5", Unreadable("12.5")),
        ("q2_matin", "3.000", Unreadable("3,000")),
        ("q1_ateliers", "3.125", Unreadable("3,125")),
        ("q1_ateliers", '"3.125"', Answered(3125)),
        ("q2_matin", "1e2", Unreadable("1e2")),
        ("q2_matin", "-3", Unreadable("-3")),
        ("q2_matin", "501", Unreadable("501")),
        ("q2_matin", "9" * 5000, Unreadable("9" * 5000)),
        ("q2_matin", "NaN", Unreadable("NaN")),
        ("q2_matin", "-Infinity", Unreadable("-Infinity")),
        ("q2_matin", "true", Unreadable("true")),
        ("q2_matin", "null", Blank()),
        ("q2_matin", '""', Blank()),
        ("q2_matin", '"NC"', NonResponse(NonResponseReason.NOT_COMMUNICATED)),
        ("q2_matin", "[12]", Unreadable("12")),
        ("q2_matin", '{"a": [1, null, "é"]}', Unreadable('{"a": [1, null, "é"]}')),
        ("q3_satisfaction", "4", Answered(4)),
        ("q3_satisfaction", "6", Unreadable("6")),
        ("q5_charte", "true", Answered(True)),
        ("q5_charte", "false", Answered(False)),
        ("q5_charte", '"oui"', Answered(True)),
        ("q5_charte", "1", Unreadable("1")),
        ("q6_porteur", '"ville"', Answered("ville")),
        ("q6_porteur", '"La ville"', Answered("ville")),
        ("q6_porteur", '["ville"]', Answered("ville")),
        ("q6_porteur", '["ville", "autre"]', Unreadable("La ville; Un autre porteur")),
        ("q4_publics", '["enfants", "autres"]', Answered(frozenset(map(OptionCode, ("enfants", "autres"))))),
        ("q4_publics", '"enfants"', Answered(frozenset({OptionCode("enfants")}))),
        ("q4_publics", '["enfants", "seniors"]', Unreadable("enfants; seniors")),
        ("q4_publics", '["enfants", null]', Unreadable("enfants; null")),
        ("q4_publics", '["enfants", "enfants"]', Answered(frozenset({OptionCode("enfants")}), to_confirm=True)),
        ("q4_publics", "[]", Blank()),
        ("q7_observations", "12", Answered("12")),
        ("q7_observations", '"a\\u0000\\ud800"', Answered("a␀\ufffd")),
        ("q7_observations", '["a", "b"]', Unreadable("a; b")),
    ],
)
def test_every_sort_of_value_is_an_answer_or_is_asked(code: str, value: str, answer: Answer) -> None:
    found, codes = _said(code, value)
    assert found == answer
    assert bool(codes) == (isinstance(found, Unreadable) or (isinstance(found, Answered) and found.to_confirm))


def test_an_absent_key_is_a_blank() -> None:
    result = _collected(ONE)
    assert result.response.respondent == "brest"
    assert result.findings == ()
    assert [code for code, answer in result.response.answers.items() if answer != Blank()] == ["q2_matin"]


@pytest.mark.parametrize(
    ("pairs", "answer", "codes"),
    [
        ('"q2_matin": 12, "q2_matin": 13', Unreadable("12 / 13"), ["duplicate_differs"]),
        ('"q2_matin": 12, "q2_matin": 12', Answered(12), ["duplicate_agrees"]),
        ('"q2_matin": 12, "q2_matin": null', Answered(12, to_confirm=True), ["duplicate_control"]),
    ],
)
def test_a_key_that_stands_twice_hides_nothing(pairs: str, answer: Answer, codes: list[str]) -> None:
    result = _collected(f'{{{HEAD}, "answers": {{{pairs}}}}}')
    assert result.response.answers[FieldId("q2_matin")] == answer
    assert [found.code for found in result.findings] == codes


def test_two_lists_under_one_key_are_not_put_together() -> None:
    pairs = '"q4_publics": ["enfants"], "q4_publics": ["adultes"]'
    assert isinstance(
        _collected(f'{{{HEAD}, "answers": {{{pairs}}}}}').response.answers[FieldId("q4_publics")], Unreadable
    )


def test_an_object_among_repeated_values_is_no_text() -> None:
    pairs = '"q7_observations": {"code": "x"}, "q7_observations": [{"code": "x"}], "q7_observations": "y"'
    result = _collected(f'{{{HEAD}, "answers": {{{pairs}}}}}')
    assert isinstance(result.response.answers[FieldId("q7_observations")], Unreadable)
    assert "wrong_shape" in [found.code for found in result.findings]


def test_a_line_that_breaks_inside_a_text_is_no_json() -> None:
    """What is left when a mail cuts long lines: nobody can tell whether the break was in the answer."""
    assert _refused(ONE.replace("12", '"un\ndeux"').encode()).code == "not_json"


def test_a_key_in_capitals_is_like_one_that_is_known() -> None:
    result = _collected(ONE.replace("q2_matin", "Q2_MATIN"))
    assert "q2_matin\u00a0»" in result.findings[0].message


def test_unknown_keys_are_told() -> None:
    result = _collected(f'{{{HEAD}, "remarque": "à relire", "answers": {{"q2_matins": 12, "autre_chose": null}}}}')
    assert [(found.code, found.raw) for found in result.findings] == [
        ("unknown_field", "12"),
        ("unknown_field", None),
        ("stray_text", "remarque\u00a0: à relire"),
    ]
    assert "q2_matin\u00a0»" in result.findings[0].message


@pytest.mark.parametrize(
    ("head", "respondent", "codes"),
    [
        ('"survey": "ateliers", "edition": "2024", "respondent": "brst"', None, ["respondent_unknown"]),
        ('"survey": "ateliers", "edition": "2024", "respondent": null', None, ["copy_unknown"]),
        ('"survey": "ateliers", "edition": "2024"', None, ["copy_unknown"]),
        ('"survey": "ateliers", "edition": 2024, "respondent": "brest"', "brest", []),
        ('"respondent": "brest"', "brest", ["form_unknown"]),
        ('"survey": "ateliers", "respondent": "brest"', "brest", ["form_unknown"]),
        (f'{HEAD}, "respondent": "caen"', None, ["duplicate_differs"]),
        (f'{HEAD}, "form": "{SURVEY.ref.digest}"', "brest", []),
        (f'{HEAD}, "form": "{SURVEY.ref}"', "brest", []),
    ],
)
def test_who_and_what(head: str, respondent: str | None, codes: list[str]) -> None:
    result = _collected(f'{{{head}, "answers": {{"q2_matin": 12}}}}')
    assert result.response.respondent == respondent
    assert [found.code for found in result.findings] == codes


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('"survey": "autre", "edition": "2024"', "other_survey"),
        ('"survey": "ateliers", "edition": "2023"', "other_edition"),
        (f'{HEAD}, "form": "000000000000"', "other_version"),
    ],
)
def test_answers_to_something_else_are_refused_whole(head: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        _collected(f'{{{head}, "answers": {{}}}}')
    assert refusal.value.code == code


def test_contact_lines_are_read() -> None:
    contact = '"contact": {"contact_nom": "Mme Exemple"}'
    assert _collected(f'{{{HEAD}, {contact}, "answers": {{}}}}').response.contact == {
        FieldId("contact_nom"): "Mme Exemple"
    }
    result = _collected(f'{{{HEAD}, "contact": "Mme Exemple", "answers": {{}}}}')
    assert [(found.code, found.raw) for found in result.findings] == [("stray_text", "contact\u00a0: Mme Exemple")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"{", "not_json"),
        (b'{"answers": {"q1": 1,}}', "not_json"),
        (b"12", "not_an_object"),
        (b'[{"answers": {}}]', "not_an_object"),
        (b"{}", "no_answers"),
        (b'{"answers": []}', "no_answers"),
        (b'{"answers": {}, "answers": 3}', "no_answers"),
        ('{"é": 1}'.encode("latin-1"), "not_text"),
        (b'{"answers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too_deep"),
        (b'{"answers": {"q1": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001 + b"}", "too_deep"),
        (b'{"survey": "a", "survey": "b", "answers": {}}', "contradictory_keys"),
        (b'{"survey": "a", "form": "b/2024/123", "answers": {}}', "contradictory_keys"),
        (b'{"answers": {}}' + b" " * LARGEST, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_clear_words(data: bytes, code: str) -> None:
    assert _refused(data).code == code


def test_a_refusal_says_where() -> None:
    assert "ligne 2, colonne 1" in _refused(b'{"answers":\n}').reason


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + ONE.encode(),
        ONE.encode("utf-16"),
        ONE.encode("utf-16-le"),
        ONE.encode("utf-16-be"),
        ONE.encode("utf-32"),
        f"\r\n  {ONE}\r\n".encode(),
        json.dumps(json.loads(ONE), indent=4).encode(),
    ],
)
def test_every_encoding_of_json_is_read(data: bytes) -> None:
    assert looks_like_answers(data)
    assert _collected(data).response.value(FieldId("q2_matin")) == 12


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{\\rtf1", b"%PDF", b"<html>", b"[1]", b"\xff\xff{", b"{12}"])
def test_other_files_do_not_look_like_answers(data: bytes) -> None:
    assert not looks_like_answers(data)


def test_in_json_lines_a_bad_line_is_refused_alone_with_its_number() -> None:
    data = "\n".join([ONE, "", "{oups", ONE.replace("brest", "caen"), "[1]", ""]).encode()
    numbers, (first, second, third, fourth) = zip(*read(data), strict=True)
    assert numbers == (1, 3, 4, 5)
    assert isinstance(first, FilledForm)
    assert isinstance(second, UnreadableFile)
    assert isinstance(third, FilledForm)
    assert isinstance(fourth, UnreadableFile)
    assert (second.code, fourth.code) == ("not_json", "not_an_object")
    assert (second.line, fourth.line) == (3, 5)
    assert collect(SURVEY, SHOWN, third).response.respondent == "caen"


def test_json_lines_may_begin_with_a_bad_line_and_hold_line_separators() -> None:
    held = ONE.replace("12", '"a\u2028b"').replace("q2_matin", "q7_observations")
    (_, bad), (_, good) = read(f"oups\n{held}\r\n".encode())
    assert isinstance(bad, UnreadableFile)
    assert isinstance(good, FilledForm)


def _response(**answers: Answer) -> Response:
    blank: dict[FieldId, Answer] = {field.code: Blank() for field in SURVEY.fields()}
    given = {FieldId(code): answer for code, answer in answers.items()}
    return Response("ateliers", "2024", RespondentCode("brest"), blank | given)


@pytest.mark.parametrize(("answer", "written"), [(NothingToSay("R.A.S."), "R.A.S."), (NothingToSay(), "néant")])
def test_that_there_is_nothing_to_say_is_written_in_words_that_come_back(answer: Answer, written: str) -> None:
    data = write_answers(SURVEY, _response(q7_observations=answer))
    assert json.loads(data)["answers"]["q7_observations"] == written
    ((_, filled),) = read(data)
    assert isinstance(filled, FilledForm)
    assert collect(SURVEY, form(SURVEY), filled).response.answers[FieldId("q7_observations")] == NothingToSay()


def test_the_shape_that_is_written() -> None:
    both = Answered(frozenset(map(OptionCode, ("autres", "enfants"))))
    nothing = NonResponse(NonResponseReason.NOT_APPLICABLE)
    unread = Unreadable("12 à 15")
    response = _response(
        q1_ateliers=Answered(3), q4_publics=both, q5_charte=Answered(True), q2_matin=nothing, q2_apres_midi=unread
    )
    written: dict[str, Any] = json.loads(write_answers(SURVEY, response))
    assert list(written) == ["survey", "edition", "respondent", "answers"]
    assert list(written["answers"]) == list(SURVEY.field_by_code)
    told = {code: value for code, value in written["answers"].items() if value is not None}
    assert told == {
        "q1_ateliers": 3,
        "q2_matin": "SO",
        "q2_apres_midi": "12 à 15",
        "q4_publics": ["enfants", "autres"],
        "q5_charte": True,
    }


def test_what_is_written_is_plain_utf8_and_the_same_each_time() -> None:
    response = _response(q7_observations=Answered("l’été 🏥"), q2_matin=Missing())
    data = write_answers(SURVEY, response)
    assert data == write_answers(SURVEY, response)
    assert "l’été 🏥" in data.decode()
    assert data.endswith(b"}\n")
    lines = write_answer_lines(SURVEY, [response, response])
    assert lines.count(b"\n") == 2
    assert json.loads(lines.split(b"\n")[0]) == to_json_object(SURVEY, response) == json.loads(data)


@pytest.mark.parametrize(
    ("said", "simulated"),
    [("", False), ('"simulated": null, ', False), ('"simulated": false, ', False), ('"simulated": true, ', True)],
)
def test_answers_say_whether_they_are_simulated(said: str, simulated: bool) -> None:
    found = _collected(f'{{{HEAD}, {said}"answers": {{"q2_matin": 12}}}}')
    assert found.response.simulated is simulated
    assert found.findings == _collected(ONE).findings


@pytest.mark.parametrize("said", ['"oui"', "1", '"true"', "[]", 'true, "simulated": false'])
def test_what_does_not_say_it_clearly_is_refused(said: str) -> None:
    refused = _refused(f'{{{HEAD}, "simulated": {said}, "answers": {{"q2_matin": 12}}}}'.encode())
    assert refused.code == "simulated_unclear"


def test_only_a_simulated_response_is_written_as_one() -> None:
    real = _collected(ONE).response
    assert "simulated" not in to_json_object(SURVEY, real)
    drawn = replace(real, simulated=True)
    assert list(to_json_object(SURVEY, drawn))[:5] == ["survey", "edition", "respondent", "simulated", "answers"]
    assert _collected(write_answers(SURVEY, drawn)).response == drawn

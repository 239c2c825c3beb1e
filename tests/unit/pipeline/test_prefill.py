"""Answers of an earlier edition: what is taken over, what is listed and left out, from every kind of file."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from small_survey import small_survey
from surveykit.errors import UsageError
from surveykit.interchange import write_answers
from surveykit.pipeline import open_register, read_prefill
from surveykit.responses import Answered, Blank, NonResponse, NonResponseReason, Response

SURVEY = small_survey()
EARLIER = {
    "q1_ateliers": 12,
    "q2_matin": 900,
    "q3_satisfaction": 4,
    "q4_publics": ["adultes", "autres"],
    "q4_autres": "Étudiants\u00a0: l’œuvre",
    "q5_charte": False,
    "q6_porteur": "ville",
    "q7_observations": "Une ligne\net l’autre",
    "q9_partie": 3,
    "q2_apres_midi": None,
    "contact_nom": "Anne",
}
TAKEN = {
    "q1_ateliers": Answered(12),
    "q3_satisfaction": Answered(4),
    "q4_publics": Answered(frozenset({"adultes", "autres"})),
    "q4_autres": Answered("Étudiants\u00a0: l’œuvre"),
    "q5_charte": Answered(False),
    "q6_porteur": Answered("ville"),
    "q7_observations": Answered("Une ligne\net l’autre"),
}


def _json(folder: Path, *objects: dict[str, object], name: str = "earlier.json") -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in objects), encoding="utf-8")
    return path


def _object(respondent: str = "brest", **answers: object) -> dict[str, object]:
    return {"survey": "autre", "edition": "2019", "respondent": respondent, "answers": answers or EARLIER}


def _check(path: Path) -> None:
    held = read_prefill(SURVEY, path)
    assert set(held.responses) == {"brest"}
    answers = held.responses["brest"].answers
    assert {code: one for code, one in answers.items() if one != Blank()} == TAKEN
    assert held.responses["brest"].contact == {}
    assert (held.responses["brest"].survey, held.responses["brest"].edition) == (SURVEY.id, SURVEY.edition)
    left = {one.name: one.why for one in held.left_out}
    assert left == {
        "q2_matin": "the field cannot hold the earlier answer now",
        "q9_partie": "the survey has no such field now",
    }


def test_json_of_another_edition_is_taken_over(tmp_path: Path) -> None:
    _check(_json(tmp_path, _object()))


def test_a_table_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "earlier.data"
    duckdb.sql(
        f"""COPY (SELECT 'brest' AS respondent, 12 AS q1_ateliers, 900 AS q2_matin, 4 AS q3_satisfaction,
        false AS q4_publics__enfants, true AS q4_publics__adultes, true AS q4_publics__autres,
        'Étudiants\u00a0: l’œuvre' AS q4_autres, false AS q5_charte, NULL::INTEGER AS q5_signataires,
        'ville' AS q6_porteur, 'Une ligne' || chr(10) || 'et l’autre' AS q7_observations, 3 AS q9_partie)
        TO '{path}' (FORMAT parquet)"""
    )
    _check(path)


def test_the_register_of_an_earlier_edition_is_taken_over(tmp_path: Path) -> None:
    former = small_survey(edition="2019")
    answers = {field.code: Blank() for field in former.fields()} | TAKEN | {"q2_matin": Answered(300)}
    answers["q1_ateliers_avant"] = NonResponse(NonResponseReason.NOT_COMMUNICATED)
    response = Response(
        former.id, former.edition, former.population.find("brest").code, answers, {"contact_nom": "Anne"}
    )
    returned = tmp_path / "brest.json"
    returned.write_bytes(write_answers(former, response))
    path = tmp_path / "former.sqlite"
    with open_register(path, former) as campaign:
        campaign.collect(returned)
        campaign.correct("brest", "q2_matin", "200", who="moi", why="téléphone")
    held = read_prefill(SURVEY, path)
    found = {code: one for code, one in held.responses["brest"].answers.items() if one != Blank()}
    assert found == TAKEN | {"q2_matin": Answered(200)}
    assert held.left_out == ()


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("q1_ateliers", "environ 12"),
        ("q1_ateliers", True),
        ("q1_ateliers", -1),
        ("q1_ateliers", "NC"),
        ("q3_satisfaction", 9),
        ("q4_publics", ["adultes", "disparus"]),
        ("q5_charte", 3),
        ("q6_porteur", "etat"),
    ],
)
def test_what_the_field_cannot_hold_without_a_doubt_is_listed(tmp_path: Path, code: str, value: object) -> None:
    held = read_prefill(SURVEY, _json(tmp_path, _object(**{code: value})))
    assert held.responses["brest"].answers[code] == Blank()
    assert [(one.name, one.why, one.number) for one in held.left_out] == [
        (code, "the field cannot hold the earlier answer now", 1)
    ]


def test_several_respondents_stand_in_lines_and_strangers_are_listed(tmp_path: Path) -> None:
    lines = [_object(code, q9_partie=1, q1_ateliers=n) for n, code in enumerate(("brest", "caen", "vesoul"), 1)]
    held = read_prefill(SURVEY, _json(tmp_path, *lines, name="earlier.jsonl"))
    assert {code: one.answers["q1_ateliers"] for code, one in held.responses.items()} == {
        "brest": Answered(1),
        "caen": Answered(2),
    }
    assert [(one.name, one.number) for one in held.left_out] == [("q9_partie", 2), ("vesoul", 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("pas du JSON", "cannot be taken over"),
        ("", "cannot be taken over"),
        ('{"respondent": "brest"}', "cannot be taken over"),
        ("SQLite format 3\0", "not a surveykit register"),
        ("PAR1", "cannot read"),
    ],
)
def test_what_is_not_answers_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "earlier.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_prefill(SURVEY, path)


def test_two_answers_of_one_respondent_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"earlier.json:2 holds two answers of brest"):
        read_prefill(SURVEY, _json(tmp_path, _object(), _object()))

"""The thirty indicators of 2014, each against a formula written by hand from its meaning."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

import reseaux_2014
from reseaux_by_hand import Row, every_figure
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose, unprotected
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.load import load_definition
from surveykit.model import Survey
from surveykit.responses import Answered, Blank, Response, Value

METHODS = (
    "lettre_mission",
    "discussions_bilaterales",
    "groupes_thematiques",
    "appel_projet",
    "reunion_information",
    "autres",
)
COUNTS = (
    *("q1_diagnostic", "q2_aujourdhui", "q2_terme", "q9_appui_coordination"),
    *("q11_polyvalents_aujourdhui", "q11_polyvalents_terme"),
    *("q12_plurithematiques_aujourdhui", "q12_plurithematiques_terme"),
    *("q13_combien", "q14_anciens", "q15_cesses", "q15_envisages"),
)
SCALES = ("q3_coherence_guide", "q10_stade", "q20_coherence_dispositifs")
YES_NO = (
    *("q6_cpom", "q11_polyvalents", "q13_territoire", "q16_documents"),
    *("q17_systeme_information", "q18_prestations_derogatoires", "q19_poursuite"),
)


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_definition(Path(str(reseaux_2014.folder())))


def made_up(survey: Survey, seed: int, returned: int) -> dict[str, Row]:
    """Answers of so many agencies, three in ten blank, with no regard to what goes together."""
    chance = random.Random(seed)
    agencies = chance.sample([one.code for one in survey.population.respondents], returned)
    found: dict[str, Row] = {}
    for agency in agencies:
        row: dict[str, Value] = {}
        row |= {code: chance.randint(0, 40) for code in COUNTS}
        row |= {code: chance.randint(0, 5) for code in SCALES}
        row |= {code: chance.random() < 0.6 for code in YES_NO}
        row["q4_methodologie"] = frozenset(map(OptionCode, chance.sample(METHODS, chance.randint(1, 4))))
        row["q13_sens"] = frozenset(
            map(OptionCode, chance.sample(("elargissement", "reduction"), chance.randint(1, 2)))
        )
        found[agency] = {code: value for code, value in row.items() if chance.random() >= 0.3}
    return found


def returns(survey: Survey, answers: Mapping[str, Row]) -> list[Response]:
    return [
        Response(
            survey.id,
            survey.edition,
            RespondentCode(agency),
            {
                code: Answered(row[code]) if code in row else Blank()
                for code in (FieldId(f.code) for f in survey.fields())
            },
        )
        for agency, row in answers.items()
    ]


@pytest.mark.parametrize("by", [None, "ensemble"])
@pytest.mark.parametrize(("seed", "returned"), [(2014, 26), (1, 22), (2, 3), (3, 1), (4, 0)])
def test_every_indicator_is_what_it_means(survey: Survey, seed: int, returned: int, by: str | None) -> None:
    answers = made_up(survey, seed, returned)
    with memory_engine(columns(survey), rows(survey, returns(survey, answers))) as engine:
        results = aggregate(survey, engine, by=by)
    expected = every_figure(survey, answers, by_group=by is not None)
    found = {
        (one.id, one.group.value if one.group else None): (one.base, one.content)
        for one in unprotected(survey, results).figures
    }
    assert found == expected
    assert len(found) == 30 * (1 if by is None else 3)
    assert [*dict.fromkeys(name for name, _ in found)] == [one.id for one in survey.indicators]


def test_what_is_said_of_overseas_agencies_gives_none_of_them_away(survey: Survey) -> None:
    """Four agencies overseas: with three answers in ten blank, most of their figures rest on one or two."""
    answers = made_up(survey, 2014, 26)
    with memory_engine(columns(survey), rows(survey, returns(survey, answers))) as engine:
        said = disclose(survey, aggregate(survey, engine, by="ensemble"))
    assert said["taux_reponse"].value == 1.0
    hidden = {one.id for one in said.figures if one.group is not None and one.status == "withheld"}
    assert hidden
    for indicator in survey.indicators:
        groups = list(said.groups(indicator.id))
        answered = [one.base.answered for one in groups]
        few = any(number is None or 0 < number < 3 for number in answered) and indicator.id != "taux_reponse"
        if few or (indicator.id in hidden and said[indicator.id].status == "published"):
            assert {one.status for one in groups if one.base.answered != 0} == {"withheld"}, indicator.id
            assert all(one.value is None and not one.unanimous for one in groups)

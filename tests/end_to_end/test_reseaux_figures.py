"""The thirty indicators of 2014, each against a formula written by hand from its meaning."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest

import reseaux_2014
from surveykit import release
from surveykit.aggregate import aggregate, columns, rows
from surveykit.bases import Base
from surveykit.disclose import disclose, unprotected
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.load import load_definition
from surveykit.model import ManyChoices, Survey
from surveykit.release import Content
from surveykit.responses import Answered, Blank, Response, Value

OVERSEAS = ("guadeloupe", "guyane", "martinique", "ocean_indien")
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

Row = Mapping[str, Value]
Expected = tuple[int, int, Content]
"""How many are concerned, how many answered, and what is printed."""


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


def total(rows: Sequence[Row], value: Callable[[Row], object]) -> Expected:
    known = [one for one in map(value, rows) if isinstance(one, int)]
    return len(rows), len(known), release.Total(sum(known)) if known else release.Undefined("aucune réponse")


def both(rows: Sequence[Row], one: Callable[[Row], object], other: Callable[[Row], object]) -> tuple[int, int, int]:
    pairs = [(one(row), other(row)) for row in rows]
    known = [(a, b) for a, b in pairs if isinstance(a, int) and isinstance(b, int)]
    return len(known), sum(a for a, _ in known), sum(b for _, b in known)


def ratio(rows: Sequence[Row], above: Callable[[Row], object], below: Callable[[Row], object]) -> Expected:
    n, numerator, denominator = both(rows, above, below)
    if n == 0:
        return len(rows), 0, release.Undefined("aucune réponse")
    if denominator == 0:
        return len(rows), n, release.Undefined("dénominateur nul")
    return len(rows), n, release.Ratio(float(Fraction(numerator, denominator)), numerator, denominator)


def change(rows: Sequence[Row], first: str, second: str) -> Expected:
    n, before, after = both(rows, lambda row: row.get(first), lambda row: row.get(second))
    if n == 0:
        return len(rows), 0, release.Undefined("aucune réponse")
    if before == 0:
        return len(rows), n, release.Undefined("dénominateur nul")
    return len(rows), n, release.Change(float(Fraction(after, before) - 1), before, after)


def share(rows: Sequence[Row], field: str) -> Expected:
    given = [row[field] for row in rows if field in row]
    yes = sum(1 for one in given if one is True)
    if not given:
        return len(rows), 0, release.Undefined("aucune réponse")
    return len(rows), len(given), release.Share(float(Fraction(yes, len(given))), yes, len(given))


def scale(rows: Sequence[Row], field: str) -> Expected:
    given = [value for row in rows if isinstance(value := row.get(field), int)]
    if not given:
        return len(rows), 0, release.Undefined("aucune réponse")
    classes = tuple(
        release.Class(n, str(n), given.count(n), float(Fraction(given.count(n), len(given)))) for n in range(6)
    )
    mean = float(Fraction(sum(given), len(given)))
    return len(rows), len(given), release.Scale(mean, float(median(given)), classes)


def multiple(rows: Sequence[Row], field: str, options: Mapping[str, str]) -> Expected:
    given = [value for row in rows if isinstance(value := row.get(field), frozenset)]
    if not given:
        return len(rows), 0, release.Undefined("aucune réponse")
    counts = {code: sum(1 for ticked in given if code in ticked) for code in options}
    classes = tuple(
        release.Class(code, label, counts[code], float(Fraction(counts[code], len(given))))
        for code, label in options.items()
    )
    return len(rows), len(given), release.Multiple(classes)


def polyvalents(row: Row) -> object:
    """Said yes: the number given; said no: none; said nothing: not known."""
    if "q11_polyvalents" not in row:
        return None
    return row.get("q11_polyvalents_aujourdhui") if row["q11_polyvalents"] else 0


def moved(row: Row) -> object:
    if "q13_territoire" not in row:
        return None
    return row.get("q13_combien") if row["q13_territoire"] else 0


def of(code: str) -> Callable[[Row], object]:
    return lambda row: row.get(code)


def by_hand(rows: Sequence[Row], options: Mapping[str, Mapping[str, str]]) -> dict[str, Expected]:
    """Every indicator but the response rate."""
    today, end = of("q2_aujourdhui"), of("q2_terme")
    asked_to_move = [row for row in rows if row.get("q13_territoire") is True]
    return {
        "reseaux_diagnostic": total(rows, of("q1_diagnostic")),
        "reseaux_aujourdhui": total(rows, today),
        "reseaux_terme": total(rows, end),
        "evolution_realisee": change(rows, "q1_diagnostic", "q2_aujourdhui"),
        "evolution_prevue": change(rows, "q2_aujourdhui", "q2_terme"),
        "coherence_guide": scale(rows, "q3_coherence_guide"),
        "methodologie": multiple(rows, "q4_methodologie", options["q4_methodologie"]),
        "cpom": share(rows, "q6_cpom"),
        "part_appui_coordination": ratio(rows, of("q9_appui_coordination"), today),
        "stade": scale(rows, "q10_stade"),
        "ars_polyvalents": share(rows, "q11_polyvalents"),
        "polyvalents_aujourdhui": total(rows, polyvalents),
        "polyvalents_terme": total(rows, of("q11_polyvalents_terme")),
        "part_polyvalents_aujourdhui": ratio(rows, polyvalents, today),
        "part_polyvalents_terme": ratio(rows, of("q11_polyvalents_terme"), end),
        "plurithematiques_aujourdhui": total(rows, of("q12_plurithematiques_aujourdhui")),
        "plurithematiques_terme": total(rows, of("q12_plurithematiques_terme")),
        "part_plurithematiques_aujourdhui": ratio(rows, of("q12_plurithematiques_aujourdhui"), today),
        "territoire": share(rows, "q13_territoire"),
        "territoire_sens": multiple(asked_to_move, "q13_sens", options["q13_sens"]),
        "territoire_reseaux": total(rows, moved),
        "anciens_reseaux": total(rows, of("q14_anciens")),
        "financements_cesses": total(rows, of("q15_cesses")),
        "arrets_envisages": total(rows, of("q15_envisages")),
        "documents_types": share(rows, "q16_documents"),
        "politique_si": share(rows, "q17_systeme_information"),
        "prestations_derogatoires": share(rows, "q18_prestations_derogatoires"),
        "etp_poursuite": share(rows, "q19_poursuite"),
        "coherence_dispositifs": scale(rows, "q20_coherence_dispositifs"),
    }


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
    members = {None: [one.code for one in survey.population.respondents]}
    if by is not None:
        members |= {"metropole": [one for one in members[None] if one not in OVERSEAS], "outre_mer": list(OVERSEAS)}
    options = {
        code: {option.code: option.label for option in part.options}
        for code in ("q4_methodologie", "q13_sens")
        if isinstance(part := survey.field_by_code[FieldId(code)].part, ManyChoices)
    }
    expected: dict[tuple[str, str | None], tuple[Base, Content]] = {}
    for group, agencies in members.items():
        here = [row for agency, row in answers.items() if agency in agencies]
        rate = release.Share(float(Fraction(len(here), len(agencies))), len(here), len(agencies))
        expected["taux_reponse", group] = (Base(len(agencies), len(here), len(agencies), len(here)), rate)
        for name, (concerned, answered, content) in by_hand(here, options).items():
            expected[name, group] = (Base(len(agencies), len(here), concerned, answered), content)
    found = {
        (one.id, one.group.value if one.group else None): (one.base, one.content)
        for one in unprotected(survey, results).figures
    }
    assert found == expected
    assert len(found) == 30 * len(members)
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

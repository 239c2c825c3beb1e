"""Law: with weights that everyone knows, linear algebra on what two releases tell finds no answer either.

A weighted sum and an observed one of the same answers are two equations: with two respondents of unlike weights in
them, both answers follow. The attacker is that of `difference_attack`; here he also knows what each return stands for.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

import pytest
from msgspec.structs import replace

from difference_attack import Equation, exposed
from small_survey import small_survey, towns
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import (
    Count,
    ExtrapolatedTotal,
    Mean,
    Question,
    Sampling,
    Section,
    Share,
    Total,
    YesNo,
)
from surveykit.release import Estimate, Published, Release
from surveykit.release import Mean as SaidMean
from surveykit.release import Share as SaidShare
from surveykit.release import Total as SaidTotal
from surveykit.responses import Answered, Blank, Response
from surveykit.results import EarlierRelease
from telling import left_behind

SURVEYS = 200
NAMES = tuple(f"r{n}" for n in range(10))
WEIGHTS = {name: (1, 2, 2, 5)[n % 4] for n, name in enumerate(NAMES)}
GROUPS = {name: "nord" if n < 5 else "sud" for n, name in enumerate(NAMES)}
SURVEY = small_survey(
    sections=(
        Section(
            title="Une",
            questions=(
                Question(
                    number="1",
                    text="Combien ?",
                    fields=(
                        Count(code=FieldId("a"), label="A"),
                        Count(code=FieldId("b"), label="B"),
                        YesNo(code=FieldId("c"), label="C"),
                    ),
                ),
            ),
        ),
    ),
    derived=(),
    rules=(),
    report=None,
    sampling=Sampling(weights="poids", size=100),
    indicators=(
        Total(id="a", label="A", value="a"),
        ExtrapolatedTotal(id="a_estime", label="A estimé", value="a"),
        Mean(id="b", label="B", value="b"),
        Total(id="b_observe", label="B observé", value="b"),
        Share(id="c", label="C", of="c"),
        ExtrapolatedTotal(id="difference", label="A moins B", value="a - b"),
    ),
    population=towns({name: {"bord": GROUPS[name], "poids": str(WEIGHTS[name])} for name in NAMES}),
)
Answers = Mapping[str, int | bool]
Returns = Mapping[str, Answers]


def drawn(chance: random.Random) -> tuple[Returns, Returns]:
    """What had come back at two moments; some come late, some leave a question out."""
    answers: dict[str, Answers] = {}
    for name in NAMES:
        whole = {
            "a": chance.choice((0, 3, 8, 12, 15, 20, 40)),
            "b": chance.choice((0, 2, 9, 11, 14, 22, 30)),
            "c": chance.random() < 0.7,
        }
        answers[name] = {field: value for field, value in whole.items() if chance.random() > 0.12}
    late = chance.sample(NAMES, chance.choice((0, 1, 2, 3)))
    return {name: one for name, one in answers.items() if name not in late}, answers


def response(name: str, answers: Answers) -> Response:
    held = {field: Answered(answers[field]) if field in answers else Blank() for field in ("a", "b", "c")}
    return Response(SURVEY.id, SURVEY.edition, RespondentCode(name), {FieldId(one): each for one, each in held.items()})


def equations(release: Release, returns: Returns) -> Iterator[Equation]:
    """What a release tells: each number as a sum of answers, each as many times as it counts for."""
    for figure in release.figures:
        if figure.as_of is not None:
            continue  # it was heard when an earlier release told it (`telling.left_behind`)
        here = {who: one for who, one in returns.items() if figure.group is None or GROUPS[who] == figure.group.value}
        for found in _equations(figure, here):
            told = sum(times * int(here[who][name]) for (name, who, _), times in found.coefficients.items())
            assert found.value == told
            yield found


def _equations(figure: Published, here: Returns) -> Iterator[Equation]:
    match figure.id, figure.content:
        case "a", SaidTotal(value):
            yield _sum(here, value, "a")
        case "b_observe", SaidTotal(value):
            yield _sum(here, value, "b")
        case "a_estime", Estimate(value):
            yield _sum(here, _sampled(here, value, "a"), "a", weighted=True)
        case "difference", Estimate(value):
            yield _sum(here, _sampled(here, value, "a", "b"), "a", "b", weighted=True)
        case "b", SaidMean(value):
            whole = value * sum(WEIGHTS[who] for who, one in here.items() if "b" in one)
            yield _sum(here, whole, "b", weighted=True)
        case "c", SaidShare(numerator=numerator):
            yield _sum(here, numerator, "c", weighted=True)


def _sampled(here: Returns, estimate: float, *fields: str) -> float:
    """The weighted sum that an estimate extrapolates from those who answered to all who returned a form."""
    entered = sum(WEIGHTS[who] for who, one in here.items() if all(field in one for field in fields))
    return estimate * entered / sum(WEIGHTS[who] for who in here)


def _sum(here: Returns, value: float, *fields: str, weighted: bool = False) -> Equation:
    """The sum of the first field, less that of the second, over those who answered them."""
    inside = {who: one for who, one in here.items() if all(field in one for field in fields)}
    coefficients = {
        (field, who, one[field]): (1 if place == 0 else -1) * (WEIGHTS[who] if weighted else 1)
        for who, one in inside.items()
        for place, field in enumerate(fields)
    }
    whole = sum(WEIGHTS[who] if weighted else 1 for who in inside)
    flat = len(fields) == 1 and (round(value) == 0 or (fields[0] == "c" and round(value) == whole))
    return Equation(coefficients, round(value), flat)


def released(both: Sequence[Returns], by: Sequence[str | None], *, audited: bool) -> tuple[list[Equation], int]:
    """Everything that two releases tell, and how many figures they publish."""
    earlier: tuple[EarlierRelease, ...] = ()
    told: list[Equation] = []
    said = 0
    for returns, grouping in zip(both, by, strict=True):
        given = [response(name, one) for name, one in returns.items()]
        with memory_engine(columns(SURVEY), rows(SURVEY, given)) as engine:
            results = aggregate(SURVEY, engine, by=grouping, identified=True, earlier=earlier)
        release = disclose(SURVEY, results if audited else replace(results, memberships=None, earlier=()))
        told += equations(release, returns)
        said += sum(one.status == "published" for one in release.figures)
        earlier = (*earlier, left_behind(SURVEY, replace(results, earlier=earlier), release))
    return told, said


@pytest.fixture(scope="module")
def campaigns() -> list[tuple[tuple[Returns, Returns], tuple[str | None, str | None]]]:
    chance = random.Random(20141122)
    return [(drawn(chance), (chance.choice((None, "bord")), chance.choice((None, "bord")))) for _ in range(SURVEYS)]


def test_weights_tell_no_answer(campaigns: list[tuple[tuple[Returns, Returns], tuple[str | None, str | None]]]) -> None:
    said = 0
    for both, by in campaigns:
        told, published = released(both, by, audited=True)
        assert not exposed(told)
        said += published
    assert said > 4 * SURVEYS


def test_they_do_when_each_figure_is_judged_by_itself(
    campaigns: list[tuple[tuple[Returns, Returns], tuple[str | None, str | None]]],
) -> None:
    some = sum(bool(exposed(released(both, by, audited=False)[0])) for both, by in campaigns[:60])
    assert some > 30

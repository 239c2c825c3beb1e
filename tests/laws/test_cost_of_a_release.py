"""Law: what a release is said to cost a later one is what it costs, whatever those who return later answer."""

from __future__ import annotations

import random
from collections.abc import Mapping

from every_indicator import survey_of
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose
from surveykit.disclosure.cost import decided_by_answers, kept_by_late_returns
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, IndicatorId, OptionCode, RespondentCode
from surveykit.model import (
    AnyIndicator,
    Change,
    Distribution,
    Mean,
    Median,
    MissingPolicy,
    Ratio,
    ScaleSummary,
    Share,
    Survey,
    Total,
)
from surveykit.release import Withheld
from surveykit.responses import Answered, Blank, Response, Value
from surveykit.results import EarlierRelease, Results
from telling import left_behind

CAMPAIGNS = 60
THERE, LATE = 9, 3
VALUES = ("n", "k", "n + p", "n - p", "case when y then k when not y then 0 end")
WHERE = (None, None, None, "y", "not y", "c = 'd'", "y or c = 'd'", "answered(y)")
Answers = Mapping[str, Value]


def indicator(chance: random.Random, number: int) -> AnyIndicator:
    parts = {
        "id": IndicatorId(f"i{number}"),
        "label": f"I{number}",
        "where": chance.choice(WHERE),
        "missing": chance.choice((MissingPolicy.EXCLUDE, MissingPolicy.EXCLUDE, MissingPolicy.COMPLETE)),
    }
    value, other = chance.sample(VALUES, 2)
    made: list[AnyIndicator] = [
        Total(**parts, value=value),
        Mean(**parts, value=value),
        Median(**parts, value=value),
        Share(**parts, of=chance.choice(("y", "s >= 2"))),
        Ratio(**parts, numerator=value, denominator=other),
        Change(**parts, before=value, after=other),
        ScaleSummary(**parts, field=FieldId("s")),
        Distribution(**parts, field=FieldId(chance.choice(("y", "c")))),
    ]
    return chance.choice(made)


def answers(chance: random.Random, *, complete: bool) -> Answers:
    """Answers to what is put; of those who return later, to all of it."""
    given: dict[str, Value] = {
        "n": chance.randint(8, 12),
        "p": chance.randint(3, 6),
        "y": chance.random() < 0.6,
        "s": chance.randint(0, 3),
        "c": OptionCode(chance.choice("de")),
        "m": frozenset({OptionCode("a")}),
    }
    if given["y"]:
        given["k"] = chance.randint(6, 9)
    return given if complete else {code: value for code, value in given.items() if chance.random() < 0.92}


def results(survey: Survey, given: Mapping[str, Answers], earlier: tuple[EarlierRelease, ...] = ()) -> Results:
    responses = [
        Response(
            survey.id,
            survey.edition,
            RespondentCode(who),
            {one.code: Answered(mine[one.code]) if one.code in mine else Blank() for one in survey.fields()},
        )
        for who, mine in given.items()
    ]
    with memory_engine(columns(survey), rows(survey, responses)) as engine:
        return aggregate(survey, engine, identified=True, earlier=earlier)


def test_what_is_foreseen_of_complete_returns_is_what_they_do() -> None:
    chance = random.Random(20150630)
    renewed = kept = 0
    for _ in range(CAMPAIGNS):
        asked = survey_of(
            [indicator(chance, number) for number in range(chance.randint(2, 5))], [("nord", "petit")] * (THERE + LATE)
        )
        given = {f"r{n}": answers(chance, complete=False) for n in range(THERE)}
        first = results(asked, given)
        release = disclose(asked, first)
        told = {one.id for one in release.figures if one.status == "published"} - decided_by_answers(first)
        for late in (1, LATE):
            who = [(RespondentCode(f"r{THERE + n}"), None) for n in range(late)]
            foreseen = {name for name, _ in kept_by_late_returns(asked, first, release, who)} & told
            given |= {code: answers(chance, complete=True) for code, _ in who}
            then = results(asked, given, (left_behind(asked, first, release),))
            after = disclose(asked, then)
            dominated = {one.indicator for one in after.audit.rulings if one.rule == "dominance"}
            found = {one for one in told - dominated if after[one].status != "published"}
            assert all(not isinstance(after[one].content, Withheld) for one in told)
            assert found <= foreseen
            # Of three, how many enter what an answer decides may leave room for another figure.
            assert late == LATE or found == foreseen - dominated
            renewed, kept = renewed + len(told - found), kept + len(found)
    assert renewed > CAMPAIGNS / 2
    assert kept > CAMPAIGNS / 2

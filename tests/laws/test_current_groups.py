"""Law: what was told and has not changed since is told as it is, and no total tells what the groups beside it hide."""

from __future__ import annotations

import random
from collections.abc import Mapping

from every_indicator import ZONES, survey_of
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import MissingPolicy, Survey, Total
from surveykit.release import Published, Release
from surveykit.responses import Answered, Blank, Response
from surveykit.results import EarlierRelease, Results
from telling import left_behind

CAMPAIGNS = 80
LEAST, MOST = 3, 0.85
Answers = Mapping[str, int | None]
"""What each of those who returned gave; None when they left the question blank."""


def survey(chance: random.Random) -> Survey:
    missing = chance.choice((MissingPolicy.EXCLUDE, MissingPolicy.COMPLETE))
    total = Total(id="x", label="X", value="n", missing=missing)
    return survey_of((total,), [(chance.choice(ZONES), "petit") for _ in range(11)])


def results(survey: Survey, given: Answers, earlier: tuple[EarlierRelease, ...]) -> Results:
    responses = [
        Response(
            survey.id,
            survey.edition,
            RespondentCode(who),
            {
                field.code: Answered(value) if field.code == FieldId("n") and value is not None else Blank()
                for field in survey.fields()
            },
        )
        for who, value in given.items()
    ]
    with memory_engine(columns(survey), rows(survey, responses)) as engine:
        return aggregate(survey, engine, by="zone", identified=True, earlier=earlier)


def moments(chance: random.Random, names: list[str]) -> list[Answers]:
    """What had come back at three moments: late returns, blanks that are filled in, an answer corrected."""
    here: dict[str, int | None] = {}
    found: list[Answers] = []
    for share in (0.7, 0.5, 1):
        for who in names:
            if who not in here and chance.random() < share:
                here[who] = None if chance.random() < 0.15 else chance.choice((3, 5, 8, 200, 400))
            elif here.get(who, 0) is None and chance.random() < 0.5:
                here[who] = chance.choice((3, 5, 8, 200))
        if found and chance.random() < 0.2:
            here[chance.choice(sorted(here))] = 7
        found.append(dict(here))
    return found


def of(figure: Published, given: Answers, zones: Mapping[str, str]) -> dict[str, int]:
    """The answers that are in a figure."""
    group = None if figure.group is None else figure.group.value
    return {who: one for who, one in given.items() if one is not None and group in {None, zones[who]}}


def hides(release: Release, given: Answers, zones: Mapping[str, str]) -> bool:
    """Whether the total less the groups that are told tells nothing of a few, nor what one of them nearly is."""
    whole, *groups = release.figures
    told = {one.group.value for one in groups if one.group is not None and one.status == "published"}
    rest = [one for who, one in given.items() if one is not None and zones[who] not in told]
    if whole.status != "published" or not told or not rest:
        return True
    return len(rest) >= LEAST and max(rest) <= MOST * sum(rest)


def test_over_three_releases() -> None:
    chance = random.Random(20150421)
    current = 0
    for _ in range(CAMPAIGNS):
        asked = survey(chance)
        zones = {str(one.code): one.attributes["zone"] for one in asked.population.respondents}
        earlier: tuple[EarlierRelease, ...] = ()
        told: dict[object, dict[str, int]] = {}
        for given in moments(chance, [*zones]):
            found = results(asked, given, earlier)
            release = disclose(asked, found)
            assert hides(release, given, zones)
            for figure in release.figures:
                here, key = of(figure, given, zones), (figure.id, figure.group)
                if here and told.get(key) == here and figure.status != "undefined":
                    assert figure.status == "published"
                    assert figure.value == sum(here.values())
                    current += 1
                if figure.status == "published":
                    told[key] = here
            earlier = (*earlier, left_behind(asked, found, release))
    assert current > CAMPAIGNS / 2

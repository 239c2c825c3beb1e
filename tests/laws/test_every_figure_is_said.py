"""Law: whatever a survey asks for, and however little came back, disclosure control ends with a word on each figure.

Groups are small, so that in one breakdown a group may be too small, another dominated, another empty and another
without a figure.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest

from every_indicator import SAMPLINGS, SIZES, ZONES, every_indicator, returned, survey_of
from surveykit.aggregation import aggregate, columns, rows
from surveykit.compose.report import report
from surveykit.disclosure import disclose, published_sums, unprotected
from surveykit.engines.duckdb import memory_engine
from surveykit.model import AnyIndicator, Sampling, Survey
from surveykit.release import Release, Undefined
from surveykit.responses import Response
from surveykit.results import EarlierRelease, NoResult, Results
from surveykit.tables import figures_json, report_sheets

AT_ONCE = 8
"""Indicators of one survey: with all of them the audit would withhold nearly everything."""
OF_SAMPLES = 80
"""Indicators that are tried of each sort of sample; without one, all are."""


def computed(
    survey: Survey, responses: Sequence[Response], by: str | None, earlier: tuple[EarlierRelease, ...] = ()
) -> Results:
    with memory_engine(columns(survey), rows(survey, responses)) as engine:
        return aggregate(survey, engine, by=by, identified=True, earlier=earlier)


def written(survey: Survey, found: Results) -> Release:
    """A release, once it was put into every table and the report, and every figure before it was too."""
    said = disclose(survey, found)
    kept = unprotected(survey, found)
    for figures in (said.figures, kept.figures):
        figures_json(said.survey, said.edition, said.surveyed, said.returned, figures)
    report_sheets(survey, said)
    report(survey, said)
    return said


def in_small_surveys(seed: int, sampling: Sampling | None) -> list[tuple[Survey, random.Random]]:
    """Surveys that ask, together, for every kind of figure with every option."""
    chance = random.Random(seed)
    asked: list[AnyIndicator] = [*every_indicator(sampled=sampling is not None)]
    chance.shuffle(asked)
    asked = asked if sampling is None else asked[:OF_SAMPLES]
    found = []
    for start in range(0, len(asked), AT_ONCE):
        groups = [(chance.choice(ZONES), chance.choice(SIZES)) for _ in range(chance.randint(3, 14))]
        found.append((survey_of(asked[start : start + AT_ONCE], groups, sampling), chance))
    return found


@pytest.mark.parametrize("sampling", SAMPLINGS, ids=["none", "simple", "strata", "weights"])
def test_every_kind_of_figure_has_its_word(sampling: Sampling | None) -> None:
    seen: Counter[str] = Counter()
    for survey, chance in in_small_surveys(7, sampling):
        by = chance.choice((None, "zone", "zone", "zone*taille"))
        responses = returned(survey, chance, largest=chance.choice((9, 9, 2**31 - 1)))
        found = computed(survey, responses, by)
        first = written(survey, found)
        assert len(first.figures) == len(found.figures)
        for figure, one in zip(found.figures, first.figures, strict=True):
            seen[one.status] += 1
            if isinstance(figure.result, NoResult):
                seen["none"] += 1
                assert isinstance(one.content, Undefined) or one.status == "withheld"
        if chance.random() < 0.3:
            earlier = EarlierRelease("release 1", published_sums(found, first))
            written(survey, computed(survey, returned(survey, chance), by, (earlier,)))
    assert min(seen[one] for one in ("published", "withheld", "undefined", "none")) > 15, seen

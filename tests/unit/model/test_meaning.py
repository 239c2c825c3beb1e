"""Whether two definitions of an indicator give the same figure: its words and its breakdowns change nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pytest

from small_survey import RESPONDENTS, small_survey, towns
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import (
    AnyIndicator,
    ExtrapolatedTotal,
    Mean,
    Sampling,
    Share,
    Survey,
    Total,
    is_meant,
    meanings_of,
)

X = IndicatorId("x")
MEAN = Mean(id=X, label="X", value="q1_ateliers")
TOTAL = Total(id=X, label="X", value="q1_ateliers")
ESTIMATE = ExtrapolatedTotal(id=X, label="X", value="q1_ateliers")
WEIGHTS = ("1", "2", "2", "3", "1", "1")


def meaning(indicator: AnyIndicator, **changes: object) -> str:
    return meanings_of(small_survey(report=None, rules=(), indicators=(indicator,), **changes))[X]


def weighted(*weights: str, **sampling: object) -> Mapping[str, object]:
    held = {
        code: {"bord": "nord" if place < 3 else "sud", "poids": weight}
        for place, (code, weight) in enumerate(zip(RESPONDENTS, weights, strict=True))
    }
    return {"population": towns(held), "sampling": Sampling(**{"weights": "poids"} | sampling)}


def test_what_a_figure_is_broken_down_by_does_not_change_the_whole() -> None:
    broken = TOTAL.model_copy(update={"by": FieldId("q5_charte")})
    assert meaning(broken) == meaning(TOTAL)
    assert meaning(TOTAL.model_copy(update={"label": "Ateliers", "unit": "lieux"})) == meaning(TOTAL)
    assert meaning(TOTAL.model_copy(update={"where": "q5_charte"})) != meaning(TOTAL)


def test_a_mean_that_is_weighted_otherwise_is_another_mean() -> None:
    assert meaning(MEAN, **weighted(*WEIGHTS)) != meaning(MEAN)
    assert meaning(MEAN, **weighted("2", *WEIGHTS[1:])) != meaning(MEAN, **weighted(*WEIGHTS))
    assert meaning(MEAN, **weighted("1.0", *WEIGHTS[1:])) == meaning(MEAN, **weighted(*WEIGHTS))


def test_an_observed_total_is_never_weighted() -> None:
    assert meaning(TOTAL, **weighted(*WEIGHTS)) == meaning(TOTAL)


def test_strata_and_their_sizes_are_in_an_estimate_and_a_sample_of_equals_in_none_but_the_extrapolated() -> None:
    strata = Sampling(strata="bord")
    larger = Sampling(strata="bord", sizes={"nord": 3, "sud": 30})
    said = Sampling(strata="bord", sizes={"nord": 3, "sud": 3})
    share = Share(id=X, label="X", of="q5_charte")
    assert meaning(share, sampling=strata) != meaning(share)
    assert meaning(share, sampling=strata) == meaning(share, sampling=said) != meaning(share, sampling=larger)
    assert meaning(share, sampling=Sampling(size=60)) == meaning(share)
    assert meaning(ESTIMATE, sampling=Sampling(size=60)) != meaning(ESTIMATE, sampling=Sampling())
    assert meaning(ESTIMATE, sampling=Sampling(size=6)) == meaning(ESTIMATE, sampling=Sampling())


def by_the_formula_before(survey: Survey) -> str:
    """As version 3 of the register recorded it first: with `by`, and nothing of the sampling."""
    words = {"id", "label", "unit", "note", "interval", "percent", "base"}
    held = survey.indicators[0].model_dump(mode="json", exclude=words)
    held["value"] = repr(survey.expression(held["value"]).root)
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:12]


@pytest.mark.parametrize("by", [None, "q5_charte", "q3_satisfaction"])
def test_a_meaning_recorded_by_the_formula_before_is_still_understood(by: str | None) -> None:
    then = small_survey(report=None, rules=(), indicators=(MEAN.model_copy(update={"by": by}),))
    recorded = by_the_formula_before(then)
    for now in (MEAN, MEAN.model_copy(update={"by": FieldId("q5_charte")})):
        assert is_meant(small_survey(report=None, rules=(), indicators=(now,)), X, recorded)
    other = small_survey(report=None, rules=(), indicators=(MEAN.model_copy(update={"value": "q1_ateliers_avant"}),))
    assert not is_meant(other, X, recorded)


def test_the_formula_before_is_what_registers_hold() -> None:
    survey = small_survey(report=None, rules=(), indicators=(TOTAL,))
    assert by_the_formula_before(survey) == "ef7e9e0303d8"

"""Indicators that could not be computed, or not as their reader thinks, are refused when the survey is loaded."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from small_survey import small_survey
from surveykit.ids import FieldId
from surveykit.model import (
    AnyIndicator,
    Change,
    Distribution,
    ExtrapolatedTotal,
    Mean,
    Median,
    MissingPolicy,
    Ratio,
    ResponseRate,
    Sampling,
    ScaleSummary,
    Share,
    Total,
)

FIRST = FieldId("q1_ateliers")


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        (Distribution(id="d", label="D", field=FIRST), "told by classes"),
        (Distribution(id="d", label="D", field=FIRST, classes=(1, 5)), "the first of them 0"),
        (Distribution(id="d", label="D", field=FIRST, classes=(0, 5, 5)), "in order"),
        (Distribution(id="d", label="D", field=FieldId("q5_charte"), classes=(0, 1)), "leave `classes` out"),
        (Distribution(id="d", label="D", field=FieldId("q7_remarques")), "unknown field 'q7_remarques'"),
        (Distribution(id="d", label="D", field=FieldId("q4_publics")), "multiple_choice, expected yes_no"),
        (Total(id="t", label="T", value="q1_ateliers", by=FIRST), "of kind count, expected yes_no"),
        (Total(id="t", label="T", value="q1_ateliers", by=FieldId("q5_charté")), "did you mean 'q5_charte'"),
        (ResponseRate(id="r", label="R", by=FieldId("q5_charte")), "remove its `by`"),
        (ResponseRate(id="r", label="R", missing=MissingPolicy.COMPLETE), "remove its `missing`"),
        (Median(id="m", label="M", value="q1_ateliers", missing=MissingPolicy.ZERO), "not in a median"),
        (Ratio(id="r", label="R", numerator="1", denominator="q1_ateliers", missing=MissingPolicy.ZERO), "in a ratio"),
        (Total(id="t", label="T", value="q1_ateliers", interval=True), "a total has no interval"),
        (Mean(id="m", label="M", value="q1_ateliers", interval=True), "declare the survey's `sampling`"),
        (ExtrapolatedTotal(id="e", label="E", value="q1_ateliers"), "declare the survey's `sampling`"),
        (Mean(id="m", label="M", value="q5_charte"), "expected an integer"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(indicator: AnyIndicator, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        small_survey(report=None, indicators=(indicator,))


@pytest.mark.parametrize(
    ("sampling", "words"),
    [
        (Sampling(strata="bords"), "did you mean 'bord'"),
        (Sampling(sizes={"nord": 3}), "there are no strata"),
        (Sampling(strata="bord", size=6), "give the `sizes` of each"),
        (Sampling(strata="bord", sizes={"nord": 3}), "expected the size of each of nord, sud"),
        (Sampling(weights="bord"), "is also a field's code or a grouping"),
    ],
)
def test_a_sampling_that_names_nothing_is_refused(sampling: Sampling, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        small_survey(report=None, indicators=(), sampling=sampling)


def test_a_weight_that_is_no_number_above_zero_is_refused() -> None:
    population = small_survey().population
    first = population.respondents[0]
    for text in ("zéro", "0", "-1", "NaN"):
        wrong = first.model_copy(update={"attributes": {**first.attributes, "poids": text}})
        changed = population.model_copy(update={"respondents": (wrong, *population.respondents[1:])})
        with pytest.raises(ValidationError, match=f"is '{text}', expected a number above 0"):
            small_survey(report=None, indicators=(), sampling=Sampling(weights="poids"), population=changed)


def test_whatever_has_a_mean_may_have_an_interval() -> None:
    kinds: tuple[AnyIndicator, ...] = (
        ExtrapolatedTotal(id="e", label="E", value="q1_ateliers", interval=True),
        Mean(id="m", label="M", value="q1_ateliers", interval=True),
        Share(id="s", label="S", of="q5_charte", interval=True),
        Ratio(id="r", label="R", numerator="q2_matin", denominator="q1_ateliers", interval=True),
        Change(id="c", label="C", before="q1_ateliers_avant", after="q1_ateliers", interval=True),
        ScaleSummary(id="n", label="N", field=FieldId("q3_satisfaction"), interval=True),
    )
    assert len(small_survey(report=None, indicators=kinds, sampling=Sampling()).indicators) == 6

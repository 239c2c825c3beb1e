"""Returns as a sample: what cannot be one is refused, and a variance that nobody knows is not told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from small_survey import RESPONDENTS, small_survey
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose, unprotected
from surveykit.engines.duckdb import memory_engine
from surveykit.errors import UsageError
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import (
    AnyIndicator,
    Dissemination,
    ExtrapolatedTotal,
    Mean,
    MissingPolicy,
    Sampling,
    Share,
    Survey,
    Total,
)
from surveykit.release import Estimate, Published, Undefined
from surveykit.responses import Answered, Response, Value
from surveykit.results import ExtrapolatedResult, Figure, MeanResult, NoResult, Precision, TotalResult
from surveykit.tables import figures_json

ATELIERS = (5, 3, 8, 2, 6)


def survey(sampling: Sampling | None, *indicators: AnyIndicator, least: int = 2, **attributes: str) -> Survey:
    base = small_survey()
    weighted = tuple(
        one.model_copy(update={"attributes": {**one.attributes, **attributes}}) for one in base.population.respondents
    )
    return small_survey(
        report=None,
        sampling=sampling,
        indicators=indicators,
        population=base.population.model_copy(update={"respondents": weighted}),
        dissemination=Dissemination(minimum_units=1, interval_minimum_units=least),
    )


def returned(*numbers: int | None, **others: Value) -> list[Response]:
    told = [{"q1_ateliers": number} if number is not None else {} for number in numbers]
    return [
        Response(
            "ateliers",
            "2024",
            RespondentCode(name),
            {FieldId(code): Answered(value) for code, value in {**one, **others}.items()},
        )
        for name, one in zip(RESPONDENTS, told, strict=False)
    ]


def figures(made: Survey, given: list[Response], by: str | None = None) -> list[Figure]:
    with memory_engine(columns(made), rows(made, given)) as engine:
        return list(aggregate(made, engine, by=by).figures)


MEAN = Mean(id="m", label="M", value="q1_ateliers", interval=True)
TOTAL = Total(id="t", label="T", value="q1_ateliers")
EXTRAPOLATED = ExtrapolatedTotal(id="e", label="E", value="q1_ateliers", interval=True)


def published(made: Survey, given: list[Response], *, protected: bool = True) -> Published:
    with memory_engine(columns(made), rows(made, given)) as engine:
        results = aggregate(made, engine)
    return (disclose(made, results) if protected else unprotected(made, results)).figures[0]


def test_an_extrapolated_total_is_another_figure_than_the_observed_one() -> None:
    observed, estimated = figures(survey(Sampling(), TOTAL, EXTRAPOLATED), returned(*ATELIERS))
    assert isinstance(observed.result, TotalResult)
    assert observed.result.moments.total == 24
    assert isinstance(estimated.result, ExtrapolatedResult)
    found = estimated.result
    assert found.concerned * found.moments.total / found.entered == Fraction(6 * 24, 5)
    assert published(survey(Sampling(), EXTRAPOLATED), returned(*ATELIERS)).content == Estimate(28.8)


def test_everyone_returned_a_form_so_there_is_nothing_to_estimate() -> None:
    (mean,) = figures(survey(Sampling(), MEAN), returned(*ATELIERS, 9))
    assert mean.precision is None
    assert isinstance(mean.result, MeanResult)


def test_a_stratum_of_one_return_or_none_has_no_known_variance() -> None:
    made = survey(Sampling(strata="bord"), MEAN, EXTRAPOLATED)
    assert figures(made, returned(*ATELIERS[:4]))[0].precision is None
    mean, total = figures(made, returned(*ATELIERS[:3]))
    assert mean.precision is None
    assert total.result == NoResult(incomplete=False)
    whole = figures(survey(Sampling(strata="bord"), MEAN), returned(*ATELIERS))[0].precision
    assert isinstance(whole, Precision)
    assert whole.degrees == 3


def test_weights_count_each_return_for_what_it_stands_for() -> None:
    made = survey(Sampling(size=60, weights="poids"), MEAN, TOTAL, poids="2.5")
    mean, total = figures(made, returned(*ATELIERS))
    assert isinstance(mean.result, MeanResult)
    assert (mean.result.moments.total, mean.result.entered) == (Fraction(60), Fraction(25, 2))
    assert isinstance(total.result, TotalResult)
    assert total.result.moments.total == 24, "an observed total is never weighted"


@pytest.mark.parametrize(
    ("sampling", "attributes", "words"),
    [
        (Sampling(weights="poids"), {}, "'poids'.*found none"),
        (Sampling(size=4), {}, "5 responses for 4 units"),
        (Sampling(strata="bord", sizes={"nord": 2, "sud": 9}), {}, "of 'nord' for 2 units"),
    ],
)
def test_a_sample_that_cannot_be_one_is_refused(sampling: Sampling, attributes: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        figures(survey(sampling, MEAN, **attributes), returned(*ATELIERS))


def test_an_interval_is_told_from_enough_answers_and_rounded() -> None:
    few, enough = (survey(Sampling(size=40), MEAN, least=least) for least in (6, 5))
    assert published(few, returned(*ATELIERS)).interval is None
    told = published(enough, returned(*ATELIERS)).interval
    assert told is not None
    assert (told.standard_error, told.level) == (0.999, 0.95)
    assert (told.low, told.high) == (2.027, 7.573)
    assert published(few, returned(*ATELIERS), protected=False).interval == told
    figure = published(enough, returned(*ATELIERS))
    assert b'"interval": [\n        2.027,\n        7.573' in figures_json("a", "b", 6, 5, [figure])


def test_the_interval_of_a_share_stays_between_nothing_and_all() -> None:
    share = Share(id="s", label="S", of="q1_ateliers > 2", interval=True)
    told = published(survey(Sampling(size=40), share), returned(*ATELIERS)).interval
    assert told is not None
    assert 0 < told.low < 0.8 < told.high < 1
    everyone = Share(id="s", label="S", of="q1_ateliers > 1", interval=True)
    assert published(survey(Sampling(size=40), everyone), returned(*ATELIERS)).interval is None


def test_a_missing_answer_counts_as_declared() -> None:
    given = returned(5, None, 8, None)
    mean, zero, complete = figures(
        survey(
            None,
            Mean(id="m", label="M", value="q1_ateliers"),
            Mean(id="z", label="Z", value="q1_ateliers", missing=MissingPolicy.ZERO),
            Total(id="c", label="C", value="q1_ateliers", missing=MissingPolicy.COMPLETE),
        ),
        given,
    )
    assert isinstance(mean.result, MeanResult)
    assert isinstance(zero.result, MeanResult)
    assert (mean.result.entered, zero.result.entered) == (2, 4)
    assert (zero.base.answered, zero.base.imputed) == (2, 2)
    assert complete.result == NoResult(incomplete=True)
    told = published(survey(None, Total(id="c", label="C", value="q1_ateliers", missing=MissingPolicy.COMPLETE)), given)
    assert told.content == Undefined("une réponse manque")

"""The computation of an indicator, apart from its words: do two definitions of it give the same figure?"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from surveykit.ids import FieldId, IndicatorId
from surveykit.model.answers import answer_labels
from surveykit.model.indicators import (
    AnyIndicator,
    Distribution,
    ExtrapolatedTotal,
    Multiple,
    ResponseRate,
    ScaleSummary,
    Total,
)
from surveykit.model.sampling import Sampling
from surveykit.model.survey import Survey

_WORDS = {"id", "label", "unit", "note", "interval", "percent", "base", "by"}
_EXPRESSIONS = ("where", "value", "of", "numerator", "denominator", "before", "after")


def meanings_of(survey: Survey) -> Mapping[IndicatorId, str]:
    """For each indicator, twelve hexadecimal digits that change when it would be computed otherwise.

    Its words do not count, nor what it is broken down by: the mean of ten is the same whether or not it is also given
    for each answer to another question, and a group is known by that answer. Expressions count as they are understood,
    with their derived values written out: `q1+q2` and `q1 + q2` are the same. Of a field whose answers are counted, the
    codes of the answers count too. Of an estimate, so do the weights and strata that it rests on: weighted otherwise,
    the mean of the same ten answers is another mean.
    """
    stands_for = _stands_for(survey)
    return {one.id: _digest(_computed(survey, one) | _estimated(survey, one, stands_for)) for one in survey.indicators}


def is_meant(survey: Survey, indicator: IndicatorId, recorded: str) -> bool:
    """Whether a meaning that was recorded is this indicator's, by the formula of now or by the one before it.

    The one before had what the indicator is broken down by, and nothing of the sampling: whatever it was broken down by
    then, the figure is the same.
    """
    one = survey.indicator_by_id[indicator]
    computed = _computed(survey, one)
    if recorded == _digest(computed | _estimated(survey, one, _stands_for(survey))):
        return True
    return any(recorded == _digest(computed | {"by": by}) for by in (None, *_fields(survey)))


def _fields(survey: Survey) -> Iterator[str]:
    return (field.code for field in survey.fields())


def _computed(survey: Survey, indicator: AnyIndicator) -> dict[str, object]:
    held: dict[str, object] = indicator.model_dump(mode="json", exclude=_WORDS)
    for name in _EXPRESSIONS:
        text = held.get(name)
        if isinstance(text, str):
            held[name] = repr(survey.expression(text).root)
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        lows = indicator.classes if isinstance(indicator, Distribution) else ()
        facts = survey.field_by_code[FieldId(indicator.field)].facts
        held["answers"] = [*answer_labels(facts, survey.language, lows)]
    return held


def _estimated(survey: Survey, indicator: AnyIndicator, stands_for: str) -> dict[str, object]:
    """The sampling that an estimate also depends on; empty for a plain sum of answers."""
    if survey.sampling is None or isinstance(indicator, Total | ResponseRate):
        return {}
    rests = survey.sampling.weighted or isinstance(indicator, ExtrapolatedTotal)
    return {"sampling": stands_for} if rests else {}


def _stands_for(survey: Survey) -> str:
    """A digest of how many units each return may stand for: the weight or the stratum of each, and the sizes."""
    sampling = survey.sampling
    if sampling is None:
        return ""
    everyone = survey.population.respondents
    if sampling.weights is not None:
        weights = [[one.code, _number(one.attributes.get(sampling.weights))] for one in everyone]
        return _digest({"weights": sorted(weights)})
    if sampling.strata is None:
        return _digest({"size": sampling.size or len(everyone)})
    strata = [[one.code, one.attributes.get(sampling.strata, "")] for one in everyone]
    return _digest({"strata": sorted(strata), "sizes": _sizes(survey, sampling, sampling.strata)})


def _sizes(survey: Survey, sampling: Sampling, strata: str) -> Mapping[str, int]:
    if sampling.sizes:
        return {**sampling.sizes}
    counted = Counter(one.attributes.get(strata) for one in survey.population.respondents)
    return {value: counted[value] for value in survey.population.groupings[strata].values}


def _number(text: str | None) -> str:
    """A weight in one spelling: 2 and 2.0 are the same."""
    return "" if text is None else str(Decimal(text).normalize())


def _digest(held: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:12]

"""What an indicator computes, apart from its words: whether two definitions of it give the same figure."""

from __future__ import annotations

import hashlib
import json

from surveykit.ids import FieldId
from surveykit.model.answers import answer_labels
from surveykit.model.indicators import AnyIndicator, Distribution, Multiple, ScaleSummary
from surveykit.model.survey import Survey

_WORDS = {"id", "label", "unit", "note", "interval", "percent", "base"}
_EXPRESSIONS = ("where", "value", "of", "numerator", "denominator", "before", "after")


def meaning_of(survey: Survey, indicator: AnyIndicator) -> str:
    """Twelve hexadecimal digits that change when an indicator would be computed otherwise, and not with its words.

    Expressions count as they are understood, with their derived values written out: `q1+q2` and `q1 + q2` are the same.
    Of a field whose answers are counted, the codes of the answers count too.
    """
    held: dict[str, object] = indicator.model_dump(mode="json", exclude=_WORDS)
    for name in _EXPRESSIONS:
        text = held.get(name)
        if isinstance(text, str):
            held[name] = repr(survey.expression(text).root)
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        lows = indicator.classes if isinstance(indicator, Distribution) else ()
        held["answers"] = [*answer_labels(survey.field_by_code[FieldId(indicator.field)].facts, lows)]
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:12]

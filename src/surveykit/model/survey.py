"""The survey: a definition that holds together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Self, assert_never

from pydantic import model_validator

from surveykit.expressions import Expression, Type, parse
from surveykit.ids import FieldId, FormRef, IndicatorId
from surveykit.model.common_base import CommonBase, common_bases
from surveykit.model.draft import Draft
from surveykit.model.facts import CodesValue, CodeValue, Listed, TextValue, TruthValue, WholeValue
from surveykit.model.fields import SurveyField
from surveykit.model.indicator_validity import expressions_of
from surveykit.model.indicators import AnyIndicator, Distribution, Multiple, ResponseRate, ScaleSummary
from surveykit.model.validity import problems


class Survey(Draft):
    """A survey, whole: it cannot exist with an expression that does not hold or a code that stands twice.

    Built from `survey.yaml` by `surveykit.load_survey`, or in Python. Raises pydantic's ValidationError.
    """

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        found = [str(problem) for problem in problems(self)]
        if found:
            raise ValueError("; ".join(found))
        return self

    @classmethod
    def of(cls, draft: Draft) -> Survey:
        """The survey of a draft in which `problems` found none: nothing is read twice."""
        return cls.model_construct(**{name: getattr(draft, name) for name in cls.model_fields})

    @cached_property
    def derived_expressions(self) -> Mapping[str, Expression]:
        """Every derived value, parsed; each may use those before it."""
        parsed: dict[str, Expression] = {}
        for one in self.derived:
            parsed[one.code] = parse(one.value, self.schema_types, derived=parsed)
        return parsed

    def expression(self, text: str, expect: Type | None = None) -> Expression:
        """A text of the expression language over this survey's fields and derived values.

        Raises ExpressionError; never for the texts inside the survey, which were checked when it was built.
        """
        return parse(text, self.schema_types, expect=expect, derived=self.derived_expressions)

    def expressions_of(self, indicator: AnyIndicator) -> list[Expression]:
        """What an indicator computes, each with the type that it must have; nothing for one that names a field."""
        return [self.expression(text, type_) for _, text, type_ in expressions_of(indicator)]

    def fields_of(self, indicator: AnyIndicator) -> frozenset[FieldId]:
        """The fields that whoever is in an indicator's figure answered, or some of them: its own and its `where`'s."""
        where = [] if indicator.where is None else [self.expression(indicator.where)]
        every = (*self.expressions_of(indicator), *where)
        named = frozenset(FieldId(name) for expression in every for name in expression.names)
        return named | {indicator.field} if isinstance(indicator, ScaleSummary | Multiple | Distribution) else named

    @cached_property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """The least and the largest answer to each field of numbers; a number without a maximum goes up to 2**53."""
        found = ((field.code, field.facts.bounds) for field in self.fields())
        bounds = {code: one for code, one in found if one is not None}
        return {code: (low, 2**53 if high is None else high) for code, (low, high) in bounds.items()}

    @cached_property
    def common_bases(self) -> tuple[CommonBase, ...]:
        """The sets of indicators that rest on those who answered all of them.

        A response rate is in none, nor an indicator that keeps its own base.
        """
        shared = (one for one in self.indicators if one.base is None and not isinstance(one, ResponseRate))
        return common_bases(self.report, [one.id for one in shared])

    def common_base_of(self, indicator: IndicatorId) -> CommonBase | None:
        """The common base that an indicator rests on, None when it rests on its own."""
        return next((one for one in self.common_bases if indicator in one.indicators), None)

    @cached_property
    def ref(self) -> FormRef:
        """Which form this is: identifier, edition, digest of the fields and their options."""
        shape = [_shape(field) for field in self.fields()] + [[line.code] for line in self.contact]
        digest = hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:12]
        return FormRef(self.id, self.edition, digest)


def _shape(field: SurveyField) -> list[object]:
    """What a form shows of a field apart from words: its kind, and the entries of its list or its boxes."""
    shape: list[object] = [field.code, field.part.kind]
    match field.facts.value:
        case WholeValue(low, high):
            shape += [low, high] if isinstance(field.facts.asked, Listed) else []
        case CodeValue(options) | CodesValue(options):
            shape += [option.code for option in options]
        case TruthValue() | TextValue():
            pass
        case _:
            assert_never(field.facts.value)
    return shape

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
    """A survey is a definition that holds together: its expressions have a meaning, and no code stands twice.

    `id`, `edition`, `title` and `language` name it; `issuer`, `scope`, `introduction` and `collection` say who
    asks, what for and by when; `to_confirm` says whether doubtful values are in the figures; `sections` hold the
    questions and `contact` the lines on the person who answers; `population` lists the respondents and `sampling`
    their weights. `derived` values, `rules` and `indicators` are expressions over the answers; `coding` has the
    themes of texts, `dissemination` the rules of disclosure, `report` and `mail` the outlines of the report and of
    the messages. docs/write-a-survey.md describes each.

    `sk.load_survey` builds one from `survey.yaml`, Python from keywords or a mapping. Raises pydantic's
    ValidationError, with every problem, when the definition does not hold.

    ```python
    import datetime

    question = {
        "number": 1,
        "text": "Combien d’ateliers la ville tient-elle ?",
        "fields": [{"kind": "count", "code": "q1_ateliers", "label": "Ateliers"}],
    }
    small = sk.Survey(
        id="ateliers",
        edition="2024",
        title="Enquête sur les ateliers",
        issuer={"bodies": ["Ministère de l’Exemple"], "reference": "Note n° 12"},
        scope="Tous les ateliers",
        collection={"deadline": datetime.date(2024, 6, 30), "addresses": ["ateliers@exemple.example"]},
        sections=[{"title": "Moyens", "questions": [question]}],
        population={"unit": "ville", "units": "villes", "respondents": [{"code": "brest", "name": "Brest"}]},
    )
    assert [field.code for field in small.fields()] == ["q1_ateliers"]
    ```
    """

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        found = [str(problem) for problem in problems(self)]
        if found:
            raise ValueError("; ".join(found))
        return self

    @classmethod
    def of(cls, draft: Draft) -> Survey:
        """Returns the survey of a draft in which `problems` found none, without a second check.

        Raises nothing: the caller has checked the draft.
        """
        return cls.model_construct(**{name: getattr(draft, name) for name in cls.model_fields})

    @cached_property
    def derived_expressions(self) -> Mapping[str, Expression]:
        """The parsed expression of each derived value, by its code, in order; one may use those before it."""
        parsed: dict[str, Expression] = {}
        for one in self.derived:
            parsed[one.code] = parse(one.value, self.schema_types, derived=parsed)
        return parsed

    def expression(self, text: str, expect: Type | None = None) -> Expression:
        """Parses a text of the expression language over the survey's fields and derived values.

        `expect` is the type that the expression must have, any type when None. Raises ExpressionError, with the column
        of the fault; never for a text of the survey itself, which was checked when the survey was built.

        ```python
        needed = survey.expression("q1_diagnostic + q2_aujourdhui")
        assert needed.names == {"q1_diagnostic", "q2_aujourdhui"}
        ```
        """
        asked = (text, expect)
        if asked not in self._parsed:
            self._parsed[asked] = parse(text, self.schema_types, expect=expect, derived=self.derived_expressions)
        return self._parsed[asked]

    @cached_property
    def _parsed(self) -> dict[tuple[str, Type | None], Expression]:
        """The expressions that were asked for, so that one that is asked for each respondent is parsed once."""
        return {}

    def expressions_of(self, indicator: AnyIndicator) -> list[Expression]:
        """Returns the expressions that an indicator computes, each with the type that it must have; no `where`.

        The list is empty for an indicator that names a field. Raises nothing for an indicator of this survey.
        """
        return [self.expression(text, type_) for _, text, type_ in expressions_of(indicator)]

    def fields_of(self, indicator: AnyIndicator) -> frozenset[FieldId]:
        """Returns the codes of the fields whose answers decide an indicator's figure.

        They are the field that it names, and those of its expressions and of its `where`.

        Raises nothing for an indicator of this survey.
        """
        where = [] if indicator.where is None else [self.expression(indicator.where)]
        every = (*self.expressions_of(indicator), *where)
        named = frozenset(FieldId(name) for expression in every for name in expression.names)
        return named | {indicator.field} if isinstance(indicator, ScaleSummary | Multiple | Distribution) else named

    @cached_property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """The least and the largest answer to each field of numbers, by the field's code.

        The largest is 2**53 where the definition has none.
        """
        found = ((field.code, field.facts.bounds) for field in self.fields())
        bounds = {code: one for code, one in found if one is not None}
        return {code: (low, 2**53 if high is None else high) for code, (low, high) in bounds.items()}

    @cached_property
    def common_bases(self) -> tuple[CommonBase, ...]:
        """The sets of indicators that are computed over the same respondents: those who answered all of them.

        A response rate is in none, and neither is an indicator that keeps its own base.
        """
        shared = (one for one in self.indicators if one.base is None and not isinstance(one, ResponseRate))
        return common_bases(self.report, [one.id for one in shared])

    def common_base_of(self, indicator: IndicatorId) -> CommonBase | None:
        """Returns the common base of an indicator, None when the indicator has its own.

        Raises nothing for an unknown indicator: it has none.
        """
        return next((one for one in self.common_bases if indicator in one.indicators), None)

    @cached_property
    def ref(self) -> FormRef:
        """The form's reference: the survey's identifier, its edition, and a digest of its fields and their options.

        The digest is 12 hexadecimal digits and does not change with words (docs/decisions/0001).
        """
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

"""The survey: a definition that holds together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Self

from pydantic import model_validator

from surveykit.expressions import Expression, Type, parse
from surveykit.ids import FormRef
from surveykit.model.draft import Draft
from surveykit.model.questions import ManyChoices, OneChoice, Scale, SurveyField
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

    @cached_property
    def ref(self) -> FormRef:
        """Which form this is: identifier, edition, digest of the fields and their options."""
        shape = [_shape(field) for field in self.fields()] + [[line.code] for line in self.contact]
        digest = hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:12]
        return FormRef(self.id, self.edition, digest)


def _shape(field: SurveyField) -> list[object]:
    part = field.part
    shape: list[object] = [part.code, part.kind]
    if isinstance(part, Scale):
        shape += [part.minimum, part.maximum]
    if isinstance(part, OneChoice | ManyChoices):
        shape += [option.code for option in part.options]
    return shape

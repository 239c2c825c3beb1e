"""The checks that an interactive form makes by itself, and the definition that it carries for them."""

from __future__ import annotations

import re

from surveykit.document import Check
from surveykit.expressions import BOOLEAN
from surveykit.model import Rule, Survey

_SLOT = re.compile(r"\{([^{}]+)\}")


def checks(survey: Survey) -> tuple[Check, ...]:
    """The survey's rules, their expressions parsed and the slots of their messages too."""
    return tuple(_check(survey, rule) for rule in survey.rules)


def _check(survey: Survey, rule: Rule) -> Check:
    derived = survey.derived_expressions
    return Check(
        code=rule.code,
        severity=rule.severity,
        holds=survey.expression(rule.check, BOOLEAN),
        when=None if rule.when is None else survey.expression(rule.when, BOOLEAN),
        message=rule.message,
        derived={name: derived[name] for name in _SLOT.findall(rule.message) if name in derived},
    )


def public_definition(survey: Survey) -> str:
    """The definition as JSON, all but the population, the messages and what is asked back; always the same text."""
    return survey.model_dump_json(
        by_alias=True,
        exclude={"population": True, "mail": True, "rules": {"__all__": {"ask"}}},
        exclude_defaults=True,
    )

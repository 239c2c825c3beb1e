"""What must hold for a survey to exist: codes that stand once, expressions that parse and have their type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from surveykit.expressions import BOOLEAN, Expression, ExpressionError, Type, parse
from surveykit.ids import RESPONDENT_FIELD
from surveykit.model.coding_validity import coding_problems
from surveykit.model.draft import Draft
from surveykit.model.facts import CodesValue, CodeValue, Counted, TextValue, TruthValue, WholeValue, facts_of
from surveykit.model.indicator_validity import indicator_expressions, indicator_problems
from surveykit.model.mail import mail_problems
from surveykit.model.outline_validity import outline_problems
from surveykit.model.population import Grouping, Respondent
from surveykit.model.problem import Path, Problem, twice, unknown
from surveykit.model.questions import (
    TAG_LIMIT,
    AnyPart,
    Option,
    Question,
)
from surveykit.words import has_catalogue, languages

_SLOT = re.compile(r"\{([^{}]*)\}")


def problems(draft: Draft) -> Iterator[Problem]:
    """Every problem of a definition; its expressions are read only when its codes hold."""
    codes = [*_codes(draft)]
    yield from codes
    if not has_catalogue(draft.language):
        known = ", ".join(languages())
        message = f"surveykit has no words in '{draft.language}' to put around the survey's own: it has {known}"
        yield Problem("no_catalogue", ("language",), message)
    yield from mail_problems(draft.mail)
    if not codes:
        derived: dict[str, Expression] = {}
        yield from _derived(draft, derived)
        for path, text, expect in _expressions(draft):
            yield from _expression(draft, path, text, expect, derived)
        yield from _messages(draft, derived)
        yield from indicator_problems(draft)
        yield from coding_problems(draft)
        yield from outline_problems(draft)
        yield from _population(draft)


def _codes(draft: Draft) -> Iterator[Problem]:
    yield from twice(_field_codes(draft), "field code")
    for what, codes in _other_codes(draft).items():
        yield from twice(codes, what)
    for code, path in _field_codes(draft):
        if code == RESPONDENT_FIELD:
            yield Problem("reserved_code", path, f"'{code}' names the list of respondents: choose another code")
    for path, part in _parts(draft):
        yield from _part(path, part)


def _other_codes(draft: Draft) -> dict[str, list[tuple[str, Path]]]:
    """The codes that stand once each in a survey, those of fields apart, by what they name."""
    everyone = enumerate(draft.population.respondents)
    return {
        "question number": [(question.number, (*path, "number")) for path, question in _questions(draft)],
        "rule code": [(rule.code, ("rules", i, "code")) for i, rule in enumerate(draft.rules)],
        "indicator id": [(one.id, ("indicators", i, "id")) for i, one in enumerate(draft.indicators)],
        "respondent code": [(one.code, ("population", "respondents", i, "code")) for i, one in everyone],
    }


def _part(path: Path, part: AnyPart) -> Iterator[Problem]:
    facts = facts_of(part)
    match facts.value:
        case CodeValue(options) | CodesValue(options):
            yield from _choices(path, part.code, options)
        case WholeValue() as whole:
            yield from _range((*path, "maximum"), whole, each=facts.counted is Counted.EACH)
        case TruthValue() | TextValue():
            pass
        case _:
            assert_never(facts.value)


def _choices(path: Path, code: str, options: Iterable[Option]) -> Iterator[Problem]:
    places = [(option, (*path, "options", i)) for i, option in enumerate(options)]
    yield from twice(((option.code, (*at, "code")) for option, at in places), "option code")
    yield from twice(((option.label, (*at, "label")) for option, at in places), "option label")
    yield from (_long(code, option, (*at, "code")) for option, at in places if _too_long(code, option))


def _range(path: Path, whole: WholeValue, *, each: bool) -> Iterator[Problem]:
    """A problem when a range is empty or, where each number is told, too long."""
    low, high = whole.low, whole.high
    if each and (high is None or not low < high <= low + 100):
        yield Problem("empty_range", path, f"expected more than {low} and at most {low + 100}, found {high}")
    elif not each and high is not None and high < low:
        yield Problem("empty_range", path, f"expected at least {low}, found {high}")


def _too_long(code: str, option: Option) -> bool:
    return len(code) + len(option.code) > TAG_LIMIT


def _long(code: str, option: Option, path: Path) -> Problem:
    message = (
        f"'{code}' and '{option.code}' exceed {TAG_LIMIT} characters together, the limit of a Word tag: shorten one"
    )
    return Problem("tag_too_long", path, message)


def _questions(draft: Draft) -> Iterator[tuple[Path, Question]]:
    for s, section in enumerate(draft.sections):
        for q, question in enumerate(section.questions):
            yield ("sections", s, "questions", q), question


def _parts(draft: Draft) -> Iterator[tuple[Path, AnyPart]]:
    for path, question in _questions(draft):
        for f, part in enumerate(question.fields):
            yield (*path, "fields", f), part


def _field_codes(draft: Draft) -> Iterator[tuple[str, Path]]:
    yield from ((line.code, ("contact", i, "code")) for i, line in enumerate(draft.contact))
    for path, part in _parts(draft):
        yield part.code, (*path, "code")
        for i, option in enumerate(facts_of(part).options):
            if option.detail is not None:
                yield option.detail.code, (*path, "options", i, "detail", "code")
    yield from ((one.code, ("derived", i, "code")) for i, one in enumerate(draft.derived))


def _derived(draft: Draft, parsed: dict[str, Expression]) -> Iterator[Problem]:
    for i, one in enumerate(draft.derived):
        try:
            parsed[one.code] = parse(one.value, draft.schema_types, derived=parsed)
        except ExpressionError as error:
            yield Problem("expression", ("derived", i, "value"), error.message, error.position)


def _expression(draft: Draft, path: Path, text: str, expect: Type, derived: dict[str, Expression]) -> Iterator[Problem]:
    try:
        parse(text, draft.schema_types, expect=expect, derived=derived)
    except ExpressionError as error:
        yield Problem("expression", path, error.message, error.position)


def _expressions(draft: Draft) -> Iterator[tuple[Path, str, Type]]:
    yield from _condition_expressions(draft)
    yield from _rule_expressions(draft)
    yield from indicator_expressions(draft)


def _condition_expressions(draft: Draft) -> Iterator[tuple[Path, str, Type]]:
    for path, part in _parts(draft):
        if part.condition is not None:
            yield (*path, "condition", "when"), part.condition.when, BOOLEAN


def _rule_expressions(draft: Draft) -> Iterator[tuple[Path, str, Type]]:
    for i, rule in enumerate(draft.rules):
        yield ("rules", i, "check"), rule.check, BOOLEAN
        if rule.when is not None:
            yield ("rules", i, "when"), rule.when, BOOLEAN


def _messages(draft: Draft, derived: dict[str, Expression]) -> Iterator[Problem]:
    known = [*draft.schema_types, *derived]
    for i, rule in enumerate(draft.rules):
        for key, text in (("message", rule.message), ("ask", rule.ask or "")):
            for name in _SLOT.findall(text):
                if name not in known:
                    yield Problem("unknown_field", ("rules", i, key), unknown("field", name, known))


def _population(draft: Draft) -> Iterator[Problem]:
    groupings = draft.population.groupings
    for name in groupings:
        if name in draft.schema_types:
            yield Problem("duplicate_code", ("population", "groupings", name), f"'{name}' is also a field's code")
    for i, one in enumerate(draft.population.respondents):
        yield from _groups(("population", "respondents", i, "attributes"), one, groupings)


def _groups(path: Path, respondent: Respondent, groupings: Mapping[str, Grouping]) -> Iterator[Problem]:
    """The problems of the groups that a respondent is in, one in each grouping."""
    for name, grouping in groupings.items():
        value = respondent.attributes.get(name)
        if value not in grouping.values:
            known = ", ".join(grouping.values)
            message = f"{name} of '{respondent.code}' is '{value}', expected one of {known}"
            yield Problem("unknown_group", (*path, name), message)

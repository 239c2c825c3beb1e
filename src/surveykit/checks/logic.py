"""Conditions and rules that cannot be what was meant: they never apply, never fail, or look ahead."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit.checks.remark import Path, Remark, warning
from surveykit.checks.worlds import Holds, World, Worlds
from surveykit.expressions import Expression, to_python
from surveykit.findings import Severity
from surveykit.ids import FieldId
from surveykit.model import AnyPart, Rule, Survey

_EVERY = "whatever is answered"


def logic_remarks(survey: Survey) -> Iterator[Remark]:
    """Remarks on the conditions, rules and restrictions of a survey."""
    worlds = Worlds(survey)
    for path, part in parts(survey):
        if part.condition is not None:
            when = survey.expression(part.condition.when)
            yield from _condition(survey, worlds, (*path, "condition", "when"), part.code, when)
    for i, rule in enumerate(survey.rules):
        yield from _rule(survey, worlds, ("rules", i), rule)
    yield from _repeated(survey)
    yield from _restrictions(survey, worlds)


def _restrictions(survey: Survey, worlds: Worlds) -> Iterator[Remark]:
    """Remarks on the expressions that say which respondents an indicator keeps."""
    for i, indicator in enumerate(survey.indicators):
        if indicator.where is not None:
            where = survey.expression(indicator.where)
            yield from _applies(worlds, ("indicators", i, "where"), where, "no respondent is kept")


def parts(survey: Survey) -> Iterator[tuple[Path, AnyPart]]:
    """Every field that a question declares, with its path."""
    for s, section in enumerate(survey.sections):
        for q, question in enumerate(section.questions):
            for f, part in enumerate(question.fields):
                yield ("sections", s, "questions", q, "fields", f), part


def _condition(survey: Survey, worlds: Worlds, path: Path, code: FieldId, when: Expression) -> Iterator[Remark]:
    order = [field.code for field in survey.fields()]
    later = [name for name in order[order.index(code) + 1 :] if name in when.names]
    if code in when.names:
        yield warning("condition_on_itself", path, f"'{code}' is asked only according to its own answer")
    elif later:
        yield warning("condition_on_later", path, f"'{code}' depends on '{later[0]}', which is asked after it")
    else:
        yield from _applies(worlds, path, when, f"'{code}' is never asked", gated=True)


def _applies(worlds: Worlds, path: Path, when: Expression, result: str, *, gated: bool = False) -> Iterator[Remark]:
    """A remark when an expression is a constant, or can never be true."""
    if not when.names:
        yield warning("constant", path, f"this names no field: it is the same {_EVERY}")
        return
    test = to_python(when)
    if worlds.possible(lambda world: test(world) is True, when, gated=gated) is False:
        yield warning("never_true", path, f"this is never true {_EVERY}: {result}")


def _rule(survey: Survey, worlds: Worlds, path: Path, rule: Rule) -> Iterator[Remark]:
    check = survey.expression(rule.check)
    when = None if rule.when is None else survey.expression(rule.when)
    before = () if when is None else tuple(_applies(worlds, (*path, "when"), when, "the rule never applies"))
    yield from before
    if not check.names:
        yield warning("constant", (*path, "check"), f"this names no field: it is the same {_EVERY}")
    elif not before:
        yield from _outcomes(worlds, path, rule, check, when)


def _outcomes(worlds: Worlds, path: Path, rule: Rule, check: Expression, when: Expression | None) -> Iterator[Remark]:
    """Remarks on what a rule can find, by trying every combination of answers."""
    both = (check,) if when is None else (check, when)
    broken, kept = _finds(check, when, outcome=False), _finds(check, when, outcome=True)
    at = (*path, "check")
    if worlds.possible(broken, *both) is False:
        yield warning("never_false", at, f"this is never false where the rule applies: '{rule.code}' finds nothing")
    elif worlds.possible(kept, *both) is False:
        yield warning("never_true", at, f"this is never true: '{rule.code}' refuses every answer that it applies to")
    elif rule.severity is Severity.ERROR:
        for name, option in _options(worlds, check):
            if worlds.possible(_with(name, option, broken), *both) is False:
                yield warning("option_refused", at, f"'{rule.code}' refuses every answer with '{option}' of '{name}'")


def _finds(check: Expression, when: Expression | None, *, outcome: bool) -> Holds:
    """Whether a rule applies to a combination of answers, and its check has that outcome."""
    test = to_python(check)
    applies = None if when is None else to_python(when)

    def finds(world: World) -> bool:
        return (applies is None or applies(world) is True) and test(world) is outcome

    return finds


def _with(name: str, option: str, broken: Holds) -> Holds:
    """Whether an option is chosen in an answer that a rule lets pass."""

    def passes(world: World) -> bool:
        value = world[name]
        chosen = option in value if isinstance(value, frozenset) else value == option
        return chosen and not broken(world)

    return passes


def _options(worlds: Worlds, check: Expression) -> Iterator[tuple[str, str]]:
    for name in sorted(check.names):
        yield from ((name, option.code) for option in worlds.facts(name).options)


def _repeated(survey: Survey) -> Iterator[Remark]:
    seen: dict[tuple[str, str | None], str] = {}
    for i, rule in enumerate(survey.rules):
        key = (" ".join(rule.check.split()), rule.when)
        if key in seen:
            message = f"'{rule.code}' checks the same as '{seen[key]}': one answer makes two findings"
            yield warning("repeated_rule", ("rules", i, "check"), message)
        seen.setdefault(key, rule.code)

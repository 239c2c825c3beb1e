"""From indicators to what must be counted and summed: one pass over the responses for all of them.

Who is counted in a figure:

- *answered*: the respondents that enter it. Every expression of the indicator is known for them (a scale: one
  of its values was given; a multiple: at least one option was ticked), and its `where` is true.
- *eligible*: the respondents concerned. The `where` is true and, for each expression, either it is known or a
  field that it rests on was put to the respondent (its condition is true, or it has none) and not answered.
  So "if q11 then q11_count else 0" concerns whoever said no, whoever said yes without a number, and whoever
  left q11 blank; `q11_count` alone concerns only those who said yes. Whoever is answered is eligible. A response
  rate concerns everyone surveyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from surveykit.aggregate.linear import scale_value
from surveykit.aggregate.sql import Scan, all_of, any_of, quoted
from surveykit.aggregate.table import RESPONDENT, Column, columns, field_columns, option_column
from surveykit.errors import UsageError
from surveykit.expressions import BOOLEAN, INTEGER, Expression, to_sql
from surveykit.expressions.tree import Field
from surveykit.ids import FieldId
from surveykit.model import (
    AnyIndicator,
    Change,
    ManyChoices,
    Multiple,
    Ratio,
    ResponseRate,
    Scale,
    ScaleSummary,
    Share,
    Survey,
    Total,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What one indicator asks of the responses, as SQL expressions.

    `values` (BIGINT) are summed: the one of a total, both of a ratio or a change. `cases` (BOOLEAN) are
    counted: the one of a share, one per value of a scale, one per option of a multiple. Both are restricted
    to those who answered.
    """

    indicator: AnyIndicator
    eligible: str
    answered: str
    values: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


def asks(survey: Survey) -> tuple[Ask, ...]:
    """What every indicator of a survey asks, in order."""
    return tuple(_ask(survey, indicator) for indicator in survey.indicators)


def scan(asked: Iterable[Ask]) -> Scan:
    """One pass that answers everything asked, each SQL expression once."""
    conditions: dict[str, None] = {}
    values: dict[str, None] = {}
    for ask in asked:
        conditions |= dict.fromkeys((ask.eligible, ask.answered, *ask.cases))
        values |= dict.fromkeys(ask.values)
    return Scan(tuple(conditions), tuple(values))


def needed_columns(survey: Survey, by: str | None = None) -> tuple[Column, ...]:
    """The columns that the indicators and the breakdown read, in the order of the table of responses."""
    fields = {code for indicator in survey.indicators for code in fields_read(survey, indicator)}
    asked = [field.part for field in survey.fields() if field.code in fields]
    names = {RESPONDENT, by, *(column.name for part in asked for column in field_columns(part))}
    return tuple(column for column in columns(survey) if column.name in names)


def scale(survey: Survey, code: FieldId) -> Scale:
    """The scale of that code; UsageError when it is of another kind, which no checked survey allows."""
    part = survey.field_by_code[code].part
    if not isinstance(part, Scale):
        raise UsageError(f"'{code}' is of kind {part.kind}, expected scale")
    return part


def many_choices(survey: Survey, code: FieldId) -> ManyChoices:
    """The list of that code; UsageError when it is of another kind, which no checked survey allows."""
    part = survey.field_by_code[code].part
    if not isinstance(part, ManyChoices):
        raise UsageError(f"'{code}' is of kind {part.kind}, expected multiple_choice")
    return part


def _ask(survey: Survey, indicator: AnyIndicator) -> Ask:
    where = [] if indicator.where is None else [to_sql(survey.expression(indicator.where, BOOLEAN))]
    read = expressions(survey, indicator)
    answered = [*where, *(known(one) for one in read)]
    eligible = [*where, *(_concerned(survey, one) for one in read)]
    values: list[str] = []
    cases: list[str] = []
    match indicator:
        case ResponseRate():
            if where:
                raise UsageError(f"indicator '{indicator.id}': a response rate concerns everyone, remove its `where`")
        case Total() | Ratio() | Change():
            values = [_restricted(_whole(one), answered) for one in read]
        case Share():
            cases = [all_of([*answered, to_sql(one)]) for one in read]
        case ScaleSummary(field=code):
            part, column = scale(survey, code), quoted(code)
            given = f"({column} BETWEEN {part.minimum} AND {part.maximum})"
            cases = [all_of([*where, scale_value(code, one)]) for one in range(part.minimum, part.maximum + 1)]
            answered, eligible = [*where, given], [*where, any_of([given, _put(survey, code)])]
        case Multiple(field=code):
            ticks = [quoted(option_column(code, option.code)) for option in many_choices(survey, code).options]
            cases = [all_of([*where, tick]) for tick in ticks]
            answered, eligible = [*where, any_of(ticks)], [*where, any_of([*ticks, _put(survey, code)])]
        case _:
            assert_never(indicator)
    return Ask(indicator, all_of(eligible), all_of(answered), tuple(values), tuple(cases))


def expressions(survey: Survey, indicator: AnyIndicator) -> list[Expression]:
    """The expressions of an indicator; none for those that name a field."""
    match indicator:
        case Total(value=value):
            return [survey.expression(value, INTEGER)]
        case Share(of=of):
            return [survey.expression(of, BOOLEAN)]
        case Ratio(numerator=first, denominator=second) | Change(before=first, after=second):
            return [survey.expression(first, INTEGER), survey.expression(second, INTEGER)]
        case ResponseRate() | ScaleSummary() | Multiple():
            return []
        case _:
            assert_never(indicator)


def fields_read(survey: Survey, indicator: AnyIndicator) -> set[str]:
    """The fields that an indicator reads, those that decide who is concerned included."""
    named = {name for expression in expressions(survey, indicator) for name in expression.names}
    if isinstance(indicator, ScaleSummary | Multiple):
        named.add(indicator.field)
    conditions = [survey.field_by_code[FieldId(name)].condition for name in sorted(named)]
    texts = [condition.when for condition in conditions if condition is not None]
    texts += [] if indicator.where is None else [indicator.where]
    return named.union(*(survey.expression(text, BOOLEAN).names for text in texts))


def _concerned(survey: Survey, expression: Expression) -> str:
    fields = [FieldId(name) for name in sorted(expression.names)]
    if isinstance(expression.root, Field):
        return any_of([known(expression), *(_put(survey, field) for field in fields)])
    pending = [all_of([_put(survey, field), _blank(survey, field)]) for field in fields]
    return any_of([known(expression), *pending])


def known(expression: Expression) -> str:
    """The SQL of whether an expression has a value."""
    return f"({_plain(expression)} IS NOT NULL)"


def _put(survey: Survey, code: FieldId) -> str:
    """Whether a field was put to the respondent: its condition is true, or it has none."""
    condition = survey.field_by_code[code].condition
    return "TRUE" if condition is None else to_sql(survey.expression(condition.when, BOOLEAN))


def _blank(survey: Survey, code: FieldId) -> str:
    return all_of(f"({quoted(column.name)} IS NULL)" for column in field_columns(survey.field_by_code[code].part))


def _whole(expression: Expression) -> str:
    """A whole number as BIGINT; what is computed is a whole DOUBLE, a column never passes through one."""
    return f"CAST({_plain(expression)} AS BIGINT)"


def _plain(expression: Expression) -> str:
    """The SQL of an expression, a column of its own staying as it is."""
    root = expression.root
    return quoted(root.name) if isinstance(root, Field) else to_sql(expression)


def _restricted(value: str, conditions: list[str]) -> str:
    return f"CASE WHEN {all_of(conditions)} THEN {value} END"

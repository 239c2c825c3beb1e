"""From indicators to what must be counted and summed: one pass over the responses for all of them.

Who is counted in a figure:

- *answered*: the respondents that enter it. Every expression of the indicator is known for them (a scale: one
  of its values was given; a multiple: at least one option was ticked), and its `where` is true.
- *eligible*: the respondents concerned. The `where` is true and, for each expression, either it is known or a
  field that it rests on was put to the respondent (its condition is true, or it has none) and not answered.
  So "if q11 then q11_count else 0" concerns those who said no, those who said yes with or without a number, and
  those who left q11 blank; `q11_count` alone concerns only those who said yes. All who answered are eligible. A
  response rate concerns everyone surveyed.

A respondent who enters one of the indicators on a common base (`model.CommonBase`) enters all of them; one who is
concerned by all of them is eligible. Three respondents were asked for `q1`, and for `q2` where `q1` is not zero: they
answered 4 and 5; 4 and nothing; 0. Of the totals of `q1` and `q2` on a common base, the first is answered, the first
two are eligible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations_with_replacement
from typing import assert_never

from msgspec import Struct

from surveykit.aggregation.atoms import is_known
from surveykit.aggregation.classes import Classed, answers_to, class_given, class_tests, lows_of
from surveykit.aggregation.sql import All, Keys, Number, Scan, all_of, any_of, quoted
from surveykit.aggregation.table import RESPONDENT, Column, columns, field_columns
from surveykit.errors import UsageError
from surveykit.expressions import BOOLEAN, INTEGER, Expression, to_sql
from surveykit.expressions.tree import Field
from surveykit.expressions.types import described, fits
from surveykit.ids import FieldId
from surveykit.model import (
    AnyIndicator,
    Change,
    Distribution,
    ExtrapolatedTotal,
    Mean,
    Median,
    MissingPolicy,
    Multiple,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Survey,
    Total,
)
from surveykit.results import Group

SumIndicator = Total | ExtrapolatedTotal | Mean | Ratio | Change
"""The indicators that are made of sums of numbers."""


class Ask(Struct, frozen=True):
    """The counts and sums that one indicator needs, or the part of it for one answer to its `by`.

    `values` are summed: the one of a total or a mean, both of a ratio or a change. `cases` are counted: the one of a
    share, one per value of a scale, class of a distribution or option of a multiple. Of `many` every number is counted.
    All are restricted to those who answered. Those who `entered` are those, or all who were concerned when a missing
    answer counts as zero. `companions` are the other indicators on its base, and `where` the conditions of all of them.
    `products` are the pairs of values that the variance rests on.
    """

    indicator: AnyIndicator
    group: Group | None
    companions: tuple[AnyIndicator, ...]
    where: tuple[Expression, ...]
    eligible: All
    answered: All
    entered: All
    values: tuple[Number, ...] = ()
    cases: tuple[All, ...] = ()
    many: tuple[Number, ...] = ()

    @property
    def products(self) -> tuple[tuple[Number, Number], ...]:
        """Every pair of the values, when the precision is asked for."""
        return (*combinations_with_replacement(self.values, 2),) if self.indicator.interval else ()


def asks(survey: Survey) -> tuple[Ask, ...]:
    """One `Ask` per indicator, in order, each followed by one per answer to its `by`."""
    return tuple(ask for indicator in survey.indicators for ask in _asks(survey, indicator))


def _asks(survey: Survey, indicator: AnyIndicator) -> Iterator[Ask]:
    companions = _companions(survey, indicator)
    texts = dict.fromkeys(one.where for one in (indicator, *companions) if one.where is not None)
    where = tuple(survey.expression(text, BOOLEAN) for text in texts)
    yield _ask(survey, indicator, companions, None, where)
    if indicator.by is not None:
        for value, text in answers_to(survey, indicator.by):
            group = Group(indicator.by, value, answered=True)
            yield _ask(survey, indicator, companions, group, (*where, survey.expression(text, BOOLEAN)))


def _companions(survey: Survey, indicator: AnyIndicator) -> tuple[AnyIndicator, ...]:
    """The other indicators on the base of one."""
    base = survey.common_base_of(indicator.id)
    beside = () if base is None else base.indicators
    return tuple(survey.indicator_by_id[one] for one in beside if one != indicator.id)


def scan(asked: Iterable[Ask]) -> Scan:
    """All that is asked, each SQL expression once."""
    conditions: dict[All, None] = {}
    values: dict[Number, None] = {}
    products: dict[tuple[Number, Number], None] = {}
    many: dict[Number, None] = {}
    for ask in asked:
        conditions |= dict.fromkeys((ask.eligible, ask.answered, ask.entered, *ask.cases))
        values |= dict.fromkeys(ask.values)
        products |= dict.fromkeys(ask.products)
        many |= dict.fromkeys(ask.many)
    return Scan(tuple(conditions), tuple(values), tuple(products), tuple(many))


def keys(survey: Survey, group: str | None) -> Keys:
    """The SQL of the columns by which responses are grouped: `group`, and the survey's strata and weights."""
    sampling = survey.sampling
    if sampling is None:
        return Keys(group)
    stratum = None if sampling.strata is None else quoted(sampling.strata)
    return Keys(group, stratum, None if sampling.weights is None else quoted(sampling.weights))


def read_columns(survey: Survey, groupings: Iterable[str]) -> tuple[Column, ...]:
    """The columns that the indicators and the breakdown read, in the order of the table of responses."""
    fields = set().union(*(fields_read(survey, indicator) for indicator in survey.indicators))
    asked = (field for field in survey.fields() if field.code in fields)
    answers = chain.from_iterable(map(field_columns, asked))
    names = {RESPONDENT, *groupings, *_sampling_columns(survey), *(column.name for column in answers)}
    return tuple(column for column in columns(survey) if column.name in names)


def _sampling_columns(survey: Survey) -> Sequence[str]:
    """The columns of strata and weights, those that there are."""
    sampling = survey.sampling
    return () if sampling is None else [one for one in (sampling.strata, sampling.weights) if one is not None]


def _ask(
    survey: Survey,
    indicator: AnyIndicator,
    companions: tuple[AnyIndicator, ...],
    group: Group | None,
    where: tuple[Expression, ...],
) -> Ask:
    kept = [*map(to_sql, where)]
    among = [*kept, *(condition for one in companions for condition in in_figure(survey, one))]
    answered = [*among, *answering(survey, indicator)]
    concerned = [condition for one in (indicator, *companions) for condition in concerning(survey, one)]
    return Ask(
        indicator,
        group,
        companions,
        where,
        eligible=all_of(*kept, *concerned),
        answered=all_of(*answered),
        entered=all_of(*among, *in_figure(survey, indicator)),
        values=_summed(survey, indicator, answered),
        cases=tuple(all_of(*among, case) for case in _cases(survey, indicator)),
        many=_counted_numbers(survey, indicator, answered),
    )


def _summed(survey: Survey, indicator: AnyIndicator, answered: Sequence[str]) -> tuple[Number, ...]:
    """The numbers of those who answered that an indicator sums."""
    summed = survey.expressions_of(indicator) if isinstance(indicator, SumIndicator) else ()
    return tuple(_restricted(one, answered) for one in summed)


def _counted_numbers(survey: Survey, indicator: AnyIndicator, answered: Sequence[str]) -> tuple[Number, ...]:
    """The numbers of those who answered of which an indicator counts each one: a median's."""
    counted = survey.expressions_of(indicator) if isinstance(indicator, Median) else ()
    return tuple(_restricted(one, answered) for one in counted)


def _cases(survey: Survey, indicator: AnyIndicator) -> list[str]:
    """The SQL of each condition that an indicator counts."""
    match indicator:
        case Share():
            return [*map(to_sql, survey.expressions_of(indicator))]
        case ScaleSummary() | Multiple() | Distribution():
            return class_tests(survey.field_by_code[indicator.field], lows_of(indicator))
        case ResponseRate() | Total() | ExtrapolatedTotal() | Mean() | Ratio() | Change() | Median():
            return []
        case _:
            assert_never(indicator)


def answering(survey: Survey, indicator: AnyIndicator) -> list[str]:
    """The SQL of having answered an indicator, its `where` aside."""
    if isinstance(indicator, Classed):
        return [class_given(survey.field_by_code[indicator.field])]
    return [known(one) for one in survey.expressions_of(indicator)]


def concerning(survey: Survey, indicator: AnyIndicator) -> list[str]:
    """The SQL of being concerned by an indicator, its `where` aside."""
    if isinstance(indicator, Classed):
        return [any_of([*answering(survey, indicator), _put(survey, indicator.field)])]
    return [_concerned(survey, one) for one in survey.expressions_of(indicator)]


def in_figure(survey: Survey, indicator: AnyIndicator) -> list[str]:
    """The SQL of being in the figure of an indicator, its `where` aside."""
    zero = indicator.missing is MissingPolicy.ZERO
    return concerning(survey, indicator) if zero else answering(survey, indicator)


def fields_read(survey: Survey, indicator: AnyIndicator) -> set[str]:
    """The fields that an indicator reads, those that decide who is concerned included."""
    named = _fields_named(survey, indicator)
    texts = [*_conditions_of(survey, named), *_given(indicator.where)]
    return {*named, *_given(indicator.by)}.union(*(survey.expression(text, BOOLEAN).names for text in texts))


def _fields_named(survey: Survey, indicator: AnyIndicator) -> set[str]:
    if isinstance(indicator, Classed):
        return {indicator.field}
    return {name for expression in survey.expressions_of(indicator) for name in expression.names}


def _conditions_of(survey: Survey, fields: Iterable[str]) -> Iterator[str]:
    """The text of the condition of each field that has one."""
    for name in sorted(fields):
        condition = survey.field_by_code[FieldId(name)].condition
        if condition is not None:
            yield condition.when


def _given(one: str | None) -> Sequence[str]:
    return () if one is None else (one,)


def _concerned(survey: Survey, expression: Expression) -> str:
    fields = [FieldId(name) for name in sorted(expression.names)]
    if isinstance(expression.root, Field):
        return any_of([known(expression), *(_put(survey, field) for field in fields)])
    pending = [all_of(_put(survey, field), _blank(survey, field)).text for field in fields]
    return any_of([known(expression), *pending])


def known(expression: Expression) -> str:
    """The SQL of whether an expression has a value."""
    root = expression.root
    return f"({quoted(root.name)} IS NOT NULL)" if isinstance(root, Field) else is_known(root)


def _put(survey: Survey, code: FieldId) -> str:
    """Whether a field was put to the respondent: its condition is true, or it has none."""
    condition = survey.field_by_code[code].condition
    return "TRUE" if condition is None else to_sql(survey.expression(condition.when, BOOLEAN))


def _blank(survey: Survey, code: FieldId) -> All:
    return all_of(*(f"({quoted(column.name)} IS NULL)" for column in field_columns(survey.field_by_code[code])))


def _restricted(expression: Expression, conditions: Iterable[str]) -> Number:
    """A whole number of those for whom the conditions hold, NULL for the others and where it is unknown.

    Raises UsageError for an expression that may have decimals: it is summed as it is, and never rounded.
    """
    if not fits(expression.type, INTEGER):
        raise UsageError(f"'{expression.text}' is {described(expression.type)}, expected a whole number to sum")
    others = all_of(*(one for one in conditions if one != known(expression)))
    return Number(to_sql(expression), others, computed=not isinstance(expression.root, Field))

"""The terms of sums of answers, and the SQL of answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from surveykit.aggregation.sql import All, all_of, quoted
from surveykit.aggregation.table import option_column
from surveykit.expressions import Choices, Expression, to_sql
from surveykit.expressions.tree import Field, Node, made_of
from surveykit.ids import FieldId, OptionCode
from surveykit.model import (
    LARGEST_SCALE,
    CodesValue,
    CodeValue,
    Counted,
    SurveyField,
    TextValue,
    TruthValue,
    WholeValue,
)


class Part(Struct, frozen=True):
    """A term of a sum of answers: `coefficient` times `answer` (SQL), where every condition (SQL) is true.

    `Part('"q1"', 2, ('"q2"',))` adds twice the answer to `q1` for each respondent whose `q2` is yes.
    """

    answer: str
    coefficient: int
    conditions: tuple[str, ...] = ()


def entering(found: Iterable[Part], *conditions: str | All) -> tuple[Part, ...]:
    """Parts for the respondents for whom some further conditions are true."""
    return tuple(replace(part, conditions=all_of(*conditions, *part.conditions).conditions) for part in found)


def sql(node: Node) -> str:
    """The SQL of a node."""
    return to_sql(Expression("", node, node.type, frozenset()))


def is_known(node: Node) -> str:
    """The SQL of whether a node has a value; of a number it is no error that it is too large."""
    return f"({to_sql(Expression('', node, node.type, frozenset()), double=True)} IS NOT NULL)"


def answers_of(field: SurveyField) -> Sequence[tuple[int | bool | str, str]]:
    """Every answer to a field that has a few, with the SQL that says whether it was given; none of others."""
    code = field.code
    match field.facts.value:
        case TruthValue():
            return ((False, ""), (True, quoted(code)))
        case CodeValue(options):
            return tuple((option.code, option_chosen(code, option.code)) for option in options)
        case WholeValue() as whole:
            return tuple((value, number_given(code, value)) for value in _few_numbers(field, whole))
        case CodesValue() | TextValue():
            return ()
        case _:
            assert_never(field.facts.value)


def _few_numbers(field: SurveyField, whole: WholeValue) -> Sequence[int]:
    """Every number that answers a field, when each is counted and they are few; else none."""
    few = field.facts.counted is Counted.EACH and len(whole.every) <= LARGEST_SCALE
    return whole.every if few else ()


def number_given(code: FieldId, value: int) -> str:
    """The SQL that says whether a number was given."""
    return f"({quoted(code)} = {value})"


def option_chosen(code: FieldId, option: OptionCode) -> str:
    """The SQL that says whether an option was chosen."""
    return f"({quoted(code)} = '{option}')"


def fields_in(node: Node) -> Iterator[Field]:
    """The fields that an expression names, as often as it does."""
    if isinstance(node, Field):
        yield node
    for one in made_of(node):
        yield from fields_in(one)


def column_of(field: Field) -> str:
    """A column that is NULL exactly where a field is."""
    codes = field.type.codes if isinstance(field.type, Choices) else ()
    return option_of(field, codes[0]) if codes else quoted(field.name)


def option_of(field: Field, code: str) -> str:
    """The column of an option."""
    return quoted(option_column(FieldId(field.name), OptionCode(code)))

"""What an expression is a sum of: answers of the respondent, each so many times, under a condition.

Two totals of different expressions can be added or subtracted when the expressions have answers in common:
`a - b` is a less b, and `case when c then a else 0 end` is a for those with c. What is not a sum (a product, a
condition on several questions) is one answer of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from surveykit.aggregate.sql import All, all_of, quoted
from surveykit.aggregate.table import option_column
from surveykit.expressions import Expression, to_python, to_sql
from surveykit.expressions.tree import (
    Calculate,
    Case,
    Coalesce,
    CountTicked,
    Field,
    HasOption,
    Literal,
    Negate,
    Node,
    Not,
    made_of,
)
from surveykit.ids import FieldId, OptionCode
from surveykit.model import LARGEST_SCALE, OneChoice, Scale, Survey, YesNo


class Part(Struct, frozen=True):
    """An answer (SQL), so many times, for the respondents for whom every condition (SQL) is true."""

    answer: str
    coefficient: int
    conditions: tuple[str, ...] = ()


def parts(survey: Survey, node: Node) -> tuple[Part, ...]:
    """What an expression is the sum of, up to a constant."""
    found = _of_one_question(survey, node)
    return tuple(_sum(survey, node)) if found is None else found


def _sum(survey: Survey, node: Node) -> Iterator[Part]:  # noqa: C901, PLR0912 (one branch per node)
    match node:
        case Literal():
            pass
        case Field(name):
            yield Part(quoted(name), 1)
        case HasOption(field, option):
            yield Part(quoted(option_column(FieldId(field.name), OptionCode(option))), 1)
        case CountTicked(field, codes):
            for code in codes:
                yield Part(quoted(option_column(FieldId(field.name), OptionCode(code))), 1)
        case Negate(operand) | Not(operand):
            yield from _times(parts(survey, operand), -1)
        case Calculate(first, rest) if all(sign in "+-" for sign, _ in rest):
            yield from parts(survey, first)
            for sign, operand in rest:
                yield from _times(parts(survey, operand), 1 if sign == "+" else -1)
        case Calculate(first, rest) if (scaled := _scaled(first, rest)) is not None:
            yield from _times(parts(survey, scaled[0]), scaled[1])
        case Case(branches, otherwise):
            yield from _chosen(survey, [*branches, (None, otherwise)])
        case Coalesce(operands):
            for place, operand in enumerate(operands):
                former = tuple(f"({_rounded(one)} IS NULL)" for one in operands[:place])
                yield from _under(parts(survey, operand), (*former, is_known(operand)))
        case _:
            yield Part(sql(node), 1)


def _of_one_question(survey: Survey, node: Node) -> tuple[Part, ...] | None:
    """The parts of what depends on one question with a few answers; None when it does not, or is no whole number."""
    names = {field.name for field in _fields(node)}
    if len(names) != 1:
        return None
    name = names.pop()
    known = survey.field_by_code.get(FieldId(name))
    values = _values(known.part) if known is not None else ()
    if not values:
        return None
    compute: Callable[..., object] = to_python(Expression("", node, node.type, frozenset({name})))
    brought = [compute({name: value}) for value, _ in values]
    whole = [int(one) for one in brought if isinstance(one, bool | int | float) and one == int(one)]
    if len(whole) < len(brought):
        return None
    return tuple(
        Part(answer, number - whole[0])
        for number, (_, answer) in zip(whole[1:], values[1:], strict=True)
        if number != whole[0]
    )


def _values(part: object) -> Sequence[tuple[int | bool | str, str]]:
    """Every answer to a question that has a few, with the SQL that says whether it was given."""
    match part:
        case YesNo(code=code):
            return ((False, ""), (True, quoted(code)))
        case OneChoice(code=code, options=options):
            return tuple((option.code, option_chosen(code, option.code)) for option in options)
        case Scale(minimum=low, maximum=high, code=code) if high - low < LARGEST_SCALE:
            return tuple((value, scale_value(code, value)) for value in range(low, high + 1))
        case _:
            return ()


def scale_value(code: FieldId, value: int) -> str:
    """The SQL that says whether a value of a scale was given."""
    return f"({quoted(code)} = {value})"


def option_chosen(code: FieldId, option: OptionCode) -> str:
    """The SQL that says whether an option was chosen."""
    return f"({quoted(code)} = '{option}')"


def _fields(node: Node) -> Iterator[Field]:
    if isinstance(node, Field):
        yield node
    for one in made_of(node):
        yield from _fields(one)


def _scaled(first: Node, rest: Sequence[tuple[str, Node]]) -> tuple[Node, int] | None:
    """What a product multiplies, and by which whole number, when all but one of its terms are such."""
    factor, scaled = 1, []
    for sign, one in (("*", first), *rest):
        if sign != "*":
            return None
        if isinstance(one, Literal) and isinstance(one.value, int):
            factor *= one.value
        else:
            scaled.append(one)
    return (scaled[0], factor) if len(scaled) == 1 else None


def _chosen(survey: Survey, branches: Sequence[tuple[Node | None, Node]]) -> Iterator[Part]:
    former: list[str] = []
    for when, then in branches:
        here = [] if when is None else [sql(when)]
        yield from _under(parts(survey, then), (*(f"(NOT COALESCE({one}, FALSE))" for one in former), *here))
        former += here


def _under(found: Sequence[Part], conditions: tuple[str, ...]) -> Iterator[Part]:
    return (replace(part, conditions=(*conditions, *part.conditions)) for part in found)


def _times(found: Sequence[Part], factor: int) -> Iterator[Part]:
    return (replace(part, coefficient=part.coefficient * factor) for part in found)


def sql(node: Node) -> str:
    """The SQL of a node."""
    return to_sql(Expression("", node, node.type, frozenset()))


def is_known(node: Node) -> str:
    """The SQL of whether a node has a value; of a number it is no error that it is too large."""
    return f"({_rounded(node)} IS NOT NULL)"


def _rounded(node: Node) -> str:
    return to_sql(Expression("", node, node.type, frozenset()), double=True)


def entering(found: Iterable[Part], *conditions: str | All) -> tuple[Part, ...]:
    """Parts for the respondents for whom some further conditions are true."""
    return tuple(replace(part, conditions=all_of(*conditions, *part.conditions).conditions) for part in found)

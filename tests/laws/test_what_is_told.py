"""Law: an expression is taken to tell only who answered exactly when no way to answer changes its value."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

import pytest

import random_expressions
from small_expressions import ANSWERS, ENDS, small_expressions
from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    Choice,
    Choices,
    Expression,
    Type,
    Value,
    parse,
    to_python,
)
from surveykit.expressions.telling import Ranges, fields_to_answer, tells_only_who_answered


def values_by_who_answered(expression: Expression, answers: Mapping[str, Sequence[Value]]) -> Iterator[set[object]]:
    """For each set of fields that may have been answered, every value that the expression then has."""
    compute = to_python(expression)
    names = sorted(expression.names)
    for flags in product((True, False), repeat=len(names)):
        held: list[Sequence[Value | None]] = [
            answers[name] if flag else (None,) for name, flag in zip(names, flags, strict=True)
        ]
        yield {compute(dict(zip(names, one, strict=True))) for one in product(*held)}


def is_certain(expression: Expression, answers: Mapping[str, Sequence[Value]]) -> bool:
    return all(len(values) == 1 for values in values_by_who_answered(expression, answers))


def test_certain_is_what_is_the_same_in_every_small_world() -> None:
    certain = 0
    for expression in small_expressions(20141123, 1200):
        told = tells_only_who_answered(expression.root, ENDS)
        assert told == is_certain(expression, ANSWERS), expression.text
        certain += told
    assert 300 < certain < 900


def test_the_fields_to_answer_are_those_without_which_a_condition_is_not_true() -> None:
    several = 0
    for expression in small_expressions(20141124, 700):
        if expression.type != BOOLEAN:
            continue
        fields = fields_to_answer(expression.root, ENDS)
        names = sorted(expression.names)
        worlds = product((True, False), repeat=len(names))
        answered = [{name for name, flag in zip(names, flags, strict=True) if flag} for flags in worlds]
        values = [*values_by_who_answered(expression, ANSWERS)]
        true = [one == {True} for one in values]
        wanted = is_certain(expression, ANSWERS) and any(true)
        least = set.intersection(*(one for one, held in zip(answered, true, strict=True) if held)) if wanted else set()
        if wanted and true == [least <= one for one in answered]:
            assert fields == least, expression.text
            several += bool(least)
        else:
            assert fields is None, expression.text
    assert several > 30


def awkward(kind: Type) -> Sequence[Value]:
    """Answers at the ends of what a field can hold."""
    match kind:
        case Choice(codes):
            return codes
        case Choices(codes):
            return [frozenset(one) for size in range(1, len(codes) + 1) for one in combinations(codes, size)]
        case _:
            plain: Mapping[Type, Sequence[Value]] = {
                INTEGER: random_expressions.INTEGERS,
                NUMBER: random_expressions.NUMBERS,
                TEXT: random_expressions.TEXTS,
                BOOLEAN: (False, True),
            }
            return plain[kind]


AWKWARD = {name: awkward(kind) for name, kind in random_expressions.SCHEMA.items()}


def test_no_answer_however_awkward_shows_in_what_is_taken_to_be_certain() -> None:
    chance = random.Random(20141125)
    certain = 0
    for expression in random_expressions.written(20141126, 2500):
        if not tells_only_who_answered(expression.root, {}) or not expression.names:
            continue
        compute = to_python(expression)
        for _ in range(12):
            answered = [name for name in sorted(expression.names) if chance.random() < 0.7]
            rows = [{name: chance.choice(AWKWARD[name]) for name in answered} for _ in range(40)]
            assert len({compute(row) for row in rows}) == 1, expression.text
        certain += 1
    assert certain > 200


RANGES: Ranges = {"q1": (0, 2**53), "q2": (0, 2**53), "s": (0, 5), "several": (1, 2**53)}
FORM: Mapping[str, Type] = {
    "q1": INTEGER,
    "q2": INTEGER,
    "s": INTEGER,
    "several": INTEGER,
    "yes": BOOLEAN,
    "c": Choice(("a", "b", "d")),
    "w": Choices(("x", "y")),
    "t": TEXT,
}
WAS_ANSWERED: Mapping[str, Sequence[str]] = {
    "q1": (
        "q1 is not null",
        "answered(q1)",
        "not (q1 is null)",
        "(q1 is null) is false",
        "(q1 is not null) is true",
        "count_answered(q1) = 1",
        "count_answered(q1) >= 1 and (q2 is null or q2 is not null)",
        "q1 >= 0",
        "q1 > -1",
        "0 <= q1",
        "q1 + 1 > 0",
        "q1 * 2 >= 0",
        "abs(q1) >= 0",
        "q1 between 0 and 9007199254740992",
        "q1 >= 0 or q1 < 0",
        "q1 >= 7 or q1 < 7",
        "q1 = q1",
        "q1 - q1 = 0",
        "0 * q1 = 0",
        "not (q1 <> q1)",
        "coalesce(q1, -1) >= 0",
        "coalesce(q1 >= 0, false)",
        "case when answered(q1) then true else false end",
        "case when q1 >= 0 then 1 else 0 end = 1",
        "(case when q1 is null then -1 else q1 end) >= 0",
        "implies(q1 is null, false)",
        "count_answered(q1, q2) >= 1 and q1 = q1",
    ),
    "q1 q2": (
        "answered(q1) and q2 >= 0",
        "count_answered(q1, q2) = 2",
        "q1 + q2 >= 0",
        "(q1 - q2) is not null",
        "q1 >= q2 or q1 < q2",
        "q1 + q2 >= 5 or q1 + q2 < 5",
        "not (q1 is null or q2 is null)",
    ),
    "q1 several": ("(q1 / several) is not null", "q1 / several >= 0"),
    "s": ("s between 0 and 5", "s in (0, 1, 2, 3, 4, 5)", "s <= 5", "s > 3 or s <= 3"),
    "yes": ("yes or not yes", "yes = yes", "answered(yes)", "yes in (true, false)", "(yes is true) or not yes"),
    "c": ("c in ('a', 'b', 'd')", "c = 'a' or c <> 'a'", "c = c", "case when c = 'a' then answered(c) else c = c end"),
    "w": ("answered(w)", "count_ticked(w) >= 1", "has(w, 'x') or has(w, 'y')", "has(w, 'x') or not has(w, 'x')"),
    "t": ("length(t) >= 0", "t is not null", "t = t", "t = 'x' or t <> 'x'"),
}
TELLS = (
    "q1 >= 1", "q1 = q2", "s >= 1", "yes", "q1 / q1 = 1", "(q1 / q2) is null", "has(w, 'x')", "count_ticked(w) >= 2",
    "t = ''", "length(t) > 0", "c <> 'a'", "implies(yes, answered(q1))", "coalesce(q1, 1) >= 1", "q1 >= 0 or yes",
    "(q1 >= 0 and yes) is null", "count_answered(q1, q2) = 2 or s > 0", "(yes or answered(q1)) is null or yes",
)  # fmt: skip


@pytest.mark.parametrize(("fields", "text"), [(fields, one) for fields, every in WAS_ANSWERED.items() for one in every])
def test_however_it_is_written_that_fields_were_answered_is_what_it_tells(fields: str, text: str) -> None:
    root = parse(text, FORM, expect=BOOLEAN).root
    assert tells_only_who_answered(root, RANGES)
    assert fields_to_answer(root, RANGES) == set(fields.split())


@pytest.mark.parametrize("text", TELLS)
def test_what_an_answer_can_change_tells_it(text: str) -> None:
    root = parse(text, FORM, expect=BOOLEAN).root
    assert not tells_only_who_answered(root, RANGES)
    assert fields_to_answer(root, RANGES) is None


def test_without_a_least_answer_a_comparison_with_zero_tells() -> None:
    assert not tells_only_who_answered(parse("q1 >= 0", FORM).root, {})
    assert tells_only_who_answered(parse("q1 = q1", FORM).root, {})


def test_many_conditions_are_each_looked_at_where_all_together_would_take_too_long() -> None:
    every: Iterable[str] = (texts[-1] for texts in WAS_ANSWERED.values())
    assert tells_only_who_answered(parse(" and ".join(f"({one})" for one in every), FORM).root, RANGES)

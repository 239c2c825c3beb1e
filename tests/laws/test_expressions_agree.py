"""Law: an expression has one meaning; Python and DuckDB give the same value, of the same type, on any row."""

from __future__ import annotations

import ast
import time

import pytest

from expression_targets import TOO_LARGE, disagreements, in_sql
from random_expressions import NUMBERS, SCHEMA, Row, WholeAuthor, some_rows, written
from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    ExpressionError,
    parse,
    pieces,
    python,
    to_python,
    to_sql,
)
from surveykit.expressions.tree import Calculate

EXPRESSIONS, ROWS = 2_000, 60


@pytest.mark.parametrize("seed", [1, 2])
def test_python_and_sql_agree_on_every_expression_and_row(seed: int) -> None:
    assert disagreements(list(written(seed, EXPRESSIONS // 2)), some_rows(seed, ROWS)) == []


def test_python_and_sql_agree_on_whole_numbers_of_any_size() -> None:
    expressions, rows = list(written(12, 300, WholeAuthor)), some_rows(12, ROWS)
    assert disagreements(expressions, rows) == []
    whole = [one for one in expressions if one.type == INTEGER]
    sizes = [abs(value) for one in whole for row in rows if isinstance(value := to_python(one)(row), int)]
    assert max(sizes) > 10**36
    assert min(sum(size >= bound for size in sizes) for bound in (2**53, 2**63)) > 100
    assert sum(answer is TOO_LARGE for column in in_sql(whole, rows) for answer in column) > 10


def test_the_law_looks_at_values_that_matter() -> None:
    rows = some_rows(3, ROWS)
    expressions = list(written(3, 200))
    kinds = {expression.type for expression in expressions}
    values = [evaluate(row) for evaluate in map(to_python, expressions) for row in rows]
    assert {INTEGER, NUMBER, BOOLEAN, TEXT} <= kinds
    assert 0.1 < sum(value is None for value in values) / len(values) < 0.7
    assert all(any(value is truth for value in values) for truth in (True, False))


def two_valued(self: python._Function, sign: str, atoms: list[pieces.Atom]) -> pieces.Atom:
    """An `or` that takes what is unknown for false, as most programming languages do."""
    truths = [pieces.is_the(atom.at, True) for atom in atoms]
    return self.put(pieces.any_of(truths) if sign == "or" else ast.BoolOp(ast.And(), truths), nullable=False)


def mixed_arithmetic(self: python._Function, atom: pieces.Atom) -> pieces.Atom:
    """Integers that stay Python's own among other numbers, and so have no negative zero."""
    return atom


in_whole_numbers = python._Function.in_whole_numbers


def short(self: python._Function, node: Calculate) -> pieces.Atom:
    """Whole numbers that are known as far as a double holds them all."""
    return self.within(in_whole_numbers(self, node), 2**53)


def unbounded(self: python._Function, atom: pieces.Atom, greatest: float) -> pieces.Atom:
    """Results of any size."""
    return atom


@pytest.mark.parametrize(
    ("method", "mutant"),
    [
        ("connected", two_valued),
        ("in_double", mixed_arithmetic),
        ("in_whole_numbers", short),
        ("within", unbounded),
    ],
    ids=["or", "double", "whole", "bound"],
)
def test_the_law_has_teeth(method: str, mutant: object, monkeypatch: pytest.MonkeyPatch) -> None:
    arithmetic = (
        "-i * 0.5",
        "i * j * 3",
        "abs(-i) * -0.0",
        "-(i - j) + -0.0",
        "i * j - 1",
        "i * j * i",
        "i * j * i * j",
    )
    expressions = [*written(1, 100), *(parse(text, SCHEMA) for text in arithmetic)]
    rows = some_rows(1, ROWS)
    monkeypatch.setattr(python._Function, method, mutant)
    assert len(disagreements(expressions, rows)) > 5


@pytest.mark.parametrize("text", ["m / n", "i / n - j / m", "(1 / m) * (1 / n)", "(i / n) / (j / m)", "1 / n * 0"])
def test_a_result_that_is_not_finite_is_null_in_both(text: str) -> None:
    expression = parse(text, SCHEMA)
    rows: list[Row] = [{"i": i, "j": 3, "m": m, "n": n} for i in (0, 2**53) for m in NUMBERS for n in NUMBERS]
    assert disagreements([expression], rows) == []
    assert any(to_python(expression)(row) is None for row in rows)


def test_products_that_may_overflow_are_guarded_and_sums_are_not() -> None:
    rows: list[Row] = [{"m": m, "n": 2.0} for m in NUMBERS]
    product = parse(" * ".join(["m"] * 30), SCHEMA)
    assert disagreements([product], rows) == []
    assert to_python(product)({"m": 2.0**53}) is None
    assert "BETWEEN" in to_sql(product)
    assert "BETWEEN" not in to_sql(parse("(i + m * n - 3) / 7 + i / j", SCHEMA))


def test_a_product_that_overflows_on_its_way_is_null_however_small_it_ends() -> None:
    text = " * ".join(["m"] * 25) + " / 9007199254740992" * 7
    rows: list[Row] = [{"m": m} for m in NUMBERS]
    assert disagreements([parse(text, SCHEMA)], rows) == []
    assert to_python(parse(text, SCHEMA))({"m": 2.0**53}) is None


@pytest.mark.parametrize("size", [50, 200])
def test_long_runs_agree(size: int) -> None:
    runs = ["+".join(["i"] * size), "-".join(["m"] * size), "p" + " or q" * (size // 5)]
    runs.append(f"coalesce({','.join(['i'] * size)})")
    assert disagreements([parse(text, SCHEMA) for text in runs], some_rows(5, 20)) == []


def test_the_deepest_divisors_that_are_accepted_run_in_no_time() -> None:
    deepest, text = None, "m"
    with pytest.raises(ExpressionError, match="too large"):
        for _ in range(30):
            text = f"(i / {text})"
            deepest = parse(text, SCHEMA)
    assert deepest is not None
    before = time.perf_counter()
    assert disagreements([deepest], some_rows(6, ROWS)) == []
    assert time.perf_counter() - before < 2

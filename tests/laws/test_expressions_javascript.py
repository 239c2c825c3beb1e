"""Law: the JavaScript of an expression gives the same value as Python and DuckDB, on any row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial

import pytest

from expression_targets import TOO_LARGE, Answers, disagreements, in_javascript, in_sql
from random_expressions import NUMBERS, SCHEMA, Row, WholeAuthor, some_rows, written
from surveykit.expressions import RUNTIME, Expression, parse

pytestmark = pytest.mark.node
EXPRESSIONS, ROWS = 1_200, 60


def in_both(expressions: Sequence[Expression], rows: Sequence[Row]) -> Answers:
    """What DuckDB and node both answer, node where DuckDB refuses to; where they differ both, which is no answer."""
    both = zip(in_sql(expressions, rows), in_javascript(expressions, rows), strict=True)
    return [
        [b if a is TOO_LARGE or repr(a) == repr(b) else (a, b) for a, b in zip(*each, strict=True)] for each in both
    ]


def test_three_targets_agree_on_every_expression_and_row() -> None:
    assert disagreements(list(written(4, EXPRESSIONS)), some_rows(4, ROWS), in_both) == []


def test_three_targets_agree_on_whole_numbers_of_any_size() -> None:
    assert disagreements(list(written(9, 400, WholeAuthor)), some_rows(9, ROWS), in_both) == []


def test_awkward_divisions_and_products_agree() -> None:
    texts = ("m / n", "i / n - j / m", "(1 / m) * (1 / n)", "(i / n) / (j / m)", "1 / n * 0", " * ".join(["m"] * 30))
    pairs = itertools.product(NUMBERS, NUMBERS)
    rows: list[Row] = [{"i": i, "j": 3, "m": m, "n": n} for i in (0, 2**53) for m, n in pairs]
    assert disagreements([parse(text, SCHEMA) for text in texts], rows, in_both) == []


MUTANTS = {
    "a two-valued or": ("(a.includes(null)?null:false)", "false"),
    "a length in UTF-16": ("[...a].length", "a.length"),
    "an unguarded division": ("div=finite((a,b)=>a/b)", "div=strict((a,b)=>a/b)"),
    "whole numbers that are rounded": ("1e30>c*c", "10n**76n>c*c"),
    "whole numbers of any length": ("10n**76n>c*c", "true"),
    "a two-valued not": ("not=strict(a=>!a)", "not=a=>!a"),
    "a comparison that takes null for zero": ("gt=strict((a,b)=>a>b)", "gt=(a,b)=>a>b"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_law_has_teeth(mutant: str) -> None:
    before, after = MUTANTS[mutant]
    assert RUNTIME.count(before) == 1
    broken = partial(in_javascript, runtime=RUNTIME.replace(before, after))
    more = ("m / n", "i / j", "length(t)", "i * j - j - 1", "i * j * i * j", "i * j * i * j = 0")
    expressions = [*written(5, 100), *written(5, 50, WholeAuthor), *(parse(text, SCHEMA) for text in more)]
    assert len(disagreements(expressions, some_rows(5, 30), broken)) > 2

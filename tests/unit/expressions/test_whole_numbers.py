"""Whole numbers are computed exactly up to 38 digits, in Python, SQL and JavaScript; beyond, they are unknown."""

from __future__ import annotations

import duckdb
import pytest

from expression_targets import in_javascript
from surveykit.expressions import INTEGER, NUMBER, TEXT, Type, as_recorded, parse, to_python, to_sql, wide
from surveykit.expressions.types import GREATEST_WHOLE

SCHEMA: dict[str, Type] = {"a": INTEGER, "b": INTEGER, "m": NUMBER, "t": TEXT}
MOST = 2**53
NEARLY = "a * a * 99999999 + (a * a - 1)"
"""For 10**15, the greatest of 38 digits."""


def in_sql(text: str, a: int, b: int, *, widely: bool = True) -> object:
    written = to_sql(parse(text, SCHEMA))
    with duckdb.connect() as connection:
        given = f"(SELECT {a}::BIGINT AS a, {b}::BIGINT AS b, 1.5::DOUBLE AS m, 'x' AS t)"
        ((found,),) = connection.execute(f"SELECT {wide(written) if widely else written} FROM {given}").fetchall()
    return int(found)


@pytest.mark.parametrize(
    ("text", "a", "b", "expected"),
    [
        ("a + b", MOST, 1, MOST + 1),
        ("a * b", 2**31 - 1, 2**31 - 1, (2**31 - 1) ** 2),
        ("a * b + 1", 10**12, 10**12, 10**24 + 1),
        ("-(a * b) - 1", MOST, MOST, -(2**106) - 1),
        ("abs(1 - a * b)", MOST, MOST, 2**106 - 1),
        ("(a + 1) * (a - 1) - a * a", MOST, 0, -1),
        ("coalesce(a * b, m)", MOST, MOST, 2**106),
        (NEARLY, 10**15, 0, GREATEST_WHOLE),
    ],
)
def test_what_a_double_does_not_hold_is_exact(text: str, a: int, b: int, expected: int) -> None:
    expression = parse(text, SCHEMA)
    assert to_python(expression)({"a": a, "b": b}) == expected
    assert in_sql(text, a, b) == expected


def test_beyond_38_digits_it_is_unknown_and_a_query_refuses() -> None:
    for text, a in ((f"{NEARLY} + 1", 10**15), ("a * a * a", 10**13), (f"0 * ({NEARLY} + a)", 10**15)):
        assert to_python(parse(text, SCHEMA))({"a": a}) is None
        with pytest.raises(duckdb.OutOfRangeException):
            in_sql(text, a, 0)
    assert to_python(parse("a * a * a is null", SCHEMA))({"a": 10**13}) is True
    assert to_python(parse("-a * a * a", SCHEMA))({"a": 10**12}) == -(10**36)


def test_64_bits_come_first_and_refuse_more() -> None:
    assert in_sql("a * b", 3_037_000_499, 3_037_000_499, widely=False) == 3_037_000_499**2
    with pytest.raises(duckdb.OutOfRangeException):
        in_sql("a * b", 3_037_000_500, 3_037_000_500, widely=False)


@pytest.mark.node
def test_a_page_computes_the_same() -> None:
    texts = ("a + b", "a * b", "-(a * b) - 1", "abs(1 - a * b)", "a * b > a * (b - 1)", "a * b = b * a", "a - b")
    more = (NEARLY, f"{NEARLY} + 1", "a * b + 0.5", "abs(-a) * -1.5", "coalesce(a * b, m)", "a * b in (1, b * a)")
    expressions = [parse(text, SCHEMA) for text in (*texts, *more)]
    rows = [{"a": a, "b": b, "m": 1.5} for a in (0, MOST, 10**15, -(10**12)) for b in (0, 3, MOST)]
    expected = [[to_python(one)(row) for row in rows] for one in expressions]
    assert in_javascript(expressions, rows) == expected
    assert [[type(one) for one in column] for column in in_javascript(expressions, rows)] == [
        [type(one) for one in column] for column in expected
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a * b", '(CAST("a" AS DOUBLE) * CAST("b" AS DOUBLE))'),
        ("a > 5", '(CAST("a" AS DOUBLE) > 5e0)'),
        ("a - -2 in (b, 7)", '((CAST("a" AS DOUBLE) - -2e0) IN (CAST("b" AS DOUBLE), 7e0))'),
        ("case when a > b then 1 end", 'CASE WHEN (CAST("a" AS DOUBLE) > CAST("b" AS DOUBLE)) THEN 1e0 '
                                       "ELSE CAST(NULL AS DOUBLE) END"),
        ("t = ' AS BIGINT)' and length(t) = 3",
         "((\"t\" = ' AS BIGINT)') AND (CAST(LENGTH(\"t\") AS DOUBLE) = 3e0))"),
        ("a / b > 0.5", '((CAST("a" AS DOUBLE) / NULLIF(CAST("b" AS DOUBLE), 0e0)) > 0.5e0)'),
    ],
)  # fmt: skip
def test_releases_call_an_answer_as_they_always_did(text: str, name: str) -> None:
    """The names are those of version 0.1: with others, what a release told would not be compared with the next."""
    written = to_sql(parse(text, SCHEMA))
    assert as_recorded(written) == name
    assert as_recorded(wide(written)) == name
    assert as_recorded(name) == name

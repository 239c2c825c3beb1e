"""Hostile texts are refused with a message, quickly, and never run."""

from __future__ import annotations

import pytest

from surveykit.expressions import BOOLEAN, INTEGER, NUMBER, TEXT, ExpressionError, parse, to_python, to_sql
from surveykit.expressions.types import Type

SCHEMA: dict[str, Type] = {"q1": INTEGER, "m": NUMBER, "p": BOOLEAN, "t": TEXT}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(select 1)", "unknown field 'select'|expected '\\)'"),
        ("q1 in (select q1 from answers)", "expected ',' or '\\)', found 'q1'"),
        ("1; drop table answers", "unexpected ';': an expression is one value"),
        ("q1 = 1 -- always", "unexpected '--': comments are not allowed"),
        ("q1 /* always */ = 1", "unexpected '/\\*': comments are not allowed"),
        ("__import__('os')", "unknown function '__import__'"),
        ("read_text('/etc/passwd')", "unknown function 'read_text'"),
        ("t.__class__", "unexpected '.'"),
        ("t['a']", "unexpected character '\\['"),
        ("lambda: 1", "unexpected character ':'"),
        ("'abc", "this text has no closing quote"),
        ("t = '", "this text has no closing quote"),
        ("t = 'a''", "no closing quote"),
        ('"q1', "this quoted name has no closing quote"),
        ('"" = 1', "unknown field ''"),
        ("q1 = \x00", "unexpected character U\\+0000"),
        ("t = 'a\x00b'", "the character U\\+0000 is not allowed"),
        ("t = 'a\nb'", "the character U\\+000A is not allowed"),
        ("t = '\ud800'", "the character U\\+D800 is not allowed"),
        ("q1\u00a0= 1", "unexpected character U\\+00A0"),
        ("été = 1", "unexpected character 'é' \\(U\\+00E9\\)"),
        ("q1 = ٣", "unexpected character '٣'"),
        ("t = ’a’", "a text is written between straight quotes"),
        ("q1 ≥ 1", "write '>='"),
        ("q1 == 1", "equality is written '='"),
        ("p && p", "write 'and'"),
        ("p || p", "write 'or'"),
        ("!p", "write 'not'"),
        ("q1 % 2", "the operators on numbers are"),
        ("q1" + " " * 3_000, "found 3002 characters, expected at most 2000"),
        ("(" * 900 + "q1" + ")" * 900, "nested too deeply, expected at most 60 levels"),
        ("not " * 490 + "p", "nested too deeply"),
        ("- " * 900 + "q1", "nested too deeply"),
        ("abs(" * 390 + "q1" + ")" * 390, "nested too deeply"),
        ("q1 in (" * 240 + "1" + ")" * 240, "nested too deeply"),
        ("case when p then " * 110 + "1" + " end" * 10, "nested too deeply"),
        ("(p or p and not q1 = q1 + q1 * (" * 60, "nested too deeply"),
        ("+".join(["1"] * 201), "found 201 terms, expected at most 200"),
        ("1" * 400, "out of bounds"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(ExpressionError, match=message) as caught:
        parse(text, SCHEMA)
    assert str(caught.value).isprintable()
    assert 0 <= caught.value.position <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 60 + "p" + ")" * 60,
        "not " * 59 + "p",
        "- " * 60 + "q1",
        "abs(" * 59 + "m" + ")" * 59,
        "p" + " or p" * 399,
        "+".join(["1"] * 200),
        "case " + "when p then 1 " * 140 + "end",
    ],
)
def test_large_but_accepted(text: str) -> None:
    expression = parse(text, SCHEMA)
    to_python(expression)({"p": True, "q1": 1, "m": 1.5})
    assert to_sql(expression)


def test_derived_values_cannot_grow_without_end() -> None:
    derived = {"d0": parse("q1 + 1", SCHEMA)}
    with pytest.raises(ExpressionError, match="too large with what it derives from: found"):
        for level in range(40):
            derived[f"d{level + 1}"] = parse(f"d{level} + d{level}", SCHEMA, derived=derived)


def test_high_derived_values_are_refused() -> None:
    derived = {"d0": parse("abs(" * 50 + "m" + ")" * 50, SCHEMA)}
    derived["d1"] = parse("abs(" * 50 + "d0" + ")" * 50, SCHEMA, derived=derived)
    with pytest.raises(ExpressionError, match="found 151 levels"):
        parse("abs(" * 50 + "d1" + ")" * 50, SCHEMA, derived=derived)


def test_names_and_texts_never_become_code() -> None:
    name = 'x" or 1=1 --'
    expression = parse('"x"" or 1=1 --" = 1 and t = \'"); import os #\'', {name: INTEGER, "t": TEXT})
    assert expression.names == {name, "t"}
    assert to_sql(expression).startswith('((CAST("x"" or 1=1 --" AS BIGINT) = CAST(1 AS BIGINT)) AND')
    assert to_python(expression)({name: 1, "t": '"); import os #'}) is True


@pytest.mark.parametrize(
    ("written", "sql"),
    [
        ("'it''s'", "('it' || CHR(39) || 's')"),
        ("'\\'", "CHR(92)"),
        ("'${x}'", "(CHR(36) || '{x}')"),
        ("''", "''"),
        ("'a'", "'a'"),
    ],
)
def test_texts_in_sql_hold_nothing_that_a_dialect_reads_in_its_own_way(written: str, sql: str) -> None:
    assert to_sql(parse(written, {})) == sql

"""What every operator and function means, in Python and in SQL."""

from __future__ import annotations

import pytest

from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    TEXT,
    Choice,
    Choices,
    Value,
    parse,
    to_python,
    to_sql,
)
from surveykit.expressions.types import Type

SCHEMA: dict[str, Type] = {
    "q1": INTEGER,
    "q2": INTEGER,
    "amount": NUMBER,
    "yes": BOOLEAN,
    "nil": BOOLEAN,
    "words": TEXT,
    "q6": Choice(("yes", "no", "partly")),
    "axes": Choices(("care", "research", "teaching")),
    "none": Choices(("care", "research")),
    "end": INTEGER,
    "length": INTEGER,
}
ROW: dict[str, Value | None] = {
    "q1": 7,
    "q2": 2,
    "amount": 1.5,
    "yes": True,
    "nil": None,
    "words": "é😀",
    "q6": "no",
    "axes": frozenset({"care", "teaching"}),
    "end": 4,
    "length": 5,
}


def value(text: str) -> object:
    return to_python(parse(text, SCHEMA))(ROW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("12 / 4 / 3", 1.0),
        ("-2 * 3 + 1", -5),
        ("2 - -3", 5),
        ("- - 2", 2),
        ("2 * -q2", -4),
        ("7 / 2", 3.5),
        ("4 / 2", 2.0),
        ("1 / 0", None),
        ("q1 / (q2 - 2)", None),
        ("abs(-1.5)", 1.5),
        ("abs(q2 - q1)", 5),
        ("q1 + 1.5", 8.5),
        ("q1", 7),
        ("amount", 1.5),
        ("coalesce(q1, 1.5)", 7.0),
        ("true or true and false", True),
        ("not false and false", False),
        ("not q1 = 7", False),
        ("not yes is null", True),
        ("q1 = 7 is true", True),
        ("nil = yes is null", True),
        ("q1 + 1 > q2 * 3", True),
        ("q1 = 7 and q2 <> 2 or q6 = 'no'", True),
        ("q1 != 7", False),
        ("7 <= q1 and 7 >= q1", True),
        ("q1 between 1 and 7 and yes", True),
        ("q1 not between 1 and 7", False),
        ("q1 in (1, 7.0)", True),
        ("q1 not in (1, 2) and yes", True),
        ("q6 in ('yes', 'partly')", False),
        ("'no' = q6", True),
        ("words = 'é😀'", True),
        ("words <> 'e'", True),
        ("length(words)", 2),
        ("length", 5),
        ('"end" + length', 9),
        ("'it''s'", "it's"),
        ("TRUE AND Not False", True),
        ("Length(words) = 2 AND Q1 = 7".replace("Q1", "q1"), True),
        ("case when nil then 1 when yes then 2 else 3 end", 2),
        ("case when q1 < 0 then 1 end", None),
        ("case when q1 > 0 then 1 else 1.5 end", 1.0),
        ("case when yes then 'high' else 'low' end", "high"),
        ("coalesce(null, q1)", 7),
        ("has(axes, 'care')", True),
        ("has(axes, 'research')", False),
        ("has(none, 'care')", None),
        ("count_ticked(axes)", 2),
        ("count_ticked(none)", None),
        ("answered(axes)", True),
        ("answered(none)", False),
        ("axes is not null and none is null", True),
        ("count_answered(q1, nil, axes, none)", 2),
        ("implies(yes, q1 > 8)", False),
        ("implies(q1 > 8, nil)", True),
        ("implies(nil, q1 > 6)", True),
        ("implies(nil, q1 > 8)", None),
        ("nil is null", True),
        ("nil is not true", True),
        ("nil is true", False),
        ("nil is not false", True),
        ("yes is false", False),
        ("null is null", True),
        ("null", None),
        ("1 + null", None),
        ("9007199254740992", 2**53),
        ("9007199254740992 + 1", 2**53 + 1),
        ("9007199254740992 * 2", 2**54),
        ("9007199254740992 + 1.0", 2.0**53),
        ("9007199254740992 + 1 > 9007199254740992", True),
        ("(9007199254740992 + 1) * 1.0 > 9007199254740992", False),
    ],
)
def test_value_in_python(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("left", [True, False, None])
@pytest.mark.parametrize("right", [True, False, None])
def test_kleene(left: bool | None, right: bool | None) -> None:
    row: dict[str, Value | None] = {"yes": left, "nil": right}
    both = {left, right}
    conjunction = False if False in both else None if None in both else True
    disjunction = True if True in both else None if None in both else False
    assert to_python(parse("yes and nil", SCHEMA))(row) is conjunction
    assert to_python(parse("yes or nil", SCHEMA))(row) is disjunction
    assert to_python(parse("yes = nil", SCHEMA))(row) is (None if None in both else left is right)
    assert to_python(parse("yes in (nil, false)", SCHEMA))(row) is in_two(left, right)


def in_two(operand: bool | None, item: bool | None) -> bool | None:
    if operand is None:
        return None
    if operand is False or operand is item:
        return True
    return None if item is None else False


@pytest.mark.parametrize("text", ["amount > 1", "q1 + 1 = q2", "q1 in (1, 2)", "q1 between 1 and q2", "q6 = 'no'"])
def test_a_missing_key_is_null_and_makes_unknown(text: str) -> None:
    assert to_python(parse(text, SCHEMA))({}) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("q1 + 1", INTEGER),
        ("q1 - abs(q2) * 3", INTEGER),
        ("q1 + 1.0", NUMBER),
        ("q1 / q2", NUMBER),
        ("coalesce(q1, 0)", INTEGER),
        ("coalesce(q1, amount)", NUMBER),
        ("count_ticked(axes) + length(words)", INTEGER),
        ("q1 > 1", BOOLEAN),
        ("'a'", TEXT),
        ("case when yes then 'a' else 'b' end", TEXT),
        ("coalesce(words, 'a')", TEXT),
        ("coalesce(q6, words)", TEXT),
        ("q6", Choice(("yes", "no", "partly"))),
        ("coalesce(q6, 'nc')", Choice(("yes", "no", "partly", "nc"))),
        ("null", NULL),
    ],
)
def test_types(text: str, kind: Type) -> None:
    assert parse(text, SCHEMA).type == kind


@pytest.mark.parametrize(
    ("text", "expect", "kind"),
    [("q1", NUMBER, INTEGER), ("null", NUMBER, NUMBER), ("q6", TEXT, SCHEMA["q6"])],
)
def test_a_narrower_type_fits_the_expected_one(text: str, expect: Type, kind: Type) -> None:
    assert parse(text, SCHEMA, expect=expect).type == kind


def test_names_are_the_fields_that_count() -> None:
    derived = {"total": parse("q1 + q2", SCHEMA)}
    expression = parse("total > 3 and answered(total) and has(axes, 'care')", SCHEMA, derived=derived)
    assert expression.names == {"q1", "q2", "axes"}
    assert expression.text.startswith("total")
    assert to_python(expression)(ROW) is True
    assert '"q1"' in to_sql(expression)


def test_a_derived_value_keeps_its_place_in_the_order_of_operations() -> None:
    derived = {"total": parse("q1 + q2", SCHEMA)}
    assert to_python(parse("total * 2", SCHEMA, derived=derived))(ROW) == 18


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("q1 <= q2", '(CAST("q1" AS BIGINT) <= CAST("q2" AS BIGINT))'),
        ("q1 <= amount", '(CAST("q1" AS DOUBLE) <= CAST("amount" AS DOUBLE))'),
        ("q1 in (1, 2)", '(CAST("q1" AS BIGINT) IN (CAST(1 AS BIGINT), CAST(2 AS BIGINT)))'),
        ("q1 in (1, 2.5)", '(CAST("q1" AS DOUBLE) IN (1e0, 2.5e0))'),
        ("(q1 + 2) * 0.5", '((CAST("q1" AS DOUBLE) + 2e0) * 0.5e0)'),
        ("coalesce(q1 + 2, amount)", 'COALESCE((CAST("q1" AS DOUBLE) + 2e0), CAST("amount" AS DOUBLE))'),
        ("q1 != 1.5", '(CAST("q1" AS DOUBLE) <> 1.5e0)'),
        ("q1 / q2", '(CAST("q1" AS DOUBLE) / NULLIF(CAST("q2" AS DOUBLE), 0e0))'),
        ("q1 / 100", '(CAST("q1" AS DOUBLE) / 100e0)'),
        ("-q1 - -2", '((- CAST("q1" AS BIGINT)) - CAST(-2 AS BIGINT))'),
        ("yes and not nil", '("yes" AND (NOT "nil"))'),
        ("has(axes, 'care')", '"axes__care"'),
        ("axes is null", '("axes__care" IS NULL)'),
        ("q6 in ('yes', 'no')", "(\"q6\" IN ('yes', 'no'))"),
        ("case when yes then 1 end", 'CASE WHEN "yes" THEN CAST(1 AS BIGINT) ELSE CAST(NULL AS BIGINT) END'),
        ("case when yes then 1.5 end", 'CASE WHEN "yes" THEN 1.5e0 ELSE CAST(NULL AS DOUBLE) END'),
        ("yes is true", 'COALESCE("yes", FALSE)'),
        ("length(words)", 'CAST(LENGTH("words") AS BIGINT)'),
        ("said_nothing(words)", "(\"words\" = '')"),
    ],
)
def test_sql(text: str, sql: str) -> None:
    assert to_sql(parse(text, SCHEMA)) == sql


@pytest.mark.parametrize(("said", "nothing"), [("", True), (" ", False), ("néant", False), (None, None)])
def test_a_text_said_nothing_when_it_is_the_empty_one(said: Value | None, *, nothing: bool | None) -> None:
    row = {"words": said}
    tests = ("said_nothing(words)", "not said_nothing(words)", "said_nothing(words) is false", "answered(words)")
    found = [to_python(parse(one, SCHEMA))(row) for one in tests]
    assert found == [nothing, None if nothing is None else not nothing, nothing is False, said is not None]


def test_the_caller_names_the_columns() -> None:
    assert (
        to_sql(parse("has(axes, 'care') or yes", SCHEMA), lambda name: f"a.`{name}`") == "(a.`axes__care` OR a.`yes`)"
    )


def test_a_name_is_a_field_or_a_derived_value_but_not_both() -> None:
    with pytest.raises(ValueError, match="'q1' is both a field and a derived value"):
        parse("q1 = 1", SCHEMA, derived={"q1": parse("q2", SCHEMA)})

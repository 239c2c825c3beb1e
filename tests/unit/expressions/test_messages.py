"""Every refusal says what was found, what was expected and where."""

from __future__ import annotations

import pickle

import pytest

from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    Choice,
    Choices,
    ExpressionError,
    Type,
    parse,
)

SCHEMA: dict[str, Type] = {
    "q1": INTEGER,
    "q2a": INTEGER,
    "amount": NUMBER,
    "known": BOOLEAN,
    "words": TEXT,
    "q6": Choice(("yes", "no", "partly")),
    "q7": Choice(("north", "south")),
    "axes": Choices(("care", "research")),
}
CHOICE = "one option of (yes, no, partly)"


def refused(text: str, expect: Type | None = None) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(text, SCHEMA, expect=expect)
    error = caught.value
    assert "\n" not in error.message
    assert 0 <= error.position <= error.position + error.length <= len(text)
    assert str(error) == f"{error.message} at column {error.position + 1}"
    return error


@pytest.mark.parametrize(
    ("text", "position", "length", "message"),
    [
        ("q2aa = 1", 0, 4, "unknown field 'q2aa'; did you mean 'q2a'?"),
        ("zzz = 1", 0, 3, "unknown field 'zzz'"),
        ('q6 = "yes"', 5, 5, "unknown field 'yes'; a text is written between single quotes, 'yes'"),
        ("coalesc(q1, 2)", 0, 7, "unknown function 'coalesc'; did you mean 'coalesce'?"),
        ("q6 = 'oui'", 5, 5, "'oui' is not an option of q6 (yes, no, partly)"),
        ("q6 = 'party'", 5, 7, "'party' is not an option of q6 (yes, no, partly); did you mean 'partly'?"),
        ("'nope' <> q6", 0, 6, "'nope' is not an option of q6 (yes, no, partly); did you mean 'no'?"),
        ("q6 in ('yes', 'oui')", 14, 5, "'oui' is not an option of q6 (yes, no, partly)"),
        ("has(axes, 'car')", 10, 5, "'car' is not an option of axes (care, research); did you mean 'care'?"),
        ("coalesce(q6, 'nc') = 'nd'", 21, 4, "'nd' is not an option of the choice (yes, no, partly, nc)"),
        ("q1 = null", 5, 4, "a comparison with null is never true; write 'is null' instead"),
        ("null <> q1", 0, 4, "a comparison with null is never true; write 'is not null' instead"),
        ("q1 in (1, null)", 10, 4, "a comparison with null is never true; write 'is null' instead"),
        ("q1 between null and 2", 11, 4, "a comparison with null is never true; write 'is null' instead"),
        ("known < true", 6, 1, "'<' expects numbers, found a boolean; only numbers have an order"),
        ("words >= 'a'", 6, 2, "'>=' expects numbers, found a text; only numbers have an order"),
        ("q6 > 'no'", 3, 1, f"'>' expects numbers, found {CHOICE}; only numbers have an order"),
        (
            "words between 'a' and 'b'",
            6,
            7,
            "'between' expects numbers, found a text; only numbers have an order",
        ),
        ("q1 = 'a'", 0, 8, "cannot compare a number with a text"),
        ("known = 1", 0, 9, "cannot compare a boolean with a number"),
        ("q6 = q7", 0, 7, "q6 (yes, no, partly) and q7 (north, south) have no option in common"),
        ("q1 and known", 0, 2, "'and' expects a boolean, found a number"),
        ("known or (q1 + 2)", 10, 6, "'or' expects a boolean, found a number"),
        ("not q1", 4, 2, "'not' expects a boolean, found a number"),
        ("-known", 1, 5, "'-' expects a number, found a boolean"),
        ("q1 + words", 5, 5, "'+' expects a number, found a text"),
        ("q1 is true", 0, 2, "'is true' expects a boolean, found a number"),
        ("abs('a')", 4, 3, "abs() expects a number, found a text"),
        ("length(q1)", 7, 2, "length() expects a text, found a number"),
        ("implies(known, 1)", 15, 1, "implies() expects a boolean, found a number"),
        ("abs(1, 2)", 0, 9, "abs() expects 1 argument(s), found 2"),
        ("coalesce(q1)", 0, 12, "coalesce() expects 2 or more argument(s), found 1"),
        ("coalesce(q1, words)", 13, 5, "coalesce() expects one type, found a text after a number"),
        (
            "coalesce(null, null)",
            0,
            20,
            "coalesce() expects at least one value that is not null, found only null",
        ),
        ("case when q1 then 1 end", 10, 2, "'when' expects a boolean, found a number"),
        (
            "case when known then 1 else 'a' end",
            28,
            3,
            "'case' expects one type, found a text after a number",
        ),
        ("case when known then null end", 0, 29, "'case' expects at least one value that is not null"),
        ("axes = 'care'", 0, 4, "expected one value, found the field 'axes' of several options; use has(), "),
        ("has(q6, 'yes')", 4, 2, "has() expects a field of several options"),
        ("has(axes, words)", 10, 5, "has() expects an option between single quotes as its second argument"),
        ("answered(q1 + 1)", 9, 6, "answered() expects the name of a field, found a value"),
        ("said_nothing(q1)", 13, 2, "said_nothing() expects a field of text, found a number"),
        ("said_nothing(q6)", 13, 2, f"said_nothing() expects a field of text, found {CHOICE}"),
        ("said_nothing(axes)", 13, 4, "said_nothing() expects a field of text, found several options"),
        ("said_nothing('a')", 13, 3, "said_nothing() expects the name of a field, found a value"),
        ("said_nothing(words, words)", 0, 26, "said_nothing() expects 1 argument(s), found 2"),
        ("abs()", 4, 1, "expected an argument of abs(), found ')'"),
        ("", 0, 0, "expected a value, found the end of the expression"),
        ("q1 =", 4, 0, "expected a value, found the end of the expression"),
        ("(q1", 3, 0, "expected ')', found the end of the expression"),
        ("q1 q2a", 3, 3, "expected an operator or the end of the expression, found 'q2a'"),
        (
            "q1 = 1,5",
            6,
            1,
            "expected an operator or the end of the expression, found ','; decimals are written",
        ),
        ("end = 1", 0, 3, "expected a value, found 'end'; a field of that name is written \"end\""),
        ("q1 is 3", 6, 1, "expected 'null', 'true' or 'false' after 'is', found '3'"),
        ("q1 not 3", 7, 1, "expected 'in' or 'between' after 'not', found '3'"),
        ("q1 between 1 or 2", 13, 2, "expected 'and', found 'or'"),
        ("q1 in 3", 6, 1, "expected '(', found '3'"),
        ("q1 in (1 2)", 9, 1, "expected ',' or ')', found '2'"),
        ("case q1 when 1 then 2 end", 5, 2, "expected 'when', found 'q1'"),
        (
            "case when known then 2",
            22,
            0,
            "expected 'when' or 'else' or 'end', found the end of the expression",
        ),
        (
            "1 < q1 < 5",
            7,
            1,
            "unexpected '<' after a comparison: comparisons do not chain; write 'a < b and b < c'",
        ),
        ("q1 is null = known", 11, 1, "unexpected '=' after a comparison"),
        ("known is true is true", 14, 2, "unexpected 'is' after a comparison"),
        ("known = not known", 8, 3, "unexpected 'not' inside an operation, expected a value; write (not …)"),
        (
            "q1 = 9007199254740993",
            5,
            16,
            "number '9007199254740993' is out of bounds, expected at most 90071992",
        ),
        ("q1 = 1e5", 5, 3, "'1e5' is not a number; expected digits, point, decimals"),
        ("q1 = .5", 5, 1, "unexpected '.': a number starts with a digit, as in 0.5"),
    ],
)
def test_the_message_and_its_place(text: str, position: int, length: int, message: str) -> None:
    error = refused(text)
    assert error.message.startswith(message)
    assert (error.position, error.length) == (position, length)


@pytest.mark.parametrize(
    ("text", "expect", "message"),
    [
        ("q1 + 1", BOOLEAN, "expected a boolean, found a number"),
        ("q1 / 2", INTEGER, "expected an integer, found a number"),
        (
            "q6",
            Choice(("yes", "no")),
            "expected one option of (yes, no), found one option of (yes, no, partly)",
        ),
        ("'maybe'", Choice(("yes", "no")), "'maybe' is not an option of the expected list (yes, no)"),
    ],
)
def test_the_expected_type(text: str, expect: Type, message: str) -> None:
    error = refused(text, expect)
    assert (error.message, error.position, error.length) == (message, 0, len(text))


def test_an_error_survives_a_process_border() -> None:
    error = refused("q2aa = 1")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize(("codes"), [(), ("a", "a")])
def test_a_list_of_options_has_options_and_each_once(codes: tuple[str, ...]) -> None:
    for kind in (Choice, Choices):
        with pytest.raises(ValueError, match="at least one code"):
            kind(codes)

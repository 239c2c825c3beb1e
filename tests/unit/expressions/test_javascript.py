"""What every node becomes in JavaScript, what it answers in node, and that it may stand in a page."""

from __future__ import annotations

import pytest

from expression_targets import in_javascript
from random_expressions import written
from surveykit.expressions import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    RUNTIME,
    TEXT,
    Choice,
    Choices,
    Type,
    parse,
    runtime,
    to_javascript,
)

SCHEMA: dict[str, Type] = {
    "i": INTEGER,
    "m": NUMBER,
    "p": BOOLEAN,
    "nil": BOOLEAN,
    "none": INTEGER,
    "t": TEXT,
    "c": Choice(("yes", "no")),
    "w": Choices(("care", "research")),
    "empty": Choices(("a", "b")),
    "blank": Choices(("a", "b")),
    "constructor": INTEGER,
    "__proto__": TEXT,
    'a "b"': INTEGER,
}
ROW: dict[str, object] = {
    "i": 7,
    "m": 1.5,
    "p": True,
    "nil": None,
    "t": "é😀",
    "c": "no",
    "w": ["research"],
    "empty": [],
    'a "b"': 3,
}
ANSWERS: dict[str, object] = {
    "i": 7.0,
    "m": 1.5,
    "t": "é😀",
    "none": None,
    "nil": None,
    '"a ""b"""': 3.0,
    '"constructor"': None,
    '"__proto__"': None,
    "true": True,
    "-2": -2.0,
    "coalesce(none, -0.0) = 0": True,
    "'l''été </script><!-- \\ ${i} `\u2028\u2029'": "l'été </script><!-- \\ ${i} `\u2028\u2029",
    "not p": False,
    "not nil": None,
    "nil and false": False,
    "nil and true": None,
    "p and true and i = 7": True,
    "nil or true": True,
    "nil or false": None,
    "false or p is null": False,
    "i = 7": True,
    "i <> 7": False,
    "i <> none": None,
    "i < 8": True,
    "i <= 7": True,
    "i > 7": False,
    "i >= 7": True,
    "none > 1": None,
    "none < 1": None,
    "p = nil": None,
    "t = 'é😀'": True,
    "c = 'yes'": False,
    "i in (1, 7)": True,
    "i in (1, none)": None,
    "i not in (1, 2)": True,
    "none in (1, 2)": None,
    "i between 1 and 7": True,
    "1 + i * 2 - 3": 12.0,
    "i / 2": 3.5,
    "i / (i - 7)": None,
    "0 / (i - 7)": None,
    "i + none": None,
    " * ".join(["9007199254740992"] * 20): None,
    "-i": -7.0,
    "-none": None,
    "abs(i - 9)": 2.0,
    "abs(none)": None,
    "length(t)": 2.0,
    "length('')": 0.0,
    "coalesce(none, i)": 7.0,
    "coalesce(nil, nil)": None,
    "coalesce(false, p)": False,
    "case when nil then 1 when p then 2 else 3 end": 2.0,
    "case when nil then 1 end": None,
    "1 + case when not p then 1 else 5 end": 6.0,
    "has(w, 'research')": True,
    "has(w, 'care')": False,
    "has(empty, 'a')": False,
    "has(blank, 'a')": None,
    "count_ticked(w)": 1.0,
    "count_ticked(empty)": 0.0,
    "count_ticked(blank)": None,
    "answered(empty)": True,
    "answered(blank)": False,
    "none is null": True,
    "i is null": False,
    "count_answered(i, none, nil, w, blank, t)": 3.0,
    "implies(nil, p)": True,
}


@pytest.mark.node
def test_every_node_means_in_javascript_what_it_means_elsewhere() -> None:
    answers = in_javascript([parse(text, SCHEMA) for text in ANSWERS], [ROW])
    assert {text: answer for text, (answer,) in zip(ANSWERS, answers, strict=True)} == ANSWERS


@pytest.mark.node
def test_a_property_that_is_absent_undefined_or_inherited_is_null() -> None:
    inherited = "Object.prototype.i=1;"
    texts = ["i is null", '"__proto__" is null', '"constructor" is null']
    answers = in_javascript([parse(text, SCHEMA) for text in texts], [{}], RUNTIME + inherited)
    assert answers == [[True]] * 3


@pytest.mark.node
def test_the_deepest_and_the_longest_expressions_run() -> None:
    deep, long = "(" * 50 + "i" + " + 1)" * 50, " + ".join(["i"] * 200)
    assert in_javascript([parse(deep, SCHEMA), parse(long, SCHEMA)], [ROW]) == [[57.0], [1400.0]]


def test_nothing_in_it_could_end_a_script_or_leave_ascii() -> None:
    texts = ["t = '</script>'", "t = '<!--<script>é\u2028'", "t in ('a', 'é')", "i < 3 and not (i <= 1 or m <> 2)"]
    for code in [
        RUNTIME,
        *(to_javascript(parse(text, SCHEMA)) for text in texts),
        *map(to_javascript, written(7, 200)),
    ]:
        assert "<" not in code
        assert code.isascii()
        assert "eval" not in code
        assert "Function" not in code


def test_it_is_small() -> None:
    assert len(RUNTIME) <= 900
    condition = parse("i > 3 and has(w, 'care')", SCHEMA)
    assert to_javascript(condition) == 'and(gt(field(v,"i"),3),has(field(v,"w"),"care"))'


@pytest.mark.node
def test_only_the_functions_that_are_called_are_needed() -> None:
    conditions = [parse(text, SCHEMA) for text in ("i > 3 and has(w, 'care')", "c in ('yes', 'no')", "i + 1 <> 2")]
    codes = [to_javascript(condition) for condition in conditions]
    needed = runtime(*codes)
    assert len(needed) < len(RUNTIME) * 0.7
    assert in_javascript(conditions, [ROW], needed) == in_javascript(conditions, [ROW])
    assert [runtime(), runtime("v[0]")] == ["", ""]


@pytest.mark.node
def test_a_part_that_has_a_name_is_not_written_again() -> None:
    derived = {"d": parse("i + 1", SCHEMA)}
    whole = parse("d > 2 and not (d = 3)", SCHEMA, derived=derived)
    code = to_javascript(whole, lambda name: f"v.{name}", {derived["d"]: "d"})
    assert code == "and(gt(d,2),not(eq(d,3)))"


def test_fields_may_be_properties() -> None:
    condition = parse("i > 3 and has(w, 'field(v,i)')", {**SCHEMA, "w": Choices(("field(v,i)",))})
    code = to_javascript(condition, lambda name: f"v.{name}")
    assert code == 'and(gt(v.i,3),has(v.w,"field(v,i)"))'


def test_what_is_derived_is_written_out_within_the_bounds() -> None:
    derived = {"d0": parse("i + 1", SCHEMA)}
    for level in range(1, 9):
        derived[f"d{level}"] = parse(f"d{level - 1} + d{level - 1}", SCHEMA, derived=derived)
    assert len(to_javascript(parse("d8", SCHEMA, derived=derived))) < 20_000

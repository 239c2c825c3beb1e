"""The measures of the sources hold: nothing more complex is added, no circle, and none is above the limit."""

from __future__ import annotations

import ast
import statistics

import pytest

from house import MEASURES, OTHERS, Source, blocks, complexity, cycles, house, rows

MOST = 15
MEAN = 3.4
WHOLE = house()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return 1", 1),
        ("return a if b and c or d else e", 4),
        ("return [x for x in y if x if z]", 4),
        ("assert a and b", 2),
        ("return lambda: a if b else c", 2),
        ("try:\n  a\nexcept B:\n  c\nexcept D:\n  e\nelse:\n  f\nfinally:\n  g", 4),
        ("for a in b:\n  c\nelse:\n  d", 3),
        ("match a:\n  case 1 | 2:\n    b\n  case c if d:\n    e\n  case _:\n    f", 3),
        ("match a:\n  case 1 | 2:\n    b\n  case (c, d):\n    e", 3),
        ("def inner():\n  if a:\n    b", 1),
    ],
)
def test_complexity_is_counted_as_radon_counts_it(body: str, expected: int) -> None:
    tree = ast.parse("def function():\n" + "".join(f"  {line}\n" for line in body.splitlines()))
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert complexity(function) == expected


def test_functions_are_no_more_complex_than_they_were() -> None:
    found = blocks(WHOLE.sources)
    assert [one.where for one in found if one.complexity > MOST] == []
    assert statistics.mean(one.complexity for one in found) <= MEAN


def test_no_module_imports_one_that_imports_it() -> None:
    assert cycles(WHOLE.sources, in_functions=True) == []


def test_a_circle_is_found_through_a_function_and_through_a_package() -> None:
    texts = {
        "a": "def late():\n    from b import c",
        "b": "from .c import d",
        "b.c": "import a\nfrom .. import nothing",
        "e": "import b",
    }
    sources = [
        Source(name, "__init__.py" if name == "b" else "x.py", text, ast.parse(text)) for name, text in texts.items()
    ]
    assert cycles(sources, in_functions=True) == [{"a", "b.c"}]
    assert cycles(sources, in_functions=False) == []


def test_every_line_of_the_table_is_whole() -> None:
    few = WHOLE._replace(sources=WHOLE.sources[:20])
    lines = rows(few)
    assert [line[0] for line in lines[1:]] == [measure.name for measure in MEASURES]
    assert {len(line) for line in lines} == {2 + len(OTHERS)}

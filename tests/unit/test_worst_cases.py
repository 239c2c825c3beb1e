"""No regular expression costs more than in proportion: each that the sources write, on the worst texts it can meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from surveykit.collect import signs
from surveykit_html import tags
from worst_cases import METHODS, Expression, Written, expressions, modules, slow_case, tree, uses

PACKAGES = ("surveykit", "surveykit_docx", "surveykit_html", "surveykit_pdf")
OUR_OWN = {"surveykit_html.tightening"}
"""Modules of which no expression ever meets what comes from outside: they make pages of our own smaller."""
_WORDS = ("Nombre de réseaux :", "a", "Quel est votre nom ?")
MADE: dict[str, Callable[[], Iterable[Expression]]] = {
    "surveykit.coding.quoting: re.compile(f'^{re.escape(survey.population.unit)}\\\\s+', re.IGNORECASE)": lambda: (
        re.compile(rf"^{re.escape(one)}\s+", re.IGNORECASE) for one in _WORDS
    ),
    "surveykit.coding.quoting: re.search(f'\\\\b{re.escape(folded(name))}\\\\b', words)": lambda: (
        re.compile(rf"\b{re.escape(one)}\b") for one in _WORDS
    ),
    "surveykit.collect.labels: re.compile(f'\\\\s*{label}\\\\s*')": lambda: (
        re.compile(rf"\s*{label}\s*") for label in _labels()
    ),
    "surveykit.collect.labels: re.compile(f'(?<!\\\\S){label}\\\\s*\\\\Z')": lambda: (
        re.compile(rf"(?<!\S){label}\s*\Z") for label in _labels()
    ),
    "surveykit.collect.signs: re.compile(pattern)": lambda: (row.pattern for row in signs._REFUSED),
    "surveykit.load.table: re.compile(f'[^{separator}\\\\r\\\\n]*')": lambda: (
        re.compile(rf"[^{one}\r\n]*") for one in ",;\t"
    ),
    "surveykit.mailbox.covering: re.compile(f'</{name}', re.IGNORECASE)": lambda: (
        re.compile("</style", re.IGNORECASE),
    ),
    "surveykit_html.tags: re.compile(f'</{name}(?=[\\\\s/>]|\\\\Z)', re.IGNORECASE | re.ASCII)": tags._CLOSINGS.values,
}
"""What is made of what only a running program knows, by where it is written: what it is made into."""
CALLED = {
    "surveykit.collect.labels: re.compile(f'\\\\s*{label}\\\\s*')": ("match",),
    "surveykit.collect.labels: re.compile(f'(?<!\\\\S){label}\\\\s*\\\\Z')": ("search",),
    "surveykit.load.table: re.compile(f'[^{separator}\\\\r\\\\n]*')": ("match",),
}
"""How some of them are used; the others are tried in every way."""


def _labels() -> Iterable[str]:
    return (r"\s*".join(map(re.escape, one.split())) for one in _WORDS)


def _written() -> dict[str, Written]:
    """Every expression of the sources, by its place."""
    read = [one for package in PACKAGES for one in modules(package) if one.__name__ not in OUR_OWN]
    elsewhere = uses(map(tree, read))
    found: dict[str, Written] = {}
    for module in read:
        for one in expressions(module, elsewhere):
            if isinstance(one, Written):
                found.setdefault(one.place, one)
                continue
            for number, pattern in enumerate(MADE.get(one.place, tuple)()):
                found[f"{one.place} {number}"] = Written(one.place, pattern, CALLED.get(one.place, METHODS))
            found.setdefault(f"{one.place} 0", Written(one.place, re.compile(""), ()))
    return found


WRITTEN = _written()


@pytest.mark.parametrize("place", WRITTEN)
def test_an_expression_costs_in_proportion_to_its_text(place: str) -> None:
    written = WRITTEN[place]
    assert written.ways, f"say in MADE what this makes, so that it is tried: {place}"
    assert slow_case(written.pattern, written.ways) is None


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"<!--.*?-->", "search"),
        (r"\s*\d*\s*$", "search"),
        (r"(a|b|ab)*c", "fullmatch"),
        (r"Page\s*\d*\s*(sur|of)", "match"),
        (r"(\w+)@x", "search"),
        (r"(?:left|top)\s*:?\s*-\d", "search"),
        (r"(?:\w+\s?)*$", "match"),
    ],
)
def test_an_expression_that_costs_more_is_found(pattern: str, way: str) -> None:
    assert slow_case(re.compile(pattern), [way]) is not None


def test_an_expression_is_found_wherever_it_is_written() -> None:
    places = {one.partition(": ")[0] for one in WRITTEN}
    rooms = {"surveykit.mailbox", "surveykit.interchange", "surveykit.collect", "surveykit.coding", "surveykit.load"}
    assert all(any(one.startswith(room) for one in places) for room in {*rooms, *PACKAGES})
    assert MADE.keys() <= {written.place for written in WRITTEN.values()}

"""What the style sheets of a page say of its elements, as far as it may hide, strike out or mark what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from surveykit_html.looks import HIDING, STRIKING, marking_of, says
from surveykit_html.tags import Start

OWN_CLASSES = frozenset({"aside", "clear", "copy", "mark", "masthead", "mirror", "told", "tool", "unseen"})
"""The classes of what the page itself writes around the form or while it is filled in, and of what it never shows."""

RULES_LIMIT = 2_000
"""Rules that count: those after them are not looked at."""

_SIGN = re.compile(r"([{};])")
_SIMPLE = re.compile(r"(?P<name>[a-z][a-z0-9]*|\*)?(?P<tests>(?:[.#][\w-]+|\[[a-z-]+=[\"']?[\w-]+[\"']?\])+)")
_TEST = re.compile(r"(?P<sign>[.#\[])(?P<key>[\w-]+)(?:=[\"']?(?P<value>[\w-]+))?")


class _Rule(Struct, frozen=True):
    """A rule for the elements of a name (any when empty) that pass tests: an attribute, and a word or value of it."""

    name: str
    tests: Sequence[tuple[str, str]]
    style: str

    def fits(self, tag: Start) -> bool:
        """Whether an element is one of those that the rule is for."""
        return self.name in {"", "*", tag.name} and all(_has(tag, key, value) for key, value in self.tests)


class Sheets:
    """The rules met so far: those of selectors of one element, with a class, a name or an attribute.

    Rules for print and other conditions are left out, as are those that neither hide, strike out nor mark, and those of
    the classes that a page of ours has for its own words.
    """

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str], list[_Rule]] = {}
        self._count = 0

    def take(self, sheet: str) -> None:
        """Take up the text of a style element."""
        for selectors, style in _rules(_without_comments(sheet)):
            if _counts(style):
                for rule in _of(selectors, style):
                    self._add(rule)

    def _add(self, rule: _Rule) -> None:
        if self._count < RULES_LIMIT and OWN_CLASSES.isdisjoint(value for _, value in rule.tests):
            self._count += 1
            self._rules.setdefault(rule.tests[-1], []).append(rule)

    def style(self, tag: Start) -> str:
        """What the rules say of an element, its own style last."""
        own = tag.attributes.get("style", "")
        if not self._rules:
            return own
        found = [rule.style for key in _keys(tag) for rule in self._rules.get(key, ()) if rule.fits(tag)]
        return ";".join([*found, own])


def _without_comments(sheet: str) -> str:
    """A style sheet without its comments; one that is never closed goes to the end."""
    first, *others = sheet.split("/*")
    return " ".join([first, *(one.partition("*/")[2] for one in others)])


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of the rules that stand in no other one."""
    depth, selectors = 0, ""
    style: list[str] = []
    parts = _SIGN.split(sheet)
    for text, sign in zip(parts[::2], parts[1::2], strict=False):
        if depth == 1:
            style.append(text)
        if sign == "{":
            selectors, style = (text, []) if depth == 0 else (selectors, style)
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0 and "@" not in selectors:
                yield selectors, ";".join(style)


def _counts(style: str) -> bool:
    return any(says(one, style) for one in (HIDING, STRIKING)) or marking_of("span", style)


def _of(selectors: str, style: str) -> Iterator[_Rule]:
    for selector in selectors.split(","):
        found = _SIMPLE.fullmatch(selector.strip())
        if found is not None:
            tests = [_test(*one.group("sign", "key", "value")) for one in _TEST.finditer(found["tests"])]
            yield _Rule(found["name"] or "", tests, style)


def _test(sign: str, key: str, value: str | None) -> tuple[str, str]:
    return {".": ("class", key), "#": ("id", key)}.get(sign, (key, value or ""))


def _has(tag: Start, key: str, value: str) -> bool:
    said = tag.attributes.get(key, "")
    return value in said.split() if key == "class" else value == said


def _keys(tag: Start) -> Iterable[tuple[str, str]]:
    """What a rule's last test may be for an element."""
    for key, value in tag.attributes.items():
        yield from ((key, one) for one in (value.split() if key == "class" else [value]))

"""Automatic numbers and bullets: what Word shows before a paragraph, and nobody typed there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct

from surveykit_docx.dialects import W, value_of
from surveykit_docx.symbols import MARKS, shown_in
from surveykit_docx.vocabulary import OBJECT

_LEVELS = 9
_LARGEST = 10**6
"""Numbers are below this; what a file says beyond is not counted."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LONGEST_ROMAN = 4_000
_LETTERS = 780
"""Word writes 27 as « aa », and so on up to thirty of one letter."""


class _Level(Struct, frozen=True):
    """One level of a list: its first number, its format, its text (`%1.`), the font of its sign."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    font: str = ""


class _NumberedList(Struct, frozen=True):
    """A list as paragraphs name it: what it shares its count with, its levels, the levels that it begins anew."""

    shared: str
    levels: Mapping[int, _Level]
    anew: Mapping[int, int]


class Numbers:
    """What stands before the paragraphs of a story by itself; `roots` gives the parts that define it, when needed."""

    def __init__(self, roots: Callable[[], Iterable[etree._Element]] = tuple) -> None:
        self._roots = roots
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def before(self, properties: etree._Element) -> str:
        """The number of the next paragraph of a list (`w:numPr`), with the tab after it; "" when none is shown.

        A bullet shows nothing but that there is a list, unless it is a mark such as people tick with.
        """
        number = value_of(properties.find(f"{W}numId"), "0")
        depth = _number(properties.find(f"{W}ilvl"), 0)
        found = self._lists.get(number)
        level = None if found is None else found.levels.get(depth)
        if found is None or level is None:
            return ""
        shown = _sign(level) if level.form == "bullet" else self._counted(number, found, depth)
        return shown and f"{shown}\t"

    @cached_property
    def _lists(self) -> Mapping[str, _NumberedList]:
        roots = tuple(self._roots())
        shared = {
            one.get(f"{W}abstractNumId", ""): dict(_levels(one))
            for root in roots
            for one in root.iter(f"{W}abstractNum")
        }
        return {one.get(f"{W}numId", ""): _list(one, shared) for root in roots for one in root.iterchildren(f"{W}num")}

    def _counted(self, number: str, found: _NumberedList, depth: int) -> str:
        counts = self._counts.setdefault(found.shared, [None] * _LEVELS)
        if depth in found.anew and (number, depth) not in self._begun:
            counts[depth] = found.anew[depth] - 1
        self._begun.add((number, depth))
        former = counts[depth]
        counts[depth] = found.levels[depth].start if former is None else former + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        text = found.levels[depth].text
        for rank, level in found.levels.items():
            if f"%{rank + 1}" in text:
                value = counts[rank]
                text = text.replace(f"%{rank + 1}", _written(level.form, level.start if value is None else value))
        return text


def _list(one: etree._Element, shared: Mapping[str, Mapping[int, _Level]]) -> _NumberedList:
    name = value_of(one.find(f"{W}abstractNumId"))
    levels, anew = dict(shared.get(name, {})), {}
    for override in one.iterchildren(f"{W}lvlOverride"):
        levels.update(_levels(override))
        first = override.find(f"{W}startOverride")
        if first is not None:
            anew[_depth(override)] = _number(first, 1)
    return _NumberedList(name, levels, anew)


def _levels(holder: etree._Element) -> Iterable[tuple[int, _Level]]:
    return ((_depth(one), _level(one)) for one in holder.iterchildren(f"{W}lvl"))


def _depth(element: etree._Element) -> int:
    said = element.get(f"{W}ilvl", "")
    return int(said) if said.isdecimal() and len(said) == 1 and int(said) < _LEVELS else 0


def _level(one: etree._Element) -> _Level:
    fonts = one.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
    return _Level(
        _number(one.find(f"{W}start"), 0),
        value_of(one.find(f"{W}numFmt"), "decimal"),
        value_of(one.find(f"{W}lvlText"))[:50],
        font,
    )


def _number(element: etree._Element | None, default: int) -> int:
    said = value_of(element)
    return int(said) if said.isdecimal() and len(said) < len(str(_LARGEST)) else default


def _sign(level: _Level) -> str:
    shown = shown_in(level.font.lower(), level.text, whole=True) if level.font else level.text
    return shown if shown in MARKS else ""


def _written(form: str, value: int) -> str:
    """A number in a format; an object stands for one in a format that is not known."""
    match form:
        case "decimal":
            return str(value)
        case "decimalZero":
            return f"{value:02}"
        case "none":
            return ""
        case "lowerRoman" | "upperRoman" if 0 < value < _LONGEST_ROMAN:
            return _cased(form, _roman(value))
        case "lowerLetter" | "upperLetter" if 0 < value <= _LETTERS:
            return _cased(form, chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1))
        case _:
            return OBJECT


def _cased(form: str, text: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _roman(value: int) -> str:
    said = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        said += sign * times
    return said

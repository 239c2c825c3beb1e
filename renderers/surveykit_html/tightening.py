"""Pages and style sheets of our own made smaller, and saying the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

_STRINGS = re.compile(r'("(?:[^"\\\n]|\\.)*")')
_SPACES = re.compile(r"\s?([{};>!])\s?|([:,])\s(?! )")
_COLOUR = re.compile(r"(?<=:)#(.)\1(.)\2(.)\3(?=[;}])")
_RULE = re.compile(r"(?<![^{};])([^{}@;]+)\{([^{}]*)\}")
_COMMA = re.compile(r",(?![^()]*(?:\([^()]*\)[^()]*)*\))")
_EMPTY = re.compile(r"@media[^{}]*\{\}")
_QUALIFIERS = re.compile(
    r"\[[^\]]*\]|#[\w-]+"  # an attribute, an anchor
    r"|::?[a-z-]+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?"  # a state, with what it is about
)
_NAMES = re.compile(r"\.?[a-z][\w-]*")
_VARIABLE = re.compile(r"(--[a-z]+):[^;}]*;?")


def tight_css(sheet: str) -> str:
    """A style sheet without comment lines, indentation, and spaces around punctuation."""
    lines = (line.strip() for line in sheet.split("\n"))
    whole = "\n".join(line for line in lines if line and not line.startswith("/*"))
    parts = _STRINGS.split(whole)
    return "".join(part if place % 2 else _without_spaces(part) for place, part in enumerate(parts))


def _without_spaces(text: str) -> str:
    return _COLOUR.sub(r"#\1\2\3", _SPACES.sub(r"\1\2", text).replace(";}", "}"))


@lru_cache(maxsize=8)
def needed_css(sheet: str, met: frozenset[str]) -> str:
    """A tight style sheet without the selectors that ask for an element or a `.class` that is not met.

    Custom properties that nothing uses are left out with them. No string of the sheet may hold `{`, `}` or `;`.
    """

    def rule(found: re.Match[str]) -> str:
        kept = [one for one in _COMMA.split(found[1]) if _asks_only_for(one, met)]
        return f"{','.join(kept)}{{{found[2]}}}" if kept else ""

    pruned = _EMPTY.sub("", _RULE.sub(rule, sheet))
    used = _VARIABLE.sub(lambda found: found[0] if f"var({found[1]})" in pruned else "", pruned)
    return used.replace(";}", "}")


def _asks_only_for(selector: str, met: Collection[str]) -> bool:
    return set(_NAMES.findall(_QUALIFIERS.sub("", selector))).issubset(met)


_TAG = re.compile(r"(<[^>]*>)")
_PLAIN_VALUE = re.compile(r"""="([^\s"'=<>`\x00&]+)"(?=[\s>])""")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_FLOW = frozenset({"div", "dl", "fieldset", "form", "h1", "h2", "h3", "h4", "h5", "h6", "p", "section", "table", "ul"})
_CONTAINERS = frozenset(["div", "fieldset", "form", "header", "main", "section", "li", "dd"])
_ENDED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "p": (_FLOW, _CONTAINERS),
    "li": (frozenset({"li"}), frozenset({"ul"})),
    "dt": (frozenset({"dd"}), frozenset()),
    "dd": (frozenset({"dt", "dd"}), frozenset({"div", "dl"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""The elements whose end tag may be left out before the start of certain others, and before the end of others."""


def tight_html(source: str) -> str:
    """A page of our own without the line ends between its tags, and without what HTML lets be left out.

    That is the quotation marks of plain values and the end tags that the next tag implies. What stands in a
    textarea is kept. No script or style sheet may stand in the page, and `>` in no value.
    """
    parts = [part for part in _joined(_TAG.split(source)) if part]
    kept = []
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        if part.startswith("</"):
            starts, ends = _ENDED_BY.get(_named(part), (frozenset(), frozenset()))
            if _named(after) in (ends if after.startswith("</") else starts):
                continue
        kept.append(_PLAIN_VALUE.sub(r"=\1", part) if part.startswith("<") else part)
    return "".join(kept)


def _joined(parts: Iterable[str]) -> Iterator[str]:
    """Tags and texts, without the texts that only separate lines of a template."""
    typed = False
    for part in parts:
        if part.startswith(("<textarea", "</textarea")):
            typed = not part.startswith("</")
        if typed or part.strip(" \n") or "\n" not in part:
            yield part


def _named(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return "" if found is None else found.group(1)

"""Style sheets and scripts of our own made smaller: what stands between strings loses the spaces it can lose."""

from __future__ import annotations

import re
from collections.abc import Callable

_CSS_KEPT = re.compile(r'("(?:[^"\\\n]|\\.)*")')
_JS_KEPT = re.compile(
    r'("(?:[^"\\\n]|\\.)*"'  # a string
    r"|`(?:[^`\\]|\\.)*`"  # a template, without another inside
    r"|(?<=[=(,:?n] )/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*"  # a regular expression
    r"|(?<=[(,])/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)"
)
_CSS_SPACES = re.compile(r" ?([{};>]) ?|([:,]) (?! )")
_JS_SPACES = re.compile(r" ?([=?:,;{}()\[\]&|!>*]) ?| ([+-]) (?![+-])")
_JS_LINES = re.compile(r"(?<=[{;,(\[])\n|\n(?=[\])}.:?])")


def tight_css(source: str) -> str:
    """A style sheet without comment lines, indentation, and spaces around punctuation."""
    return _between(_CSS_KEPT, _unindented(source), lambda text: _CSS_SPACES.sub(r"\1\2", text).replace(";}", "}"))


def tight_js(source: str) -> str:
    """A script without comment lines, indentation, and spaces around punctuation.

    It is for scripts written with semicolons, strings in double quotes, no template in another, and a space or
    a parenthesis before a regular expression.
    """
    spaced = _between(_JS_KEPT, _unindented(source), lambda text: _JS_SPACES.sub(r"\1\2", text))
    return _between(_JS_KEPT, spaced, lambda text: _JS_LINES.sub("", text))


def _between(kept: re.Pattern[str], source: str, change: Callable[[str], str]) -> str:
    """The source with a change made to what stands between the parts to be kept."""
    parts = kept.split(source)
    return "".join(part if place % 2 else change(part) for place, part in enumerate(parts))


def _unindented(source: str) -> str:
    lines = (line.strip() for line in source.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))

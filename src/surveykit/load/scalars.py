"""One scalar of YAML 1.2: its value, and where in the file each character of its text stands."""

from __future__ import annotations

import math
import re

Scalar = None | bool | int | float | str

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})?(\.[0-9]{1,17})?([eE][-+]?[0-9]{1,3})?")
_FIRST = frozenset(".0123456789")
_SPACE = " \t\r\n"
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)", re.DOTALL)
_ESCAPED_SPACES = {"\\n", "\\t", "\\r", "\\ ", "\\\t", "\\\n", "\\\r", "\\\r\n"}


def plain_value(text: str) -> Scalar:
    """What an unquoted scalar means: null, true and false, decimal numbers, and else the text itself.

    Dates stay texts, and so does what only looks like a number (`010`, `0x1F`, `.inf`).
    """
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    number = float(text) if _is_decimal(text) else math.inf
    return number if math.isfinite(number) else text


def _is_decimal(text: str) -> bool:
    """Whether a text is written as a decimal number, which begins with a digit or a point after its sign."""
    return _NUMBER.fullmatch(text) is not None and text.lstrip("+-")[:1] in _FIRST


def spots(written: str, value: str) -> list[int]:
    """For each character of a scalar's value, and its end, the index in the scalar as written in the file.

    Works for every style: plain, quoted, literal and folded. What is not white space stands in the same order
    in both; white space is folded, so that it points to the run that it came from. Stops short (the list is
    shorter than the value) if the two do not match.
    """
    quote = written[:1] if written[:1] in {"'", '"'} else ""
    here = len(quote) if quote else _body(written)
    found: list[int] = []
    for char in value:
        if char not in _SPACE:
            here = _skip(written, here, quote)
            width = _width(written, here, quote)
            if here >= len(written) or (width == 1 and written[here] != char):
                return found
            found.append(here)
            here += width
        else:
            found.append(here)
    found.append(here)
    return found


def _body(written: str) -> int:
    if written[:1] not in {"|", ">"}:
        return 0
    header = re.match(r"[|>][^\r\n]*", written)
    return header.end() if header else 0


def _skip(written: str, here: int, quote: str) -> int:
    while here < len(written):
        escape = _ESCAPE.match(written, here) if quote == '"' else None
        if escape and escape.group() in _ESCAPED_SPACES:
            here = escape.end()
        elif written[here] in _SPACE:
            here += 1
        else:
            break
    return here


def _width(written: str, here: int, quote: str) -> int:
    """How many characters of the file write the character that begins there."""
    if quote == "'":
        return 2 if written.startswith("''", here) else 1
    escape = _ESCAPE.match(written, here) if quote == '"' else None
    return len(escape.group()) if escape else 1

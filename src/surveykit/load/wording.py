"""What is wrong with the shape of a definition, in words: what was found, what was expected, the nearest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import Any

from surveykit.ids import CODE_PATTERN
from surveykit.load.anatomy import DefinitionSpot
from surveykit.model import ADDRESS_PATTERN
from surveykit.texts import nearest

_SHOWN = 50
_PATTERNS = {
    CODE_PATTERN: "lower-case words without accents, joined by single underscores, such as 'q1_total'",
    r"^[A-Za-z0-9_.-]+$": "letters without accents, digits, '.', '_' and '-', such as '2014'",
    r"^[a-z]{2}(-[A-Z]{2})?$": "a language code, such as 'fr' or 'fr-BE'",
    ADDRESS_PATTERN: "a mail address, such as 'bureau@ministere.example'",
}
_LIST = "a list (each entry on its line after '- ')"
_OBJECT = "keys and values"
_TYPES = {
    "string": "a text",
    "int": "a whole number",
    "bool": "true or false",
    "decimal": "a number",
    "float": "a number",
    "finite": "a number",
    "tuple": _LIST,
    "list": _LIST,
    "dict": _OBJECT,
    "mapping": _OBJECT,
    "model": _OBJECT,
    "date": "a date such as 2014-09-05",
}
_COMPARISONS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
}


def described(value: object) -> str:
    """A value of a YAML file in words."""
    match value:
        case None:
            return "nothing (an empty value)"
        case bool():
            return f"the value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text '{shown(value)}'" if value else "an empty text"
        case _:
            return _described_whole(value)


def _described_whole(value: object) -> str:
    """A list or an object in words."""
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "keys and values" if value else "an empty object"


def shown(text: str) -> str:
    """A text on one line, cut after 50 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def suggestion(name: str, names: Iterable[str]) -> str:
    """`; did you mean 'label'?`, or the known names when none is near and they are few."""
    known = list(names)
    near = nearest(name, known)
    if near is not None:
        return f"; did you mean '{near}'?"
    return f"; expected one of {', '.join(known)}" if 0 < len(known) <= 14 else ""


def shape_problem(
    error: Mapping[str, Any], spot: DefinitionSpot, owner: DefinitionSpot, found: object
) -> tuple[str, str]:
    """The stable code and the sentence for one error of pydantic.

    `spot` is where it is, `owner` the object that holds it, `found` the value met there.
    """
    kind = str(error["type"])
    context: Mapping[str, Any] = error.get("ctx") or {}
    last = spot.path[-1] if spot.path else "the definition"
    match kind:
        case "extra_forbidden":
            return "unknown_key", f"unknown key '{shown(str(last))}'{suggestion(str(last), owner.keys)}"
        case "missing":
            return "missing_key", f"the key '{last}' is missing: expected {_keys(owner)}"
        case "union_tag_not_found":
            return "missing_kind", f"the key 'kind' is missing: expected one of {', '.join(spot.kinds)}"
        case "union_tag_invalid":
            tag = str(context.get("tag"))
            return "unknown_kind", f"unknown kind '{shown(tag)}'{suggestion(tag, spot.kinds)}"
        case "enum" | "literal_error":
            names = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            return "wrong_value", f"unknown value: found {described(found)}{suggestion(str(found), names)}"
        case _:
            return _value_problem(kind, context, found, str(error["msg"]))


def _keys(owner: DefinitionSpot) -> str:
    return f"the keys {', '.join(owner.keys)}" if owner.keys else "it"


def _value_problem(kind: str, context: Mapping[str, Any], found: object, said: str) -> tuple[str, str]:
    match kind:
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            key, words = _COMPARISONS[kind]
            return "wrong_value", f"expected {words} {context[key]}, found {found}"
        case "string_pattern_mismatch":
            pattern = str(context["pattern"])
            wanted = _PATTERNS.get(pattern, f"a text like {pattern}")
            return "wrong_value", f"expected {wanted}, found {described(found)}{_as_code(pattern, found)}"
        case "string_too_short":
            return "blank", "expected some text, found an empty text"
        case "string_too_long":
            most = context["max_length"]
            return "wrong_value", f"expected at most {most} characters, found {len(str(found))}"
        case "too_short":
            least = context["min_length"]
            return "too_few", f"expected {least} or more entries, found {context['actual_length']}"
        case _:
            return _wrong_type(kind, found, said)


def _wrong_type(kind: str, found: object, said: str) -> tuple[str, str]:
    wanted = _TYPES.get(kind.partition("_")[0])
    if wanted is None:
        return "wrong_value", f"{said}; found {described(found)}"
    return "wrong_type", f"expected {wanted}, found {described(found)}{_hint(kind, found)}"


_HINTS: tuple[tuple[str, type | UnionType, str], ...] = (
    ("string", NoneType, ": write it, or remove the key"),
    ("string", int | float, ": write it in quotes"),
    ("bool", str, ": write true or false, without quotes"),
)
"""By the beginning of the type that was expected and the type that was found: what to do."""


def _hint(kind: str, found: object) -> str:
    if kind.startswith(("int", "decimal")):
        return ": write it without quotes and without leading zeros" if _is_digits(found) else ""
    return next((hint for start, met, hint in _HINTS if kind.startswith(start) and isinstance(found, met)), "")


def _is_digits(found: object) -> bool:
    return isinstance(found, str) and found.strip().isdigit()


def _as_code(pattern: str, found: object) -> str:
    """The code that a name would make, when it makes one."""
    if pattern != CODE_PATTERN or not isinstance(found, str):
        return ""
    ascii_only = unicodedata.normalize("NFKD", found).encode("ascii", "ignore").decode().lower()
    code = "_".join(re.findall(r"[a-z0-9]+", ascii_only))
    return f"; did you mean '{code}'?" if re.match(CODE_PATTERN, code) and len(code) <= 48 else ""

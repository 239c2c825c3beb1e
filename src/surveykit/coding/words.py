"""Words as spreadsheets hold them and as people retype them: what is still the same text, the same name, a tick."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from surveykit.coded.pages import cut
from surveykit.texts import canonical, nearest, squeezed
from surveykit.words import Room

_said = Room("coding")
_SHOWN = 60
_TICKS = frozenset({"x", "xx", "✓", "✔", "✗", "☑", "☒", "1", "oui", "vrai", "true"})
_NO_TICKS = frozenset({"", "0", "non", "faux", "false", "-", "–", "—"})
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "‑": "-"})
_ESCAPED_RETURN = re.compile(r"_x000d_", re.IGNORECASE)
_ESCAPED_UNDERSCORE = re.compile(r"x005f_", re.IGNORECASE)


def cell_text(text: str) -> str:
    """A text as a cell shows it: canonical, and cut where a cell ends."""
    return cut(canonical(text))


def fingerprint(text: str) -> str:
    """A short mark of a text to the letter, that a spreadsheet cannot take for a number."""
    return "t-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def plain(text: str) -> str:
    """A text without what spreadsheets do to it: line ends, runs of spaces, curled quotes, escapes."""
    lined = _ESCAPED_UNDERSCORE.sub("", _ESCAPED_RETURN.sub("\n", canonical(text)))
    straight = squeezed(unicodedata.normalize("NFC", lined).translate(_QUOTES))
    return straight.replace('" ', '"').replace(' "', '"')


def folded(text: str) -> str:
    """A name whatever its capitals, accents, spaces and quotes."""
    bare = unicodedata.normalize("NFKD", plain(text)).casefold()
    return squeezed("".join(char for char in bare if not unicodedata.combining(char))).strip(" :.")


def as_code(text: str) -> str:
    """The code that a name makes: lower-case words without accents, joined by underscores."""
    return "_".join(re.findall(r"[a-z0-9]+", folded(text)))


def tick(text: str) -> bool | None:
    """Whether a cell is ticked, None when it says neither yes nor no."""
    mark = folded(text)
    return True if mark in _TICKS else False if mark in _NO_TICKS else None


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets call it, both numbers from 1: `C12`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def in_short(text: str) -> str:
    """A text on one line, cut when it is long, for a sentence to quote."""
    line = squeezed(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def did_you_mean(name: str, known: Iterable[str], language: str) -> str:
    """The question that names the nearest known name, after a sentence; nothing when none is near."""
    near = nearest(as_code(name), known)
    return "" if near is None else " " + _said(language, "Did you mean {near!q}?", near=in_short(near))

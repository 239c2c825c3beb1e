"""Whole numbers as French respondents write them: read exactly, proposed for confirmation, or not read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from surveykit.collect.abstentions import non_response
from surveykit.collect.codes import Code
from surveykit.collect.folding import folded, visible, words_of
from surveykit.collect.letters import Spelling, number_in_letters, numeral_runs
from surveykit.collect.signs import collectives, fault, is_rough, limit
from surveykit.responses import NonResponseReason

LIMIT = 10**9
"""Numbers are below this; a larger one is a slip or a telephone number."""


class Exact(Struct, frozen=True):
    """The text is a number and nothing else."""

    value: int


class Doubtful(Struct, frozen=True):
    """The text proposes a number that its writer must confirm, for the reason that `code` says."""

    value: int
    code: Code


class NoAnswer(Struct, frozen=True):
    """The text says that there is no answer."""

    reason: NonResponseReason


class Wrong(Struct, frozen=True):
    """The text proposes no one whole number, for the reason that `code` says."""

    code: Code


NumberReading = Exact | Doubtful | NoAnswer | Wrong

_SPACES = re.compile("[\u00a0\u2007\u2008\u2009\u200a\u202f]")
_APART = re.compile("[\n\t]|  ")
_DIGIT = re.compile("[0-9]")
_THOUSANDS = "[1-9][0-9]{0,2}"
_PLAIN = re.compile(rf"[0-9]+|{_THOUSANDS}(?: [0-9]{{3}})+")
_NUMBER = re.compile(rf"{_THOUSANDS}(?: [0-9]{{3}})+(?![0-9])|[0-9]+")
_POINTED = re.compile(rf"{_THOUSANDS}(?:(?:\.[0-9]{{3}})+|(?:,[0-9]{{3}}){{2,}}|(?:'[0-9]{{3}})+)")
_DECIMAL_ZERO = re.compile("([0-9]+)[.,]0{1,2}")
_NONE = {"neant", "aucun", "aucune", "aucuns", "aucunes", "nul", "nulle", "rien"}
_ONE = {("un",), ("une",)}
_ALONE = {"seul", "seule", "unique"}
_LONGEST = 500


def read_number(text: str) -> NumberReading:
    """What a text says as a whole number, from 0 and below `LIMIT`.

    Only a bare number is `Exact`: digits, or groups of three parted by single (no-break, thin) spaces.
    Nothing is guessed: a text that holds a number and something else is `Doubtful`, two numbers are `Wrong`.
    """
    seen = _SPACES.sub(" ", visible(text)).strip()
    if _PLAIN.fullmatch(seen):
        return _plain(seen)
    if (reason := non_response(seen)) is not None:
        return NoAnswer(reason)
    if (code := _odd(seen)) is not None:
        return Wrong(code)
    usual = "".join(map(_usual_digit, seen))
    if usual != seen:
        reading = read_number(usual)
        return _doubt(reading, Code.OTHER_DIGITS) if isinstance(reading, Exact) else reading
    return _among_words(seen) if _DIGIT.search(seen) else _in_letters(folded(seen))


def _plain(seen: str) -> Exact | Doubtful | Wrong:
    """A bare number, its groups parted by spaces."""
    digits = seen.replace(" ", "")
    significant = digits.lstrip("0") or "0"
    if len(significant) >= len(str(LIMIT)):
        return Wrong(Code.TOO_LARGE)
    value = int(significant)
    return Doubtful(value, Code.LEADING_ZERO) if _has_leading_zero(digits) else Exact(value)


def _has_leading_zero(digits: str) -> bool:
    """Whether three digits or more begin with a zero, as those of a telephone number or a post code."""
    return len(digits) > 2 and digits[0] == "0"


def _doubt(reading: Exact | Doubtful | Wrong, code: Code) -> Doubtful | Wrong:
    return reading if isinstance(reading, Wrong) else Doubtful(reading.value, code)


def _odd(seen: str) -> Code | None:
    """Why a text cannot be searched for a number: too long, or with figures like ½, ² or Ⅻ."""
    if len(seen) > _LONGEST:
        return Code.NOT_A_NUMBER
    if any(unicodedata.category(sign) in {"No", "Nl"} for sign in seen):
        return Code.DECIMAL if "⁄" in unicodedata.normalize("NFKC", seen) else Code.NOT_A_NUMBER
    return None


def _usual_digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _among_words(seen: str) -> NumberReading:
    """A text that holds digits and something else."""
    line = folded(seen)
    alone = _alone(seen, line)
    if alone is not None:
        return alone
    numbers = _NUMBER.findall(seen)
    spelt = [run for run in numeral_runs(words_of(line)) if run not in _ONE]
    if (code := _why_not(line, several=len(numbers) > 1 or bool(spelt))) is not None:
        return Wrong(code)
    return _doubt(_plain(numbers[0]), Code.APPROXIMATE if is_rough(line) else Code.TEXT_ADDED)


def _alone(seen: str, line: str) -> NumberReading | None:
    """A number with a full stop, with signs between its thousands, or with decimals that are zeros."""
    bare = line.rstrip(" .")
    if _PLAIN.fullmatch(bare) and not _APART.search(seen):
        return _plain(bare)
    if _POINTED.fullmatch(line):
        return _doubt(_plain(re.sub("[.,']", "", line)), Code.THOUSANDS_OR_DECIMALS)
    if (whole := _DECIMAL_ZERO.fullmatch(line)) is not None:
        return _doubt(_plain(whole.group(1)), Code.DECIMAL_ZERO)
    return None


def _why_not(line: str, *, several: bool) -> Code | None:
    """Why a text proposes no one number, None if it does."""
    return fault(line) or (Code.SEVERAL_NUMBERS if several else None) or limit(line)


def _in_letters(line: str) -> NumberReading:
    """A folded text without digits."""
    if line.strip(" .;,!()") in _NONE:
        return Doubtful(0, Code.NONE_AS_ZERO)
    words = words_of(line)
    runs = numeral_runs(words)
    if nouns := collectives(line):
        return _spelt(line, _of_nouns(nouns, runs), Code.APPROXIMATE)
    if not runs or _is_article(runs, words):
        return Wrong(Code.NOT_A_NUMBER)
    return _spelt(line, number_in_letters(runs[0]) if len(runs) == 1 else None, Code.IN_WORDS)


def _of_nouns(nouns: Sequence[int | None], runs: Sequence[Spelling]) -> int | None:
    """The number of a collective noun, such as twelve; None beside another noun or number."""
    return nouns[0] if len(nouns) == 1 and _ONE.issuperset(runs) else None


def _is_article(runs: list[Spelling], words: list[str]) -> bool:
    """Whether the only number is "un" or "une" among other words, as in "un peu"."""
    return len(runs) == 1 and runs[0] in _ONE and not _ALONE.issuperset(words[1:])


def _spelt(line: str, value: int | None, code: Code) -> Doubtful | Wrong:
    """A value said in words, None when they say no one number."""
    if (wrong := _why_not(line, several=value is None)) is not None:
        return Wrong(wrong)
    return Doubtful(value or 0, Code.APPROXIMATE if is_rough(line) else code)

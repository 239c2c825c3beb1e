"""Whole numbers as French respondents write them: read exactly, proposed for confirmation, or not read."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from surveykit.collect.abstentions import non_response
from surveykit.collect.codes import Code
from surveykit.collect.folding import folded, words_of
from surveykit.collect.letters import Spelling, number_in_letters, numeral_runs
from surveykit.collect.signs import (
    collectives,
    enclosed,
    is_rough,
    joined_on,
    negated,
    refused,
    says_nothing_more,
    stems,
)
from surveykit.responses import NonResponseReason
from surveykit.texts import visible

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
_APART = re.compile("[0-9](?:[\n\t]| {2})[ \n\t]*[0-9]")
_DIGIT = re.compile("[0-9]")
_THOUSANDS = "[1-9][0-9]{0,2}"
_PLAIN = re.compile(rf"[0-9]+|{_THOUSANDS}(?: [0-9]{{3}})+")
_GROUPS = rf"{_THOUSANDS}(?:(?: [0-9]{{3}})+|(?:\.[0-9]{{3}})+|(?:'[0-9]{{3}})+|(?:,[0-9]{{3}}){{2,}})"
_NUMBER = re.compile(rf"{_GROUPS}(?![0-9])|[0-9]+")
_POINTED = re.compile(_GROUPS)
_DECIMAL_ZERO = re.compile("([0-9]+)[.,]0{1,2}")
_IDENTIFIER = 5
"""From so many digits on, a number with a zero before it is taken for a code or a postcode, and asked about."""
_CLOSING = " .,;!"
_QUOTES = '"«»“” '
_NONE = {"neant", "aucun", "aucune", "aucuns", "aucunes", "nul", "nulle", "rien"}
_ONE = {("un",), ("une",)}
_ALONE = {"seul", "seule", "unique"}
_WITH_COLLECTIVE = {"un", "une", "bonne", "petite", "de", "d"}
_LONGEST = 500


def read_number(text: str, known: frozenset[str] = frozenset()) -> NumberReading:
    """The whole number that a text gives, from 0 and below `LIMIT`; `known` are the stems of its unit and label.

    A text is a number only as a whole: digits, or groups of three parted by single spaces, points or apostrophes, with
    its unit, a rough word ("environ") or a neutral one ("soit"). Nothing is guessed: whatever else stands there, the
    text is `Wrong`, and says why. What is rough, in letters or in other digits is `Doubtful`. The table is that of
    `docs/numbers.md`.
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
        reading = read_number(usual, known)
        return _doubt(reading, Code.OTHER_DIGITS) if isinstance(reading, Exact) else reading
    return _among_words(seen, known) if _DIGIT.search(seen) else _in_letters(folded(seen), known)


def _plain(seen: str) -> Exact | Doubtful | Wrong:
    """A bare number, its groups parted by spaces."""
    digits = seen.replace(" ", "")
    significant = digits.lstrip("0") or "0"
    if len(digits) == 10 and digits[0] == "0" != digits[1]:
        return Wrong(Code.TELEPHONE)
    if len(significant) >= len(str(LIMIT)):
        return Wrong(Code.TOO_LARGE)
    value = int(significant)
    coded = len(digits) >= _IDENTIFIER and digits[0] == "0" and value > 0
    return Doubtful(value, Code.LEADING_ZERO) if coded else Exact(value)


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


def _among_words(seen: str, known: frozenset[str]) -> NumberReading:
    """A text that holds digits and something else."""
    line = folded(seen)
    bare = line.rstrip(_CLOSING + _QUOTES).lstrip(_QUOTES + "+=: ")
    if _APART.search(seen):
        return Wrong(Code.SEVERAL_NUMBERS)
    if _PLAIN.fullmatch(bare) or _POINTED.fullmatch(bare):
        return _plain(_digits(bare))
    if (whole := _DECIMAL_ZERO.fullmatch(bare)) is not None:
        return _doubt(_plain(whole.group(1)), Code.DECIMAL_ZERO)
    if (code := refused(line)) is not None:
        return Wrong(code)
    return _with_its_unit(line, known)


def _digits(number: str) -> str:
    return re.sub("[ .,']", "", number)


def _with_its_unit(line: str, known: frozenset[str]) -> NumberReading:
    """A folded text with digits that no row refuses: one number, said once or in letters too, and what is its own."""
    number, *others = _NUMBER.finditer(line)
    before, after = line[: number.start()].rstrip().removesuffix("+"), line[number.end() :]
    spelt = [run for run in numeral_runs(words_of(before + " " + after)) if run not in _ONE]
    value = _plain(_digits(number.group()))
    agree = all(not isinstance(value, Wrong) and number_in_letters(run) == value.value for run in spelt)
    if others or not agree:
        return Wrong(Code.SEVERAL_NUMBERS)
    around = _without_numerals(before, spelt) + " " + _without_numerals(after, spelt)
    if (code := _beside(around, before, glued=line[: number.start()][-1:].isalpha(), known=known)) is not None:
        return Wrong(code)
    if spelt:
        return _doubt(value, Code.SAID_TWICE)
    if enclosed(line):
        return Wrong(Code.IN_PARENTHESES)
    return _doubt(value, Code.APPROXIMATE) if is_rough(line) or is_rough(after) else value


def _beside(around: str, before: str, *, glued: bool, known: frozenset[str]) -> Code | None:
    """Why the words around a number make another thing of it; None when they are its own."""
    if negated(around):
        return Code.NEGATED
    if glued or joined_on(before) or not says_nothing_more(around, known):
        return Code.TEXT_ADDED
    return None


def _without_numerals(text: str, spelt: list[Spelling]) -> str:
    numerals = {word for run in spelt for word in run}
    return re.sub("[a-z]+", lambda word: "" if word.group() in numerals else word.group(), text)


def _in_letters(line: str, known: frozenset[str]) -> NumberReading:
    """A folded text without digits."""
    words = words_of(line)
    if words and words[0] in _NONE:
        return _none(line, words, known)
    runs = numeral_runs(words)
    nouns = collectives(line)
    if not nouns and (not runs or _is_article(runs, words, known)):
        code = refused(line)
        return Wrong(code if code is Code.REFERENCE else Code.NOT_A_NUMBER)
    spelt, value = [run for run in runs if run not in _ONE], None
    if nouns:
        value = nouns[0] if len(nouns) == 1 and not spelt else None
    elif len(runs) == 1:
        value = number_in_letters(runs[0])
    return _spelt(line, value, known, collective=bool(nouns))


def _none(line: str, words: list[str], known: frozenset[str]) -> Doubtful | Wrong:
    """A text that begins with "aucun" or "néant": zero, when it is only of its unit."""
    rest = line.replace(words[0], "", 1)
    if says_nothing_more(rest, known) and not numeral_runs(words[1:]):
        return Doubtful(0, Code.NONE_AS_ZERO)
    return Wrong(refused(line) or (Code.NEGATED if numeral_runs(words[1:]) else Code.NOT_A_NUMBER))


def _is_article(runs: list[Spelling], words: list[str], known: frozenset[str]) -> bool:
    """Whether the only number is "un" or "une" among words other than its unit, as in "un peu"."""
    rest = [word for word in words[1:] if word not in _ALONE and not stems([word]) <= known]
    return len(runs) == 1 and runs[0] in _ONE and bool(rest)


def _spelt(line: str, value: int | None, known: frozenset[str], *, collective: bool) -> Doubtful | Wrong:
    """A value said in words, None when they say no one number."""
    if (wrong := refused(line)) is not None:
        return Wrong(wrong)
    if value is None:
        return Wrong(Code.SEVERAL_NUMBERS)
    said = [word for run in numeral_runs(words_of(line)) for word in run]
    nouns = [word for word in words_of(line) if collectives(word)]
    own = {*said, *nouns, *_ALONE, *(_WITH_COLLECTIVE if collective else ())}
    rest = re.sub("[a-z0-9]+", lambda word: "" if word.group() in own else word.group(), line).replace("-", " ")
    if negated(rest):
        return Wrong(Code.NEGATED)
    if not says_nothing_more(rest, known):
        return Wrong(Code.TEXT_ADDED)
    return Doubtful(value, Code.APPROXIMATE if collective or is_rough(line) else Code.IN_WORDS)

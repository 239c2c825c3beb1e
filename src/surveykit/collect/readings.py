"""What one text says as an answer: one branch per type of value."""

from __future__ import annotations

import re
from typing import assert_never

from msgspec import Struct

from surveykit.collect.abstentions import non_response
from surveykit.collect.choices import Choices, Matched, Several, Unknown
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.folding import folded, words_of
from surveykit.collect.numbers import Doubtful, Exact, NoAnswer, Wrong, read_number
from surveykit.collect.signs import stems
from surveykit.model import CodesValue, CodeValue, Counted, FieldFacts, TextValue, TruthValue, WholeValue
from surveykit.responses import Answer, Answered, NonResponse, Unreadable, Value
from surveykit.words import Slot

_TRUTH = {"oui": True, "true": True, "non": False, "false": False}
_WRITTEN = _TRUTH | {"o": True, "n": False, "vrai": True, "faux": False, "yes": True, "no": False}
_OUT_OF = re.compile(r"([0-9]+)\s*(?:/|sur)\s*([0-9]+)")


class Reading(Struct, frozen=True):
    """An answer, and what must be said about the way in which it was given."""

    answer: Answer
    notes: tuple[Note, ...] = ()


def unreadable(text: str, code: Code, /, **slots: Slot | None) -> Reading:
    """No value, and the reason."""
    return Reading(Unreadable(text), (note(code, text, **slots),))


def to_confirm(value: Value, text: str, code: Code, /, **slots: Slot | None) -> Reading:
    """A value that the respondent must confirm, and the reason."""
    return Reading(Answered(value, text, to_confirm=True), (note(code, text, **slots),))


def interpret(facts: FieldFacts, choices: Choices, text: str) -> Reading:
    """What a text says to a field, canonical and not empty; `choices` are the entries that it showed."""
    match facts.value:
        case WholeValue(low, high) if facts.counted is Counted.EACH:
            reading = _one_number(choices, text, low, high)
        case WholeValue(low, high):
            reading = _whole(text, low, high, stems(facts.spellings))
        case TruthValue():
            reading = _yes_no(choices, text)
        case CodeValue():
            reading = _one_choice(choices, text)
        case CodesValue():
            reading = _many_choices(choices, text)
        case TextValue():
            reading = _text(text)
        case _:
            assert_never(facts.value)
    return reading


def _text(text: str) -> Reading:
    reason = non_response(text)
    return Reading(Answered(text, text) if reason is None else NonResponse(reason, text))


def _whole(text: str, low: int, high: int | None, known: frozenset[str] = frozenset()) -> Reading:
    reading = read_number(text, known)
    match reading:
        case NoAnswer(reason=reason):
            return Reading(NonResponse(reason, text))
        case Wrong(code=code):
            return unreadable(text, code)
        case Exact(value=value) | Doubtful(value=value):
            if value < low or (high is not None and value > high):
                return _out_of_range(text, low, high)
            if isinstance(reading, Exact):
                return Reading(Answered(value, text))
            return to_confirm(value, text, reading.code, value=value, text=text)
        case _:
            assert_never(reading)


def _out_of_range(text: str, low: int, high: int | None) -> Reading:
    if high is None:
        return unreadable(text, Code.OUT_OF_MAXIMUM, low=low)
    return unreadable(text, Code.OUT_OF_RANGE, low=low, high=high)


def _one_number(choices: Choices, text: str, low: int, high: int | None) -> Reading:
    """A number among few: an entry of the list, or what people write who think of the greatest one, `4/5`."""
    match = choices.match(text)
    if isinstance(match, Matched):
        value = int(match.code)
        if match.exact:
            return Reading(Answered(value, text))
        return to_confirm(value, text, Code.CHOICE_TYPED, value=value)
    out_of = _OUT_OF.fullmatch(text)
    if out_of is not None and out_of.group(2) == str(high):
        said = _whole(out_of.group(1), low, high)
        if isinstance(said.answer, Answered):
            return to_confirm(said.answer.value, text, Code.CHOICE_TYPED, value=int(out_of.group(1)))
    return _whole(text, low, high)


def _yes_no(choices: Choices, text: str) -> Reading:
    match = choices.match(text)
    said = _TRUTH.get(match.code if isinstance(match, Matched) and match.exact else text)
    if said is not None:
        return Reading(Answered(said, text))
    if (reason := non_response(text)) is not None:
        return Reading(NonResponse(reason, text))
    words = words_of(folded(text))
    found = {_WRITTEN[word] for word in words if word in _WRITTEN}
    if len(found) > 1:
        return unreadable(text, Code.SEVERAL_MARKS, marks="Oui, Non")
    if found and words[0] in _WRITTEN and (len(words) == 1 or words[0] in {"oui", "non"}):
        return _yes_no_typed(text, said=_WRITTEN[words[0]])
    return _unknown(choices, text, text)


def _yes_no_typed(text: str, *, said: bool) -> Reading:
    return to_confirm(said, text, Code.CHOICE_TYPED, value="Oui" if said else "Non")


def _one_choice(choices: Choices, text: str) -> Reading:
    found = choices.match(text)
    match found:
        case Matched(code=code, exact=True):
            return Reading(Answered(code, text))
        case Matched(code=code):
            return to_confirm(code, text, Code.CHOICE_TYPED, option=choices.label(code))
        case Unknown():
            if (reason := non_response(text)) is not None:
                return Reading(NonResponse(reason, text))
            several = choices.match_several(text)
            if several.unknown or not several.codes:
                return _unknown(choices, text, text)
            if len(several.codes) == 1:
                label = choices.label(several.codes[0])
                return to_confirm(several.codes[0], text, Code.CHOICE_TYPED, option=label)
            return unreadable(text, Code.SEVERAL_MARKS, marks=choices.labels(several.codes))
        case _:
            assert_never(found)


def _many_choices(choices: Choices, text: str) -> Reading:
    several = choices.match_several(text)
    if several.unknown:
        if (reason := non_response(text)) is not None:
            return Reading(NonResponse(reason, text))
        return unknown_options(choices, text, several)
    if not several.codes:
        return _unknown(choices, text, text)
    value = frozenset(several.codes)
    if several.exact:
        return Reading(Answered(value, text))
    return to_confirm(value, text, Code.CHOICE_TYPED, value=choices.labels(several.codes))


def unknown_options(choices: Choices, text: str, several: Several) -> Reading:
    """No value: one note for each name that is not an option."""
    notes = tuple(_unknown(choices, name, text).notes[0] for name in several.unknown)
    return Reading(Unreadable(text), notes)


def _unknown(choices: Choices, name: str, text: str) -> Reading:
    return unreadable(text, Code.UNKNOWN_OPTION, name=name, near=choices.nearest(name))

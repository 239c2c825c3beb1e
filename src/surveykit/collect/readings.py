"""One text read as an answer: one branch per type of value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from surveykit.collect.abstentions import non_response, unsaid
from surveykit.collect.choices import Choices, Matched, Several, Unknown
from surveykit.collect.codes import Code, Note, note
from surveykit.collect.folding import folded, words_of
from surveykit.collect.numbers import Doubtful, Exact, NoAnswer, Wrong, read_number
from surveykit.collect.signs import stems
from surveykit.model import CodesValue, CodeValue, Counted, FieldFacts, TextValue, TruthValue, WholeValue
from surveykit.responses import Answer, Answered, Blank, NonResponse, Unreadable, Value
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
    """The answer that a text, canonical and not empty, gives to a field; `choices` are the entries of its list."""
    match facts.value:
        case WholeValue():
            return _number(facts, facts.value, choices, text)
        case TruthValue():
            return _yes_no(choices, text)
        case CodeValue():
            return _one_choice(choices, text)
        case CodesValue():
            return _many_choices(choices, text)
        case TextValue():
            return _in_words(text)
        case _:
            assert_never(facts.value)


def _in_words(text: str) -> Reading:
    """What a text says to a field of words; a sign that fills a blank is told, as a person may have meant more."""
    answer = unsaid(text)
    if isinstance(answer, Blank):
        return Reading(answer, (note(Code.SIGN_AS_BLANK, text, text=text),))
    return Reading(answer or Answered(text, text))


def _abstention(text: str) -> Reading | None:
    """The refusal or the ignorance that a text states, or None."""
    reason = non_response(text)
    return None if reason is None else Reading(NonResponse(reason, text))


def _number(facts: FieldFacts, value: WholeValue, choices: Choices, text: str) -> Reading:
    if facts.counted is Counted.EACH:
        return _one_number(choices, text, value.low, value.high)
    return _whole(text, value.low, value.high, stems(facts.spellings))


def _whole(text: str, low: int, high: int | None, known: frozenset[str] = frozenset()) -> Reading:
    reading = read_number(text, known)
    match reading:
        case NoAnswer(reason=reason):
            return Reading(NonResponse(reason, text))
        case Wrong(code=code):
            return unreadable(text, code)
        case Exact() | Doubtful():
            return _bounded(reading, text, low, high)
        case _:
            assert_never(reading)


def _bounded(reading: Exact | Doubtful, text: str, low: int, high: int | None) -> Reading:
    """A number that the field accepts from `low` to `high`, without a greatest one if it is None."""
    value = reading.value
    if value < low or (high is not None and value > high):
        return _out_of_range(text, low, high)
    if isinstance(reading, Exact):
        return Reading(Answered(value, text))
    return to_confirm(value, text, reading.code, value=value, text=text)


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
    return _out_of_greatest(text, low, high) or _whole(text, low, high)


def _out_of_greatest(text: str, low: int, high: int | None) -> Reading | None:
    """A number written with the greatest one, as in `4/5`; None if the text is no such number."""
    out_of = _OUT_OF.fullmatch(text)
    if out_of is None or out_of.group(2) != str(high):
        return None
    said = _whole(out_of.group(1), low, high)
    if not isinstance(said.answer, Answered):
        return None
    return to_confirm(said.answer.value, text, Code.CHOICE_TYPED, value=int(out_of.group(1)))


def _yes_no(choices: Choices, text: str) -> Reading:
    match = choices.match(text)
    said = _TRUTH.get(match.code if isinstance(match, Matched) and match.exact else text)
    if said is not None:
        return Reading(Answered(said, text))
    return _abstention(text) or _yes_no_in_words(choices, text)


def _yes_no_in_words(choices: Choices, text: str) -> Reading:
    """Yes or no, written in another way or followed by other words."""
    words = words_of(folded(text))
    found = {_WRITTEN[word] for word in words if word in _WRITTEN}
    if len(found) > 1:
        return unreadable(text, Code.SEVERAL_MARKS, marks="Oui, Non")
    if found and _opens_with_truth(words):
        return _yes_no_typed(text, said=_WRITTEN[words[0]])
    return _unknown(choices, text, text)


def _opens_with_truth(words: Sequence[str]) -> bool:
    """Whether the first word is yes or no; an abbreviation counts only when it is alone."""
    return words[0] in _WRITTEN and (len(words) == 1 or words[0] in {"oui", "non"})


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
            return _abstention(text) or _one_of_pieces(choices, text)
        case _:
            assert_never(found)


def _one_of_pieces(choices: Choices, text: str) -> Reading:
    """The one option that a text in several pieces names, to confirm."""
    several = choices.match_several(text)
    if several.unknown or not several.codes:
        return _unknown(choices, text, text)
    if len(several.codes) > 1:
        return unreadable(text, Code.SEVERAL_MARKS, marks=choices.labels(several.codes))
    code = several.codes[0]
    return to_confirm(code, text, Code.CHOICE_TYPED, option=choices.label(code))


def _many_choices(choices: Choices, text: str) -> Reading:
    several = choices.match_several(text)
    if several.unknown:
        return _abstention(text) or unknown_options(choices, text, several)
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

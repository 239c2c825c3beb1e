"""One field's entry in a file, interpreted: its words or its boxes, however many times they stand there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from surveykit.collect.choices import Choices, Matched
from surveykit.collect.codes import Code, Note, distinct, note
from surveykit.collect.readings import Reading, interpret, unreadable
from surveykit.collect.seen import Seen, as_seen
from surveykit.collect.ticks import read_ticks
from surveykit.collect.typed import Typed, typed
from surveykit.document import Control, TickList
from surveykit.filled import Entry, Words
from surveykit.findings import Severity
from surveykit.model import CodesValue, FieldFacts, TextValue
from surveykit.responses import Answer, Answered, Blank, Missing, Unreadable, Value, received
from surveykit.texts import canonical


def read_entry(facts: FieldFacts, control: Control, entry: Entry | None, *, complete: bool) -> Reading:
    """The answer to one field in a file, with its notes.

    `complete` means that the format has a place for every field: one that is absent was deleted. Otherwise an
    absent one was left blank.
    """
    if entry is None or not (entry.words or entry.ticks):
        return Reading(Missing(), (note(Code.CONTROL_MISSING),)) if complete else Reading(Blank())
    readings = _copies(facts, control, entry, complete=complete)
    return readings[0] if len(readings) == 1 else _merged(readings)


def _copies(facts: FieldFacts, control: Control, entry: Entry, *, complete: bool) -> list[Reading]:
    """The reading of each copy of a control; all tick boxes are one copy."""
    choices = Choices.of(control)
    prompt = "" if isinstance(control, TickList) else control.prompt
    readings = [_words(facts, choices, words, prompt) for words in entry.words]
    if entry.ticks:
        readings.append(_ticks(facts, choices, entry, complete=complete))
    return readings


def _words(facts: FieldFacts, choices: Choices, words: Words, prompt: str) -> Reading:
    if words.shown is None:
        return _recorded(facts, choices, words, prompt)
    recorded = _recorded(facts, choices, replace(words, shown=None), prompt)
    displayed = _recorded(facts, choices, Words(words.shown), prompt)
    return _compared(choices, recorded, displayed)


def _compared(choices: Choices, recorded: Reading, displayed: Reading) -> Reading:
    """One reading of the recorded and the displayed value: the same answer, one to confirm, or unreadable."""
    if _content(recorded.answer) == _content(displayed.answer):
        return recorded
    kept, shown = _named(choices, _raw(recorded.answer)), _named(choices, _raw(displayed.answer))
    if isinstance(displayed.answer, Blank):
        return doubted(recorded, note(Code.RECORDED_ONLY, kept, recorded=kept))
    if isinstance(recorded.answer, Blank):
        return doubted(displayed, note(Code.SHOWN_ONLY, shown, shown=shown))
    return unreadable(f"{shown} / {kept}", Code.SHOWN_OTHERWISE, shown=shown, recorded=kept)


def _named(choices: Choices, text: str) -> str:
    """The label of the entry that a text names, else the text."""
    found = choices.match(text)
    return choices.label(found.code) if isinstance(found, Matched) else text


def doubted(reading: Reading, *told: Note) -> Reading:
    """A reading to confirm, with the reasons."""
    return Reading(_with_raw(reading.answer, _raw(reading.answer), doubtful=True), (*reading.notes, *told))


def _recorded(facts: FieldFacts, choices: Choices, words: Words, prompt: str) -> Reading:
    if words.gone:
        return Reading(Missing(), (note(Code.CONTROL_MISSING), *typed(words, prompt).marks))
    seen = as_seen(words, prompt, free=isinstance(facts.value, TextValue))
    found = typed(seen.words, prompt)
    cut = (note(Code.CUT),) if words.cut else ()
    notes = (*seen.notes, *_mixed(words), *cut, *_notes(found))
    if _is_refused(words, seen, found):
        return Reading(Unreadable(found.raw), notes)
    if not found.text:
        return Reading(Blank(), (*seen.notes, *_mixed(words), *found.marks))
    raw = canonical(words.text) if seen.words is not words else found.raw
    if found.has_object and not isinstance(facts.value, TextValue):
        return Reading(Unreadable(raw), tuple(map(_grave, notes)))
    said = interpret(facts, choices, found.text)
    return Reading(_with_raw(said.answer, raw, doubtful=_is_doubtful(words, seen, found)), (*notes, *said.notes))


def _grave(told: Note) -> Note:
    """The note on an object that may be the answer, graver where only a number or a choice is one."""
    return replace(told, severity=Severity.ERROR) if told.code is Code.PICTURE else told


def _is_refused(words: Words, seen: Seen, found: Typed) -> bool:
    """Whether what stands there is no answer to its field, whatever it says."""
    return found.refused or seen.refused or (words.mixed is not None and bool(found.text))


def _is_doubtful(words: Words, seen: Seen, found: Typed) -> bool:
    """Whether an answer is to be confirmed, whatever it says."""
    return found.doubt is not None or words.spilled or words.cut or seen.doubtful


def _mixed(words: Words) -> tuple[Note, ...]:
    return () if words.mixed is None else (note(Code.MIXED_UP, other=words.mixed),)


def _notes(found: Typed) -> tuple[Note, ...]:
    return found.marks if found.doubt is None else (*found.marks, found.doubt)


def _with_raw(answer: Answer, raw: str, *, doubtful: bool) -> Answer:
    if isinstance(answer, Answered):
        return replace(answer, raw=raw, to_confirm=answer.to_confirm or doubtful)
    return replace(answer, raw=raw) if isinstance(answer, Unreadable) else answer


def _ticks(facts: FieldFacts, choices: Choices, entry: Entry, *, complete: bool) -> Reading:
    if facts.takes_words or not choices.entries:
        return unreadable(canonical("; ".join(entry.ticks)), Code.WRONG_SHAPE)
    if isinstance(facts.value, CodesValue):
        return read_ticks(choices, entry.ticks, complete=complete, single=False)
    said = read_ticks(choices, entry.ticks, complete=complete, single=True)
    if not isinstance(said.answer, Answered):
        return said
    value = interpret(facts, choices, str(said.answer.value)).answer
    return replace(said, answer=_with_raw(value, said.answer.raw or "", doubtful=said.answer.to_confirm))


def _merged(readings: Sequence[Reading]) -> Reading:
    """Several copies of one control: the same answer, or a contradiction that only its author resolves."""
    notes = distinct(one for reading in readings for one in reading.notes)
    answers = [reading.answer for reading in readings if not isinstance(reading.answer, Blank | Missing)]
    if not answers:
        return Reading(readings[0].answer, notes)
    agreed = _agreed(answers, copies=len(readings))
    return Reading(agreed.answer, (*notes, *agreed.notes))


def _agreed(answers: Sequence[Answer], *, copies: int) -> Reading:
    """The answer of several copies, some of which may be blank, and how far the copies agree."""
    first = answers[0]
    raws = list(dict.fromkeys(_raw(answer) for answer in answers))
    if any(_value(answer) != _value(first) for answer in answers):
        return unreadable(" / ".join(raws), Code.DUPLICATE_DIFFERS, copies=copies, texts=raws)
    if len(answers) == copies:
        return Reading(first, (note(Code.DUPLICATE_AGREES, raws[0], copies=copies),))
    doubt = note(Code.DUPLICATE_CONTROL, raws[0], copies=copies)
    return Reading(_with_raw(first, raws[0], doubtful=True), (doubt,))


def _value(answer: Answer) -> Answer:
    return replace(answer, to_confirm=False) if isinstance(answer, Answered) else answer


def _content(answer: Answer) -> Value | Answer:
    """The value alone of an answer that has one, in whatever way it was written."""
    return answer.value if isinstance(answer, Answered) else answer


def _raw(answer: Answer) -> str:
    return received(answer) or ""

"""What became of each answer of a filled form that was changed: the same, told, refused, lost in silence, or a crash.

The harness is the same for every format. A `Trial` holds a filled form as it is; `Trial.judge` reads a changed one by
the product's own way, and says what it makes of each field.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from surveykit import plugins
from surveykit.collect import Collected, collect
from surveykit.collect.collecting import read_field
from surveykit.compose.form import form
from surveykit.document import Control, Document, TickList, controls
from surveykit.errors import UnreadableFile
from surveykit.filled import Entry, FilledForm, Tick, Words
from surveykit.findings import Finding, Severity
from surveykit.ids import FieldId, OptionCode
from surveykit.model import Survey
from surveykit.pipeline import recognition
from surveykit.responses import Answer, Answered, Blank, Missing, NonResponse, Unreadable
from surveykit.texts import canonical, squeezed, visible

RESPONDENT = FieldId("(respondent)")
"""Under this name the respondent of the return is judged like a field."""


_TELLING = 8
"""Characters: a longer answer is recognised wherever a finding quotes it."""
_BESIDE = frozenset({"stray_text", "inserted_document", "object_beside", "label_struck", "label_marked", "comment"})
"""What is told of a question as a whole: the field that it names is the one that has no answer, at a guess."""
_OF_THE_COPY = ("copy_", "several_copies", "respondent_", "duplicate_differs")


class Verdict(StrEnum):
    """What became of one answer."""

    SAME = "same"
    TOLD = "told"
    REFUSED = "refused"
    SILENT = "silent"
    CRASHED = "crashed"


Seen = str | frozenset[OptionCode] | None
"""What a person who looks at the changed form sees as an answer.

A text, the options whose boxes are ticked, or None: something that nobody may take as it is, so that it must be told.
"""


class Mutant(Struct, frozen=True):
    """A changed file, and what a person sees in it where a change altered what is seen of an answer.

    A field that `sees` does not name looks as it did in the intact file. `says` is what was written beside a field: a
    finding that quotes it is about that field.
    """

    data: bytes
    sees: Mapping[FieldId, Seen] = field(default_factory=dict)
    says: Mapping[FieldId, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()


class Judged(Struct, frozen=True):
    """The verdict on each field of one mutant, and what explains the bad ones."""

    verdicts: Mapping[FieldId, Verdict]
    why: tuple[str, ...] = ()

    @property
    def whole(self) -> Verdict:
        """The worst of the verdicts."""
        worst_first = (Verdict.CRASHED, Verdict.SILENT, Verdict.REFUSED, Verdict.TOLD, Verdict.SAME)
        found = set(self.verdicts.values())
        return next((one for one in worst_first if one in found), Verdict.SAME)

    @property
    def is_bad(self) -> bool:
        """Whether an answer was lost or changed in silence, or the reading ended in an exception."""
        return self.whole in {Verdict.SILENT, Verdict.CRASHED}


class Trial(Struct, frozen=True, dict=True):
    """A filled form of a survey, as it is, and the name that its file has."""

    survey: Survey
    data: bytes
    name: str

    @cached_property
    def shown(self) -> Document:
        """The blank form."""
        return form(self.survey)

    @cached_property
    def intact(self) -> Collected:
        """What the form says as it is."""
        return self._read(self.data)

    @cached_property
    def _controls(self) -> Mapping[FieldId, Control]:
        return {one.field: one for one in controls(self.shown)}

    @cached_property
    def _readers(self) -> plugins.Readers:
        return plugins.readers()

    @cached_property
    def _contact(self) -> frozenset[FieldId]:
        return frozenset(line.code for line in self.survey.contact)

    @cached_property
    def fields(self) -> tuple[FieldId, ...]:
        """Every field that is judged: those of the questions, the lines of the contact, the respondent."""
        asked = tuple(one.code for one in self.survey.fields())
        return (*asked, *(line.code for line in self.survey.contact), RESPONDENT)

    def judge(self, mutant: Mutant) -> Judged:
        """The verdict on each field of a changed form."""
        try:
            found = self._read(mutant.data)
        except UnreadableFile as refusal:
            return Judged(dict.fromkeys(self.fields, Verdict.REFUSED), (refusal.code,))
        except Exception:  # noqa: BLE001 (whatever it is, it is what is looked for)
            return Judged(dict.fromkeys(self.fields, Verdict.CRASHED), (traceback.format_exc(limit=-4),))
        fresh = _fresh(self.intact.findings, found.findings)
        verdicts = {code: self._verdict(code, found, fresh, mutant) for code in self.fields}
        bad = [code for code, one in verdicts.items() if one is Verdict.SILENT]
        return Judged(verdicts, tuple(self._explained(code, found, mutant) for code in bad))

    def _read(self, data: bytes) -> Collected:
        """The first response of a file, as a campaign reads it."""
        parts = [part for _, part in recognition.read(data, self.name, self._readers)]
        filled = next((one for one in parts if isinstance(one, FilledForm)), None)
        if filled is None:
            raise next(one for one in parts if isinstance(one, UnreadableFile))
        return collect(self.survey, self.shown, filled)

    def _verdict(self, code: FieldId, found: Collected, fresh: Sequence[Finding], mutant: Mutant) -> Verdict:
        if code in self._contact and not self.said(code, found):
            return Verdict.SAME  # an address that is gone is no answer, and is not asked for again
        if code in mutant.sees:
            seen = mutant.sees[code]
            same = seen is not None and self.said(code, found) == self._as_typed(code, seen)
        else:
            same = self.said(code, found) == self.said(code, self.intact)
        if same:
            return Verdict.SAME
        return (
            Verdict.TOLD
            if any(self._is_about(code, one, mutant.says.get(code, "")) for one in fresh)
            else Verdict.SILENT
        )

    def said(self, code: FieldId, found: Collected) -> object:
        """What a return says of a field, in whatever way it was written."""
        if code == RESPONDENT:
            return found.response.respondent
        if code in found.response.answers:
            return _content(found.response.answers[code])
        return _line(found.response.contact.get(code, ""))

    def _as_typed(self, code: FieldId, seen: str | frozenset[OptionCode]) -> object:
        """What an intact form would say of a field, had its respondent typed or ticked what is seen."""
        asked = self.survey.field_by_code.get(code)
        if asked is None:
            return _line(str(seen))
        control = self._controls[code]
        return _content(read_field(asked, control, _entry(control, seen))[0])

    def _is_about(self, code: FieldId, one: Finding, beside: str) -> bool:
        """Whether a finding tells whoever reads it that a field's answer is not what the file seems to say.

        It stands at the field, or at its question; or at another field of the question, or nowhere, and quotes the lost
        answer; or elsewhere, and names the question or the field, or quotes what cannot be mistaken for another answer
        or stands under a name that nobody knows. An info is only enough when it stands at the field and quotes the
        answer.
        """
        place, lost = one.place, (*self._texts(code), beside)
        if one.severity is Severity.INFO:
            return place.field == code and _quotes(one, lost)
        if place.field == code or _quotes(one, [text for text in lost if len(text) >= _TELLING]):
            return True
        if any(code in each for each in _said_by(one)) or (one.code == "unknown_field" and _quotes(one, lost)):
            return True
        asked = self.survey.field_by_code.get(code)
        vague = one.code in _BESIDE
        if asked is None:
            return one.code.startswith(_OF_THE_COPY) if code == RESPONDENT else vague and place.question is None
        if place.question == asked.question.number:
            return place.field is None or vague or _quotes(one, lost)
        nowhere = place.question is None and place.field is None
        return nowhere and (asked.question.number in _listed(one) or (vague and _quotes(one, lost)))

    def _texts(self, code: FieldId) -> tuple[str, ...]:
        """The texts by which an answer of the intact form is recognised in a finding."""
        if code == RESPONDENT:
            return ()
        answer = self.intact.response.answers.get(code)
        if answer is None:
            texts = [canonical(self.intact.response.contact.get(code, ""))]
        elif isinstance(_content(answer), frozenset):
            texts = _raw(answer).split("; ")
        else:
            texts = [_raw(answer)]
        return tuple(text for one in texts if (text := squeezed(one)))

    def _explained(self, code: FieldId, found: Collected, mutant: Mutant) -> str:
        before, after = self.said(code, self.intact), self.said(code, found)
        seen = f", seen {mutant.sees[code]!r}" if code in mutant.sees else ""
        return f"{code}: {before!r} became {after!r}{seen}"


def _entry(control: Control, seen: str | frozenset[OptionCode]) -> Entry:
    if isinstance(control, TickList) and not isinstance(seen, str):
        return Entry(ticks={box.option: (Tick(box.option in seen, ""),) for box in control.boxes})
    return Entry(words=(Words(str(seen)),))


def _content(answer: Answer) -> object:
    """What an answer says, whether or not it is to be confirmed; a text on one line, as a reader sees it."""
    match answer:
        case Answered(value=str() as text):
            return _line(text)
        case Answered(value=value):
            return value
        case NonResponse():
            return (type(answer).__name__, _line(_raw(answer)))
        case Unreadable():
            return (type(answer).__name__, _line(_raw(answer)))
        case Blank() | Missing():
            return type(answer).__name__


def _line(text: str) -> str:
    """A text on one line, without the characters that nobody sees."""
    return squeezed(canonical(visible(text)))


def _raw(answer: Answer) -> str:
    return canonical(getattr(answer, "raw", None) or str(getattr(answer, "value", "")))


def _fresh(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The findings that the intact form does not give."""
    known = Counter(map(_key, before))
    fresh = []
    for one in after:
        if known[_key(one)]:
            known[_key(one)] -= 1
        else:
            fresh.append(one)
    return fresh


def _key(one: Finding) -> tuple[object, ...]:
    return (one.code, one.severity, one.place.question, one.place.field, one.raw, repr(sorted(one.slots.items())))


def _quotes(one: Finding, texts: Sequence[str]) -> bool:
    """Whether a finding quotes one of the texts, as words of their own."""
    said = [f" {each} " for each in _said_by(one)]
    return any(f" {text} " in each for text in texts if text for each in said)


def _said_by(one: Finding) -> Iterator[str]:
    """The texts that a finding quotes, each on one line."""
    if one.raw:
        yield squeezed(one.raw)
    yield from map(squeezed, _listed(one))


def _listed(one: Finding) -> Iterator[str]:
    """The texts among the slots of a finding."""
    for slot in one.slots.values():
        if isinstance(slot, str):
            yield slot
        elif isinstance(slot, list | tuple):
            yield from map(str, slot)

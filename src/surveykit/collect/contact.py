"""The lines of the contact: their texts, which no figure counts, and what was found in reading them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from surveykit.collect.codes import Note
from surveykit.collect.entries import read_entry
from surveykit.collect.labels import PlaceLabels
from surveykit.collect.mixed import naming_others
from surveykit.collect.subjects import Subject
from surveykit.document import Control
from surveykit.filled import Entry, FilledForm
from surveykit.findings import Finding
from surveykit.ids import FieldId
from surveykit.model import AnyPart, Survey, facts_of
from surveykit.responses import Answered, received


class Contact(Struct, frozen=True):
    """The text of each line that has one, and what was found in reading all of them."""

    texts: Mapping[FieldId, str]
    findings: tuple[Finding, ...]


def contact_of(
    survey: Survey,
    by_field: Mapping[FieldId, Control],
    filled: FilledForm,
    beside: Mapping[FieldId, Sequence[Note]],
    labels: PlaceLabels,
) -> Contact:
    """The lines that both the form and the file have; `beside` is what is to be said of the place of each.

    `labels` are the words that the form has before each.
    """
    texts: dict[FieldId, str] = {}
    findings: list[Finding] = []
    for line in survey.contact:
        if line.code in by_field and line.code in filled.entries:
            entry = labels.cut_from(naming_others(line.code, filled, by_field), line.code)
            text, notes = _read(line, by_field[line.code], entry)
            if text:
                texts[line.code] = text
            findings += map(Subject.of_contact(line).finding, (*notes, *beside.get(line.code, ())))
    return Contact(texts, tuple(findings))


def _read(line: AnyPart, control: Control, entry: Entry | None) -> tuple[str, tuple[Note, ...]]:
    """What stands in a line: its value, else the text received, empty when there is none."""
    reading = read_entry(facts_of(line), control, entry, complete=False)
    answer = reading.answer
    text = str(answer.value) if isinstance(answer, Answered) else received(answer)
    return text or "", reading.notes

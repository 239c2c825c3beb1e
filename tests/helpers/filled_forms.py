"""Returned forms of the small survey, built field by field as a reader would hand them over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from small_survey import small_survey
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.document import ListBox, TextBox, TickList, controls, lines
from surveykit.filled import CopySource, Entry, FilledForm, Outside, Tick, Words
from surveykit.findings import Finding
from surveykit.ids import RESPONDENT_FIELD, CopyRef, FieldId, OptionCode, RespondentCode
from surveykit.responses import Answer

SURVEY = small_survey()
SHOWN = form(SURVEY)
COPY = (CopyRef("ateliers", "2024", RespondentCode("brest")), CopySource.PROPERTIES)
UNTOUCHED = tuple(Outside(text, question) for text, question in lines(SHOWN))


def typed(*texts: str, **flags: Any) -> Entry:
    """What was typed in a control, or in several copies of it."""
    return Entry(words=tuple(Words(text, **flags) for text in texts))


def boxes(**ticks: Tick | tuple[Tick, ...]) -> Entry:
    """The boxes of a field, by option."""
    found = {OptionCode(code): tick if isinstance(tick, tuple) else (tick,) for code, tick in ticks.items()}
    return Entry(ticks=found)


def blank_entries() -> dict[FieldId, Entry]:
    """Every control of the form as it stands when nobody touched it."""
    entries: dict[FieldId, Entry] = {}
    for control in controls(SHOWN):
        match control:
            case TextBox() | ListBox():
                entries[control.field] = typed(control.prompt, prompt=True)
            case TickList():
                entries[control.field] = boxes(**{box.option: Tick(False, "☐") for box in control.boxes})
    return entries


def returned(answers: Mapping[str, Entry | None] | None = None, **parts: Any) -> FilledForm:
    """A personal copy that came back: `answers` replace the blank entries, None takes the control away."""
    entries = blank_entries()
    del entries[RESPONDENT_FIELD]
    for code, entry in (answers or {}).items():
        entries.pop(FieldId(code), None)
        if entry is not None:
            entries[FieldId(code)] = entry
    whole: dict[str, Any] = {"form": SURVEY.ref, "copies": (COPY,), "outside": UNTOUCHED, "entries": entries}
    return FilledForm(**(whole | parts))


def collected(answers: Mapping[str, Entry | None] | None = None, **parts: Any) -> Collected:
    """What such a return says."""
    return collect(SURVEY, SHOWN, returned(answers, **parts))


def said(code: str, entry: Entry | None, **parts: Any) -> tuple[Answer, list[Finding]]:
    """What one entry says to one field, and every finding of the file."""
    result = collected({code: entry}, **parts)
    return result.response.answers[FieldId(code)], list(result.findings)


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, as plain strings."""
    return [str(found.code) for found in findings]

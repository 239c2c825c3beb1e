"""What a coder's workbook says, once it came back: readings to be kept, and every doubt a finding.

A line that cannot be read for certain gives a finding of severity error and no reading; nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from surveykit.coded import Coding, Place, Reading
from surveykit.coded.pages import ReturnedBook, ReturnedPage
from surveykit.coding import book as headings
from surveykit.coding.frame_page import Added, added_themes
from surveykit.coding.grid import Grid, Spot, grid
from surveykit.coding.lines import Held, ReadLine, read_lines
from surveykit.coding.standings import Standing
from surveykit.coding.words import folded, in_short, tick
from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit.texts import squeezed
from surveykit.words import Room

_said = Room("coding")
_LINE_HEADINGS = frozenset({headings.RESPONDENT_CODE, headings.FIELD, headings.FINGERPRINT, headings.ANSWER})
_FRAME_HEADINGS = frozenset({headings.FIELD, headings.CODE, headings.LABEL})
_OF_ITSELF = (headings.SURVEY, headings.EDITION, headings.CODER, headings.RECONCILED)
"""The headings under which a workbook names its survey, its edition and its coder."""


class Interpreted(Struct, frozen=True):
    """The coding that a workbook holds, None when it is refused whole, and what was found in it."""

    coding: Coding | None
    findings: tuple[Finding, ...]


def interpret(
    survey: Survey, standing: Standing, book: ReturnedBook, *, file: str, coder: str, reconciled: bool
) -> Interpreted:
    """The readings of a workbook, held against the answers as they are now."""
    refused = tuple(_refusals(survey, book, file, reconciled=reconciled))
    if refused:
        return Interpreted(None, refused)
    language = survey.language
    found = [*_other_coder(book, file, coder, language)]
    grids: list[Grid] = []
    frame_pages: list[Grid] = []
    for page in book.pages:
        laid = _laid(page, language)
        if laid is not None:
            (frame_pages if laid.places(headings.CODE) else grids).append(laid)
        elif page.rows and not _is_guide(page, language):
            message = _said(language, "this sheet is left aside, it has not the columns of a coding.")
            found.append(Spot(file, page.name, language).note("ignored_page", Severity.INFO, message))
    added = added_themes(survey, standing, frame_pages, file)
    held = Held.of(survey, standing, added.themes)
    lines = [line for laid in grids for line in read_lines(held, laid, file)]
    kept, repeated = _once(lines, language)
    found += [*added.findings, *(one for line in lines for one in line.findings), *repeated]
    found += _absent(survey, standing, {line.place for line in lines}, file)
    coding = Coding(squeezed(coder), reconciled, tuple(kept), _used(added.themes, kept))
    return Interpreted(coding, tuple(found))


def _used(added: Added, readings: list[Reading]) -> Added:
    """The added themes that a reading has: a line of the frame that nothing uses is only a line."""
    used = {(one.field, code) for one in readings for code in one.themes}
    themes = {
        field: {code: label for code, label in every.items() if (field, code) in used} for field, every in added.items()
    }
    return {field: every for field, every in themes.items() if every}


def _laid(page: ReturnedPage, language: str) -> Grid | None:
    """A page under its headings, if it has those of a coding page or of the frame."""
    for wanted in (_LINE_HEADINGS, _FRAME_HEADINGS):
        laid = grid(page, wanted, language)
        if laid is not None and sum(bool(laid.places(name)) for name in wanted) > 1:
            return laid
    return None


def _is_guide(page: ReturnedPage, language: str) -> bool:
    return folded(page.name) == folded(_said(language, headings.GUIDE))


def _identity(book: ReturnedBook, language: str) -> Mapping[str, str]:
    """The workbook's survey, edition and coder, by heading: from its properties, else from its first page."""
    shown = {name: _said(language, name) for name in _OF_ITSELF}
    if shown[headings.SURVEY] in book.properties:
        return {name: book.properties[said] for name, said in shown.items() if said in book.properties}
    known = {folded(said): name for name, said in shown.items()}
    rows = (row for page in book.pages if _is_guide(page, language) for row in page.rows)
    return {known[folded(row[0])]: squeezed(row[1]) for row in rows if len(row) > 1 and folded(row[0]) in known}


def _refusals(survey: Survey, book: ReturnedBook, file: str, *, reconciled: bool) -> Iterator[Finding]:
    language = survey.language
    says = _identity(book, language)
    held = (says.get(headings.SURVEY), says.get(headings.EDITION))
    spot = _on_guide(file, language)
    if held[0] is None:
        sentence = _said.word(
            "this workbook does not say from which survey it comes: export a new one and copy the coding to it."
        )
        yield spot.note("no_identity", Severity.ERROR, _said(language, sentence))
    elif held != (survey.id, survey.edition):
        sentence = _said.word("this workbook is that of {theirs!q}, and not of {mine!q}: nothing of it is taken.")
        theirs, mine = in_short(" ".join(filter(None, held))), in_short(f"{survey.id} {survey.edition}")
        yield spot.note("other_survey", Severity.ERROR, _said(language, sentence, theirs=theirs, mine=mine))
    elif _is_reconciled(says, language) and not reconciled:
        sentence = _said.word(
            "this workbook is that of the reconciled coding: import it with --reconciled. Nothing of it is taken."
        )
        yield spot.note("reconciled_workbook", Severity.ERROR, _said(language, sentence))


def _is_reconciled(says: Mapping[str, str], language: str) -> bool:
    mark = says.get(headings.RECONCILED, "")
    return tick(mark) is True or folded(mark) == folded(_said(language, headings.YES))


def _on_guide(file: str, language: str) -> Spot:
    return Spot(file, _said(language, headings.GUIDE), language)


def _other_coder(book: ReturnedBook, file: str, coder: str, language: str) -> Iterator[Finding]:
    made_for = _identity(book, language).get(headings.CODER, "")
    if made_for and folded(made_for) != folded(coder):
        sentence = _said.word(
            "this workbook was made for {made_for!q}, and imported in the name of {coder!q}. "
            "Check that this does not distort the agreement between coders."
        )
        message = _said(language, sentence, made_for=in_short(made_for), coder=in_short(coder))
        yield _on_guide(file, language).note("other_coder", Severity.WARNING, message)


def _once(lines: list[ReadLine], language: str) -> tuple[list[Reading], list[Finding]]:
    """The readings of the answers that have one line, and a finding for each line of those that have more."""
    times = Counter(line.place for line in lines if line.place is not None)
    kept = [line.reading for line in lines if line.reading is not None and times[line.reading.place] == 1]
    message = _said(language, "this answer has several lines in the workbook: keep one only.")
    repeated = [
        line.spot.note("two_lines", Severity.ERROR, message, line.first)
        for line in lines
        if line.place is not None and times[line.place] > 1
    ]
    return kept, repeated


def _absent(survey: Survey, standing: Standing, seen: set[Place | None], file: str) -> Iterator[Finding]:
    """For each field of which the workbook has some answers, how many it has not."""
    for one in standing.fields:
        missing = [text for text in one.texts if text.place not in seen]
        if missing and len(missing) < len(one.texts):
            number = survey.field_by_code[one.field].question.number
            spot = replace(_on_guide(file, survey.language), question=number, field=one.field)
            message = _said.counted(
                survey.language,
                len(missing),
                "{count} answer to question {number} ({field}) without a line here: its coding does not change.",
                "{count} answers to question {number} ({field}) without a line here: their coding does not change.",
                number=number,
                field=one.field,
            )
            yield spot.note("not_in_file", Severity.INFO, message)

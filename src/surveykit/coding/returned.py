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
from surveykit.coding.words import folded, said, tick
from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit.texts import NBSP, counted, squeezed

_LINE_HEADINGS = frozenset({headings.RESPONDENT_CODE, headings.FIELD, headings.FINGERPRINT, headings.ANSWER})
_FRAME_HEADINGS = frozenset({headings.FIELD, headings.CODE, headings.LABEL})


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
    found = [*_other_coder(book, file, coder)]
    grids: list[Grid] = []
    frame_pages: list[Grid] = []
    for page in book.pages:
        laid = _laid(page)
        if laid is not None:
            (frame_pages if laid.places(headings.CODE) else grids).append(laid)
        elif folded(page.name) != folded(headings.GUIDE) and page.rows:
            message = "feuille laissée de côté, elle n’a pas les colonnes d’un codage."
            found.append(Spot(file, page.name).note("ignored_page", Severity.INFO, message))
    added = added_themes(survey, standing, frame_pages, file)
    held = Held.of(survey, standing, added.themes)
    lines = [line for laid in grids for line in read_lines(held, laid, file)]
    kept, repeated = _once(lines)
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


def _laid(page: ReturnedPage) -> Grid | None:
    """A page under its headings, if it has those of a coding page or of the frame."""
    for wanted in (_LINE_HEADINGS, _FRAME_HEADINGS):
        laid = grid(page, wanted)
        if laid is not None and sum(bool(laid.places(name)) for name in wanted) > 1:
            return laid
    return None


def _identity(book: ReturnedBook) -> Mapping[str, str]:
    """What the workbook says of itself: in its properties, else on its first page."""
    if headings.SURVEY in book.properties:
        return book.properties
    known = {folded(name): name for name in (headings.SURVEY, headings.EDITION, headings.CODER, headings.RECONCILED)}
    rows = (row for page in book.pages if folded(page.name) == folded(headings.GUIDE) for row in page.rows)
    return {known[folded(row[0])]: squeezed(row[1]) for row in rows if len(row) > 1 and folded(row[0]) in known}


def _refusals(survey: Survey, book: ReturnedBook, file: str, *, reconciled: bool) -> Iterator[Finding]:
    says = _identity(book)
    held = (says.get(headings.SURVEY), says.get(headings.EDITION))
    spot = Spot(file, headings.GUIDE)
    mine = said(f"{survey.id} {survey.edition}")
    if held[0] is None:
        message = (
            f"ce classeur ne dit pas de quelle enquête il vient{NBSP}: exportez-en un nouveau et reportez-y le codage."
        )
        yield spot.note("no_identity", Severity.ERROR, message)
    elif held != (survey.id, survey.edition):
        theirs = " ".join(one for one in held if one)
        message = f"ce classeur est celui de {said(theirs)}, et non de {mine}{NBSP}: rien n’en est repris."
        yield spot.note("other_survey", Severity.ERROR, message)
    elif tick(says.get(headings.RECONCILED, "")) and not reconciled:
        message = (
            f"ce classeur est celui du codage réconcilié{NBSP}: importez-le avec --reconciled. Rien n’en est repris."
        )
        yield spot.note("reconciled_workbook", Severity.ERROR, message)


def _other_coder(book: ReturnedBook, file: str, coder: str) -> Iterator[Finding]:
    made_for = _identity(book).get(headings.CODER, "")
    if made_for and folded(made_for) != folded(coder):
        message = (
            f"ce classeur a été préparé pour {said(made_for)}, et importé au nom de {said(coder)}. "
            "Vérifiez que l’accord entre codeurs n’en soit pas faussé."
        )
        yield Spot(file, headings.GUIDE).note("other_coder", Severity.WARNING, message)


def _once(lines: list[ReadLine]) -> tuple[list[Reading], list[Finding]]:
    """The readings of the answers that have one line, and a finding for each line of those that have more."""
    times = Counter(line.place for line in lines if line.place is not None)
    kept = [line.reading for line in lines if line.reading is not None and times[line.reading.place] == 1]
    message = f"cette réponse a plusieurs lignes dans le classeur{NBSP}: n’en gardez qu’une."
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
            spot = replace(Spot(file, headings.GUIDE), question=number, field=one.field)
            many = counted(len(missing), "réponse")
            message = f"{many} à la question {number} ({one.field}) sans ligne ici{NBSP}: leur codage ne change pas."
            yield spot.note("not_in_file", Severity.INFO, message)

"""The lines of a coded page: whose answer, whether it is the one that was exported, which themes were found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from surveykit.coded import Place, Quotable, Reading, WrittenText
from surveykit.coding import book as headings
from surveykit.coding.frame_page import Added
from surveykit.coding.grid import Grid, GridCell, Line, Spot
from surveykit.coding.quoting import quotation_of
from surveykit.coding.standings import Standing
from surveykit.coding.words import as_code, cell_text, did_you_mean, fingerprint, folded, plain, said, tick
from surveykit.findings import Finding, Severity
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import NO_THEME, NO_THEME_LABEL, Survey
from surveykit.texts import NBSP, squeezed

_IN_BRACKETS = re.compile(r"\[([^\]]*)\]\s*$")
_FIXED = (
    headings.RESPONDENT,
    headings.ANSWER,
    headings.REMARK,
    headings.MORE_CODES,
    headings.CLEARED_BY,
    headings.PASSAGE,
    headings.RESPONDENT_CODE,
    headings.FIELD,
    headings.FINGERPRINT,
)
_NEEDED = (headings.RESPONDENT_CODE, headings.FIELD, headings.FINGERPRINT, headings.ANSWER)


class ReadLine(Struct, frozen=True):
    """What one line gave: the answer that it is about and what was read of it, as far as either is certain."""

    spot: Spot
    first: GridCell
    place: Place | None
    reading: Reading | None
    findings: tuple[Finding, ...]


class Held(Struct, frozen=True):
    """What lines are held against: the survey, the answers as they are now, the themes that the workbook adds."""

    survey: Survey
    standing: Standing
    added: Added
    texts: Mapping[Place, WrittenText]
    respondents: frozenset[RespondentCode]

    @classmethod
    def of(cls, survey: Survey, standing: Standing, added: Added) -> Self:
        """The answers by their place, and the codes of those who were asked."""
        texts = {text.place: text for one in standing.fields for text in one.texts}
        return cls(survey, standing, added, texts, frozenset(one.code for one in survey.population.respondents))


def read_lines(held: Held, grid: Grid, file: str) -> Iterator[ReadLine]:
    """Every line of a page, in order; a page without a heading that lines are known by gives one finding."""
    spot = Spot(file, grid.page)
    missing = [name for name in _NEEDED if not grid.places(name)]
    double = [name for name in _FIXED if len(grid.places(name)) > 1]
    if missing or double:
        code, what = ("missing_heading", "il manque") if missing else ("repeated_heading", "se trouve plusieurs fois")
        names = ", ".join(f"{said(name)}" for name in missing or double)
        message = f"{what} {names} parmi les titres de colonnes{NBSP}: aucune ligne de cette feuille n’est reprise."
        first = GridCell("", 1, 1)
        yield ReadLine(spot, first, None, None, (spot.note(code, Severity.ERROR, message),))
        return
    for line in grid.lines:
        yield _LineReading(held, grid, line, spot).read()


class _LineReading:
    """One line on its way."""

    def __init__(self, held: Held, grid: Grid, line: Line, spot: Spot) -> None:
        self._survey = held.survey
        self._held = held
        self._grid = grid
        self._line = line
        self._spot = spot
        self._findings: list[Finding] = []
        self._frame: dict[OptionCode, str] = {}

    def read(self) -> ReadLine:
        """What the line gives."""
        first = self._cell(headings.RESPONDENT_CODE)
        field = self._field()
        who = self._respondent()
        if field is None or who is None:
            return ReadLine(self._spot, first, None, None, tuple(self._findings))
        number = self._survey.field_by_code[field].question.number
        self._spot = replace(self._spot, question=number, field=field, respondent=who)
        standing = self._held.standing[field]
        self._frame = {**standing.frame, **self._held.added.get(field, {}), NO_THEME: NO_THEME_LABEL}
        text = self._held.texts.get((who, field))
        reading = None if text is None else self._reading(text)
        if text is None:
            self._error("no_answer", "ce répondant n’a plus de réponse à cette question.", first)
        return ReadLine(self._spot, first, (who, field), reading, tuple(self._findings))

    def _reading(self, text: WrittenText) -> Reading | None:
        self._same_answer(text)
        themes = frozenset([*self._ticked(), *self._typed()])
        quotation = self._quotation(text)
        if any(one.severity is Severity.ERROR for one in self._findings):
            return None
        first = self._cell(headings.ANSWER)
        if not themes:
            more = " Elle n’est pas citée non plus." if quotation is not None else ""
            self._note("not_coded", f"cette réponse n’est pas codée.{more}", first, Severity.WARNING)
            return None
        if NO_THEME in themes and len(themes) > 1:
            self._error("none_and_themes", f"«{NBSP}Aucun thème{NBSP}» est coché avec des thèmes.", first)
            return None
        return Reading(text.respondent, text.field, text.text, themes, quotation)

    def _same_answer(self, text: WrittenText) -> None:
        marked, shown = self._cell(headings.FINGERPRINT), self._cell(headings.ANSWER)
        if squeezed(marked.text) != fingerprint(text.text):
            message = (
                f"la réponse n’est plus celle qui a été exportée{NBSP}: exportez de nouveau, et codez-la de nouveau."
            )
            self._error("answer_since_changed", message, shown)
        elif plain(shown.text) != plain(cell_text(text.text)):
            message = f"le texte de la réponse a été modifié dans le classeur{NBSP}: rétablissez-le."
            self._error("changed_answer", message, shown)

    def _ticked(self) -> Iterator[OptionCode]:
        """The themes whose column is ticked; what stands under an unknown heading is told."""
        fixed = {folded(name) for name in _FIXED}
        for cell, heading, shown in zip(self._line.cells, self._grid.headings, self._grid.shown, strict=True):
            if heading in fixed or not squeezed(cell.text):
                continue
            code = self._code(heading)
            ticked = tick(cell.text)
            if code is None:
                where = f"sous le titre inconnu {said(shown)}" if shown else "dans une colonne sans titre"
                self._error("unknown_heading", f"{said(cell.text)} est écrit {where}.", cell)
            elif ticked is None:
                message = f"{said(cell.text)} n’est ni une coche ni un blanc{NBSP}: mettez «{NBSP}x{NBSP}» ou rien."
                self._error("unclear_mark", message, cell)
            elif ticked:
                yield code

    def _typed(self) -> Iterator[OptionCode]:
        cell = self._cell(headings.MORE_CODES)
        whole = self._code(folded(cell.text))
        if whole is not None:
            yield whole
            return
        for name in filter(None, map(squeezed, re.split(r"[,;/\n]", cell.text))):
            code = self._code(folded(name))
            if code is None:
                hint = did_you_mean(name, self._frame)
                message = f"le code {said(name)} n’est pas dans la grille de cette question.{hint}"
                self._error("unknown_code", message, cell)
            else:
                yield code

    def _code(self, name: str) -> OptionCode | None:
        """The theme of a folded heading or name: by the code between brackets, by its code, by its label."""
        bracketed = _IN_BRACKETS.search(name)
        wanted = as_code(bracketed.group(1) if bracketed else name)
        labels = {folded(label): code for code, label in self._frame.items()}
        return next((code for code in self._frame if code == wanted), labels.get(name))

    def _quotation(self, text: WrittenText) -> Quotable | None:
        cleared, passage = self._cell(headings.CLEARED_BY), self._cell(headings.PASSAGE)
        quotation, found = quotation_of(self._survey, self._spot, text.text, cleared, passage)
        self._findings += found
        return quotation

    def _field(self) -> FieldId | None:
        cell = self._cell(headings.FIELD)
        known = [one.field for one in self._held.standing.fields]
        found = next((one for one in known if one == as_code(cell.text)), None)
        if found is None:
            self._unknown("unknown_question", "champ codé", cell, known)
        return found

    def _respondent(self) -> RespondentCode | None:
        cell = self._cell(headings.RESPONDENT_CODE)
        found = RespondentCode(as_code(cell.text))
        if found in self._held.respondents:
            return found
        self._unknown("unknown_respondent", "répondant", cell, sorted(self._held.respondents))
        return None

    def _unknown(self, code: str, what: str, cell: GridCell, known: list[FieldId] | list[RespondentCode]) -> None:
        name = squeezed(cell.text)
        sentence = f"{said(name)} n’est pas un {what}." if name else f"cette ligne ne dit pas de quel {what} elle est."
        self._error(code, f"{sentence}{did_you_mean(name, known)} Elle n’est pas reprise.", cell)

    def _cell(self, heading: str) -> GridCell:
        places = self._grid.places(heading)
        return self._line.cells[places[0]] if places else GridCell("", self._line.row, 1)

    def _error(self, code: str, message: str, cell: GridCell) -> None:
        self._note(code, message, cell, Severity.ERROR)

    def _note(self, code: str, message: str, cell: GridCell, severity: Severity) -> None:
        self._findings.append(self._spot.note(code, severity, message, cell))

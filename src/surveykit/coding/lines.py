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
from surveykit.coding.words import as_code, cell_text, did_you_mean, fingerprint, folded, in_short, plain, tick
from surveykit.findings import Finding, Severity
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import NO_THEME, Survey, no_theme_label
from surveykit.texts import squeezed
from surveykit.words import Room

_said = Room("coding")
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

_NOT_CODED = _said.word("this answer is not coded.")
_NOT_QUOTED_EITHER = _said.word("this answer is not coded. It is not quoted either.")
_UNKNOWN_HEADING = _said.word("{text!q} is written under the unknown heading {heading!q}.")
_NO_HEADING = _said.word("{text!q} is written in a column without a heading.")
_UNKNOWN = {
    "unknown_question": (
        _said.word("{name!q} is not a coded field."),
        _said.word("this line does not say of which coded field it is."),
    ),
    "unknown_respondent": (
        _said.word("{name!q} is not a respondent."),
        _said.word("this line does not say of which respondent it is."),
    ),
}
"""By finding, the sentences on a line without a known answer: for an unknown name, and for no name."""


class ReadLine(Struct, frozen=True):
    """The result of reading one line: its answer and the coder's reading of it, each None when it is not certain."""

    spot: Spot
    first: GridCell
    place: Place | None
    reading: Reading | None
    findings: tuple[Finding, ...]


class Held(Struct, frozen=True):
    """The data that lines are compared with: survey, current answers, themes that the workbook adds."""

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
    spot = Spot(file, grid.page, grid.language)
    unknown = _unknown_headings(grid, spot)
    if unknown is not None:
        yield ReadLine(spot, GridCell("", 1, 1), None, None, (unknown,))
        return
    for line in grid.lines:
        yield _LineReading(held, grid, line, spot).read()


def _in_brackets(name: str) -> str:
    """What stands between brackets at the end of a heading or name, empty without any."""
    name = name.rstrip()
    return name[:-1].rpartition("]")[2].partition("[")[2] if name.endswith("]") else ""


def _unknown_headings(grid: Grid, spot: Spot) -> Finding | None:
    """That a heading which lines are known by is missing, or that one stands several times; None when all is well."""
    missing = [_said(grid.language, name) for name in _NEEDED if not grid.places(name)]
    if missing:
        sentence = _said.word("these headings of columns are missing: {headings!q}. No line of this sheet is taken.")
        return spot.note("missing_heading", Severity.ERROR, _said(grid.language, sentence, headings=missing))
    double = [_said(grid.language, name) for name in _FIXED if len(grid.places(name)) > 1]
    if double:
        sentence = _said.word(
            "these headings of columns stand several times: {headings!q}. No line of this sheet is taken."
        )
        return spot.note("repeated_heading", Severity.ERROR, _said(grid.language, sentence, headings=double))
    return None


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
        self._language = held.survey.language

    def read(self) -> ReadLine:
        """Reads the line."""
        first = self._cell(headings.RESPONDENT_CODE)
        field = self._field()
        who = self._respondent()
        if field is None or who is None:
            return ReadLine(self._spot, first, None, None, tuple(self._findings))
        number = self._survey.field_by_code[field].question.number
        self._spot = replace(self._spot, question=number, field=field, respondent=who)
        standing = self._held.standing[field]
        self._frame = {**standing.frame, **self._held.added.get(field, {}), NO_THEME: no_theme_label(self._language)}
        text = self._held.texts.get((who, field))
        reading = None if text is None else self._reading(text)
        if text is None:
            message = _said(self._language, "this respondent has no answer to this question any more.")
            self._error("no_answer", message, first)
        return ReadLine(self._spot, first, (who, field), reading, tuple(self._findings))

    def _reading(self, text: WrittenText) -> Reading | None:
        self._same_answer(text)
        themes = frozenset([*self._ticked(), *self._typed()])
        quotation = self._quotation(text)
        if any(one.severity is Severity.ERROR for one in self._findings):
            return None
        first = self._cell(headings.ANSWER)
        if not themes:
            sentence = _NOT_CODED if quotation is None else _NOT_QUOTED_EITHER
            self._note("not_coded", _said(self._language, sentence), first, Severity.WARNING)
            return None
        if NO_THEME in themes and len(themes) > 1:
            self._error("none_and_themes", _said(self._language, "“No theme” is ticked with themes."), first)
            return None
        return Reading(text.respondent, text.field, text.text, themes, quotation)

    def _same_answer(self, text: WrittenText) -> None:
        marked, shown = self._cell(headings.FINGERPRINT), self._cell(headings.ANSWER)
        if squeezed(marked.text) != fingerprint(text.text):
            sentence = _said.word("the answer is no longer the one that was exported: export again, and code it again.")
            self._error("answer_since_changed", _said(self._language, sentence), shown)
        elif plain(shown.text) != plain(cell_text(text.text)):
            message = _said(self._language, "the text of the answer was changed in the workbook: restore it.")
            self._error("changed_answer", message, shown)

    def _ticked(self) -> Iterator[OptionCode]:
        """The themes whose column is ticked; text under an unknown heading gives a finding."""
        fixed = {folded(_said(self._language, name)) for name in _FIXED}
        for cell, heading, shown in zip(self._line.cells, self._grid.headings, self._grid.shown, strict=True):
            if heading in fixed or not squeezed(cell.text):
                continue
            code = self._code(heading)
            ticked = tick(cell.text)
            if code is None:
                sentence = _UNKNOWN_HEADING if shown else _NO_HEADING
                message = _said(self._language, sentence, text=in_short(cell.text), heading=in_short(shown))
                self._error("unknown_heading", message, cell)
            elif ticked is None:
                sentence = _said.word("{text!q} is neither a tick nor a blank: write “x” or nothing.")
                self._error("unclear_mark", _said(self._language, sentence, text=in_short(cell.text)), cell)
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
                sentence = _said.word("the code {name!q} is not in the frame of this question.")
                message = _said(self._language, sentence, name=in_short(name))
                self._error("unknown_code", message + did_you_mean(name, self._frame, self._language), cell)
            else:
                yield code

    def _code(self, name: str) -> OptionCode | None:
        """The theme of a folded heading or name: by the code between brackets, by its code, by its label."""
        wanted = as_code(_in_brackets(name) or name)
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
            self._unknown("unknown_question", cell, known)
        return found

    def _respondent(self) -> RespondentCode | None:
        cell = self._cell(headings.RESPONDENT_CODE)
        found = RespondentCode(as_code(cell.text))
        if found in self._held.respondents:
            return found
        self._unknown("unknown_respondent", cell, sorted(self._held.respondents))
        return None

    def _unknown(self, code: str, cell: GridCell, known: list[FieldId] | list[RespondentCode]) -> None:
        name = squeezed(cell.text)
        named, unnamed = _UNKNOWN[code]
        sentence = _said(self._language, named if name else unnamed, name=in_short(name))
        hint = did_you_mean(name, known, self._language)
        self._error(code, f"{sentence}{hint} {_said(self._language, 'It is not taken.')}", cell)

    def _cell(self, heading: str) -> GridCell:
        places = self._grid.places(heading)
        return self._line.cells[places[0]] if places else GridCell("", self._line.row, 1)

    def _error(self, code: str, message: str, cell: GridCell) -> None:
        self._note(code, message, cell, Severity.ERROR)

    def _note(self, code: str, message: str, cell: GridCell, severity: Severity) -> None:
        self._findings.append(self._spot.note(code, severity, message, cell))

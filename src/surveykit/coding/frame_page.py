"""The page of the frame as it came back: the themes that a coder added to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from surveykit.coding import book as headings
from surveykit.coding.grid import Grid, GridCell, Line, Spot
from surveykit.coding.standings import Standing
from surveykit.coding.words import as_code, did_you_mean, folded, in_short
from surveykit.findings import Finding, Severity
from surveykit.ids import CODE_PATTERN, FieldId, OptionCode
from surveykit.model import NO_THEME, Survey, themes_code
from surveykit.model.questions import CODE_LIMIT, TAG_LIMIT
from surveykit.texts import squeezed
from surveykit.words import Room

_said = Room("coding")
Added = Mapping[FieldId, Mapping[OptionCode, str]]


class AddedThemes(Struct, frozen=True):
    """The themes that are not in the frame yet, by field, and what was found on the way."""

    themes: Added
    findings: tuple[Finding, ...]


def added_themes(survey: Survey, standing: Standing, grids: Iterable[Grid], file: str) -> AddedThemes:
    """The lines of the frame that add a theme; lines that are as they were say nothing, and removing one neither."""
    themes: dict[FieldId, dict[OptionCode, str]] = {}
    findings: list[Finding] = []
    for grid in grids:
        reading = _FrameReading((survey, standing), grid, Spot(file, grid.page, grid.language), themes)
        for line in grid.lines:
            reading.line(line)
        findings += reading.findings
    return AddedThemes(themes, tuple(findings))


class _FrameReading:
    def __init__(
        self, held: tuple[Survey, Standing], grid: Grid, spot: Spot, themes: dict[FieldId, dict[OptionCode, str]]
    ) -> None:
        survey, standing = held
        self.themes = themes
        self.findings: list[Finding] = []
        self._survey = survey
        self._frames = {one.field: one.frame for one in standing.fields}
        self._grid = grid
        self._spot = spot
        self._language = grid.language

    def line(self, line: Line) -> None:
        """Takes one line, or notes why not."""
        named, coded, labelled = (self._cell(line, name) for name in (headings.FIELD, headings.CODE, headings.LABEL))
        fields = [*self._fields(named)]
        code, label = OptionCode(as_code(coded.text)), squeezed(labelled.text)
        if not fields or None in fields:
            return
        whole = [one for one in fields if one is not None]
        if code == NO_THEME:
            message = _said(self._language, "{code!q} is reserved for answers without a theme.", code=NO_THEME)
            self._note("frame_code", message, coded)
        elif not re.match(CODE_PATTERN, code) or len(code) > self._longest(whole):
            sentence = _said.word("this code does not do: a letter first, and at most {longest} characters.")
            self._note("frame_code", _said(self._language, sentence, longest=str(self._longest(whole))), coded)
        elif not label:
            message = _said(self._language, "the theme {code!q} has no label.", code=in_short(code))
            self._note("frame_label", message, labelled)
        else:
            for field in whole:
                self._add(field, code, label, labelled)

    def _longest(self, fields: Iterable[FieldId]) -> int:
        return min(CODE_LIMIT, *(TAG_LIMIT - len(themes_code(one)) for one in fields))

    def _cell(self, line: Line, heading: str) -> GridCell:
        places = self._grid.places(heading)
        return line.cells[places[0]] if places else GridCell("", line.row, 1)

    def _fields(self, cell: GridCell) -> Iterator[FieldId | None]:
        """The coded fields that a cell names, by their code or their question's number; None for what is unknown."""
        if not squeezed(cell.text):
            message = _said(self._language, "this line does not say to which field the theme is added.")
            self._note("frame_field", message, cell)
        for name in filter(None, map(squeezed, re.split(r"[,;\n]", cell.text))):
            numbered = [one for one in self._frames if self._question(one) == folded(name).removeprefix("q")]
            known = [one for one in self._frames if one == as_code(name)] or numbered
            if not known:
                message = _said(self._language, "no coded field is called {name!q}.", name=in_short(name))
                self._note("frame_field", message + did_you_mean(name, self._frames, self._language), cell)
                yield None
            yield from known

    def _question(self, field: FieldId) -> str:
        return folded(self._survey.field_by_code[field].question.number)

    def _add(self, field: FieldId, code: OptionCode, label: str, cell: GridCell) -> None:
        frame = self._frames[field]
        before = frame.get(code) or self.themes.get(field, {}).get(code)
        if before is not None:
            if folded(before) != folded(label):
                sentence = _said.word(
                    "the theme {code!q} is called {label!q} already, which is kept. "
                    "For another theme, use another code."
                )
                message = _said(self._language, sentence, code=in_short(code), label=in_short(before))
                self._note("frame_relabelled", message, cell, Severity.WARNING)
            return
        labels = {**frame, **self.themes.get(field, {})}
        same = next((other for other, one in labels.items() if folded(one) == folded(label)), None)
        if same is not None:
            sentence = _said.word("this label is that of the theme {code!q} already: use this code.")
            self._note("frame_label", _said(self._language, sentence, code=in_short(same)), cell)
            return
        self.themes.setdefault(field, {})[code] = label

    def _note(self, code: str, message: str, cell: GridCell, severity: Severity = Severity.ERROR) -> None:
        self.findings.append(self._spot.note(code, severity, message, cell))

"""The workbook that a coder fills: one page per coded field, one line per answer, one column per theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from surveykit.coded import Place, Quotable, Reading, WrittenText
from surveykit.coded.pages import Book, Column, Page, Use
from surveykit.coding.standings import FieldStanding, coded_fields
from surveykit.coding.words import cell_text, fingerprint
from surveykit.ids import FieldId, OptionCode
from surveykit.model import NO_THEME, Survey, no_theme_label
from surveykit.texts import NBSP
from surveykit.words import Room
from surveykit.words.marks import marks_of

_said = Room("coding")
RESPONDENT, ANSWER, REMARK = _said.word("Respondent"), _said.word("Answer"), _said.word("Remark")
MORE_CODES, PASSAGE = _said.word("Other codes"), _said.word("Passage to quote")
CLEARED_BY = _said.word("Cleared for quotation by")
RESPONDENT_CODE, FIELD, FINGERPRINT = _said.word("Respondent code"), _said.word("Field"), _said.word("Fingerprint")
GUIDE, FRAME = _said.word("Read me"), _said.word("Frame")
CODE, LABEL, HINT = _said.word("Code"), _said.word("Label"), _said.word("When to use it")
QUESTION = _said.word("Question")
SURVEY, EDITION = _said.word("Survey"), _said.word("Edition")
CODER, RECONCILED = _said.word("Coder"), _said.word("Reconciled coding")
YES = _said.word("yes")
TICKED = "x"

Row = tuple[str, ...]

SPARE_THEMES = 40
"""Lines that a coder may add to the frame."""

_GUIDE = (
    (_said.word("To code"), _said.word("On each sheet, tick with “x” the themes that the answer holds.")),
    (
        _said.word("No theme"),
        _said.word("Tick “No theme” when the answer holds none; with nothing ticked, it remains to be coded."),
    ),
    (
        _said.word("New theme"),
        _said.word(
            "Add a line to the sheet “Frame” (field, code, label), then write its code in the column “Other codes” "
            "of the answers that it concerns."
        ),
    ),
    (
        _said.word("To quote"),
        _said.word(
            "The report quotes an answer only if the column “Cleared for quotation by” holds the name of the person "
            "who allows it; “Passage to quote” limits the quotation to a passage of the answer."
        ),
    ),
    (
        _said.word("Do not change"),
        _said.word(
            "The answers and the grey columns serve to recognise each line. Lines may be filtered or sorted, columns "
            "and sheets moved. The protection of the sheets has no password."
        ),
    ),
)


_FRAME_COLUMNS = (
    (QUESTION, 10, _said.word("Optional.")),
    (FIELD, 34, _said.word("The field or fields that it concerns, with commas between them.")),
    (CODE, 24, _said.word("Lower case without accents, words joined by “_”.")),
    (LABEL, 44, _said.word("What the report will print.")),
    (HINT, 60, ""),
)
"""The columns of the frame: the heading, the width, what its cells are for."""


def coding_book(
    survey: Survey,
    fields: Iterable[FieldStanding],
    *,
    coder: str = "",
    reconciled: bool = False,
    given: Mapping[Place, Reading] | None = None,
    simulated: bool = False,
) -> Book:
    """The workbook of some fields, those without an answer left out.

    It shows what `given` holds, else what `coder` read of the texts as they are now. With `reconciled` it shows what
    coders agree on, and who found what where they do not. That of a register with `simulated` returns says so.
    """
    language = survey.language
    shown = [one for one in fields if one.texts]
    names = {one.code: one.name for one in survey.population.respondents}

    def row(one: FieldStanding, text: WrittenText) -> Row:
        shown = _settled(one, text, language) if reconciled else _own(one, text, coder, language)
        if given is not None:
            shown = _of(given.get(text.place), shown.remark)
        return _row(names.get(text.respondent, text.respondent), text, one.frame, shown)

    pages = [_page(survey, one, [row(one, text) for text in one.texts]) for one in shown]
    held = {SURVEY: survey.id, EDITION: survey.edition, CODER: coder, RECONCILED: ""}
    if reconciled:
        held[RECONCILED] = _said(language, YES)
    says = {_said(language, name): value for name, value in held.items()}
    title = _said(language, "Coding – {title}", title=survey.title)
    whole = (_guide_page(survey, says), _frame_page(survey, shown), *pages)
    return Book(title, language, says, whole, marks_of(language, simulated=simulated))


def _guide_page(survey: Survey, says: Mapping[str, str]) -> Page:
    """The first page: what the workbook says of itself, then how to fill it."""
    language = survey.language
    columns = (Column(_said(language, "Subject"), Use.READ, 22), Column(_said(language, "Content"), Use.READ, 100))
    title = _said(language, "Coding of the answers – {title}", title=survey.title)
    guide = ((_said(language, subject), _said(language, content)) for subject, content in _GUIDE)
    return Page(_said(language, GUIDE), title, columns, (*says.items(), *guide))


def theme_heading(code: OptionCode, label: str) -> str:
    """The heading of a theme's column: its label, then its code between brackets."""
    return f"{label}\n[{code}]"


def _frame_page(survey: Survey, fields: Iterable[FieldStanding]) -> Page:
    """The themes of every field; fields that have the same ones share their lines."""
    language = survey.language
    groups: dict[tuple[tuple[OptionCode, str], ...], list[FieldId]] = {}
    for one in fields:
        groups.setdefault(tuple(one.frame.items()), []).append(one.field)
    rows = [
        (survey.field_by_code[held[0]].question.number, ", ".join(held), code, label, _hint(survey, held[0], code))
        for themes, held in groups.items()
        for code, label in themes
    ]
    columns = tuple(
        Column(_said(language, heading), Use.TYPE, width, hint and _said(language, hint))
        for heading, width, hint in _FRAME_COLUMNS
    )
    title = _said(language, "Frame of codes: the themes of each question")
    return Page(_said(language, FRAME), title, columns, tuple(rows), SPARE_THEMES)


def _hint(survey: Survey, field: FieldId, code: OptionCode) -> str:
    frame = next(one for one in survey.coding if field in [each.field for each in one.fields])
    return next((theme.hint for theme in frame.themes if theme.code == code), "")


def _page(survey: Survey, standing: FieldStanding, rows: Iterable[tuple[str, ...]]) -> Page:
    field = survey.field_by_code[standing.field]
    number = field.question.number
    beside = [one for one in coded_fields(survey) if survey.field_by_code[one].question.number == number]
    columns, text = tuple(_columns(survey, standing)), field.question.text.rstrip(f" :{NBSP}")
    if len(beside) == 1:
        title = _said(survey.language, "Question {number}. {text}", number=number, text=text)
        return Page(f"Q{number}", title, columns, tuple(rows))
    sentence = _said.word("Question {number}. {text} – {field}")
    title = _said(survey.language, sentence, number=number, text=text, field=field.label)
    return Page(f"Q{number} {field.label}", title, columns, tuple(rows))


def _columns(survey: Survey, standing: FieldStanding) -> Iterator[Column]:
    language = survey.language
    yield Column(_said(language, RESPONDENT), Use.READ, 18)
    yield Column(_said(language, ANSWER), Use.READ, 62)
    yield Column(_said(language, REMARK), Use.READ, 20)
    for code, label in (*standing.frame.items(), (NO_THEME, no_theme_label(language))):
        yield Column(theme_heading(code, label), Use.TICK, 13, _hint(survey, standing.field, code))
    of_frame = _said(language, "Codes of the sheet “Frame”, with commas between them.")
    yield Column(_said(language, MORE_CODES), Use.TYPE, 18, of_frame)
    who = _said(language, "Name of the person who allows it. If it is empty, the answer is not quoted.")
    yield Column(_said(language, CLEARED_BY), Use.TYPE, 22, who)
    passage = _said(language, "Optional. If it is empty, the whole answer is quoted.")
    yield Column(_said(language, PASSAGE), Use.TYPE, 40, passage)
    yield Column(_said(language, RESPONDENT_CODE), Use.KEEP, 18)
    yield Column(_said(language, FIELD), Use.KEEP, 26)
    yield Column(_said(language, FINGERPRINT), Use.KEEP, 22)


class _Shown(Struct, frozen=True):
    """The filled cells in the line of an answer: the ticked themes, the passage to quote, a remark."""

    ticked: frozenset[OptionCode] = frozenset()
    quoted: Quotable | None = None
    remark: str = ""


def _of(reading: Reading | None, remark: str = "") -> _Shown:
    return _Shown(remark=remark) if reading is None else _Shown(reading.themes, reading.quotation, remark)


def _row(name: str, text: WrittenText, frame: Mapping[OptionCode, str], shown: _Shown) -> Row:
    quoted = shown.quoted
    passage = "" if quoted is None or quoted.text == text.text else cell_text(quoted.text)
    return (
        *(name, cell_text(text.text), shown.remark),
        *(TICKED if code in shown.ticked else "" for code in (*frame, NO_THEME)),
        *("", "" if quoted is None else quoted.cleared_by, passage),
        *(text.respondent, text.field, fingerprint(text.text)),
    )


def _own(standing: FieldStanding, text: WrittenText, coder: str, language: str) -> _Shown:
    """A coder's reading of a text as it is now; of a text that has changed, the remark that it must be coded again."""
    return _of(standing.by_coder.get(text.respondent, {}).get(coder), _changed(standing, text, language))


def _changed(standing: FieldStanding, text: WrittenText, language: str) -> str:
    if text not in standing.changed:
        return ""
    return _said(language, "To be coded again: the answer has changed since it was coded.")


def _settled(standing: FieldStanding, text: WrittenText, language: str) -> _Shown:
    """The reading of a text that counts; where coders differ, nothing is ticked and the remark says who found what.

    A passage that a coder cleared stays in both cases: the person who settles the differences keeps or removes it.
    """
    who = text.respondent
    readings = standing.by_coder.get(who, {})
    cleared = next((one.quotation for one in readings.values() if one.quotation is not None), None)
    if who in standing.reconciled:
        return _of(standing.reconciled[who])
    if who in standing.counted:
        return _Shown(standing.counted[who].themes, cleared)
    if not readings:
        return _of(None, _changed(standing, text, language))
    found = "\n".join(
        _said(language, "{coder}: {themes}", coder=name, themes=sorted(one.themes)) for name, one in readings.items()
    )
    return _Shown(quoted=cleared, remark=_said(language, "To be settled:\n{readings}", readings=found))

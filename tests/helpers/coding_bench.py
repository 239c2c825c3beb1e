"""A survey with coded texts, and workbooks filled, moved about and spoilt as coders do."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import openpyxl
from msgspec.structs import replace

from small_survey import RESPONDENTS, small_survey
from surveykit.coded import Coding, Quotable, Reading, RecordedCoding, WrittenText
from surveykit.coded.pages import Book, ReturnedBook, ReturnedPage
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import CodedField, CodedTheme, CodeFrame, Survey

FIELD, RESPONDENT_CODE = "Champ", "Code répondant"
"""Headings of a workbook in French."""
NOTES = FieldId("q7_observations")
OTHERS = FieldId("q4_autres")
MOMENT = datetime(2024, 7, 1, 9, tzinfo=UTC)

FRAMES = (
    CodeFrame(
        fields=(CodedField(field=NOTES, label="Observations par thème"),),
        themes=(
            CodedTheme(code="locaux", label="Locaux et matériel", hint="Salles, matériel."),
            CodedTheme(code="horaires", label="Horaires"),
            CodedTheme(code="autre", label="Autre"),
        ),
    ),
    CodeFrame(
        fields=(CodedField(field=OTHERS, label="Autres publics"),),
        themes=(CodedTheme(code="aines", label="Aînés"), CodedTheme(code="autre", label="Autre")),
    ),
)


def coded_survey(**changes: Any) -> Survey:
    """The small survey with two coded fields: its last question, and the detail of a list."""
    return small_survey(**({"coding": FRAMES} | changes))


def text(who: str, said: str, field: FieldId = NOTES) -> WrittenText:
    return WrittenText(RespondentCode(who), field, said)


def texts(*said: str) -> tuple[WrittenText, ...]:
    """One text for each of the first respondents."""
    return tuple(text(who, one) for who, one in zip(RESPONDENTS, said, strict=False))


def reading(of: WrittenText, *themes: str, quoted: str | None = None, by: str = "") -> Reading:
    quotation = None if quoted is None else Quotable(quoted, by)
    return Reading(of.respondent, of.field, of.text, frozenset(map(OptionCode, themes)), quotation)


def act(number: int, coder: str, *readings: Reading, reconciled: bool = False, **added: str) -> RecordedCoding:
    """An act of coding; `added` are themes of the last question, with their labels."""
    themes = {NOTES: {OptionCode(code): label for code, label in added.items()}} if added else {}
    return RecordedCoding(number, MOMENT, f"{coder}.xlsx", Coding(coder, reconciled, readings, themes))


def returned(book: Book) -> ReturnedBook:
    """A workbook as it comes back when nobody touched it."""
    pages = (
        ReturnedPage(one.name, ((one.title,), tuple(column.heading for column in one.columns), *one.rows))
        for one in book.pages
    )
    return ReturnedBook(book.properties, tuple(pages))


def filled(book: ReturnedBook, who: str, heading: str, value: str, field: FieldId = NOTES) -> ReturnedBook:
    """The workbook with one cell filled: in the line of a respondent, under the heading that begins so."""

    def changed(page: ReturnedPage) -> ReturnedPage:
        if (
            len(page.rows) < 2
            or RESPONDENT_CODE not in page.rows[1]
            or page.rows[2][page.rows[1].index(FIELD)] != field
        ):
            return page
        headings = page.rows[1]
        column = next(n for n, name in enumerate(headings) if name == heading or name.startswith(heading + "\n"))
        key = headings.index(RESPONDENT_CODE)
        rows = tuple(
            (*row[:column], value, *row[column + 1 :]) if n > 1 and row[key] == who else row
            for n, row in enumerate(page.rows)
        )
        return replace(page, rows=rows)

    return replace(book, pages=tuple(changed(page) for page in book.pages))


Rows = tuple[tuple[str, ...], ...]


def with_page(book: ReturnedBook, name: str, change: Callable[[Rows], Iterable[Iterable[str]]]) -> ReturnedBook:
    """The workbook with the rows of one page changed."""
    pages = (
        ReturnedPage(one.name, tuple(tuple(row) for row in change(one.rows))) if one.name == name else one
        for one in book.pages
    )
    return replace(book, pages=tuple(pages))


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """An XLSX file opened, changed and saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()

"""Tables as one HTML page that needs nothing else: to be attached to a message, read anywhere, printed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from typing import assert_never

from surveykit.tables.sheets import CellValue, Percent, Sheet, shown
from surveykit.texts import joined
from surveykit.words import Room, notation

_said = Room("table")
_LONG = 40
_STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1b1b1f; --paper: #fff; --line: #c9ccd3; --band: #eef1f6; --alert: #9b1c13;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6ea; --paper: #17181b; --line: #474a52; --band: #24262c; --alert: #ffb4a9 }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 100%/1.5 system-ui, sans-serif }
main { margin: auto; padding: 1.5rem 1rem; max-width: 75rem }
h1 { font-size: 1.5rem; line-height: 1.25 }
.warning { border: 2px solid; padding: .5rem .75rem; color: var(--alert); font-weight: 700 }
.wide { overflow-x: auto; margin-block: 1.5rem }
.wide:focus-visible { outline: 3px solid; outline-offset: 2px }
table { border-collapse: collapse; min-width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: start; font-weight: 700; padding-block: .5rem }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: start; vertical-align: top }
thead th { background: var(--band) }
tbody th { font-weight: 600 }
.number { text-align: end; white-space: nowrap }
td { white-space: pre-line }
.long { min-width: 18rem }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --line: #888; --band: #eee; --alert: #000 }
  @page { size: A4 landscape; margin: 15mm }
  main { padding: 0; max-width: none }
  body { font-size: 9pt }
  .wide { overflow: visible }
  .long { min-width: 0 }
  thead { display: table-header-group }
  tr { break-inside: avoid }
}
"""

_MARKED = """\
:root { scroll-padding-block-start: 4rem }
.mark { position: sticky; top: 0; z-index: 1; padding: .4rem 1rem; background: var(--alert); color: var(--paper);
  font-weight: 700; text-align: center }
@media print {
  .mark { position: static; margin-bottom: 12pt; border: 2px solid; background: none; color: #8f1d14 }
  @page { @top-left { content: "MARK"; font: bold 11pt sans-serif; color: #8f1d14 } }
  @page :first { @top-left { content: none } }
}
"""


def to_html(sheets: Sequence[Sheet], title: str, language: str, marks: tuple[str, ...] = ()) -> bytes:
    """A page of that title and language (BCP 47) with a table for each sheet, after its warning and notes.

    The `marks`, and those of its sheets, stay in view at its top and are on each printed page. The first cell of each
    row heads it. No script, and nothing is fetched.
    """
    mark = joined(dict.fromkeys((*marks, *(one for sheet in sheets for one in sheet.marks))))
    return "".join(f"{line}\n" for line in _page(sheets, title, language, mark)).encode()


def _page(sheets: Sequence[Sheet], title: str, language: str, mark: str) -> Iterator[str]:
    style = _STYLE + (_marked(mark) if mark else "")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_words(language)}">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_words(joined((mark, title)) if mark else title)}</title>"
    yield f"<style>{style}</style></head>"
    yield f"<body>{_banner(mark, language)}<main><h1>{_words(title)}</h1>"
    for number, sheet in enumerate(sheets, start=1):
        yield from _table(sheet, f"table-{number}", language)
    yield "</main></body></html>"


def _banner(mark: str, language: str) -> str:
    """What stays in view of a page that says a mark; nothing without one."""
    if not mark:
        return ""
    label = _words(_said(language, "Nature of this document"))
    return f'<aside class="mark" aria-label="{label}">{_words(mark)}</aside>'


def _marked(mark: str) -> str:
    """The style of a page that says a mark: at its top, on paper on its first page and in the head of the next ones."""
    letters = "".join(one if one.isalnum() or one in " –" else f"\\{ord(one):x} " for one in shown(mark))
    return _MARKED.replace("MARK", letters)


def _table(sheet: Sheet, name: str, language: str) -> Iterator[str]:
    if sheet.warning:
        yield f'<p class="warning">{_words(sheet.warning)}</p>'
    for note in sheet.notes:
        yield f"<p>{_words(note)}</p>"
    yield f'<div class="wide" role="region" tabindex="0" aria-labelledby="{name}">'
    yield f'<table><caption id="{name}">{_words(sheet.title)}</caption>'
    names = "".join(f'<th scope="col">{_words(column)}</th>' for column in sheet.header)
    yield f"<thead><tr>{names}</tr></thead><tbody>"
    yield from (_row(row, language) for row in sheet.rows)
    yield "</tbody></table></div>"


def _row(row: Sequence[CellValue], language: str) -> str:
    cells = [_cell(value, language, heads=column == 0) for column, value in enumerate(row)]
    return f"<tr>{''.join(cells)}</tr>"


def _cell(value: CellValue, language: str, *, heads: bool) -> str:
    number = isinstance(value, int | float | Percent) and not isinstance(value, bool)
    words = _words(_printed(value, language))
    look = ' class="number"' if number else ' class="long"' if len(words) > _LONG else ""
    return f'<th scope="row"{look}>{words}</th>' if heads else f"<td{look}>{words}</td>"


def _printed(value: CellValue, language: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return _said(language, "yes") if value else _said(language, "no")
        case int():
            return notation(language).as_number(value)
        case float():
            return notation(language).as_number(value, 2)
        case Percent():
            return notation(language).as_percent(value.value, 1)
        case _:
            assert_never(value)


def _words(text: str) -> str:
    return escape(shown(text))

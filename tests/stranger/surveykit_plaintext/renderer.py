"""From a document to plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from surveykit.document import (
    Answer,
    Block,
    Chart,
    Contents,
    Control,
    Document,
    Facts,
    Group,
    Heading,
    KeyFigures,
    ListBox,
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Table,
    TextBox,
    TickList,
    Title,
    bars_of,
    filled_in,
    listed,
    written_marks,
)
from surveykit.texts import canonical, squeezed


class TextRenderer:
    """Writes any document as plain text."""

    suffix = ".txt"
    media_type = "text/plain"

    def display_name(self, language: str, /) -> str:
        return "texte brut" if language.startswith("fr") else "plain text"

    def instructions(self, language: str, /) -> str:
        if language.startswith("fr"):
            return "Ouvrez le fichier dans un éditeur de texte et répondez derrière chaque crochet."
        return "Open the file in a text editor and answer behind each bracket."

    def render(self, document: Document, /) -> bytes:
        copy = document.copy
        whole = document if copy is None else filled_in(document, copy.values)
        lines = ["%surveykit-text 1"]
        lines += [f"%mark {mark}" for mark in document.marks]
        if document.form is not None:
            lines.append(f"%form {document.form}")
        if copy is not None:
            lines.append(f"%copy {copy.reference} {squeezed(canonical(copy.holder))}")
            lines += [f"%prefilled {mark}" for mark in written_marks(copy.values)]
        if document.header:
            lines.append(f"%header {squeezed(canonical(document.header))}")
        for block in whole.blocks:
            lines += ["", *_block(block)]
            if isinstance(block, Contents):
                lines += _words(*(heading.text for _, heading in listed(block, whole.blocks)))
        return "\n".join([*lines, "", "%end", ""]).encode()


def _words(*texts: str, mark: str = "") -> Iterator[str]:
    for text in texts:
        for line in canonical(text).split("\n"):
            if line:
                yield f"{mark}{line}" if mark else _kept(line, "%[\\")


def _kept(line: str, signs: str) -> str:
    return f"\\{line}" if line.startswith(tuple(signs)) else line


def _block(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 (one branch per kind of block)
    match block:
        case Masthead(issuer):
            yield from _words(*issuer)
        case Title(text, subtitle):
            yield from _words(text, subtitle)
        case Contents():
            yield from _words(block.title)
        case Heading(question=question):
            if question is not None:
                yield f"%question {squeezed(canonical(question))}"
            yield from _words(block.text)
        case Paragraph(text):
            yield from _words(text)
        case Listing(items):
            yield from _words(*items)
        case Facts(rows):
            yield from _words(*(part for row in rows for part in row))
        case KeyFigures(figures):
            yield from (_kept(squeezed(" ".join(figure)), "%[\\") for figure in figures)
        case Table():
            yield from _words(block.title)
            for row in (block.header, *block.rows):
                yield "| " + " | ".join(squeezed(canonical(cell.text)) for cell in row) + " |"
        case Chart():
            yield from _words(block.caption, block.description)
            for bar in bars_of(block.drawing):
                yield f"| {squeezed(canonical(bar.label))} | {squeezed(canonical(bar.shown))} |"
        case Answer():
            yield from _answer(block)
        case Group(blocks):
            for inner in blocks:
                yield from _block(inner)
        case PageBreak():
            yield ""
        case _:
            assert_never(block)


def _answer(answer: Answer) -> Iterator[str]:
    one_line = isinstance(answer.control, ListBox) or (
        isinstance(answer.control, TextBox) and answer.control.lines == 1
    )
    yield from _words(f"{answer.label} {answer.after}" if one_line else answer.label)
    yield from _control(answer.control)
    if not one_line:
        yield from _words(answer.after)


def _control(control: Control) -> Iterator[str]:
    match control:
        case TextBox():
            yield from _text(control)
        case ListBox(entries=entries):
            for entry in entries:
                mark = "x" if entry.code == control.value else " "
                yield f"[{control.field}#{entry.code}] ({mark}) {squeezed(canonical(entry.label))}"
        case TickList(boxes=boxes):
            for box in boxes:
                mark = "x" if box.ticked else " "
                yield f"[{control.field}#{box.option}] [{mark}] {squeezed(canonical(box.label))}"
                if box.detail is not None:
                    yield from _text(box.detail)
        case _:
            assert_never(control)


def _text(box: TextBox) -> Iterator[str]:
    value = canonical(box.value)
    if box.lines == 1 and "\n" not in value and not value.startswith("<<<"):
        yield f"[{box.field}] {value}"
        return
    yield f"[{box.field}] <<<"
    yield from (_kept(line, ">\\") for line in value.split("\n"))
    yield ">>>"

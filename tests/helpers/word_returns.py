"""What people make of our Word form, one function each; `fill` is as it should be.

A control is named by its id: `q1_diagnostic`, or `q4_methodologie#autres` for a tick box.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping

from lxml import etree

from word_parts import (
    DECLARATION,
    NAMESPACES,
    W14,
    W,
    bookmark_of,
    content_of,
    control_of,
    cut,
    deleted,
    edited,
    inserted,
    paragraph_of,
    run,
    unwrap,
    with_part,
    write,
    xml,
)

UNTICKED, TICKED = "☐", "☒"
GOTHIC = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'


# Filling as one should


def fill(docx: bytes, answers: Mapping[str, str | bool]) -> bytes:
    """The form filled in Word: texts typed, entries chosen by their label, boxes ticked or unticked."""

    def change(root: etree._Element) -> None:
        for control, answer in answers.items():
            sdt = control_of(root, control)
            if isinstance(answer, bool):
                _tick(sdt, answer)
            else:
                _type(sdt, answer)

    return edited(docx, change)


def _tick(sdt: etree._Element, ticked: bool) -> None:
    checked = sdt.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
    assert checked is not None, "not a tick box"
    checked.set(f"{W14}val", "1" if ticked else "0")
    write(sdt, run(TICKED if ticked else UNTICKED, GOTHIC))


def _type(sdt: etree._Element, text: str) -> None:
    entries = [item.get(f"{W}displayText") for item in sdt.iterfind(f"{W}sdtPr/{W}dropDownList/{W}listItem")]
    assert not entries or text in entries, f"{text!r} is not one of {entries}"
    write(sdt, run(text) if text else "")


# Answers in the wrong place


def control_deleted(docx: bytes, control: str, beside: str = "") -> bytes:
    """The control is deleted with its bookmark, and the answer typed in its place."""

    def change(root: etree._Element) -> None:
        sdt = control_of(root, control)
        for mark in bookmark_of(root, control):
            cut(mark)
        if beside:
            sdt.addprevious(xml(run(beside))[0])
        cut(sdt)

    return edited(docx, change)


def answered_beside(docx: bytes, control: str, text: str) -> bytes:
    """The control is left as it is, and a text typed after it."""
    return edited(docx, lambda root: bookmark_of(root, control)[1].addnext(xml(run(text))[0]))


def answered_in_bookmark(docx: bytes, control: str, text: str) -> bytes:
    """A text is typed between a control and the end of its bookmark."""
    return edited(docx, lambda root: control_of(root, control).addnext(xml(run(text))[0]))


def paragraph_added(docx: bytes, control: str, text: str) -> bytes:
    """A paragraph is typed under the one of a control."""
    return edited(docx, lambda root: paragraph_of(control_of(root, control)).addnext(xml(f"<w:p>{run(text)}</w:p>")[0]))


def pasted(docx: bytes, control: str, lines: Iterable[str], cells: Iterable[str]) -> bytes:
    """A list and a one-row table are pasted into a free text: its control now holds whole paragraphs."""
    items = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(line)}</w:p>'
        for line in lines
    )
    row = "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in cells)

    def change(root: etree._Element) -> None:
        sdt = control_of(root, control)
        paragraph = paragraph_of(sdt)
        start, end = bookmark_of(root, control)
        write(sdt, f"{items}<w:tbl><w:tr>{row}</w:tr></w:tbl>")
        for element in (start, sdt, end):
            paragraph.addprevious(element)

    return edited(docx, change)


def copied(docx: bytes, control: str, text: str | bool, before: bool = False) -> bytes:
    """The paragraph of a control is copied, and the copy answered otherwise (a bookmark is not copied)."""

    def change(root: etree._Element) -> None:
        paragraph = paragraph_of(control_of(root, control))
        twin = copy.deepcopy(paragraph)
        for mark in [*twin.iter(f"{W}bookmarkStart"), *twin.iter(f"{W}bookmarkEnd")]:
            cut(mark)
        sdt = control_of(twin, control)
        if isinstance(text, bool):
            _tick(sdt, text)
        else:
            _type(sdt, text)
        if before:
            paragraph.addprevious(twin)
        else:
            paragraph.addnext(twin)

    return edited(docx, change)


# Tracked changes


def revised(docx: bytes, control: str, old: str, new: str) -> bytes:
    """An answer is replaced under tracked changes; with no new one, all of it is deleted."""
    inner = deleted(old) + (inserted(run(new)) if new else "")
    return edited(docx, lambda root: write(control_of(root, control), inner))


def moved(docx: bytes, control: str, stays: str, goes: str) -> bytes:
    """Words are moved inside an answer under tracked changes: from before the others to after them."""
    inner = (
        f'<w:moveFrom w:id="9003" w:author="Anne">{run(goes)}</w:moveFrom>{run(stays)}'
        f'<w:moveTo w:id="9004" w:author="Anne">{run(goes)}</w:moveTo>'
    )
    return edited(docx, lambda root: write(control_of(root, control), inner))


def control_in_revision(docx: bytes, control: str, kind: str) -> bytes:
    """A control was put back (`ins`), or taken away (`del`), under tracked changes."""

    def change(root: etree._Element) -> None:
        sdt = control_of(root, control)
        holder = xml(f'<w:{kind} w:id="9005" w:author="Anne"/>')[0]
        sdt.addprevious(holder)
        holder.append(sdt)

    return edited(docx, change)


def lines_joined(docx: bytes, control: str, first: str, second: str) -> bytes:
    """Two paragraphs of an answer are joined under tracked changes: the end of the first is deleted."""
    mark = '<w:pPr><w:rPr><w:del w:id="9006" w:author="Anne"/></w:rPr></w:pPr>'

    def change(root: etree._Element) -> None:
        sdt = control_of(root, control)
        paragraph = paragraph_of(sdt)
        start, end = bookmark_of(root, control)
        write(sdt, f"<w:p>{mark}{run(first)}</w:p><w:p>{run(second)}</w:p>")
        for element in (start, sdt, end):
            paragraph.addprevious(element)

    return edited(docx, change)


def row_removed(docx: bytes, control: str, cells: tuple[str, str]) -> bytes:
    """A table is added under a control; one row and one cell of it are removed under tracked changes."""
    kept, gone = (f"<w:p>{run(cell)}</w:p>" for cell in cells)
    cell = f"<w:tc>{kept}</w:tc><w:tc><w:tcPr><w:cellDel w:id='9007'/></w:tcPr>{gone}</w:tc>"
    row = f"<w:tr><w:trPr><w:del w:id='9008'/></w:trPr><w:tc>{gone}</w:tc></w:tr>"
    table = f"<w:tbl><w:tr>{cell}</w:tr>{row}</w:tbl>"
    return edited(docx, lambda root: paragraph_of(control_of(root, control)).addnext(xml(table)[0]))


# Boxes


def typed_in_box(docx: bytes, control: str, text: str) -> bytes:
    """A mark is typed beside the box's own sign, inside its control: its recorded state does not change."""
    return edited(docx, lambda root: write(control_of(root, control), run(UNTICKED, GOTHIC) + run(text)))


def box_replaced(docx: bytes, control: str, text: str) -> bytes:
    """A box is deleted and a mark typed in its place, within its bookmark."""

    def change(root: etree._Element) -> None:
        sdt = control_of(root, control)
        write(sdt, run(text))
        unwrap(sdt)

    return edited(docx, change)


def symbol_in_box(docx: bytes, control: str, code: str, font: str = "Wingdings") -> bytes:
    """A box shows a sign of a symbol font, as Word inserts it."""
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    return edited(docx, lambda root: write(control_of(root, control), sign))


# Around the answers


def commented(docx: bytes, control: str, author: str, text: str) -> bytes:
    """A comment is attached to the paragraph of a control."""
    mark = '<w:r><w:commentReference w:id="7"/></w:r>'
    docx = edited(docx, lambda root: paragraph_of(control_of(root, control)).append(xml(mark)[0]))
    body = "".join(f"<w:p>{run(line)}</w:p>" for line in text.split("\n"))
    part = f'<w:comments {NAMESPACES}><w:comment w:id="7" w:author="{author}">{body}</w:comment></w:comments>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    return with_part(docx, "comments.xml", DECLARATION + part.encode(), "comments", kind)


def footnoted(docx: bytes, control: str, text: str) -> bytes:
    """A footnote is put inside an answer."""
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    docx = edited(docx, lambda root: content_of(control_of(root, control)).append(xml(mark)[0]))
    part = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r>'
        f'</w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p>'
        "</w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    return with_part(docx, "footnotes.xml", DECLARATION + part.encode(), "footnotes", kind)


def pictured(docx: bytes, control: str) -> bytes:
    """A picture is pasted as the answer: Word writes how to draw it twice."""
    drawn = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing/></mc:Choice>'
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )
    return edited(docx, lambda root: write(control_of(root, control), drawn))


def framed(docx: bytes, control: str, text: str) -> bytes:
    """A text box is drawn beside a control: Word writes its text twice, in a choice and in its fallback."""
    box = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    return edited(docx, lambda root: paragraph_of(control_of(root, control)).append(xml(drawn)[0]))


def prompt_begun(docx: bytes, control: str, text: str) -> bytes:
    """Part of a placeholder is erased, or something typed in it, and the control still says it shows it."""

    def change(root: etree._Element) -> None:
        content_of(control_of(root, control))[:] = xml(run(text, '<w:rStyle w:val="PlaceholderText"/>'))

    return edited(docx, change)

"""The table of contents: a field whose entries are there from the start, and whose page numbers come later.

Nothing but Word's own layout knows the pages. Word would number them on opening, if it were asked to, behind a
question that frightens readers ("fields that may refer to other files"); so the numbers are references, which
LibreOffice fills at once, and Word when the table is updated or the document is printed or saved as PDF. Until then
no number is shown, rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence

from surveykit_docx.elements import Element, element, run, valued
from surveykit_docx.styles import contents_look


def heading_bookmark(rank: int) -> str:
    """The bookmark of a heading that is listed, by its rank among all headings; Word hides names that begin so."""
    return f"_Toc{rank:08d}"


def contents_table(title: Element, entries: Sequence[tuple[int, str, str]], depth: int) -> Element:
    """The table as Word makes it: its title, and an entry (level, bookmark, text) for each heading."""
    paragraphs = [_entry(level, bookmark, text) for level, bookmark, text in entries]
    start = (*_field_start(f' TOC \\o "1-{depth}" \\h \\z '),)
    if paragraphs:
        paragraphs[0][1:1] = start
    else:
        paragraphs = [element("w:p", None, element("w:pPr", None), *start)]
    paragraphs[-1].append(_mark("end"))
    gallery = element("w:docPartObj", None, valued("w:docPartGallery", "Table of Contents"), element("w:docPartUnique"))
    return element("w:sdt", None, element("w:sdtPr", None, gallery), element("w:sdtContent", None, title, *paragraphs))


def _entry(level: int, bookmark: str, text: str) -> Element:
    number = (*_field_start(f" PAGEREF {bookmark} \\h "), _mark("end"))
    tab = element("w:r", None, element("w:tab"))
    link = element("w:hyperlink", {"w:anchor": bookmark, "w:history": "1"}, run(text), tab, *number)
    return element("w:p", None, element("w:pPr", None, valued("w:pStyle", contents_look(level))), link)


def _field_start(instruction: str) -> tuple[Element, ...]:
    written = element("w:instrText", {"xml:space": "preserve"})
    written.text = instruction
    return (_mark("begin"), element("w:r", None, written), _mark("separate"))


def _mark(kind: str) -> Element:
    return element("w:r", None, element("w:fldChar", {"w:fldCharType": kind}))

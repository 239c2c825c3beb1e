"""The page that is meant for paper: what a PDF is made of."""

from __future__ import annotations

import re

from surveykit.document import Document, TextBox, controls, filled_in, headings
from surveykit_html.blanks import Blanks
from surveykit_html.elements import Elements, opening
from surveykit_html.paper_inputs import PaperInputs
from surveykit_html.style import column_widths, css_string
from surveykit_html.writing import TEMPLATES, fill

_PREFIX = "s"
"""What the anchors of headings begin with."""
_FAMILY = re.compile(r"font-family:\s*([^;}]+)")


def printed(document: Document, font_css: str = "") -> str:
    """The document as one page of HTML for paper: A4, no script, every question shown, native form controls.

    The controls are named `FIELD`, `FIELD__OPTION` for a tick box, and their `title` is the accessible name.
    The header of every page says the document's, and the copy's holder and reference. `font_css` is a style
    sheet of `@font-face` rules, put in as it is; the first family that it names is the page's.
    """
    if document.copy is not None:
        document = filled_in(document, document.copy.values)
    mastheads, blocks = opening(document.blocks)
    answers = Blanks() if document.form is None else PaperInputs()
    elements = Elements(answers, document.blocks, prefix=_PREFIX, chart_family=_family(font_css))
    page = fill(
        "paper",
        document=document,
        style=_style(document, font_css),
        masthead=elements.all(mastheads),
        body=elements.all(blocks),
    )
    return str(page)


def anchors(document: Document) -> dict[str, str]:
    """The words of each heading of the page for paper, by its anchor."""
    return {f"{_PREFIX}{rank}": heading.text for rank, heading in enumerate(headings(document.blocks), start=1)}


def _style(document: Document, font_css: str) -> str:
    return TEMPLATES.get_template("paper.css").render(
        fonts=font_css,
        family=_family(font_css),
        mark=css_string(document.mark) if document.marks else "",
        left=css_string(document.header),
        right=css_string(whose(document)),
        areas=sorted({box.lines for box in controls(document) if isinstance(box, TextBox) and box.lines > 1}),
        widths=column_widths(document),
        landscape=document.landscape,
    )


def _family(font_css: str) -> str:
    named = _FAMILY.search(font_css)
    return f"{named.group(1).strip()}, sans-serif" if named else "sans-serif"


def whose(document: Document) -> str:
    """Whose copy a page is, or of which form: the words of its running header."""
    if document.copy is not None:
        return f"{document.copy.holder} — exemplaire {document.copy.reference}"
    return "" if document.form is None else str(document.form)

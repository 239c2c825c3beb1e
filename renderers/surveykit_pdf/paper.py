"""The page that is meant for paper: what the PDF is made of."""

from __future__ import annotations

import re

from markupsafe import Markup

from surveykit.document import Document, TextBox, controls, filled_in, headings
from surveykit.words import Room
from surveykit_html.blanks import Blanks
from surveykit_html.elements import Elements, opening
from surveykit_html.style import column_widths, css_string
from surveykit_html.writing import fill_of, templates_of
from surveykit_pdf.header import header_words
from surveykit_pdf.paper_inputs import PaperInputs

_said = Room("pdf")
_TEMPLATES = templates_of("surveykit_pdf")
_PREFIX = "s"
"""The beginning of the anchors of headings."""
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
    answers = Blanks() if document.form is None else PaperInputs(_fill)
    elements = Elements(answers, document.blocks, prefix=_PREFIX, chart_family=_family(font_css))
    page = _fill(
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
    return _TEMPLATES.get_template("paper.css").render(
        fonts=font_css,
        family=_family(font_css),
        mark=css_string(document.mark) if document.marks else "",
        left=css_string(document.header),
        right=css_string(header_words(document, document.copy)),
        numbers=_page_numbers(document.language),
        areas=sorted({box.lines for box in controls(document) if isinstance(box, TextBox) and box.lines > 1}),
        widths=column_widths(document),
        landscape=document.landscape,
    )


def _family(font_css: str) -> str:
    named = _FAMILY.search(font_css)
    return f"{named.group(1).strip()}, sans-serif" if named else "sans-serif"


def _page_numbers(language: str) -> str:
    """The content of a foot of a page, where counters of the style sheet stand for the numbers."""
    content = css_string(_said(language, "Page {page} of {pages}", page="{page}", pages="{pages}"))
    for counter in ("page", "pages"):
        content = content.replace(css_string(f"{{{counter}}}").strip('"'), f'" counter({counter}) "')
    return content


def _fill(template: str, /, **values: object) -> Markup:
    return fill_of(_TEMPLATES, template, values)

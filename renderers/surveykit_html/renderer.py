"""The renderer: a report as a page to read, a form as a page to fill in, each one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from surveykit.document import Copy, Document, filled_in
from surveykit.errors import UsageError
from surveykit.words import Room
from surveykit_html.blanks import Blanks
from surveykit_html.elements import Elements, opening
from surveykit_html.form_page import FormPage, form_page
from surveykit_html.form_words import mark_name
from surveykit_html.style import content_policy, own_style, report_style
from surveykit_html.writing import TEMPLATES

_said = Room("page")


class HtmlRenderer(Struct, frozen=True):
    """Writes reports and forms as HTML; the same document always gives the same bytes.

    `css`, and then the document's own style sheet, are put after ours: by them whoever issues the form gives it
    a look of their own. They must fetch nothing.
    """

    css: str = ""
    suffix: str = ".html"
    media_type: str = "text/html"

    def display_name(self, language: str, /) -> str:
        """What people call the format.

        Raises LookupError when the language has no catalogue.
        """
        return _said(language, "Web page")

    def instructions(self, language: str, /) -> str:
        """How a form in the format is opened, filled in and saved.

        Raises LookupError when the language has no catalogue.
        """
        return _said(
            language,
            "First save the file on your computer, then open it in a browser. Questions that depend on another answer "
            "appear as you go. At the end, follow the directions at the bottom of the page to save your answers and "
            "send them.",
        )

    def render(self, document: Document, /) -> bytes:
        """The document as one page, UTF-8.

        Raises UsageError for a style sheet that would fetch something.
        """
        css = self._own_style(document)
        if document.form is None:
            return _report(document, css)
        copy = document.copy
        whole = document if copy is None else filled_in(document, copy.values)
        return form_page(whole, css).copy(copy)

    def stamp(self, document: Document, copies: Iterable[Copy], /) -> Iterator[bytes]:
        """One page per copy, each equal to what `render` makes of the document with that copy.

        The document is rendered once, and again for each copy that has values of its own. Raises UsageError
        for a document that is not a form.
        """
        if document.form is None:
            raise UsageError("copies are made of forms; this document is a report")
        page: FormPage | None = None
        for copy in copies:
            if copy.values:
                yield self.render(replace(document, copy=copy))
                continue
            if page is None:
                page = form_page(document, self._own_style(document))
            yield page.copy(copy)

    def _own_style(self, document: Document) -> str:
        return own_style(f"{self.css}\n{document.stylesheet}".strip())


def _report(document: Document, css: str) -> bytes:
    mastheads, blocks = opening(document.blocks)
    elements = Elements(Blanks(), document.blocks)
    style = report_style(document, css)
    page = TEMPLATES.get_template("page.html").render(
        document=document,
        mark_name=mark_name(document.language) if document.marks else "",
        policy=content_policy(style),
        style=style,
        masthead=elements.all(mastheads),
        body=elements.all(blocks),
    )
    return page.encode()


renderer = HtmlRenderer()
"""What the entry point names."""

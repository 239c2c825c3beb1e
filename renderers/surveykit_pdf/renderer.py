"""The PDF renderer: the page for paper, printed and made sound once; what is personal is stamped on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from surveykit.document import Copy, Document
from surveykit.words import Room
from surveykit_pdf.contents import emptied, held
from surveykit_pdf.stamp import Stamp
from surveykit_pdf.template import template

_said = Room("pdf")


class PdfRenderer:
    """Writes tagged PDF: reports, and forms whose fields every viewer fills; stamps personal copies.

    A renderer keeps the last empty form that it printed: many answers on one form are printed once.
    """

    suffix = ".pdf"
    media_type = "application/pdf"

    def __init__(self) -> None:
        self._printed: tuple[Document, Stamp] | None = None

    def display_name(self, language: str, /) -> str:
        """What people call the format.

        Raises LookupError when the language has no catalogue.
        """
        return _said(language, "PDF")

    def instructions(self, language: str, /) -> str:
        """How a form in the format is opened, filled in and saved.

        Raises LookupError when the language has no catalogue.
        """
        return _said(
            language,
            "First save the file on your computer, then open it in a PDF reader rather than in the preview of your "
            "mail program. Fill in the fields and save; do not use “Print to PDF”, which removes the fields.",
        )

    def render(self, document: Document, /) -> bytes:
        """The document as a PDF; the same document always gives the same bytes.

        Raises MissingExtra, with the commands that install it, when the system has no Pango.
        """
        if document.form is None:
            return template(document)
        own = {} if document.copy is None else document.copy.values
        return self._stamp(document).copy(document.copy, {**held(document), **own})

    def stamp(self, document: Document, copies: Iterable[Copy], /) -> Iterator[bytes]:
        """One file per copy, each equal to what `render` makes of the document with that copy.

        The document is printed once, when the first copy is asked for.
        """
        stamp: Stamp | None = None
        shared = held(document)
        for copy in copies:
            if stamp is None:
                stamp = self._stamp(document)
            yield stamp.copy(copy, {**shared, **copy.values} if copy.values else shared)

    def _stamp(self, document: Document) -> Stamp:
        empty = emptied(document)
        printed = self._printed
        if printed is not None and printed[0] == empty:
            return printed[1]
        stamp = Stamp(empty, template(empty))
        self._printed = empty, stamp
        return stamp


renderer = PdfRenderer()
"""The renderer that the entry point names."""

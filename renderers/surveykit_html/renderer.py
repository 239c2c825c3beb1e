"""The renderer: a document's blocks as elements, in one file with its style and without a script."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from surveykit.document import Block, Document, Masthead
from surveykit.errors import UsageError
from surveykit_html.elements import Elements
from surveykit_html.style import content_policy, style_of

_TEMPLATES = Environment(
    loader=PackageLoader("surveykit_html"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class HtmlRenderer:
    """Writes reports as HTML; the same document always gives the same bytes."""

    suffix: str = ".html"
    media_type: str = "text/html"

    def render(self, document: Document, /) -> bytes:
        """The document as one page, UTF-8.

        Raises UsageError for a form.
        """
        if document.form is not None:
            raise UsageError(
                "The HTML format renders reports; a form that can be filled in is available with --to docx."
            )
        mastheads, blocks = _opening(document.blocks)
        elements = Elements(_TEMPLATES)
        style = style_of(_TEMPLATES, document)
        page = _TEMPLATES.get_template("page.html").render(
            document=document,
            policy=content_policy(style),
            style=style,
            masthead=elements.all(mastheads),
            body=elements.all(blocks),
        )
        return page.encode()


def _opening(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    if blocks and isinstance(blocks[0], Masthead):
        return blocks[:1], blocks[1:]
    return (), blocks


renderer = HtmlRenderer()
"""What the entry point names."""

"""A form as a page: everything but what is personal written once, and then one page per copy."""

from __future__ import annotations

from markupsafe import escape
from msgspec import Struct

from surveykit.document import Block, Copy, Document, answers, written_marks
from surveykit.words import Room
from surveykit_html.elements import opening
from surveykit_html.form_elements import FormElements
from surveykit_html.form_words import copy_label, mark_name, page_words
from surveykit_html.script import script_of
from surveykit_html.style import content_policy, css_string, form_style
from surveykit_html.tightening import tight_html
from surveykit_html.writing import TEMPLATES, fill, on_one_line

# What is personal is written in these places of the page; no text that passes through `canonical` holds U+0000.
_POLICY, _STYLE, _SCRIPT, _RUNNING, _WHOSE, _REFERENCE = (
    f"\x00{name}\x00" for name in ("policy", "style", "script", "running", "whose", "reference")
)


_said = Room("copy")


class FormPage(Struct, frozen=True):
    """A form's page with places for what is personal, and its style sheet and script, which its policy names."""

    page: str
    style: str
    script: str
    form: str
    submit: str | None
    language: str

    def copy(self, copy: Copy | None) -> bytes:
        """The page of a copy, or (None) of the blank form."""
        whose = self.form if copy is None else self._whose(copy)
        style = self.style.replace(_RUNNING, css_string(on_one_line(whose)))
        policy = content_policy(style, self.script, self.submit)
        page = self.page.replace(_POLICY, str(escape(policy)).replace("&#39;", "'")).replace(_STYLE, style)
        if copy is None:
            return page.replace(_WHOSE, "").replace(_REFERENCE, "").encode()
        named = fill(
            "copy", label=copy_label(self.language), holder=on_one_line(copy.holder), reference=str(copy.reference)
        )
        marks = " ".join(written_marks(copy.values))
        own = f' data-copy="{escape(copy.reference)}"' + (f' data-prefilled="{escape(marks)}"' if marks else "")
        return page.replace(_WHOSE, named).replace(_REFERENCE, own).encode()

    def _whose(self, copy: Copy) -> str:
        return _said(self.language, "{holder} — copy {reference}", holder=copy.holder, reference=str(copy.reference))


def form_page(document: Document, css: str) -> FormPage:
    """The page of a form, whatever its copy."""
    mastheads, blocks = opening(document.blocks)
    first = next((place for place, block in enumerate(blocks) if _asks(block)), len(blocks))
    elements = FormElements(document.blocks)
    submit = None if document.reply is None else document.reply.submit
    page = TEMPLATES.get_template("form.html").render(
        document=document,
        words=page_words(document.language),
        mark_name=mark_name(document.language) if document.marks else "",
        title=on_one_line(document.marked_title),
        language=on_one_line(document.language),
        author=on_one_line(document.author),
        form=document.form,
        masthead=elements.all(mastheads),
        opening=elements.all(blocks[:first]),
        questions=elements.all(blocks[first:]),
        submits=bool(submit),
        script=_SCRIPT,
        policy=_POLICY,
        style=_STYLE,
        whose=_WHOSE,
        reference=_REFERENCE,
    )
    script = script_of(document, elements.types)
    style = form_style(document, page, _RUNNING, css)
    return FormPage(
        tight_html(page).replace(_SCRIPT, script), style, script, str(document.form), submit, document.language
    )


def _asks(block: Block) -> bool:
    return any(answers((block,)))

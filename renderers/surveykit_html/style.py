"""The style sheets of pages, and the policies that allow them and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

from surveykit.document import Document, KeyFigures, Table, TextBox, controls, walked
from surveykit.errors import UsageError
from surveykit.texts import canonical
from surveykit_html.tightening import needed_css, tight_css
from surveykit_html.writing import TEMPLATES

_ADDED = frozenset(
    {"html", "body", "a", "li", "ul", ".aside", ".clear", ".copy", ".error", ".mirror", ".told", ".unseen"}
)
"""What is in no tag of a page: the elements that need none, and what its script or a copy adds to it."""

_ELEMENTS = re.compile(r"<([a-z][a-z0-9]*)")
_CLASSES = re.compile(r' class="?([\w -]+)')
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?")
_FETCHED = re.compile(r"@import|https?:|(?:url|src)\(\s*[\"']?\s*(?!data:|#|[\"'\s])", re.IGNORECASE)


def report_style(document: Document, extra: str) -> str:
    """The style sheet of a report, with the widths of its columns and its running header, then the `extra` one."""
    return _sheet("base") + _report_sheet(document) + _mark_sheet(document) + extra


def form_style(document: Document, page: str, whose: str, extra: str) -> str:
    """The style sheet of a form's page, then the `extra` one; `whose` is a string of the sheet, in its quotes.

    What would style nothing of the page, nor what its script or a copy adds to it, is left out.
    """
    areas = sorted({box.lines for box in controls(document) if isinstance(box, TextBox) and box.lines > 1})
    running = css_string(document.header)
    sheets = [_sheet("base"), _sheet("form", areas=areas, running=running, whose=whose), _mark_sheet(document, running)]
    if any(isinstance(block, Table | KeyFigures) for block in walked(document.blocks)):
        sheets.insert(1, _report_sheet(document))
    return needed_css(tight_css("".join(sheets)), _met(page) | _ADDED) + extra


def _report_sheet(document: Document) -> str:
    running = css_string(document.header)
    return _sheet("report", widths=column_widths(document), running=running, landscape=document.landscape)


def _mark_sheet(document: Document, running: str = "") -> str:
    """How the marks look; in print they take the place of the `running` header, which goes to the foot of the page."""
    return _sheet("mark", mark=css_string(document.mark), running=running) if document.marks else ""


def _sheet(name: str, **values: object) -> str:
    return TEMPLATES.get_template(f"{name}.css").render(values)


def _met(page: str) -> frozenset[str]:
    """The elements of a page of ours and, with a dot before, its classes."""
    classes = {f".{name}" for names in _CLASSES.findall(page) for name in names.split()}
    return frozenset(_ELEMENTS.findall(page)) | classes


def own_style(css: str) -> str:
    """A style sheet of the user's, as it is put into pages.

    Raises UsageError when it would fetch anything, or end its element.
    """
    bare = _COMMENT.sub(" ", css)
    if fetched := _FETCHED.search(bare):
        raise UsageError(
            f"the style sheet would fetch something ({bare[fetched.start() : fetched.start() + 60].strip()!r}): "
            "a form or a report needs nothing but itself; put fonts and pictures in as data: addresses"
        )
    if "</" in css or "<!--" in css:
        raise UsageError("the style sheet holds '</' or '<!--', which ends a style element")
    return css.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def column_widths(document: Document) -> list[tuple[str, int]]:
    """The class and the width (percent) of the columns of all tables."""
    tables = (block for block in walked(document.blocks) if isinstance(block, Table))
    widths = sorted({width for table in tables for width in _percents(table)})
    return [(_class(width), width) for width in widths]


def content_policy(style: str, script: str = "", submit: str | None = None) -> str:
    """The content security policy of a page that has that style inside, and that script if there is one.

    Nothing is fetched, nothing else runs; a script may send to `submit` and nowhere else.
    """
    rules = ["default-src 'none'", f"style-src '{_digest(style)}'"]
    if "data:" in style:
        rules += ["font-src data:", "img-src data:"]
    if script:
        rules.append(f"script-src '{_digest(script)}'")
    if submit:
        rules.append(f"connect-src {_source(submit)}")
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _source(address: str) -> str:
    """An address as a source of a policy: without its query, and without what would end the source."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    return path.replace(";", "%3B").replace(",", "%2C").replace(" ", "%20")


def column_class(table: Table, column: int) -> str:
    """The class that gives a column its width."""
    return _class(_percents(table)[column])


def _percents(table: Table) -> tuple[int, ...]:
    whole = sum(table.widths)
    return tuple(round(100 * width / whole) if whole else 0 for width in table.widths)


def _class(width: int) -> str:
    return f"w{width}"


def css_string(text: str) -> str:
    """The text as a string of a style sheet; what could end the string or the sheet is written as a number."""
    return '"' + "".join(_character(one) for one in canonical(text)) + '"'


def _character(one: str) -> str:
    return one if one.isalnum() or one in " .,’–—-\u00a0\u202f" else f"\\{ord(one):x} "

"""The style sheet of a page, and the policy that allows it and nothing else."""

from __future__ import annotations

import base64
import hashlib

from jinja2 import Environment

from surveykit.document import Block, Document, Group, Table
from surveykit.texts import canonical


def style_of(templates: Environment, document: Document) -> str:
    """The style sheet, with the widths of the document's columns and its running header."""
    widths = sorted({width for table in _tables(document.blocks) for width in _percents(table)})
    return templates.get_template("style.css").render(
        widths=[(_class(width), width) for width in widths], running=_quoted(document.header)
    )


def content_policy(style: str) -> str:
    """The content security policy of a page that has that style inside: nothing is fetched, nothing runs."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def column_class(table: Table, column: int) -> str:
    """The class that gives a column its width."""
    return _class(_percents(table)[column])


def _percents(table: Table) -> tuple[int, ...]:
    whole = sum(table.widths)
    return tuple(round(100 * width / whole) if whole else 0 for width in table.widths)


def _class(width: int) -> str:
    return f"w{width}"


def _tables(blocks: tuple[Block, ...]) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        match block:
            case Table():
                found.append(block)
            case Group():
                found += _tables(block.blocks)
            case _:
                pass
    return found


def _quoted(text: str) -> str:
    """The text as a string of a style sheet; what could end the string or the sheet is written as a number."""
    return '"' + "".join(_character(one) for one in canonical(text)) + '"'


def _character(one: str) -> str:
    return one if one.isalnum() or one in " .,’–—-\u00a0\u202f" else f"\\{ord(one):x} "

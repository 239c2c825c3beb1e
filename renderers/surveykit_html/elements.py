"""Each kind of block as an element."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import assert_never

from jinja2 import Environment
from markupsafe import Markup, escape

from surveykit.document import (
    Answer,
    Block,
    Control,
    Facts,
    Group,
    Heading,
    KeyFigures,
    ListBox,
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Role,
    Table,
    TextBox,
    TickBox,
    TickList,
    Title,
)
from surveykit.texts import canonical
from surveykit_html.style import column_class

_ROLES: Mapping[Role, str] = {
    Role.BODY: "body",
    Role.LEAD: "lead",
    Role.QUESTION: "question",
    Role.HINT: "hint",
    Role.NOTE: "note",
    Role.LEGEND: "legend",
    Role.WARNING: "warning",
}


class Elements:
    """Writes blocks from templates; the anchors of its headings and tables are numbered in their order."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates
        self._headings = count(1)
        self._tables = count(1)

    def all(self, blocks: Iterable[Block]) -> Markup:
        """The blocks one after the other."""
        return Markup("").join(self._element(block) for block in blocks)

    def _element(self, block: Block) -> Markup:
        match block:
            case Masthead():
                made = self._fill("masthead", lines=_each(block.issuer))
            case Title():
                made = self._fill("title", text=_lines(block.text), subtitle=_lines(block.subtitle))
            case Heading():
                made = self._heading(block)
            case Paragraph():
                made = self._fill("paragraph", role=_ROLES[block.role], text=_lines(block.text))
            case Listing():
                made = self._fill("listing", items=_each(block.items))
            case Facts():
                made = self._fill("facts", rows=[_each(row) for row in block.rows])
            case KeyFigures():
                made = self._fill("key_figures", figures=[_each(figure) for figure in block.figures])
            case Table():
                made = self._table(block)
            case Answer():
                made = self._answer(block)
            case Group():
                made = self._fill("group", blocks=self.all(block.blocks))
            case PageBreak():
                made = self._fill("page_break")
            case _:
                assert_never(block)
        return made

    def _heading(self, heading: Heading) -> Markup:
        level = min(max(heading.level, 1), 5) + 1
        anchor = f"section-{next(self._headings)}"
        return self._fill("heading", level=level, anchor=anchor, text=_lines(heading.text))

    def _table(self, table: Table) -> Markup:
        return self._fill(
            "table",
            anchor=f"table-{next(self._tables)}",
            caption=_lines(table.caption),
            description=canonical(table.description),
            columns=[column_class(table, column) for column in range(len(table.widths))],
            header=[(cell, _lines(cell.text)) for cell in table.header],
            rows=[[(cell, _lines(cell.text)) for cell in row] for row in table.rows],
        )

    def _answer(self, answer: Answer) -> Markup:
        return self._fill(
            "answer",
            label=_lines(answer.label),
            control=self._control(answer.control),
            after=_lines(answer.after),
            depth=answer.depth,
            inline=isinstance(answer.control, TextBox) and answer.control.lines == 1,
        )

    def _control(self, control: Control) -> Markup:
        match control:
            case TextBox():
                return self._fill("blank", lines=control.lines, value=_lines(control.value))
            case ListBox():
                entries = [(entry.code == control.value, _lines(entry.label), None) for entry in control.entries]
                return self._fill("options", entries=entries)
            case TickList():
                return self._fill("options", entries=[self._box(box) for box in control.boxes])
            case _:
                assert_never(control)

    def _box(self, box: TickBox) -> tuple[bool, Markup, Markup | None]:
        return box.ticked, _lines(box.label), None if box.detail is None else self._control(box.detail)

    def _fill(self, template: str, **values: object) -> Markup:
        # The templates escape whatever is not markup already: what they write is markup.
        return Markup(self._templates.get_template(f"{template}.html").render(values))  # noqa: S704


def _lines(text: str) -> Markup:
    """A text with its line ends kept, without the characters that no page can hold."""
    return Markup("<br>").join(escape(line) for line in canonical(text).split("\n"))


def _each(texts: Iterable[str]) -> list[Markup]:
    return [_lines(text) for text in texts]

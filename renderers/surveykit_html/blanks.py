"""Answers of a questionnaire that is shown in a report: to be read, not filled in."""

from __future__ import annotations

from typing import assert_never

from markupsafe import Markup

from surveykit.document import Answer, Control, ListBox, TextBox, TickBox, TickList
from surveykit_html.writing import fill, lined


class Blanks:
    """Writes each control as a line or a list of boxes, with what it holds."""

    def element(self, answer: Answer, asked: str, /) -> Markup:  # noqa: ARG002 (a protocol's method)
        """The answer as it would look on paper."""
        return fill(
            "answer",
            label=lined(answer.label),
            control=_control(answer.control),
            after=lined(answer.after),
            depth=answer.depth,
            inline=isinstance(answer.control, TextBox) and answer.control.lines == 1,
        )


def _control(control: Control) -> Markup:
    match control:
        case TextBox():
            return fill("blank", lines=control.lines, value=lined(control.value))
        case ListBox():
            entries = [(entry.code == control.value, lined(entry.label), None) for entry in control.entries]
            return fill("options", entries=entries)
        case TickList():
            return fill("options", entries=[_box(box) for box in control.boxes])
        case _:
            assert_never(control)


def _box(box: TickBox) -> tuple[bool, Markup, Markup | None]:
    return box.ticked, lined(box.label), None if box.detail is None else _control(box.detail)

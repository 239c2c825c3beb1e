"""What the controls of the screen and those of paper have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from itertools import count
from typing import assert_never

from markupsafe import Markup
from msgspec import Struct

from surveykit.document import Answer, Control, ListBox, TextBox, TickBox, TickList
from surveykit.expressions import Boolean, Integer
from surveykit.texts import canonical
from surveykit_html.writing import Fill, lined, on_one_line

MOST_RADIOS = 7
"""Entries: a longer list is a drop-down, unless it is compact."""

SOMEWHERE = "-"
"""The anchor of no text: a detail is never a contact line, even where no question stands above it."""

Values = Mapping[str, object]


class Button(Struct, frozen=True):
    """One radio button or tick box as it is written, with the answer that goes with it.

    `name` tells a tick box from the others of its list where they have no list around them.
    """

    id: str
    name: str
    code: str
    label: Markup
    chosen: bool
    detail: Markup | None = None


class NativeControls(ABC):
    """Writes answers as native controls, numbered in their order; a subclass says what its own templates need."""

    def __init__(self, fill: Fill, prefix: str = "") -> None:
        """`fill` fills the templates in; `prefix` begins the ids of the controls."""
        self._fill = fill
        self._prefix = prefix
        self._numbers = count(1)

    def element(self, answer: Answer, asked: str, /) -> Markup:
        """The answer with its control, whatever its condition says."""
        control = answer.control
        match control:
            case TextBox():
                return self._text(control, answer, asked)
            case ListBox():
                return self._list(control, answer, asked)
            case TickList():
                return self._ticks(control, answer, asked)
            case _:
                assert_never(control)

    def _text(self, box: TextBox, answer: Answer, asked: str) -> Markup:
        shared = self._shared(answer, box, asked)
        if box.lines > 1:
            return self._fill("field_area", lines=box.lines, value=canonical(box.value), **shared)
        return self._fill("field_line", **self._line(box, asked), **shared)

    def _list(self, box: ListBox, answer: Answer, asked: str) -> Markup:
        shared = self._shared(answer, box, asked)
        if not box.compact and len(box.entries) > self._most_radios(box):
            entries = [(entry.code, lined(entry.label), entry.code == box.value) for entry in box.entries]
            return self._fill("field_select", prompt=on_one_line(box.prompt), entries=entries, **shared)
        buttons = [
            Button(self._id(), box.field, entry.code, lined(entry.label), entry.code == box.value)
            for entry in box.entries
        ]
        group = self._group(box, answer, asked, shared)
        return self._fill("field_list", type="radio", options=buttons, **group, **shared)

    def _ticks(self, ticks: TickList, answer: Answer, asked: str) -> Markup:
        shared = self._shared(answer, ticks, asked)
        buttons = [
            Button(
                id=self._id(),
                name=f"{ticks.field}__{box.option}",
                code=box.option,
                label=lined(box.label),
                chosen=box.ticked,
                detail=self._detail(box, asked),
            )
            for box in ticks.boxes
        ]
        group = self._group(ticks, answer, asked, shared)
        return self._fill("field_list", type="checkbox", options=buttons, **group, **shared)

    def _detail(self, box: TickBox, asked: str) -> Markup | None:
        return None if box.detail is None else self._text(box.detail, Answer("", box.detail), asked or SOMEWHERE)

    @abstractmethod
    def _line(self, box: TextBox, asked: str, /) -> Values:
        """What the template of a box of one line needs."""

    @abstractmethod
    def _group(self, control: ListBox | TickList, answer: Answer, asked: str, shared: Values, /) -> Values:
        """What the template of radio buttons or tick boxes needs."""

    def _most_radios(self, box: ListBox, /) -> int:  # noqa: ARG002 (a subclass looks at it)
        """How many entries a list may have that is shown as radio buttons."""
        return MOST_RADIOS

    def _shared(self, answer: Answer, control: Control, asked: str, /) -> Values:  # noqa: ARG002 (a subclass looks at it)
        """What every template needs."""
        return {
            "id": self._id(),
            "field": control.field,
            "name": on_one_line(control.name),
            "kind": kind(control),
            "label": lined(answer.label),
            "after": lined(answer.after),
        }

    def _id(self) -> str:
        return f"{self._prefix}{next(self._numbers)}"


def kind(control: Control) -> str:
    """The type of the value that a control holds: `whole` number, `truth`, `code`, `codes` or `text`."""
    match control:
        case TextBox(numeric=numeric):
            return "whole" if numeric else "text"
        case ListBox(holds=Integer()):
            return "whole"
        case ListBox(holds=Boolean()):
            return "truth"
        case ListBox():
            return "code"
        case TickList():
            return "codes"
        case _:
            assert_never(control)

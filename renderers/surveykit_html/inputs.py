"""Answers to be filled in on the screen: native controls, each with a label of its own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import assert_never

from markupsafe import Markup
from msgspec import Struct

from surveykit.document import Answer, Control, ListBox, TextBox, TickBox, TickList
from surveykit.ids import RESPONDENT_FIELD
from surveykit.texts import canonical
from surveykit_html.controls import MOST_RADIOS, kind
from surveykit_html.writing import attribute, fill, lined, on_one_line

_COMPLETIONS = {
    "nom": "name",
    "fonction": "organization-title",
    "courriel": "email",
    "telephone": "tel",
    "organisme": "organization",
    "adresse": "street-address",
}
"""What a browser may fill in by itself, by the last word of a contact line's code."""


_SOMEWHERE = "-"
"""The anchor of no text: a detail is never a contact line, even where no question stands above it."""


class _Option(Struct, frozen=True):
    """One radio button or tick box as it is written, with the answer that goes with it."""

    id: str
    code: str
    label: Markup
    chosen: bool
    detail: Markup | None = None


class Inputs:
    """Writes answers as form controls.

    A box to type in and a drop-down have the field's name. So has the `fieldset` of a list: its radio buttons
    are named in common as nothing else is, its tick boxes have no name, and their values are the options' codes.
    The class `i` or `b` says that a list holds an integer or a boolean; `data-as` says that an answer is the
    `c`ontact's, or an `o`ptional one.
    """

    def __init__(self) -> None:
        self._numbers = count(1)

    def element(self, answer: Answer, asked: str, /) -> Markup:
        """The answer with its control, whatever its condition says."""
        control = answer.control
        match control:
            case TextBox():
                made = self._text(control, answer, asked)
            case ListBox():
                made = self._list(control, answer)
            case TickList():
                made = self._ticks(control, answer, asked)
            case _:
                assert_never(control)
        return made

    def _text(self, box: TextBox, answer: Answer, asked: str) -> Markup:
        if box.lines > 1:
            return fill("field_area", lines=box.lines, value=canonical(box.value), **self._shared(answer, box, asked))
        completion = "" if asked else _COMPLETIONS.get(box.field.rpartition("_")[2], "")
        value = on_one_line(box.value)
        own = (
            attribute("inputmode", "numeric" if box.numeric else "")
            + attribute("data-min", box.minimum or "")
            + attribute("data-max", "" if box.maximum is None else box.maximum)
            + attribute("autocomplete", completion)
            + attribute("value", value)
        )
        return fill("field_line", own=own, **self._shared(answer, box, asked))

    def _list(self, box: ListBox, answer: Answer) -> Markup:
        most = 0 if box.field == RESPONDENT_FIELD else MOST_RADIOS
        if box.compact or len(box.entries) <= most:
            options = [
                _Option(self._id(), entry.code, lined(entry.label), entry.code == box.value) for entry in box.entries
            ]
            return self._options("radio", options, answer, box)
        entries = [(entry.code, lined(entry.label), entry.code == box.value) for entry in box.entries]
        return fill("field_select", prompt=on_one_line(box.prompt), entries=entries, **self._shared(answer, box))

    def _ticks(self, ticks: TickList, answer: Answer, asked: str) -> Markup:
        options = [
            _Option(self._id(), box.option, lined(box.label), box.ticked, self._detail(box, asked))
            for box in ticks.boxes
        ]
        return self._options("checkbox", options, answer, ticks)

    def _detail(self, box: TickBox, asked: str) -> Markup | None:
        return None if box.detail is None else self._text(box.detail, Answer("", box.detail), asked or _SOMEWHERE)

    def _options(self, kind: str, options: Iterable[_Option], answer: Answer, control: ListBox | TickList) -> Markup:
        """Radio buttons or tick boxes in a group, which the words of the answer name, else its control's name."""
        shared = self._shared(answer, control)
        group = attribute("name", shared["id"]) if isinstance(control, ListBox) else ""
        return fill("field_list", type=kind, options=options, group=group, **shared)

    def _shared(self, answer: Answer, control: Control, asked: str = _SOMEWHERE) -> dict[str, object]:
        how = kind(control)
        looks = ("sub" * bool(answer.depth), "row" * _is_compact(control), how if how in {"i", "b"} else "")
        return {
            "id": self._id(),
            "field": control.field,
            "name": on_one_line(control.name),
            "label": lined(answer.label),
            "after": lined(answer.after),
            "look": attribute("class", " ".join(filter(None, looks))),
            "role": attribute("data-as", "c" if not asked else "o" if answer.optional else ""),
        }

    def _id(self) -> str:
        return str(next(self._numbers))


def _is_compact(control: Control) -> bool:
    return isinstance(control, ListBox) and control.compact

"""Putting values into the controls of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec.structs import replace

from surveykit.document.blocks import Answer, Block, Document
from surveykit.document.controls import Control, ControlValue, ListBox, TextBox, TickBox, TickList
from surveykit.document.tree import mapped
from surveykit.ids import FieldId, OptionCode


def filled_in(document: Document, values: Mapping[FieldId, ControlValue]) -> Document:
    """The same document with those values in its controls; a control without one keeps what it holds.

    Raises ValueError or TypeError for a value that its control cannot hold.
    """
    if not values:
        return document

    def filled(block: Block) -> Block:
        if isinstance(block, Answer):
            return replace(block, control=_control(block.control, values))
        return mapped(block, filled)

    return replace(document, blocks=tuple(map(filled, document.blocks)))


def _control(control: Control, values: Mapping[FieldId, ControlValue]) -> Control:
    match control:
        case TextBox():
            return _text(control, values)
        case ListBox():
            return _list(control, values)
        case TickList():
            return _ticks(control, values)
        case _:
            assert_never(control)


def _list(box: ListBox, values: Mapping[FieldId, ControlValue]) -> ListBox:
    chosen = values.get(box.field, box.value)
    if chosen is None:
        return replace(box, value=None)
    if chosen not in {entry.code for entry in box.entries}:
        raise ValueError(f"{chosen!r} is no entry of the list {box.field!r}")
    return replace(box, value=OptionCode(str(chosen)))


def _ticks(ticks: TickList, values: Mapping[FieldId, ControlValue]) -> TickList:
    ticked = values.get(ticks.field)
    if isinstance(ticked, str):
        raise TypeError(f"the tick list {ticks.field!r} cannot hold the text {ticked!r}")
    return replace(ticks, boxes=tuple(_box(box, ticked, values) for box in ticks.boxes))


def _text(box: TextBox, values: Mapping[FieldId, ControlValue]) -> TextBox:
    value = values.get(box.field, box.value)
    if not isinstance(value, str):
        raise TypeError(f"the text box {box.field!r} cannot hold a set of options")
    return replace(box, value=value)


def _box(box: TickBox, ticked: frozenset[OptionCode] | None, values: Mapping[FieldId, ControlValue]) -> TickBox:
    detail = None if box.detail is None else _text(box.detail, values)
    return replace(box, detail=detail, ticked=box.ticked if ticked is None else box.option in ticked)

"""A form's values, taken out of it: every copy is the same empty form, with values put in its fields."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from surveykit.document import (
    Answer,
    Block,
    Control,
    ControlValue,
    Document,
    ListBox,
    TextBox,
    TickBox,
    TickList,
    controls,
    mapped,
)
from surveykit.ids import FieldId


def held(document: Document) -> dict[FieldId, ControlValue]:
    """The values of the document's controls; an empty control is absent."""
    found: dict[FieldId, ControlValue] = {}
    for control in controls(document):
        match control:
            case TextBox(value=text):
                if text:
                    found[control.field] = text
            case ListBox(value=code):
                if code is not None:
                    found[control.field] = code
            case TickList(boxes=boxes):
                ticked = frozenset(box.option for box in boxes if box.ticked)
                if ticked:
                    found[control.field] = ticked
            case _:
                assert_never(control)
    return found


def emptied(document: Document) -> Document:
    """The document for nobody, with nothing in its controls."""
    return replace(document, copy=None, blocks=tuple(map(_block, document.blocks)))


def _block(block: Block) -> Block:
    if isinstance(block, Answer):
        return replace(block, control=_control(block.control))
    return mapped(block, _block)


def _control(control: Control) -> Control:
    match control:
        case TextBox():
            return replace(control, value="")
        case ListBox():
            return replace(control, value=None)
        case TickList():
            return replace(control, boxes=tuple(map(_box, control.boxes)))
        case _:
            assert_never(control)


def _box(box: TickBox) -> TickBox:
    detail = None if box.detail is None else replace(box.detail, value="")
    return replace(box, ticked=False, detail=detail)

"""Personal copies: the empty form, unchanged, and after it an update with what is personal and what is filled in."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from typing import assert_never

import pikepdf
from msgspec import Struct
from pikepdf import Dictionary, Object, Pdf

from surveykit.document import Control, ControlValue, Copy, Document, ListBox, TextBox, TickList, controls
from surveykit.ids import FieldId, OptionCode
from surveykit.texts import canonical
from surveykit_pdf import looks
from surveykit_pdf.fields import OFF, TICKED, field_name
from surveykit_pdf.header import HEADER_NAME, HEIGHT, WIDTH, drawing, header_words
from surveykit_pdf.metadata import Metadata
from surveykit_pdf.syntax import name, number, stream, text_string, update


class _Object(Struct, frozen=True):
    """An object of the template, its own entries written without those that a value changes."""

    number: int
    entries: bytes

    def with_entries(self, entries: bytes) -> tuple[int, bytes]:
        return self.number, b"<<%b%b>>" % (self.entries, entries)


class _StampedLine(Struct, frozen=True):
    """A field with a text: typed, or (`labels`) chosen from a list, each code with its label."""

    field: _Object
    width: float
    height: float
    area: bool
    labels: Mapping[str, str] | None


class _Radios(Struct, frozen=True):
    """A group of round buttons, by code."""

    group: _Object
    buttons: Mapping[str, _Object]


class _Boxes(Struct, frozen=True):
    """Tick boxes, by option."""

    boxes: Mapping[str, _Object]


_Field = _StampedLine | _Radios | _Boxes


class Stamp:
    """Puts values and copies on one template.

    `document` is the empty one of which `template` made the bytes.
    """

    def __init__(self, document: Document, template: bytes) -> None:
        self._template = template
        self._document = document
        self._metadata = Metadata(document)
        with pikepdf.open(io.BytesIO(template)) as pdf:
            self._numbers = _Numbers.of(pdf, template)
            self._fields = {} if document.form is None else _fields(pdf, document)

    def copy(self, copy: Copy | None, values: Mapping[FieldId, ControlValue]) -> bytes:
        """The template for a copy (None: for nobody) and with values in its fields; itself when there are none.

        Raises ValueError or TypeError for a value that its field cannot hold.
        """
        if copy is None and not values:
            return self._template
        numbers = self._numbers
        changed: dict[int, bytes] = {}
        if copy is not None:
            changed[numbers.info] = self._metadata.info(copy)
            changed[numbers.packet] = stream(b"/Type/Metadata/Subtype/XML", self._metadata.packet(copy))
            if numbers.header:
                header = drawing(header_words(self._document, copy))
                changed[numbers.header] = self._drawn(header, WIDTH, HEIGHT, self._metadata.header(copy))
        following = numbers.size
        for code, value in values.items():
            field = self._fields.get(code)
            if field is None:  # as `filled_in` does: a personal copy has no list of respondents
                continue
            following = self._put(field, code, value, changed, following)
        return self._template + self._update(changed, following)

    def _update(self, changed: Mapping[int, bytes], following: int) -> bytes:
        objects = sorted(changed.items())
        digest = hashlib.md5(usedforsecurity=False)
        for _, body in objects:
            digest.update(body)
        numbers = self._numbers
        trailer = b"/Root %d 0 R/Info %d 0 R/Prev %d/ID[<%b><%b>]" % (
            numbers.root,
            numbers.info,
            numbers.table,
            numbers.identifier,
            digest.hexdigest().encode(),
        )
        return update(self._template, objects, trailer, following)

    def _put(self, field: _Field, code: FieldId, value: ControlValue, changed: dict[int, bytes], following: int) -> int:
        """Write one value; `following` is the first free object number, and what is returned the next one."""
        match field:
            case _StampedLine():
                return self._put_text(field, _text(code, value), changed, following)
            case _Radios():
                self._choose(field, _text(code, value), changed)
            case _Boxes():
                if isinstance(value, str):
                    raise TypeError(f"the tick list {code!r} cannot hold the text {value!r}")
                _tick(field, code, value, changed)
        return following

    def _put_text(self, line: _StampedLine, value: str, changed: dict[int, bytes], following: int) -> int:
        text = canonical(value)
        if not text:
            return following
        shown = text
        if line.labels is not None:
            if value not in line.labels:
                raise ValueError(f"{value!r} is no entry of the list")
            shown = line.labels[value]
        draw = looks.area if line.area else looks.line
        changed[following] = self._drawn(draw(shown, line.width, line.height), line.width, line.height)
        entries = b"/V %b/AP<</N %d 0 R>>" % (text_string(text), following)
        changed.update((line.field.with_entries(entries),))
        return following + 1

    def _choose(self, radios: _Radios, code: str, changed: dict[int, bytes]) -> None:
        if code not in radios.buttons:
            raise ValueError(f"{code!r} is no entry of the list")
        state = name(code)
        chosen = radios.buttons[code]
        changed.update((radios.group.with_entries(b"/V " + state), chosen.with_entries(b"/AS " + state)))

    def _drawn(self, drawing_: bytes, width: float, height: float, kept: bytes = b"") -> bytes:
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %b %b]/Resources<</Font<</%b %d 0 R>>>>%b" % (
            number(width).encode(),
            number(height).encode(),
            looks.FONT_NAME.encode(),
            self._numbers.font,
            kept,
        )
        return stream(entries, drawing_)


def _text(code: FieldId, value: ControlValue) -> str:
    if not isinstance(value, str):
        raise TypeError(f"the field {code!r} cannot hold a set of options")
    return value


def _tick(boxes: _Boxes, code: FieldId, options: frozenset[OptionCode], changed: dict[int, bytes]) -> None:
    unknown = options.difference(boxes.boxes)
    if unknown:
        raise ValueError(f"{sorted(unknown)} are no options of {code!r}")
    state = name(TICKED)
    for option in options:
        changed.update((boxes.boxes[option].with_entries(b"/V %b/AS %b" % (state, state)),))


class _Numbers(Struct, frozen=True):
    """The numbers of the template's objects that an update names; 0 where there is none."""

    root: int
    info: int
    packet: int
    header: int
    font: int
    size: int
    table: int
    identifier: bytes

    @classmethod
    def of(cls, pdf: Pdf, template: bytes) -> _Numbers:
        form = pdf.Root.get("/AcroForm")
        drawings = pdf.pages[0].obj.Resources.get("/XObject", Dictionary())
        header = drawings.get(f"/{HEADER_NAME}")
        return cls(
            root=pdf.Root.objgen[0],
            info=pdf.trailer.Info.objgen[0],
            packet=pdf.Root.Metadata.objgen[0],
            header=0 if header is None else header.objgen[0],
            font=0 if form is None else form.DR.Font[f"/{looks.FONT_NAME}"].objgen[0],
            size=int(pdf.trailer.Size),
            table=int(template[template.rindex(b"startxref") :].split()[1]),
            identifier=bytes(pdf.trailer.ID[0]).hex().encode(),
        )


def _fields(pdf: Pdf, document: Document) -> dict[FieldId, _Field]:
    """How to fill each control of the document, in order."""
    by_name = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
    return {control.field: _field(control, by_name) for control in controls(document)}


def _field(control: Control, by_name: Mapping[str, Object]) -> _Field:
    match control:
        case TextBox():
            return _line(by_name[field_name(control.field)], area=control.lines > 1)
        case ListBox():
            return _list(control, by_name[field_name(control.field)])
        case TickList():
            names = {str(box.option): field_name(control.field, box.option) for box in control.boxes}
            return _Boxes({option: _without(by_name[field], "/V", "/AS") for option, field in names.items()})
        case _:
            assert_never(control)


def _list(control: ListBox, field: Object) -> _Field:
    """A list, which is drawn as radio buttons when it is short."""
    if "/Kids" in field:
        return _radios(field)
    return _line(field, labels={str(entry.code): canonical(entry.label) for entry in control.entries})


def _line(field: Object, *, area: bool = False, labels: Mapping[str, str] | None = None) -> _StampedLine:
    x0, y0, x1, y1 = (float(one) for one in field.Rect)
    return _StampedLine(_without(field, "/V", "/AP"), round(x1 - x0, 2), round(y1 - y0, 2), area, labels)


def _radios(group: Object) -> _Radios:
    buttons: dict[str, _Object] = {}
    for kid in group.Kids:
        state = next(key for key in map(str, kid.AP.N) if key != f"/{OFF}")
        buttons[state.removeprefix("/")] = _without(kid, "/AS")
    return _Radios(_without(group, "/V"), buttons)


def _without(field: Object, *keys: str) -> _Object:
    kept = {key: value for key, value in field.items() if key not in keys}
    entries = b"".join([key.encode() + b" " + _reference(value) for key, value in sorted(kept.items())])
    return _Object(field.objgen[0], entries)


def _reference(value: Object) -> bytes:
    if isinstance(value, Object):
        return b"%d %d R" % value.objgen if value.is_indirect else value.unparse()
    return str(value).encode()

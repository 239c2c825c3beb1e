"""The fields of a form, made anew from what WeasyPrint leaves: one per control, each with a look of its own."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from surveykit.document import Control, Document, ListBox, TextBox, TickBox, TickList, controls
from surveykit.ids import FieldId, OptionCode
from surveykit.texts import canonical
from surveykit_pdf import looks
from surveykit_pdf.fonts import FIELD_FAMILY, field_font

MULTILINE = 1 << 12
RADIO = 1 << 15
COMBO = 1 << 17
TICKED = "Yes"
"""The state of a ticked box."""
OFF = "Off"

_NONSYMBOLIC = 1 << 5
_KEPT = ("/Type", "/Subtype", "/F", "/P", "/StructParent")


def field_name(field: FieldId, option: OptionCode | None = None) -> str:
    """The name of a field in the PDF: the field's, or `FIELD__OPTION` for a tick box."""
    return field if option is None else f"{field}__{option}"


class _Widget(Struct, frozen=True):
    """One widget as printed; `option` is the value of a round button."""

    annotation: Object
    option: str = ""


def rebuild_fields(pdf: Pdf, document: Document) -> None:
    """Replace the interactive form of a printed page by one whose fields every viewer fills and shows alike.

    Raises ValueError when the page lacks a control, has one twice, or has one that the document does not.
    """
    Fields(pdf).rebuild(document)


class Fields:
    """Makes fields of widgets."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._found = _widgets(pdf)
        self._fields = Array()
        self._drawn: dict[tuple[bytes, float, float], Object] = {}

    def rebuild(self, document: Document) -> None:
        """See `rebuild_fields`."""
        font = _font(self._pdf)
        for control in controls(document):
            self._control(control)
        if self._found:
            raise ValueError(f"the page has fields that the document has not: {', '.join(self._found)}")
        fonts = Dictionary({f"/{looks.FONT_NAME}": font})
        self._pdf.Root.AcroForm = self._pdf.make_indirect(
            Dictionary(Fields=self._fields, DR=Dictionary(Font=fonts), DA=_appearance(looks.TEXT_SIZE))
        )

    def _control(self, control: Control) -> None:
        match control:
            case TextBox():
                self._text(control)
            case ListBox():
                widgets = self._take(field_name(control.field))
                if "/Opt" in widgets[0].annotation:
                    self._combo(control, widgets)
                else:
                    self._radios(control, widgets)
            case TickList():
                for box in control.boxes:
                    self._box(control, box)
            case _:
                assert_never(control)

    def _take(self, name: str) -> list[_Widget]:
        try:
            return self._found.pop(name)
        except KeyError:
            raise ValueError(f"the page has no field {name!r}") from None

    def _one(self, name: str) -> Object:
        widgets = self._take(name)
        if len(widgets) != 1:
            raise ValueError(f"the page has {len(widgets)} fields {name!r}")
        return widgets[0].annotation

    def _text(self, box: TextBox) -> None:
        widget = self._one(field_name(box.field))
        width, height = _cleaned(widget)
        size = looks.AREA_SIZE if box.lines > 1 else looks.line_size(height)
        self._named(widget, field_name(box.field), box.name)
        widget.FT = Name.Tx
        widget.Ff = MULTILINE if box.lines > 1 else 0
        widget.DA = _appearance(size)
        widget.AP = Dictionary(N=self._look(looks.EMPTY, width, height))

    def _combo(self, box: ListBox, widgets: list[_Widget]) -> None:
        widget = widgets[0].annotation
        width, height = _cleaned(widget)
        pairs = [("", canonical(box.prompt)), *((entry.code, canonical(entry.label)) for entry in box.entries)]
        self._named(widget, field_name(box.field), box.name)
        widget.FT = Name.Ch
        widget.Ff = COMBO
        widget.Opt = Array([Array([String(code), String(label)]) for code, label in pairs])
        widget.DA = _appearance(looks.line_size(height))
        widget.AP = Dictionary(N=self._look(looks.EMPTY, width, height))

    def _radios(self, box: ListBox, widgets: list[_Widget]) -> None:
        labels = {entry.code: entry.label for entry in box.entries}
        if [widget.option for widget in widgets] != list(labels):
            raise ValueError(f"the page has other buttons for {box.field!r} than the document")
        group = self._pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=RADIO, V=Name("/" + OFF), Kids=Array()))
        self._named(group, field_name(box.field), box.name)
        for widget, (code, label) in zip(widgets, labels.items(), strict=True):
            button = widget.annotation
            self._button(button, code, looks.dot(*_cleaned(button)))
            button.TU = String(f"{canonical(box.name)} – {canonical(label)}")
            button.Parent = group
            group.Kids.append(button)

    def _box(self, ticks: TickList, box: TickBox) -> None:
        name = field_name(ticks.field, box.option)
        widget = self._one(name)
        self._button(widget, TICKED, looks.tick(*_cleaned(widget)))
        self._named(widget, name, f"{ticks.name} – {box.label}")
        widget.FT = Name.Btn
        widget.V = Name("/" + OFF)

    def _button(self, widget: Object, state: str, mark: bytes) -> None:
        width, height = _size(widget)
        states = {f"/{state}": self._look(mark, width, height), f"/{OFF}": self._look(b"", width, height)}
        widget.AP = Dictionary(N=Dictionary(states))
        widget.AS = Name("/" + OFF)

    def _named(self, field: Object, name: str, meaning: str) -> None:
        field.T = String(name)
        field.TU = String(canonical(meaning))
        self._fields.append(field)

    def _look(self, drawing: bytes, width: float, height: float) -> Object:
        """A look of that size; the same one is drawn once."""
        key = drawing, width, height
        if key not in self._drawn:
            self._drawn[key] = self._pdf.make_stream(
                drawing,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, _decimal(width), _decimal(height)]),
                Resources=Dictionary(),
            )
        return self._drawn[key]


def _widgets(pdf: Pdf) -> dict[str, list[_Widget]]:
    """The widgets of all pages by field, in the order of the pages."""
    found: dict[str, list[_Widget]] = {}
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            if annotation.get("/Subtype") == Name.Widget:
                found.setdefault(str(annotation.T), []).append(_Widget(annotation, _option(annotation)))
    return found


def _option(button: Object) -> str:
    group = button.get("/Parent")
    if group is None:
        return ""
    ranks = [kid.objgen for kid in group.Kids]
    return str(group.Opt[ranks.index(button.objgen)])


def _cleaned(widget: Object) -> tuple[float, float]:
    """Take everything off a widget but its place, made regular, and say its width and height in points."""
    x0, y0, x1, y1 = (float(one) for one in widget.Rect)
    for key in set(map(str, widget)).difference(_KEPT):
        del widget[key]
    widget.Rect = Array([_decimal(one) for one in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))])
    return _size(widget)


def _size(widget: Object) -> tuple[float, float]:
    x0, y0, x1, y1 = (float(one) for one in widget.Rect)
    return round(x1 - x0, 2), round(y1 - y0, 2)


def _appearance(size: float) -> String:
    return String(f"/{looks.FONT_NAME} {size:g} Tf 0 g")


_decimal = partial(round, ndigits=2)


def _font(pdf: Pdf) -> Object:
    """The fields' font, embedded."""
    font = field_font()
    file = pdf.make_stream(font.data, Length1=len(font.data))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/SKFORM+{FIELD_FAMILY}"),
        Flags=_NONSYMBOLIC,
        FontBBox=Array(list(font.box)),
        ItalicAngle=0,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.cap_height,
        StemV=80,
        FontFile2=file,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name(f"/SKFORM+{FIELD_FAMILY}"),
            FirstChar=32,
            LastChar=255,
            Widths=Array(list(font.widths[32:])),
            FontDescriptor=pdf.make_indirect(descriptor),
            Encoding=Name.WinAnsiEncoding,
        )
    )

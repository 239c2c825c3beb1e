"""A filled PDF form, changed as viewers, fillers, editors and damage change one."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from pikepdf.exceptions import PageCopyWarning

from mutants.paper import copy_by, drawn, filled_forms
from mutants.verdict import Mutant, Seen, Trial
from surveykit.ids import FieldId, OptionCode
from surveykit_pdf import renderer

_RADIO = 1 << 15


class Paper(Struct):
    """A PDF while it is changed, and what is seen of its answers where that changed."""

    pdf: Pdf
    codes: dict[tuple[int, int], FieldId] = field(default_factory=dict)
    sees: dict[FieldId, Seen] = field(default_factory=dict)
    saved: dict[str, object] = field(default_factory=dict)
    after: list[Callable[[bytes], bytes]] = field(default_factory=list)

    def fields(self) -> list[Object]:
        """The root fields that are listed."""
        form = self.pdf.Root.get("/AcroForm")
        listed = form.get("/Fields") if isinstance(form, Dictionary) else None
        return [one for one in listed if "/FT" in one and "/T" in one] if isinstance(listed, Array) else []

    def widgets(self) -> list[tuple[Object, Object]]:
        """Every page with each widget on it."""
        return [(page.obj, one) for page in self.pdf.pages for one in page.obj.get("/Annots", []) if _is_widget(one)]

    def listed(self, *, kind: str = "") -> list[Object]:
        """The fields of a kind: `texts`, `radios`, `boxes`, or of any."""
        return [one for one in self.fields() if not kind or _kind(one) == kind]

    def see(self, one: Object, seen: Seen) -> None:
        """Say what is seen of a field now; what nobody could tell before, nobody can tell still."""
        code = self.codes.get(one.objgen) or _code(one)
        self.sees[code] = None if self.sees.get(code, "") is None else seen

    def recount(self, one: Object) -> None:
        """Say what is seen of a list whose states were changed: nobody can tell where they contradict each other."""
        code = self.codes.get(one.objgen) or _code(one)
        if _kind(one) == "radios":
            shown = [state for kid in _buttons(one) if (state := str(kid.get("/AS", "/Off"))) != "/Off"]
            values = [str(each.V) for each in (one, *_buttons(one)) if "/V" in each]
            recorded = next(
                (value for value in values if value != "/Off"), "/Off" if values else (shown or ["/Off"])[0]
            )
            self.sees[code] = recorded.strip("/") if shown == [recorded] else None if shown else ""
            if not shown and recorded != "/Off":
                self.sees[code] = None
            return
        boxes = [box for box in self.listed(kind="boxes") if _code(box) == code]
        states = {str(box.T).partition("__")[2]: (_is_on(box, "/V"), _is_on(box, "/AS")) for box in boxes}
        agree = all("/V" not in box or _is_on(box, "/V") == _is_on(box, "/AS") for box in boxes)
        self.sees[code] = frozenset(OptionCode(name) for name, (_, on) in states.items() if on) if agree else None

    def doubt(self, one: Object) -> None:
        """Say that what is seen of a field is no more what it holds, where it holds anything."""
        if _holds(one):
            self.see(one, None)

    def data(self) -> bytes:
        """The file."""
        saved = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PageCopyWarning)
            self.pdf.save(saved, **self.saved)
        data = saved.getvalue()
        for change in self.after:
            data = change(data)
        return data


def _is_widget(one: object) -> bool:
    return isinstance(one, Dictionary) and one.get("/Subtype") == Name.Widget


def _kind(one: Object) -> str:
    if one.get("/FT") == Name.Btn:
        return "radios" if int(one.get("/Ff", 0)) & _RADIO else "boxes"
    return "texts"


def _code(one: Object) -> FieldId:
    """The field's code, of a widget too."""
    while "/T" not in one and "/Parent" in one:
        one = one.Parent
    return FieldId(str(one.get("/T", "")).partition("__")[0])


def _field_of(widget: Object) -> Object:
    return widget.Parent if "/T" not in widget and "/Parent" in widget else widget


def _holds(one: Object) -> bool:
    """Whether a field holds or shows anything."""
    return bool(_text(one)) or _shows(one)


def _text(one: Object) -> str:
    value = one.get("/V")
    if isinstance(value, Name):
        return "" if value == Name.Off else str(value)[1:]
    return str(value) if isinstance(value, String) else "" if value is None else "?"


def _shows(one: Object) -> bool:
    """Whether a field's look has words in it, or a button of it is shown as on."""
    if _kind(one) == "texts":
        looks = [each.get("/AP", Dictionary()).get("/N") for each in _buttons(one)]
        return any(isinstance(look, pikepdf.Stream) and b"Tj" in look.read_bytes() for look in looks)
    return any(str(kid.get("/AS", "/Off")) != "/Off" for kid in _buttons(one))


def _is_on(box: Object, key: str) -> bool:
    return str(box.get(key, "/Off")) != "/Off"


def _buttons(one: Object) -> list[Object]:
    return list(one.Kids) if "/Kids" in one else [one]


def _states(button: Object) -> list[str]:
    """The states that a button has looks for; none where it has one look, as a text has."""
    looks = button.get("/AP", Dictionary()).get("/N")
    return list(looks) if isinstance(looks, Dictionary) else []


@cache
def trials() -> tuple[Trial, ...]:
    """The forms that are changed."""
    return filled_forms(copy_by(renderer), "reponses.pdf")


def mutant(trial: Trial, seed: int, wanted: str | None = None) -> Mutant:
    """A changed file, and what is seen in it; `wanted` is one of the changes, if not every one is."""
    chance = Random(seed)
    names = drawn(CHANGES, chance, wanted)
    with pikepdf.open(io.BytesIO(trial.data)) as pdf:
        paper = Paper(pdf)
        paper.codes = {one.objgen: _code(one) for one in paper.fields()}
        for name in sorted(names, key=lambda one: (one == NEWER, one in LAST, one not in FIRST)):
            CHANGES[name](paper, chance)
        return Mutant(paper.data(), paper.sees, changes=names)


Change = Callable[[Paper, Random], None]


def _on(change: Callable[[Paper, Object, Random], None], kind: str = "") -> Change:
    """A change of one field of a kind."""

    def on_it(paper: Paper, chance: Random) -> None:
        found = paper.listed(kind=kind)
        filled = [one for one in found if _holds(one)]
        if found:
            change(paper, chance.choice(filled if filled and chance.random() < 0.7 else found), chance)

    return on_it


def _set_fields(paper: Paper, fields: list[Object]) -> None:
    if "/AcroForm" in paper.pdf.Root:
        paper.pdf.Root.AcroForm.Fields = Array(fields)


def _unlist(paper: Paper, one: Object) -> None:
    _set_fields(paper, [each for each in paper.pdf.Root.AcroForm.Fields if each.objgen != one.objgen])


def _unpage(paper: Paper, widgets: list[Object]) -> None:
    gone = {one.objgen for one in widgets}
    for page in paper.pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = Array([one for one in page.obj.Annots if one.objgen not in gone])


def _unlisted(paper: Paper, one: Object, chance: Random) -> None:
    _unlist(paper, one)


def _all_unlisted(paper: Paper, chance: Random) -> None:
    if "/AcroForm" in paper.pdf.Root:
        _set_fields(paper, [])


def _form_lost(paper: Paper, chance: Random) -> None:
    if "/AcroForm" in paper.pdf.Root:
        del paper.pdf.Root["/AcroForm"]


def _unpaged(paper: Paper, one: Object, chance: Random) -> None:
    _unpage(paper, _buttons(one))
    paper.doubt(one)


def _removed(paper: Paper, one: Object, chance: Random) -> None:
    paper.doubt(one)
    _unpage(paper, _buttons(one))
    _unlist(paper, one)


def _kid_removed(paper: Paper, one: Object, chance: Random) -> None:
    kids = _buttons(one)
    kid = chance.choice(kids or [one])
    way = chance.choice(("page", "kids", "both"))
    if way != "page" and "/Kids" in one:
        one.Kids = Array([each for each in kids if each.objgen != kid.objgen])
    if way != "kids":
        _unpage(paper, [kid])
        if str(kid.get("/AS", "/Off")) != "/Off":
            paper.doubt(one)


def _kids_reordered(paper: Paper, one: Object, chance: Random) -> None:
    if "/Kids" in one:
        one.Kids = Array(chance.sample(list(one.Kids), len(one.Kids)))


def _fields_reordered(paper: Paper, chance: Random) -> None:
    _set_fields(paper, chance.sample(paper.fields(), len(paper.fields())))


def _annotations_reordered(paper: Paper, chance: Random) -> None:
    for page in paper.pdf.pages:
        notes = list(page.obj.get("/Annots", []))
        page.obj.Annots = Array(chance.sample(notes, len(notes)))


def _value_changed(paper: Paper, one: Object, chance: Random) -> None:
    """The recorded text alone: a look that has words in it is still what is seen."""
    text = chance.choice(("19", "3", "NC", "Une autre réponse"))
    if text == _text(one):
        return
    redrawn = paper.pdf.Root.AcroForm.get("/NeedAppearances") is True
    seen: Seen = None if _shows(one) and not redrawn else text
    one.V = String(text)
    paper.see(one, seen)


def _value_lost(paper: Paper, one: Object, chance: Random) -> None:
    if "/V" in one:
        shows = _shows(one) and paper.pdf.Root.AcroForm.get("/NeedAppearances") is not True
        del one["/V"]
        if _kind(one) == "texts":
            paper.see(one, None if shows else "")
        else:
            paper.recount(one)


def _retyped(paper: Paper, one: Object, chance: Random) -> None:
    """Another answer, as a viewer writes it: its value and its look."""
    text = chance.choice(("19", "3", "NC", "Une autre réponse", ""))
    one.V = String(text)
    _draw(paper, one, text)
    paper.sees[paper.codes.get(one.objgen) or _code(one)] = text


def _draw(paper: Paper, one: Object, text: str, ink: str = "0 g") -> None:
    """Give each widget of a field a look: that of a field which has widgets below it is not seen."""
    words = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    begun = f"/Tx BMC q BT /Helv 9 Tf {ink} 2 3 Td (".encode()
    content = begun + words + b") Tj ET Q EMC" if text else b"/Tx BMC EMC"
    for widget in _buttons(one):
        widget.AP = Dictionary(N=paper.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form))


def _look_of_other(paper: Paper, one: Object, chance: Random) -> None:
    """A look that shows other words than the value's."""
    text = chance.choice(("77", "Une autre réponse", "Non"))
    if text != _text(one):
        _draw(paper, one, text)
        if paper.pdf.Root.AcroForm.get("/NeedAppearances") is not True:
            paper.see(one, None)


def _inkless(paper: Paper, one: Object, chance: Random) -> None:
    """A look that has the value's words and leaves none of them to be seen."""
    if _text(one):
        _draw(paper, one, _text(one), chance.choice(("1 g", "1 1 1 rg", "0 0 0 0 k", "3 Tr")))
        if paper.pdf.Root.AcroForm.get("/NeedAppearances") is not True:
            paper.see(one, None)


def _looks_swapped(paper: Paper, one: Object, chance: Random) -> None:
    found = [two for two in paper.listed(kind="texts") if "/N" in two.get("/AP", Dictionary())]
    others = [two for two in found if two.objgen != one.objgen]
    if not others or "/N" not in one.get("/AP", Dictionary()):
        return
    two = chance.choice(others)
    shown = _shows(one), _shows(two)
    differ = _text(one) != _text(two)
    first, second = one.AP, two.AP
    one.AP, two.AP = Dictionary(N=second.N), Dictionary(N=first.N)
    redrawn = paper.pdf.Root.AcroForm.get("/NeedAppearances") is True
    for each, shows in ((one, shown[1]), (two, shown[0])):
        if shows and differ and not redrawn:
            paper.see(each, None)


def _look_lost(paper: Paper, one: Object, chance: Random) -> None:
    way = chance.randrange(3)
    for each in _buttons(one):
        if way == 0 and "/AP" in each:
            del each["/AP"]
        elif way == 1 and _kind(one) == "texts":
            each.AP = Dictionary(N=paper.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form))
        elif way == 2:
            each.AP = Dictionary()


def _shown_state(paper: Paper, one: Object, chance: Random) -> None:
    """A button shown as on or off, whatever is recorded."""
    kid = chance.choice(_buttons(one) or [one])
    on = next((key for key in _states(kid) if key != "/Off"), None)
    if on is None:
        return
    before = str(kid.get("/AS", "/Off"))
    kid.AS = Name.Off if before == on else Name(on)
    paper.recount(one)


def _recorded_state(paper: Paper, one: Object, chance: Random) -> None:
    """A state recorded, whatever the buttons show."""
    states = [key for kid in _buttons(one) for key in _states(kid)]
    if not states:
        return
    state = chance.choice([*states, "/inexistante"])
    before = str(one.get("/V", "/Off"))
    if state == before or (_kind(one) == "boxes" and "/Off" not in {state, before}):
        return
    one.V = Name(state)
    paper.recount(one)


def _chosen(paper: Paper, one: Object, chance: Random) -> None:
    """Another choice, as a viewer writes it."""
    kids = [kid for kid in _buttons(one) if isinstance(kid.get("/AP", Dictionary()).get("/N"), Dictionary)]
    if not kids or FieldId(_code(one)) in paper.sees:
        return
    kid = chance.choice(kids or [one])
    state = next((key for key in kid.AP.N if key != "/Off"), None)
    if state is None:
        return
    if _kind(one) == "radios":
        for each in _buttons(one):
            each.AS = Name.Off
        kid.AS, one.V = Name(state), Name(state)
        paper.see(one, state[1:])
        return
    on = str(one.get("/V", "/Off")) == "/Off"
    one.V = one.AS = Name(state) if on else Name.Off
    boxes = [box for box in paper.listed(kind="boxes") if _code(box) == _code(one)]
    ticked = {str(box.T).partition("__")[2] for box in boxes if str(box.get("/V", "/Off")) != "/Off"}
    paper.see(one, frozenset(map(OptionCode, ticked)))


def _renamed(paper: Paper, one: Object, chance: Random) -> None:
    name = str(one.T)
    one.T = String(chance.choice((name + "_2", name.upper(), name[:-1], "x." + name, "Texte 12", "")))


def _all_renamed(paper: Paper, chance: Random) -> None:
    rule = chance.choice(("{}_2", "form1_{}", "{}#1", "a.{}"))
    for one in paper.fields():
        one.T = String(rule.format(one.T))


def _names_swapped(paper: Paper, one: Object, chance: Random) -> None:
    others = [two for two in paper.listed(kind="texts") if two.objgen != one.objgen]
    if others:
        two = chance.choice(others)
        if _page_of(paper, one) is None or _page_of(paper, two) is None:
            return
        differ = _text(one) != _text(two)
        one.T, two.T = String(str(two.T)), String(str(one.T))
        if differ:
            paper.see(one, None)
            paper.see(two, None)


def _places_swapped(paper: Paper, one: Object, chance: Random) -> None:
    """Two fields, each in the other's place."""
    others = [two for two in paper.listed(kind="texts") if "/Rect" in two and two.objgen != one.objgen]
    if not others or "/Rect" not in one:
        return
    two = chance.choice(others)
    pages = _page_of(paper, one), _page_of(paper, two)
    if None in pages:
        return
    one.Rect, two.Rect = Array(list(two.Rect)), Array(list(one.Rect))
    if pages[0].objgen != pages[1].objgen:
        _unpage(paper, [one, two])
        pages[0].Annots.append(two)
        pages[1].Annots.append(one)
    if _text(one) != _text(two):
        paper.doubt(one)
        paper.doubt(two)


def _page_of(paper: Paper, widget: Object) -> Object | None:
    return next((page for page, one in paper.widgets() if one.objgen == widget.objgen), None)


def _states_renamed(paper: Paper, one: Object, chance: Random) -> None:
    """The states of the buttons under other names, shown and recorded alike."""
    old = {}
    for rank, kid in enumerate(_buttons(one)):
        looks = kid.get("/AP", Dictionary()).get("/N")
        if isinstance(looks, Dictionary):
            key = next((key for key in looks if key != "/Off"), None)
            if key is not None:
                new = chance.choice((f"/{rank}", "/on", "/Choix" + str(rank)))
                looks[new] = looks[key]
                del looks[key]
                old[key] = new
                if str(kid.get("/AS")) == key:
                    kid.AS = Name(new)
    if str(one.get("/V")) in old:
        one.V = Name(old[str(one.V)])
    if _kind(one) == "radios":
        paper.doubt(one)


def _copied(paper: Paper, one: Object, chance: Random) -> None:
    """A field once more, under its name, with its own or with another value; listed, on a page, or both."""
    if "/Rect" not in one or _kind(one) != "texts":
        return
    copy = paper.pdf.make_indirect(Dictionary(dict(one.items())))
    x0, y0, x1, y1 = map(float, one.Rect)
    copy.Rect = Array([x1 + 4, y0, x1 + 4 + (x1 - x0) / 2, y1])
    other = chance.random() < 0.6
    if other:
        text = "77"
        copy.V = String(text)
        _draw(paper, copy, text)
    page = _page_of(paper, one)
    way = chance.choice(("page", "both"))
    if page is not None:
        page.Annots.append(copy)
        if other and _text(one) != "77":
            paper.see(one, None)
    if way == "both":
        paper.pdf.Root.AcroForm.Fields.append(copy)


def _second_widget(paper: Paper, one: Object, chance: Random) -> None:
    """A field with two widgets, which show the same or not."""
    page = _page_of(paper, one)
    if page is None or _kind(one) != "texts" or "/Rect" not in one:
        return
    text = _text(one)
    shown = chance.choice((text, "77"))
    field_ = paper.pdf.make_indirect(Dictionary(FT=Name.Tx, T=one.T, Kids=Array()))
    if "/V" in one:
        field_.V = one.V
    kids = [one, paper.pdf.make_indirect(Dictionary(dict(one.items())))]
    x0, y0, x1, y1 = map(float, one.Rect)
    kids[1].Rect = Array([x0, y0 - 3, x1, y1 - 3])
    name = one.T
    for kid in kids:
        for key in ("/T", "/V", "/FT"):
            if key in kid:
                del kid[key]
        kid.Parent = field_
        field_.Kids.append(kid)
    _draw(paper, kids[1], shown)
    page.Annots.append(kids[1])
    _set_fields(paper, [field_ if each.objgen == one.objgen else each for each in paper.pdf.Root.AcroForm.Fields])
    if shown != text and paper.pdf.Root.AcroForm.get("/NeedAppearances") is not True:
        paper.sees[FieldId(str(name))] = None


def _unseen(paper: Paper, one: Object, chance: Random) -> None:
    """A widget that nobody sees: off the page, without a size, hidden by a flag or a layer."""
    way = chance.randrange(5)
    layer = _layer(paper) if way == 4 else None
    for kid in _buttons(one):
        if way == 0:
            kid.Rect = Array([-300, -300, -200, -280])
        elif way == 1 and "/Rect" in kid:
            kid.Rect = Array([kid.Rect[0], kid.Rect[1], kid.Rect[0], kid.Rect[1]])
        elif way in {2, 3}:
            kid.F = int(kid.get("/F", 0)) | (2 if way == 2 else 32)
        elif layer is not None:
            kid.OC = layer
    paper.doubt(one)


def _layer(paper: Paper) -> Object:
    """A layer that is off, the only one that the file knows: what is on another is seen."""
    layer = paper.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("caché")))
    shown = Dictionary(OFF=Array([layer]), Order=Array([layer]))
    paper.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=shown)
    return layer


def _flagged(paper: Paper, one: Object, chance: Random) -> None:
    """Flags that change nothing of what is seen on the screen."""
    for kid in _buttons(one):
        kid.F = chance.choice((0, 1, 4, 64, 128, 132))


def _field_flagged(paper: Paper, one: Object, chance: Random) -> None:
    one.Ff = int(one.get("/Ff", 0)) | chance.choice((1, 2, 4, 1 << 12, 1 << 22, 1 << 24))


def _moved_page(paper: Paper, one: Object, chance: Random) -> None:
    """A field on a page, where it is seen again if it was on none."""
    page = chance.choice(list(paper.pdf.pages)).obj
    if all(_page_of(paper, kid) is None for kid in _buttons(one)):
        paper.sees.pop(paper.codes.get(one.objgen) or _code(one), None)
    _unpage(paper, _buttons(one))
    if "/Annots" not in page:
        page.Annots = Array()
    for kid in _buttons(one):
        page.Annots.append(kid)


def _page_removed(paper: Paper, chance: Random) -> None:
    if len(paper.pdf.pages) > 1:
        at = chance.randrange(len(paper.pdf.pages))
        for one in paper.pdf.pages[at].obj.get("/Annots", []):
            if _is_widget(one):
                paper.doubt(_field_of(one))
        del paper.pdf.pages[at]


def _pages_reordered(paper: Paper, chance: Random) -> None:
    paper.pdf.pages.reverse()


def _page_repeated(paper: Paper, chance: Random) -> None:
    page = chance.choice(list(paper.pdf.pages))
    paper.pdf.pages.append(page)


def _page_turned(paper: Paper, chance: Random) -> None:
    chance.choice(list(paper.pdf.pages)).rotate(90, relative=True)


def _page_cropped(paper: Paper, chance: Random) -> None:
    page = chance.choice(list(paper.pdf.pages)).obj
    bottom = chance.choice((0, 200, 450))
    page.CropBox = Array([0, bottom, 595, bottom + 300])
    for one in page.get("/Annots", []):
        if _is_widget(one) and "/Rect" in one and (float(one.Rect[3]) <= bottom or float(one.Rect[1]) >= bottom + 300):
            paper.doubt(_field_of(one))


_KINDS = (
    *("FreeText", "Ink", "Stamp", "Square", "Circle", "Line", "Polygon", "PolyLine", "Highlight", "Underline"),
    *("Squiggly", "StrikeOut", "FileAttachment", "Redact", "Sound", "Movie", "Screen", "Watermark", "Caret"),
    *("Text", "Popup", "Link", "RichMedia", "3D", "Unheard"),
)


def _annotated(paper: Paper, chance: Random) -> None:
    """An annotation over a field."""
    widgets = [(page, one) for page, one in paper.widgets() if "/Rect" in one]
    if not widgets:
        return
    page, one = chance.choice(widgets)
    kind = chance.choice(_KINDS)
    note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array(list(one.Rect)))
    if chance.random() < 0.7:
        note.Contents = String(chance.choice(("12 réseaux", "voir annexe", "x")))
    page.Annots.append(paper.pdf.make_indirect(note))
    told = kind not in {"Text", "Popup", "Link"}
    if told and _inside(one) and not int(one.get("/F", 0)) & 34:
        paper.see(_field_of(one), None)


def _inside(one: Object) -> bool:
    x0, y0, x1, y1 = map(float, one.Rect)
    return x1 > x0 >= 0 and y1 > y0 >= 0


def _painted(paper: Paper, chance: Random) -> None:
    """Words or a drawing put on the page itself, beside a field."""
    widgets = [(page, one) for page, one in paper.widgets() if "/Rect" in one and _inside(one)]
    if not widgets:
        return
    page, one = chance.choice(widgets)
    x, y = float(one.Rect[2]) + 3, float(one.Rect[1]) + 3
    ways = (
        f"BT /Helv 10 Tf {x} {y} Td (12 reseaux) Tj ET",
        f"BT /F1 10 Tf 1 0 0 1 {x} {y} Tm (Nous avons) Tj ( 12 reseaux) Tj ET",
        f"q 1 1 1 rg {x} {y} 80 12 re f Q",
        f"q 0 0 1 RG 2 w {x} {y} m {x + 20} {y + 9} l S Q",
        f"/Artifact BMC q 0 g {x} {y} 60 12 re f Q EMC",
        f"/P <</MCID 990>> BDC BT /Helv 10 Tf {x} {y} Td (12 reseaux) Tj ET EMC",
    )
    content = chance.choice(ways)
    held = pikepdf.Page(page)
    held.contents_add(b"q", prepend=True)
    held.contents_add(b"Q " + content.encode())
    if chance.random() < 0.3:
        held.contents_coalesce()


def _in_drawings(paper: Paper, chance: Random) -> None:
    """Every page put whole in a drawing, and perhaps words laid over it, which are no answer."""
    for page in paper.pdf.pages:
        whole = paper.pdf.make_indirect(page.as_form_xobject())
        over = paper.pdf.make_stream(b"BT /F1 9 Tf 9 9 Td (vu) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        page.obj.Resources = Dictionary(XObject=Dictionary(Fx0=whole, Fx1=over))
        page.obj.Contents = paper.pdf.make_stream(chance.choice((b"q /Fx0 Do Q", b"q /Fx0 Do Q q /Fx1 Do Q")))


def _words_lost(paper: Paper, chance: Random) -> None:
    """Words of the form taken off a page, or put in another order."""
    page = chance.choice(list(paper.pdf.pages))
    kept = list(pikepdf.parse_content_stream(page))
    texts = [at for at, one in enumerate(kept) if str(one.operator) in {"Tj", "TJ"}]
    if len(texts) > 2:
        one, two = chance.sample(texts, 2)
        if chance.random() < 0.5:
            kept[one], kept[two] = kept[two], kept[one]
        else:
            del kept[one]
        page.obj.Contents = paper.pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _value_type(paper: Paper, one: Object, chance: Random) -> None:
    """A value as another type that says the same, or as none that a viewer shows."""
    text = _text(one)
    if not text or text == "?" or _kind(one) != "texts":
        return
    ways: tuple[Callable[[], object], ...] = (
        lambda: String(b"\xfe\xff" + text.encode("utf-16-be")),
        lambda: String(b"\xff\xfe" + text.encode("utf-16-le")),
        lambda: String(b"\xef\xbb\xbf" + text.encode()),
        lambda: paper.pdf.make_stream(b"\xfe\xff" + text.encode("utf-16-be")),
        lambda: Array([String(text)]),
        lambda: paper.pdf.make_indirect(String(text)),
    )
    one.V = chance.choice(ways)()


def _value_odd(paper: Paper, one: Object, chance: Random) -> None:
    """A value that is no text; a list of no text is no value, as where nothing of a list is chosen."""
    had = _holds(one)
    value = chance.choice((13, True, Dictionary(), Array([13]), Array([]), Name("/13"), pikepdf.Object.parse(b"1.5")))
    one.V = value
    code = paper.codes.get(one.objgen) or _code(one)
    redrawn = paper.pdf.Root.AcroForm.get("/NeedAppearances") is True
    if isinstance(value, Name) and (not had or redrawn):
        paper.sees[code] = "13"
    elif value == Array([]) and (not _shows(one) or redrawn):
        paper.see(one, "")
    elif had:
        paper.sees[code] = None


def _redrawn(paper: Paper, chance: Random) -> None:
    """The viewer is asked to draw every look anew."""
    if "/AcroForm" not in paper.pdf.Root:
        return
    paper.pdf.Root.AcroForm.NeedAppearances = True


def _nested(paper: Paper, one: Object, chance: Random) -> None:
    """A field inside another."""
    parent = paper.pdf.make_indirect(
        Dictionary(T=String(chance.choice(("form1", "page_1", "topmostSubform[0]"))), Kids=Array([one]))
    )
    one.Parent = parent
    _set_fields(paper, [parent if each.objgen == one.objgen else each for each in paper.pdf.Root.AcroForm.Fields])


def _all_nested(paper: Paper, chance: Random) -> None:
    parent = paper.pdf.make_indirect(Dictionary(T=String("form1"), Kids=Array(paper.fields())))
    for one in paper.fields():
        one.Parent = parent
    _set_fields(paper, [parent])


def _unlinked(paper: Paper, one: Object, chance: Random) -> None:
    """The buttons of a group without the group."""
    for kid in _buttons(one):
        if "/Parent" in kid:
            del kid["/Parent"]
    if chance.random() < 0.5:
        paper.doubt(one)
        one.Kids = Array([])


def _split(paper: Paper, one: Object, chance: Random) -> None:
    """A button of a group made a field of its own, as some viewers do when another one is chosen."""
    kids = _buttons(one)
    kid = chance.choice(kids or [one])
    on = next((key for key in _states(kid) if key != "/Off"), None)
    if on is None or "/Parent" not in kid:
        return
    for each in kids:
        each.AS = Name.Off
    kid.AS, kid.V, kid.T, kid.FT, kid.Ff = Name(on), Name(on), one.T, Name.Btn, _RADIO
    del kid["/Parent"]
    paper.sees[paper.codes.get(one.objgen) or _code(one)] = on[1:]


def _flattened(paper: Paper, one: Object, chance: Random) -> None:
    """A field made part of its page."""
    page = _page_of(paper, one)
    if page is None or not isinstance(one.get("/AP", Dictionary()).get("/N"), pikepdf.Stream):
        return
    paper.doubt(one)
    drawings = page.Resources.get("/XObject", Dictionary())
    drawings["/Flat"] = one.AP.N
    page.Resources.XObject = drawings
    held = pikepdf.Page(page)
    held.contents_add(b"q", prepend=True)
    held.contents_add(f"Q q 1 0 0 1 {one.Rect[0]} {one.Rect[1]} cm /Flat Do Q".encode())
    _unpage(paper, [one])
    if chance.random() < 0.5:
        _unlist(paper, one)


def _all_flattened(paper: Paper, chance: Random) -> None:
    for one in paper.fields():
        paper.doubt(one)
    _unpage(paper, [one for _, one in paper.widgets()])


def _type_changed(paper: Paper, one: Object, chance: Random) -> None:
    one.FT = chance.choice((Name.Tx, Name.Btn, Name.Ch, Name.Sig))


def _type_lost(paper: Paper, one: Object, chance: Random) -> None:
    if "/FT" in one:
        del one["/FT"]


def _entry_added(paper: Paper, one: Object, chance: Random) -> None:
    """Entries that change nothing of what is seen."""
    key, value = chance.choice(
        (
            ("/DV", String("5")),
            ("/RV", String("<body>99</body>")),
            ("/MaxLen", 3),
            ("/TU", String("x")),
            ("/TM", String("q")),
        )
    )
    one[key] = value


def _of_another(paper: Paper, chance: Random) -> None:
    info = paper.pdf.trailer.get("/Info")
    way = chance.randrange(4)
    if way == 0 and info is not None and "/SkForm" in info:
        del info["/SkForm"]
    elif way == 1 and info is not None:
        info.SkForm = String("autre/2024/000000000000")
    elif way == 2 and "/Info" in paper.pdf.trailer:
        del paper.pdf.trailer["/Info"]
    elif "/Metadata" in paper.pdf.Root:
        del paper.pdf.Root["/Metadata"]


def _second_form(paper: Paper, chance: Random) -> None:
    if "/AcroForm" in paper.pdf.Root:
        paper.pdf.Root.AcroForm.XFA = paper.pdf.make_stream(b"<xdp/>")


def _attached(paper: Paper, chance: Random) -> None:
    paper.pdf.attachments["annexe.xlsx"] = pikepdf.AttachedFileSpec(paper.pdf, b"PK", filename="annexe.xlsx")


def _widget_unmade(paper: Paper, one: Object, chance: Random) -> None:
    """A widget that is no widget any more."""
    for kid in _buttons(one):
        kid.Subtype = chance.choice((Name.Square, Name.Link, Name("/Widgett")))
    paper.doubt(one)


def _look_edited(paper: Paper, one: Object, chance: Random) -> None:
    """Other words in the very drawing of a look."""
    look = one.get("/AP", Dictionary()).get("/N")
    if isinstance(look, pikepdf.Stream) and _shows(one) and _text(one) and FieldId(_code(one)) not in paper.sees:
        new = re.sub(rb"\((?:[^()\\]|\\.)*\) ?Tj|<[0-9a-fA-F]*> ?Tj", b"(77) Tj", look.read_bytes(), count=1)
        one.AP = Dictionary(
            N=paper.pdf.make_stream(
                new, Type=Name.XObject, Subtype=Name.Form, Resources=look.get("/Resources", Dictionary())
            )
        )
        if _text(one) != "77" and paper.pdf.Root.AcroForm.get("/NeedAppearances") is not True:
            paper.see(one, None)


def _saving(**ways: object) -> Change:
    def on_it(paper: Paper, chance: Random) -> None:
        paper.saved = dict(ways)

    return on_it


def _cut(paper: Paper, chance: Random) -> None:
    part = chance.random()
    paper.after.append(lambda data: data[: int(part * len(data))])


def _begun_late(paper: Paper, chance: Random) -> None:
    paper.after.append(lambda data: data[chance.randrange(1, 60) :])


def _rubbish_after(paper: Paper, chance: Random) -> None:
    rubbish = chance.choice((b"\n<html>", b"\0" * 50, b"\nConfidentiel", b"\n12 0 obj\n<</V(99)>>\nendobj\n"))
    paper.after.append(lambda data: data + rubbish)


def _updated(paper: Paper, chance: Random) -> None:
    """A newer version of one field at the end of the file, as viewers save; or an older one put there again."""
    found = paper.listed(kind="texts")
    if not found or paper.saved.get("encryption"):
        return
    one = chance.choice(found)
    text = chance.choice(("88", "Plus rien"))
    name = str(one.T)
    paper.saved = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": True}
    paper.after.insert(0, lambda data: _with_newer(data, name, text))
    paper.sees[paper.codes.get(one.objgen) or _code(one)] = text


def _with_newer(data: bytes, name: str, text: str) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        listed = pdf.Root.AcroForm.Fields if "/AcroForm" in pdf.Root else []
        one = next((each for each in listed if str(each.get("/T", "")) == name), None)
        if one is None:
            return data
        number = one.objgen[0]
        new = Dictionary(dict(one.items()))
        new.V = String(text)
        if "/AP" in new:
            del new["/AP"]
        body = new.unparse()
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
        info = pdf.trailer.get("/Info")
    start = len(data)
    kept = b"" if info is None else b" /Info %d 0 R" % info.objgen[0]
    previous = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    entry = b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    end = b"trailer\n<< /Size %d /Root %d 0 R%s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        kept,
        previous,
        start + len(entry),
    )
    return data + entry + table + end


CHANGES: Mapping[str, Change] = {
    "field unlisted": _on(_unlisted),
    "all fields unlisted": _all_unlisted,
    "form lost": _form_lost,
    "field off its page": _on(_unpaged),
    "field removed": _on(_removed),
    "button removed": _on(_kid_removed, "radios"),
    "buttons reordered": _on(_kids_reordered, "radios"),
    "fields reordered": _fields_reordered,
    "annotations reordered": _annotations_reordered,
    "value changed alone": _on(_value_changed, "texts"),
    "value lost": _on(_value_lost),
    "text typed": _on(_retyped, "texts"),
    "look of other words": _on(_look_of_other, "texts"),
    "looks swapped": _on(_looks_swapped, "texts"),
    "look lost": _on(_look_lost),
    "look edited": _on(_look_edited, "texts"),
    "box shown alone": _on(_shown_state, "boxes"),
    "button shown alone": _on(_shown_state, "radios"),
    "box recorded alone": _on(_recorded_state, "boxes"),
    "button recorded alone": _on(_recorded_state, "radios"),
    "button chosen": _on(_chosen, "radios"),
    "box ticked": _on(_chosen, "boxes"),
    "field renamed": _on(_renamed),
    "all fields renamed": _all_renamed,
    "names swapped": _on(_names_swapped, "texts"),
    "places swapped": _on(_places_swapped, "texts"),
    "states renamed": _on(_states_renamed, "radios"),
    "states of a box renamed": _on(_states_renamed, "boxes"),
    "field copied": _on(_copied, "texts"),
    "second widget": _on(_second_widget, "texts"),
    "field unseen": _on(_unseen),
    "widget's flags": _on(_flagged),
    "field's flags": _on(_field_flagged, "texts"),
    "moved to another page": _on(_moved_page),
    "page removed": _page_removed,
    "pages reordered": _pages_reordered,
    "page repeated": _page_repeated,
    "page turned": _page_turned,
    "page cropped": _page_cropped,
    "annotation": _annotated,
    "page painted on": _painted,
    "page words changed": _words_lost,
    "pages in drawings": _in_drawings,
    "text without ink": _on(_inkless, "texts"),
    "value of another type": _on(_value_type, "texts"),
    "value that is no text": _on(_value_odd, "texts"),
    "looks to be redrawn": _redrawn,
    "field nested": _on(_nested),
    "all fields nested": _all_nested,
    "buttons unlinked": _on(_unlinked, "radios"),
    "button split off": _on(_split, "radios"),
    "field flattened": _on(_flattened, "texts"),
    "all fields flattened": _all_flattened,
    "type changed": _on(_type_changed),
    "type lost": _on(_type_lost),
    "entry added": _on(_entry_added, "texts"),
    "of another form": _of_another,
    "second form": _second_form,
    "file attached": _attached,
    "widget unmade": _on(_widget_unmade),
    "object streams": _saving(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "no object streams": _saving(object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "linearized": _saving(linearize=True),
    "written out": _saving(qdf=True),
    "encrypted for its owner": _saving(encryption=pikepdf.Encryption(owner="secret", user="")),
    "encrypted for its reader": _saving(encryption=pikepdf.Encryption(owner="secret", user="x")),
    "cut short": _cut,
    "begun late": _begun_late,
    "rubbish after it": _rubbish_after,
    "newer version of a field": _updated,
}
"""Each change by its name."""

NEWER = "newer version of a field"
LAST = frozenset({"all fields renamed", "all fields flattened", "page repeated", "pages in drawings"})
"""The changes of the file as a whole, which come after those of its parts."""

FIRST = frozenset(
    {"field removed", "field off its page", "field unlisted", "page removed"}
    | {"look lost", "looks to be redrawn", "moved to another page"}
)
"""The changes that take parts away, which come before those that put some there."""

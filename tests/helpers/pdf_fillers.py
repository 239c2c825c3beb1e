"""Programs that fill PDF forms as respondents' viewers do, each given texts, choices and ticks by field name."""

from __future__ import annotations

import ctypes
import io
import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pikepdf.form
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct, field

JAVASCRIPT = Path(__file__).parents[1] / "js"


class Filling(Struct, frozen=True):
    """What is put in a form: texts typed, buttons and list entries chosen by code, boxes ticked by name."""

    texts: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()


Filler = Callable[[bytes, Filling], bytes]


def pdfium_clicks(data: bytes, filling: Filling) -> bytes:
    """The engine of Chromium and Edge: every answer clicked or typed, as its viewer would."""
    places = _places(data)
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for name, text in filling.texts.items():
        _click(document, *places[name][""], text)
    for name, code in filling.choices.items():
        if "" in places[name]:
            _choose(document, *places[name][""], _rank(data, name, code))
        else:
            _click(document, *places[name][code])
    for name in filling.ticks:
        _click(document, *next(iter(places[name].values())))
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


def _places(data: bytes) -> dict[str, dict[str, tuple[int, tuple[float, float]]]]:
    """The page and the middle of every widget, by field and by state ("" for a text or a list)."""
    found: dict[str, dict[str, tuple[int, tuple[float, float]]]] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for widget in page.obj.get("/Annots", []):
                if widget.get("/Subtype") != "/Widget":
                    continue
                name = str(widget.T if "/T" in widget else widget.Parent.T)
                states = widget.AP.N if isinstance(widget.AP.N, pikepdf.Dictionary) else {"/": None}
                state = next(key for key in states if key != "/Off").removeprefix("/")
                x0, y0, x1, y1 = (float(one) for one in widget.Rect)
                found.setdefault(name, {})[state] = number, ((x0 + x1) / 2, (y0 + y1) / 2)
    return found


def _click(document: pypdfium2.PdfDocument, number: int, spot: tuple[float, float], text: str = "") -> None:
    page = _pressed(document, number, spot)
    for unit in memoryview(text.replace("\n", "\r").encode("utf-16-le")).cast("H"):
        pdfium.FORM_OnChar(document.formenv, page, unit, 0)
    pdfium.FORM_ForceToKillFocus(document.formenv)


def _choose(document: pypdfium2.PdfDocument, number: int, spot: tuple[float, float], rank: int) -> None:
    page = _pressed(document, number, spot)
    if not pdfium.FORM_SetIndexSelected(document.formenv, page, rank, ctypes.c_int(1)):
        raise AssertionError(f"PDFium did not choose entry {rank}")
    pdfium.FORM_ForceToKillFocus(document.formenv)


def _pressed(document: pypdfium2.PdfDocument, number: int, spot: tuple[float, float]) -> pypdfium2.PdfPage:
    page = document[number]
    pdfium.FORM_OnMouseMove(document.formenv, page, 0, *spot)
    pdfium.FORM_OnLButtonDown(document.formenv, page, 0, *spot)
    pdfium.FORM_OnLButtonUp(document.formenv, page, 0, *spot)
    return page


def by_pypdf(data: bytes, filling: Filling) -> bytes:
    """pypdf's own way of filling fields."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    values: dict[str, str] = dict(filling.texts)
    values |= {name: code if _is_list(data, name) else f"/{code}" for name, code in filling.choices.items()}
    values |= dict.fromkeys(filling.ticks, "/Yes")
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def by_pikepdf(data: bytes, filling: Filling) -> bytes:
    """Values set on the fields' dictionaries, as scripts do, and nothing else touched."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = {str(one.T): one for one in pdf.Root.AcroForm.Fields}
        for name, text in filling.texts.items():
            fields[name].V = pikepdf.String(text)
        for name, code in filling.choices.items():
            fields[name].V = pikepdf.String(code) if "/Opt" in fields[name] else pikepdf.Name(f"/{code}")
        for name in filling.ticks:
            fields[name].V = pikepdf.Name.Yes
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def by_pikepdf_form(data: bytes, filling: Filling) -> bytes:
    """pikepdf's form interface, which draws looks of its own."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        form = pikepdf.form.Form(pdf, pikepdf.form.DefaultAppearanceStreamGenerator)
        for name, text in filling.texts.items():
            form[name].value = text
        for name, code in filling.choices.items():
            chosen = form[name]
            if isinstance(chosen, pikepdf.form.RadioButtonGroup):
                chosen.value = pikepdf.Name(f"/{code}")
            else:
                chosen.value = code
        for name in filling.ticks:
            form[name].checked = True
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def by_pdf_lib(data: bytes, filling: Filling) -> bytes:
    """pdf-lib, which web pages and scripts in JavaScript use."""
    return _by_node("pdf_lib.mjs", data, filling)


def by_pdf_js(data: bytes, filling: Filling) -> bytes:
    """The engine of Firefox: values put in its annotation storage, then saved."""
    return _by_node("pdf_js.mjs", data, filling)


def _by_node(script: str, data: bytes, filling: Filling) -> bytes:
    whole = {"texts": filling.texts, "choices": filling.choices, "ticks": filling.ticks}
    sent = json.dumps(whole).encode() + b"\n" + data
    run = subprocess.run(["node", str(JAVASCRIPT / script)], input=sent, capture_output=True, check=False, timeout=120)
    if run.returncode:
        raise AssertionError(run.stderr.decode(errors="replace"))
    return run.stdout


def _rank(data: bytes, name: str, code: str) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        entries = next(one.Opt for one in pdf.Root.AcroForm.Fields if str(one.T) == name)
        return [str(pair[0]) for pair in entries].index(code)


def _is_list(data: bytes, name: str) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return any(str(one.T) == name and "/Opt" in one for one in pdf.Root.AcroForm.Fields)

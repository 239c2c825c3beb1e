"""WeasyPrint, which lays pages out: the one module that knows it, imported when the first page is printed."""

from __future__ import annotations

import ctypes
import re
import warnings
from functools import cache
from importlib import import_module
from types import ModuleType

from surveykit.errors import MissingExtra, SurveykitError
from surveykit.files.scratch import room_for_temporary_files
from surveykit_pdf.fonts import FAMILY, FIELD_FAMILY, covered, field_font_css, font_css

PANGO_MISSING = """\
The PDF format needs the Pango library of the system, which is not installed here (WeasyPrint lays text out with it).
  Debian, Ubuntu:  apt-get install libpango-1.0-0 libpangoft2-1.0-0
  macOS:           brew install pango
  Windows:         install MSYS2, run "pacman -S mingw-w64-x86_64-pango" in its shell, and set the environment
                   variable WEASYPRINT_DLL_DIRECTORIES to C:\\msys64\\mingw64\\bin"""

_OF_FORMS = """\
@page { @top-right { content: none !important } }
input, textarea, select { padding: 0 !important }
label + input[type=text], label + select { margin: 0 3pt }
select { border-radius: 0 !important }
[data-kind=text]:not(.dependent) > label:not(.unseen):has(+ input),
[data-kind=code] > label:not(.unseen):has(+ select) { display: inline-block; width: 34% }"""
"""The right of a form's header is stamped (`header`), and its fields are as large as their frames."""

_SUBSET = re.compile(r"^[A-Z]{6}\+")


class FontFallback(SurveykitError):
    """A page was set in a font that is not ours: a fault of this package, never of a document."""


def print_page(html: str, *, form: bool) -> bytes:
    """The page (made with `style`) as a tagged PDF/A-3A, with raw fields if it is a form's.

    Raises MissingExtra, with the commands that install it, when the system has no Pango, and UsageError when there is
    no room for the temporary files in which WeasyPrint hands fonts over.
    """
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string=covered(html), url_fetcher=_fetcher(weasyprint))
    with warnings.catch_warnings(), room_for_temporary_files():
        warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)  # WeasyPrint's own
        fonts = import_module("weasyprint.text.fonts").FontConfiguration()
        try:
            data = page.write_pdf(font_config=fonts, pdf_variant="pdf/a-3a", pdf_forms=form, uncompressed_pdf=True)
        finally:
            fonts.__del__()  # removes its temporary folder: a command that ends at once collects no circle of objects
    if not isinstance(data, bytes):
        raise TypeError("WeasyPrint returned no bytes")
    return data


def style(*, form: bool) -> str:
    """The style sheet to print with: the fonts, and room for what is stamped."""
    return f"{font_css()}\n{field_font_css()}\n{_OF_FORMS}" if form else font_css()


def require_own_font(name: str) -> None:
    """Refuse an embedded font, by its name in the PDF, unless it is ours.

    Raises FontFallback.
    """
    family = _SUBSET.sub("", name).partition("-")[0]
    if family not in {FAMILY, FIELD_FAMILY}:
        raise FontFallback(f"the PDF would be set in {name!r}, which is not one of the fonts shipped for it")


@cache
def _weasyprint() -> ModuleType:
    # Not imported above: it takes half a second and needs Pango, and reading a PDF needs neither.
    try:
        module = import_module("weasyprint")
    except OSError as error:
        raise MissingExtra(PANGO_MISSING) from error
    _keep_loaded(import_module("weasyprint.text.ffi"))
    return module


def _keep_loaded(native: ModuleType) -> None:
    """Keeps the native libraries of WeasyPrint in memory until the process ends.

    Pango looks for fonts in a thread of its own. When Python ends, it unloads the libraries, and a thread that
    still runs in one of them brings the process down (seen once in some hundred runs, after the PDF was written).
    """
    for library in vars(native).values():
        if type(library).__name__.startswith("FFILibrary"):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(library))


@cache
def _fetcher(weasyprint: ModuleType) -> object:
    """Fetches the fonts, and nothing from any network."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("file", "data"), fail_on_errors=True)

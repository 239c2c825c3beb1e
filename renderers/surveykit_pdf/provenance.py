"""The origin of a file, as it gives it: its form, and the holder of its copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import unescape
from itertools import chain

from msgspec import Struct
from pikepdf import Dictionary, Object, Pdf, Stream
from pikepdf.models.metadata import decode_pdf_date

from surveykit.document import read_marks
from surveykit.filled import CopySource, saved_since
from surveykit.ids import CopyRef, FieldId, FormRef
from surveykit.words.marks import says_simulated
from surveykit_pdf.header import HEADER_NAME
from surveykit_pdf.metadata import COPY_KEY, FORM_KEY, PREFILLED_KEY, SIMULATED_KEY
from surveykit_pdf.printed import printed_lines
from surveykit_pdf.reading import dictionary, entry, said

_PARTED = re.compile(r"[;,\s]+")
_PACKET = re.compile(r"<(dc:identifier|pdf:Keywords)>([^<]*)</")
_TITLE = re.compile(r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<]*)</")
_FORM_WITH_DIGEST = re.compile(r"[^/]+/[^/]+/[0-9a-f]{12}")
_SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*+)(\) ?Tj)?")
"""A string that is drawn, or one that is not: no byte is looked at twice."""
_PACKET_LIMIT = 2**18
_HEADER_LIMIT = 2**14
_PAGES = 200


class Provenance(Struct, frozen=True):
    """The form's reference if given, every copy's reference in order of trust, the marks of its prefilling.

    `simulated` that the file says that nobody gave its answers. `saved` is when it was saved since it was made.
    """

    form: FormRef | None
    copies: tuple[tuple[CopyRef, CopySource], ...]
    prefilled: Mapping[FieldId, str]
    simulated: bool
    saved: datetime | None


def provenance_of(pdf: Pdf) -> Provenance:
    """The origin from the information dictionary, then the XMP packet, then (but for the form) the pages' headers.

    The headers go on with the pages, where a program that takes pages out leaves the rest behind.
    """
    info = dictionary(pdf.trailer, "/Info")
    packet = _packet(pdf)
    words = tuple(_words(packet, info))
    headers = tuple(_headers(pdf))
    forms = [_text_under(info, FORM_KEY), *filter(_FORM_WITH_DIGEST.fullmatch, words)]
    form = next((found for found in map(FormRef.parse, forms) if found is not None), None)
    copies = _copies((_text_under(info, COPY_KEY), *words), headers)
    marks = {_text_under(one, PREFILLED_KEY) for one in (info, *headers)} - {""}
    titles = (_text_under(info, "Title"), *map(unescape, _TITLE.findall(packet)))
    marked = any(entry(one, f"/{SIMULATED_KEY}") is not None for one in (info, *headers))
    # Without the form's reference the rest of what the file said may be lost too: the pages are looked at.
    shown = titles if form is not None else chain(titles, printed_lines(pdf))
    return Provenance(
        form=form,
        copies=tuple(copies.items()),
        # Pages of two copies do not tell which of them a field was filled with.
        prefilled=read_marks(marks.pop()) if len(marks) == 1 and len(copies) < 2 else {},
        simulated=marked or any(map(says_simulated, shown)),
        saved=saved_since(_moment(info, "CreationDate"), _moment(info, "ModDate")),
    )


def _moment(info: Dictionary | None, key: str) -> datetime | None:
    """A moment that the information dictionary says, None when it does not or no moment can be read."""
    try:
        return decode_pdf_date(_text_under(info, key))
    except (ValueError, OverflowError):
        return None


def _copies(words: Iterable[str], headers: Iterable[Stream]) -> dict[CopyRef, CopySource]:
    """The copies that the properties name, then those that the pages' headers do, each with where it is named first."""
    found = [(CopyRef.parse(word), CopySource.PROPERTIES) for word in words]
    found += [(CopyRef.find(_words_of(header)), CopySource.HEADER) for header in headers]
    copies: dict[CopyRef, CopySource] = {}
    for reference, source in found:
        if reference is not None:
            copies.setdefault(reference, source)
    return copies


def _text_under(held: Dictionary | Stream | None, key: str) -> str:
    """The words of an entry, empty without any."""
    return said(entry(held, f"/{key}")) or ""


def has_script(pdf: Pdf) -> bool:
    """Whether the file brings a program of its own."""
    action = dictionary(pdf.Root, "/OpenAction")
    return said(entry(action, "/S")) == "JavaScript" or "/JavaScript" in (dictionary(pdf.Root, "/Names") or {})


def _words(packet: str, info: Dictionary | None) -> Iterator[str]:
    yield from _PARTED.split(said(entry(info, "/Keywords")) or "")
    for _, text in _PACKET.findall(packet):
        yield from _PARTED.split(text)


def _packet(pdf: Pdf) -> str:
    """The XMP packet, empty without one."""
    packet = entry(pdf.Root, "/Metadata")
    return _read(packet, _PACKET_LIMIT).decode("utf-8", "replace") if isinstance(packet, Stream) else ""


def _headers(pdf: Pdf) -> Iterator[Stream]:
    """The drawings of the pages' headers, each once."""
    seen: set[tuple[int, int]] = set()
    for page in list(pdf.pages)[:_PAGES]:
        drawings = dictionary(dictionary(page.obj, "/Resources"), "/XObject")
        header = entry(drawings, f"/{HEADER_NAME}")
        if isinstance(header, Stream) and header.objgen not in seen:
            seen.add(header.objgen)
            yield header


def _words_of(header: Stream) -> str:
    shown = _SHOWN.findall(_read(header, _HEADER_LIMIT))
    return " ".join(one.replace(b"\\", b"").decode("cp1252", "replace") for one, drawn in shown if drawn)


def _read(stream: Object, limit: int) -> bytes:
    data = stream.read_bytes()
    return data[:limit]

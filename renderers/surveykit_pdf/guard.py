"""Between a stranger's bytes and the reader: sizes, numbers and depths kept in bounds, and damage told apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from pikepdf import Pdf
from pikepdf.settings import set_qpdf_limits

from surveykit.errors import UnreadableFile
from surveykit_pdf.refusals import refusal

FILE_LIMIT = 20 * 2**20
"""Bytes in a file."""
UNPACKED_LIMIT = 32 * 2**20
"""Bytes of one stream, once unpacked."""
NESTING_LIMIT = 50
"""Arrays and dictionaries in one another."""
FILTER_LIMIT = 2
"""Filters of one stream."""

_EXCEEDED = "limit exceeded"
_REPAIRED = ("reconstruct", "file is damaged", "unexpected eof", "can't find startxref", "xref not found")
"""By what qpdf says that it went through a file for what is left of it: what was cut off, nobody can tell."""
_END = b"%%EOF"
_GOES_ON = re.compile(rb"[\s\x00]*\d+(?:\s|$)")
"""The beginning of an object, of which a file that ended after it would end once more."""

SIGNATURE = b"%PDF"
_HEAD = 1024
_LZW = re.compile(rb"/(?:L|#4[cC])(?:Z|#5[aA])(?:W|#57)(?:Decode|[\s/\]>])")
"""A filter that nobody has used for twenty years, and of which qpdf bounds nothing."""

DAMAGE = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RuntimeError)
"""What pikepdf raises for an object that is not what it should be (found by trying thousands)."""


@contextmanager
def opened(data: bytes) -> Iterator[Pdf]:
    """Opens the file, with qpdf's memory and warnings limited until it is closed.

    Raises UnreadableFile for what is not a PDF, cannot be opened, or is not safe to open; and, when it is closed,
    for one of which something went out of bounds, or was lost, and was left out.
    """
    if not data:
        raise refusal("empty")
    if len(data) > FILE_LIMIT:
        raise refusal("too_big")
    if SIGNATURE not in data[:_HEAD]:
        raise refusal("not_pdf")
    if _LZW.search(data):
        raise refusal("unsafe")
    if _GOES_ON.match(data, data.rfind(_END) + len(_END)):
        raise refusal("cut_short")
    before = set_qpdf_limits(
        parser_max_nesting=NESTING_LIMIT,
        max_stream_filters=FILTER_LIMIT,
        flate_max_memory=UNPACKED_LIMIT,
        png_max_memory=UNPACKED_LIMIT,
        tiff_max_memory=UNPACKED_LIMIT,
        run_length_max_memory=UNPACKED_LIMIT,
    )
    try:
        with _open(data) as pdf:
            try:
                yield pdf
            except UnreadableFile as other:
                _require_whole(pdf, other)
                raise
            _require_whole(pdf, None)
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]  # what it returned: its documented way back


def _require_whole(pdf: Pdf, other: UnreadableFile | None) -> None:
    """Refuse a file of which something was left out, for being out of bounds or lost; qpdf says so, and goes on."""
    warnings = [str(one).lower() for one in pdf.get_warnings()]
    if any(_EXCEEDED in one for one in warnings):
        raise refusal("unsafe") from other
    if any(sign in one for one in warnings for sign in _REPAIRED):
        raise refusal("cut_short") from other


def _open(data: bytes) -> Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise refusal("encrypted") from error
    except DAMAGE as error:
        raise refusal("damaged") from error

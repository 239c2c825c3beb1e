"""What comes with messages and is no return: pictures of signatures, calendars, cards, receipts, what systems leave."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePosixPath

from surveykit.brief import Discreet, number_of
from surveykit.mailbox.kinds import OLE
from surveykit.mailbox.sources import is_left_behind
from surveykit.texts import legible

_LONGEST_NAME = 150
_SMALL = 10_000
"""Bytes of a picture below which it is no scan of a page."""
_SMALL_NOTE = 8_000
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_FORMS = (b"PK", b"%PDF", OLE, b"<!doctype", b"<!DOCTYPE", b"<html", b"{", b"[")
_MEDIA = {
    "text/calendar", "application/ics", "text/vcard", "text/x-vcard", "text/directory", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-encrypted",
    "application/pgp-keys", "application/applefile",
    "message/delivery-status", "message/disposition-notification", "text/rfc822-headers", "message/feedback-report",
    "message/partial", "message/external-body", "application/pkcs7-mime", "application/x-pkcs7-mime",
}  # fmt: skip
_SUFFIXES = {".ics", ".vcs", ".vcf", ".p7s", ".p7m", ".asc", ".sig", ".p7c", ".cer"}
_LEFT_BY_EXCHANGE = re.compile(r"att\d{3,8}\.(txt|htm|html)", re.IGNORECASE)
_BEGINNINGS = (
    (b"%PDF", ".pdf"), (b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"), (OLE, ".doc"), (b"{\\rtf", ".rtf"), (b"{", ".json"), (b"[", ".json"),
)  # fmt: skip
_PAGES = (b"<!doctype html", b"<html")


class Attached(Discreet, frozen=True):
    """What a part of a message holds: its bytes, the name and the media type that the message gives, each perhaps "".

    `shown` says that it is shown in the text, where a reader sees it: a picture of a signature. `message` says that it
    is a message itself, whatever its bytes look like.
    """

    data: bytes
    name: str = ""
    media_type: str = ""
    shown: bool = False
    message: bool = False
    modified: datetime | None = None

    def _counts(self) -> str:
        return f"of {number_of(len(self.data), 'byte')}"


def is_furniture(one: Attached) -> bool:
    """Whether nobody takes it for a return; bytes decide, and never the media type alone."""
    suffix = PurePosixPath(one.name.lower()).suffix
    if is_left_behind(one.name) or one.media_type in _MEDIA or suffix in _SUFFIXES:
        return not one.data.startswith(_FORMS)
    if _LEFT_BY_EXCHANGE.fullmatch(one.name) and len(one.data) < _SMALL_NOTE:
        return True
    return _is_picture(one) and (one.shown or len(one.data) < _SMALL)


def _is_picture(one: Attached) -> bool:
    return one.data.startswith(_PICTURES) or (one.media_type.startswith("image/") and not one.data.startswith(_FORMS))


def file_name(name: str) -> str:
    """The name of an attachment as it is shown: no folder, nothing hidden in it, no longer than names are; or ""."""
    plain = legible(name.replace("\\", "/").rpartition("/")[2])
    suffix = PurePosixPath(plain).suffix[:10]
    return "" if not plain.strip(".") else plain if len(plain) <= _LONGEST_NAME else plain[:_LONGEST_NAME] + suffix


def likely_suffix(data: bytes) -> str:
    """The suffix of a file that has no name, by its first bytes; empty when they say nothing."""
    if data.startswith(b"PK"):
        return ".docx" if b"word/" in data[-65_536:] else ".zip"
    start = data[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:20].lower().startswith(_PAGES):
        return ".html"
    return next((suffix for beginning, suffix in _BEGINNINGS if start.startswith(beginning)), "")

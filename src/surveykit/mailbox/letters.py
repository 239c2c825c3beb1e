"""A message in clear (RFC 5322, MIME) as what is taken out of it, whatever format it was saved in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from surveykit.brief import Discreet
from surveykit.mailbox.bounds import LONGEST_TEXT
from surveykit.mailbox.furniture import Attached, file_name
from surveykit.mailbox.heads import Head, as_text, head_at
from surveykit.mailbox.kinds import OLE, own_start, without_mark
from surveykit.mailbox.parts import MimePart, PartsExceeded, content, mime_parts, uuencoded

_TEXTS = {"", "text/plain", "text/html", "text/enriched", "text/x-amp-html"}
_PAGE = "text/html"
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_FORMS = (b"PK\x03\x04", b"%PDF", OLE)
_RECEIPT = "message/disposition-notification"
_ENCRYPTED = "application/pgp-encrypted"
_EXPUNGED = 0x0008


class Letter(Discreet, frozen=True):
    """A message taken apart: who sent it and when, its text and its page (HTML), and what is attached, in order.

    `attached` is read once. `texts` names the parts that are the message's own text. `automatic` says that a program
    sent it by itself, `sealed` that what it encloses lies in an encryption or a signature, `deleted` that whoever
    received it has deleted it, `whole` that all its parts were looked at.
    """

    format: str
    attached: Iterable[Attached]
    sender: str = ""
    sent_at: datetime | None = None
    subject: str = ""
    plain: str = ""
    page: str = ""
    texts: tuple[str, ...] = ()
    automatic: bool = False
    sealed: bool = False
    deleted: bool = False
    whole: bool = True


def letter_of(saved: bytes) -> Letter:
    """The message that these bytes are; raises nothing, whatever they are."""
    data = _in_lines(_own(saved))
    head, _ = head_at(data, 0, len(data))
    found, whole = list[MimePart](), True
    try:
        for one in mime_parts(data):
            found.append(one)
    except PartsExceeded:
        whole = False
    texts = [one for one in found if _is_text(data, one)]
    kinds = {one.head.media_type for one in found}
    page = _text(data, [one for one in texts if one.head.media_type == _PAGE])
    return Letter(
        "eml",
        _attached(data, found, texts, page),
        head.sender,
        head.sent_at,
        head.text("subject"),
        _text(data, [one for one in texts if one.head.media_type != _PAGE]),
        page,
        tuple(dict.fromkeys("message.html" if one.head.media_type == _PAGE else "message.txt" for one in texts)),
        automatic=_is_automatic(head) or _RECEIPT in kinds,
        sealed=bool(kinds & _SEALED) or any("multipart/encrypted" in one.within for one in found),
        deleted=_is_deleted(head),
        whole=whole,
    )


def _own(data: bytes) -> bytes:
    """The message without what its program puts around it: a mark, the line of an mbox, the number of Apple Mail."""
    plain = without_mark(data)
    first, _, rest = plain[:200].partition(b"\n")
    if first.strip().isdigit() and len(first) < 12:
        start = len(first) + 1
        return plain[start : start + int(first)]
    return own_start(plain) if rest else plain


def _in_lines(data: bytes) -> bytes:
    """The message with line ends, if it has none but those of an old Mac."""
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _is_text(data: bytes, one: MimePart) -> bool:
    """Whether a part is the message's own text, and no file that is said to be a text."""
    named = one.head.file_name or one.head.value("content-disposition") == "attachment"
    return one.head.media_type in _TEXTS and not named and not content(data, one).startswith(_FORMS)


def _text(data: bytes, texts: Sequence[MimePart]) -> str:
    said = []
    for one in texts:
        plain = uuencoded(content(data, one))[0][: 4 * LONGEST_TEXT]
        said.append(as_text(plain, one.head.parameter("content-type", "charset")).removeprefix("\ufeff"))
    return "\n".join(said)[: 4 * LONGEST_TEXT]


def _attached(data: bytes, found: Sequence[MimePart], texts: Sequence[MimePart], page: str) -> Iterator[Attached]:
    own = {id(one) for one in texts}
    for one in found:
        if id(one) not in own:
            yield _attachment(data, one, page)
        elif one.head.media_type != _PAGE:
            for name, inside in uuencoded(content(data, one))[1]:
                yield Attached(inside, file_name(as_text(name, "")))


def _attachment(data: bytes, one: MimePart, page: str) -> Attached:
    kind, head = one.head.media_type, one.head
    if "multipart/report" in one.within and kind.startswith("message/"):
        kind = _RECEIPT
    if "multipart/encrypted" in one.within:
        kind = _ENCRYPTED
    return Attached(
        content(data, one),
        file_name(head.file_name),
        kind,
        shown=_is_shown(one, page),
        message=kind in {"message/rfc822", "message/global"},
    )


def _is_shown(one: MimePart, page: str) -> bool:
    """Whether a part is shown where the text names it."""
    name = one.head.text("content-id").strip("<> ")
    how = one.head.value("content-disposition")
    if name and (f"cid:{name}" in page or ("multipart/related" in one.within and how != "attachment")):
        return True
    return how == "inline" and not one.head.file_name


def _is_automatic(head: Head) -> bool:
    replied = head.value("auto-submitted") not in {"", "no"}
    return replied or bool(head.value("x-autoreply") or head.value("x-autorespond")) or (
        head.value("precedence") == "auto_reply"
    )  # fmt: skip


def _is_deleted(head: Head) -> bool:
    """Whether Thunderbird has marked the message as deleted: it stays in the file until the folder is compacted."""
    try:
        return bool(int(head.value("x-mozilla-status") or "0", 16) & _EXPUNGED)
    except ValueError:
        return False

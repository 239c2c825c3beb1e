"""PDF objects read with suspicion: what is not of the kind expected is as if it were absent."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream, String

_BOMS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_LANGUAGE = "\x1b"


def entry(holder: Object | None, key: str) -> Object | None:
    """An entry of a dictionary (or of a stream's), or None; numbers and booleans are not objects."""
    if not isinstance(holder, Dictionary | Stream):
        return None
    found = holder.get(key)
    return found if isinstance(found, Object) else None


def dictionary(holder: Object | None, key: str) -> Dictionary | None:
    """A dictionary under a key."""
    found = entry(holder, key)
    return found if isinstance(found, Dictionary) else None


def items(holder: Object | None, key: str) -> Iterator[Object]:
    """The objects of an array under a key; none if it is no array."""
    found = entry(holder, key)
    if isinstance(found, Array):
        for number in range(len(found)):
            item = found[number]
            if isinstance(item, Object):
                yield item


def labels(choices: Object | None) -> Iterator[tuple[str, str]]:
    """The values of a list's entries, each with what is shown for it."""
    for one in items(choices, "/Opt"):
        if isinstance(one, Array) and len(one) == 2:
            value, label = (said(part) or "" for part in one)
            yield value, label


def said(value: Object | None) -> str | None:
    """The text of a string or name, or of a stream that stands for a string; None for anything else."""
    match value:
        case String():
            return decoded(bytes(value))
        case Name():
            return str(value).removeprefix("/")
        case Stream():
            return decoded(value.read_bytes())
        case _:
            return None


def decoded(data: bytes) -> str:
    """A text string's characters: UTF-16 either way or UTF-8 by its mark, PDFDocEncoding without one.

    Marks of language are taken out of UTF-16; line ends are left as they are.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.removeprefix(mark).decode(encoding, "replace")
            return _without_languages(text) if _LANGUAGE in text else text
    return data.decode("pdfdoc", "replace")


def _without_languages(text: str) -> str:
    """The text without the codes of languages in it, each between two escape characters."""
    pieces = text.split(_LANGUAGE)
    if len(pieces) % 2 == 0 or any(len(piece) not in {2, 4, 5} for piece in pieces[1::2]):
        return text
    return "".join(pieces[::2])


def number(holder: Object | None, key: str) -> int:
    """A whole number under a key, 0 without one."""
    if not isinstance(holder, Dictionary | Stream):
        return 0
    found = holder.get(key)
    return int(found) if isinstance(found, int) and not isinstance(found, bool) else 0

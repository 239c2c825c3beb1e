"""JSON text as exact data: numbers keep their spelling, objects every key however often it stands."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct


class JsonNumber(Struct, frozen=True):
    """A number as it was written: `32`, `32.0`, `1e3`, `NaN`."""

    text: str


class Object(Struct, frozen=True):
    """The pairs of an object, in order, repeated keys included."""

    pairs: Sequence[tuple[str, Json]]

    def values(self, key: str) -> list[Json]:
        """Every value that stands under a key."""
        return [value for name, value in self.pairs if name == key]


Json = str | JsonNumber | bool | None | Sequence["Json"] | Object

_DECODER = json.JSONDecoder(
    object_pairs_hook=Object, parse_int=JsonNumber, parse_float=JsonNumber, parse_constant=JsonNumber
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLANK = " \t\r\n"


def encoding_of(data: bytes) -> str:
    """The encoding that the first bytes of JSON text show: UTF-8 unless they are those of UTF-16 or UTF-32."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if data[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" else "utf-8"


def parse(text: str) -> Json:
    """The one value that a text is.

    Raises json.JSONDecodeError when it is none or more than one, RecursionError when it nests too deeply.
    """
    value: Json
    start = len(text) - len(text.lstrip(_BLANK))
    value, end = _DECODER.raw_decode(text, start)
    rest = len(text) - len(text[end:].lstrip(_BLANK))
    if rest < len(text):
        raise json.JSONDecodeError("Extra data", text, rest)
    return value


def written(value: Json) -> str:
    """A value as JSON text again, on one line; a text alone is written without its quotation marks."""
    return value if isinstance(value, str) else "".join(_written(value))


def _written(value: Json) -> Iterator[str]:
    match value:
        case str() | bool() | None:
            yield json.dumps(value, ensure_ascii=False)
        case JsonNumber(text=text):
            yield text
        case Object(pairs=pairs):
            yield from _written_pairs(pairs)
        case _:
            yield from _written_list(value)


def _written_pairs(pairs: Iterable[tuple[str, Json]]) -> Iterator[str]:
    yield "{"
    for at, (key, held) in enumerate(pairs):
        yield f"{', ' if at else ''}{json.dumps(key, ensure_ascii=False)}: "
        yield from _written(held)
    yield "}"


def _written_list(values: Iterable[Json]) -> Iterator[str]:
    yield "["
    for at, held in enumerate(values):
        yield ", " if at else ""
        yield from _written(held)
    yield "]"

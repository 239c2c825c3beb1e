"""A page as tags and texts, read once from left to right whatever stands in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"=?[^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_UNQUOTED = re.compile(r"[^\s>]*")
_RAW = {"script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"}
_WORDS = {"textarea", "title"}
_CLOSINGS = {name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE | re.ASCII) for name in _RAW | _WORDS}


class Start(Struct, frozen=True):
    """A start tag, its name in lower case; of attributes of one name the first counts.

    `text` is what stands in an element that holds text alone (textarea, title, style); `cut` that the page ends amid
    it.
    """

    name: str
    attributes: Mapping[str, str]
    text: str = ""
    cut: bool = False


class End(Struct, frozen=True):
    """An end tag."""

    name: str


class TextNode(Struct, frozen=True):
    """Text between tags."""

    text: str


class _TagReader(Struct):
    """A place in a source; every step goes forward, so that reading takes time in proportion to its length."""

    source: str
    place: int = 0

    def pieces(self) -> Iterator[Start | End | TextNode]:
        source, end = self.source, len(self.source)
        while self.place < end:
            opening = _OPENING.search(source, self.place)
            at = end if opening is None else opening.start()
            if at > self.place:
                yield TextNode(unescaped(source[self.place : at]))
            self.place = at + 1
            if opening is not None:
                yield from self._markup()

    def _markup(self) -> Iterator[Start | End]:
        """What follows a `<` that opens a tag or a comment."""
        source, place = self.source, self.place
        if source.startswith("!--", place):
            self._skip("-->", place + 3)
        elif (named := _NAME.match(source, place)) is not None:
            self.place = named.end()
            yield from self._start(named.group().lower())
        else:
            named = _NAME.match(source, place + 1) if source.startswith("/", place) else None
            self._skip(">", place)
            if named is not None:
                yield End(named.group().lower())

    def _skip(self, mark: str, start: int) -> None:
        found = self.source.find(mark, start)
        self.place = len(self.source) if found < 0 else found + len(mark)

    def _start(self, name: str) -> Iterator[Start]:
        attributes = self._attributes()
        if attributes is None:
            return
        if name in _RAW:
            content = self._content(name)
            yield Start(name, attributes, content if name == "style" else "")
        elif name in _WORDS:
            start = self.place
            text = unescaped(self._content(name))
            yield Start(name, attributes, text, cut=_CLOSINGS[name].search(self.source, start) is None)
        else:
            yield Start(name, attributes)

    def _attributes(self) -> Mapping[str, str] | None:
        """The attributes up to the tag's end; None when the page ends before it."""
        source = self.source
        found: dict[str, str] = {}
        while True:
            self.place = _end(_GAP, source, self.place)
            if self.place >= len(source):
                return None
            if source[self.place] == ">":
                self.place += 1
                return found
            start, self.place = self.place, _end(_ATTRIBUTE, source, self.place)
            name = source[start : self.place].lower()
            equals = _EQUALS.match(source, self.place)
            value = ""
            if equals is not None:
                self.place = equals.end()
                value = self._value()
            found.setdefault(name, value)

    def _value(self) -> str:
        source, start = self.source, self.place
        quote = source[start : start + 1]
        if quote and quote in "\"'":
            closing = source.find(quote, start + 1)
            closing = len(source) if closing < 0 else closing
            self.place = closing + 1
            return unescaped(source[start + 1 : closing])
        self.place = _end(_UNQUOTED, source, start)
        return unescaped(source[start : self.place])

    def _content(self, name: str) -> str:
        """What stands before an element's end tag, or the page's end."""
        start = self.place
        closing = _CLOSINGS[name].search(self.source, start)
        end = len(self.source) if closing is None else closing.start()
        self._skip(">", end)
        return self.source[start:end]


def _end(pattern: re.Pattern[str], source: str, place: int) -> int:
    match = pattern.match(source, place)
    return place if match is None else match.end()


def pieces(source: str) -> Iterator[Start | End | TextNode]:
    """The tags and texts of a page; comments, and what a page does not show of scripts and styles, are left out."""
    return _TagReader(source).pieces()


def unescaped(text: str) -> str:
    """A text with its character references replaced; one that is no character stays as it stands."""
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text

"""What a person sees of a page and may change in it: elements that are hidden, switched off, struck out or marked."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from surveykit_html import looks
from surveykit_html.sheets import Sheets
from surveykit_html.tags import End, Start, TextNode

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    | {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"}
)
"""The elements that hold no others: those without an end, and those that are read whole."""

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol"}
    | {"p", "pre", "section", "table", "ul"}
)
"""The elements that begin a line of their own."""
_ENDED = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}} | {key: {"p"} for key in BLOCKS}
"""Which elements end where one begins, if they are the innermost of all but those in a line."""
_UNSEEN = frozenset({"template", "noscript"})
_CLOSED = frozenset({"details", "dialog"})
"""The elements that show nothing unless they are open."""
_SWITCHING = frozenset({"fieldset", "optgroup"})
_STRUCK = frozenset({"s", "strike", "del"})
_MARKED = frozenset({"mark", "u"})


class _Open(Struct, frozen=True):
    """An element that is open, and what it makes of what stands in it; `crossed` that its own style strikes it out."""

    name: str
    hidden: bool = False
    off: bool = False
    struck: bool = False
    marked: bool = False
    outer: bool = False
    crossed: bool = False


class Scene:
    """The elements that are open at a place of a page, which is read once from left to right."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._often: Counter[str] = Counter()
        self._sheets = Sheets()

    @property
    def here(self) -> _Open:
        """What the innermost element makes of what stands in it."""
        return self._open[-1] if self._open else _Open("")

    def take(self, piece: Start | End | TextNode) -> None:
        """Take up the next piece of the page."""
        if isinstance(piece, Start):
            self._end_others(piece.name)
            if piece.name == "style":
                self._sheets.take(piece.text)
            if piece.name not in VOID:
                self._often[piece.name] += 1
                self._open.append(self.around(piece))
        elif isinstance(piece, End) and self._often[piece.name]:
            self._close(piece.name)

    def _close(self, name: str) -> None:
        while self._pop() != name:
            pass

    def _end_others(self, name: str) -> None:
        ended = _ENDED.get(name)
        if ended and self._open and self._open[-1].name in ended:
            self._pop()

    def _pop(self) -> str:
        name = self._open.pop().name
        self._often[name] -= 1
        return name

    def around(self, tag: Start) -> _Open:
        """What an element makes of itself and of what stands in it."""
        above, style = self.here, self._sheets.style(tag)
        outer = above.outer if tag.name == "summary" and above.name == "details" else above.hidden
        hidden = outer or _hides(tag, style)
        return _Open(
            tag.name,
            hidden=hidden or _is_closed(tag),
            off=above.off or _switches_off(tag),
            struck=above.struck or _strikes(tag, style),
            marked=above.marked or _marks(tag, style),
            outer=hidden,
            crossed=looks.strikes(style),
        )


def _hides(tag: Start, style: str) -> bool:
    return "hidden" in tag.attributes or tag.name in _UNSEEN or looks.hides(style)


def _is_closed(tag: Start) -> bool:
    return tag.name in _CLOSED and "open" not in tag.attributes


def _switches_off(tag: Start) -> bool:
    return tag.name in _SWITCHING and "disabled" in tag.attributes


def _strikes(tag: Start, style: str) -> bool:
    return tag.name in _STRUCK or looks.strikes(style)


def _marks(tag: Start, style: str) -> bool:
    if tag.name in _MARKED or looks.marks(tag.attributes.get("style", "")):
        return True
    return looks.marking_of(tag.name, style)

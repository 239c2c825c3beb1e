"""The text of a page beside its controls, paragraph by paragraph, with the question that it stands under."""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

from surveykit.filled import Outside
from surveykit.ids import CopyRef
from surveykit.texts import canonical, squeezed
from surveykit_html.form_words import page_words
from surveykit_html.scene import Scene
from surveykit_html.sheets import OWN_CLASSES
from surveykit_html.tags import End, Start, TextNode

PARAGRAPH_LIMIT = 20_000
"""Paragraphs: those after them are not looked at."""

_INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small"}
_INLINE |= {"span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
_OWN_PLACES = {"result", "without"}
"""The places of the page's own words about itself."""
_LISTS = {"select", "datalist"}
_SHOWING = {"audio", "canvas", "embed", "iframe", "img", "object", "svg", "video"}
"""The elements that show what is no text."""
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


def _is_own(tag: Start) -> bool:
    """Whether what stands in an element is the page's own, and no line of the form."""
    own_place = tag.attributes.get("id") in _OWN_PLACES
    return own_place or tag.name in _LISTS or not OWN_CLASSES.isdisjoint(tag.attributes.get("class", "").split())


@lru_cache(maxsize=8)
def _words_of_page(language: str) -> frozenset[str]:
    """What a page of ours says of itself in a language, none when it speaks another one."""
    try:
        return frozenset(squeezed(canonical(one)) for one in page_words(language).values())
    except LookupError:
        return frozenset()


def _is_of_page(text: str, language: str) -> bool:
    """Whether a paragraph around the form is the page's own, whatever a program took off it: of itself, or its copy."""
    return CopyRef.find(text) is not None or squeezed(canonical(text)) in _words_of_page(language)


class Surroundings:
    """What was met so far of the text of the page: of what stands around the form, what is seen.

    Something seen that is no text counts as one character. The labels of round buttons are left out: they are entries
    of a list, and no lines of the form. What is struck out or marked in them is told all the same.
    """

    def __init__(self, scene: Scene) -> None:
        """`scene` says what is made of each place of the page before it is taken up here."""
        self.found: list[Outside] = []
        self.question: str | None = None
        self._scene = scene
        self._inside = False
        self._language = ""
        self._words: list[str] = []
        self._struck: list[str] = []
        self._marked: list[str] = []
        self._skipped: tuple[str, int] | None = None
        self._round = False

    def take(self, piece: Start | End | TextNode) -> None:
        """Take up the next piece of the page."""
        match piece:
            case Start():
                self._open(piece)
            case End(name=name):
                self._close(name)
            case TextNode(text=text):
                if self._skipped is None:
                    self._say(text)
            case _:
                assert_never(piece)

    def _say(self, text: str) -> None:
        if self._scene.here.hidden and not self._inside:
            return
        if not self._round:
            self._words.append(text)
        if self._scene.here.struck:
            self._struck.append(text)
        if self._scene.here.marked:
            self._marked.append(text)

    def _open(self, tag: Start) -> None:
        if self._is_skipped(tag.name, 1):
            return
        if tag.name not in _INLINE:
            self._end_of_paragraph()
        self._inside = self._inside or tag.name in {"form", "fieldset"}
        if tag.name == "html":
            self._language = tag.attributes.get("lang", "")
        if tag.name in {"label", "fieldset"}:
            self._round = False
        if tag.name == "input":
            self._round = self._round or tag.attributes.get("type", "").lower() == "radio"
        elif _is_own(tag):
            self._skipped = tag.name, 1
        elif tag.name in _SHOWING and not self._scene.around(tag).hidden:
            self._words.append(_OBJECT)

    def _close(self, name: str) -> None:
        if not self._is_skipped(name, -1) and name not in _INLINE:
            self._end_of_paragraph(heading=name == "h3")
            self._round = self._round and name not in {"label", "fieldset"}
            if name == "form":
                self._inside, self.question = False, None

    def _is_skipped(self, name: str, deeper: int) -> bool:
        """Whether a tag is part of what is left out; a paragraph or a span ends where another paragraph begins."""
        if self._skipped is None:
            return False
        left, depth = self._skipped
        if left in {"p", "span"} and name not in _INLINE | {left}:
            self._skipped = None
            return False
        depth += deeper if name == left else 0
        self._skipped = (left, depth) if depth else None
        return True

    def _end_of_paragraph(self, *, heading: bool = False) -> None:
        text, struck, marked = ("".join(one).strip() for one in (self._words, self._struck, self._marked))
        self._words, self._struck, self._marked = [], [], []
        if not self._inside and _is_of_page(text, self._language):
            return
        if any((text, struck, marked)) and len(self.found) < PARAGRAPH_LIMIT:
            self.question = text.split()[-1] if heading and text else self.question
            self.found.append(Outside(text, self.question, struck, marked))

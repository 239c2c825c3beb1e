"""The words that a page has for its controls: those of the label around each, or of the label that names it."""

from __future__ import annotations

from surveykit_html.scene import BLOCKS
from surveykit_html.tags import Start


class Labels:
    """The labels of a page that is read from left to right; one without an end goes as far as its paragraph."""

    def __init__(self) -> None:
        self._words: list[str] | None = None
        self._by_control: dict[str, list[str]] = {}
        self._small = 0

    def open(self, tag: Start) -> None:
        """Take up the start of an element; what is set small is no part of a label."""
        if tag.name == "label":
            self._words, self._small = [], 0
            self._by_control.setdefault(tag.attributes.get("for", ""), self._words)
        elif tag.name == "small":
            self._small += 1
        elif tag.name in BLOCKS:
            self._words = None

    def close(self, name: str) -> None:
        """Take up the end of an element."""
        if name == "label" or name in BLOCKS:
            self._words = None
        elif name == "small":
            self._small = max(self._small - 1, 0)

    def say(self, text: str) -> None:
        """Take up a text."""
        if self._words is not None and not self._small:
            self._words.append(text)

    def of(self, tag: Start) -> tuple[str, list[str]]:
        """What stands before a control in its label, and all that its label says, which may go on."""
        words = self._words if self._words is not None else self._by_control.get(tag.attributes.get("id", "\0"))
        return ("", []) if words is None else ("".join(words), words)

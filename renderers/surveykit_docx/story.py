"""A story (the body, a note, a comment, a header) laid out flat: its text, and what stands around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from lxml import etree
from msgspec import Struct, field

from surveykit_docx.dialects import W14, W, switched_on, value_of
from surveykit_docx.refusals import refusal
from surveykit_docx.revisions import Fate

_LISTS = (f"{W}dropDownList", f"{W}comboBox")


class Fragment(Struct, frozen=True):
    """A stretch of text: what tracked changes made of it, and the paragraph that it stands in."""

    text: str
    fate: Fate
    paragraph: int


class Stretch(Struct, frozen=True):
    """The pieces from `start` to before `end`."""

    start: int
    end: int

    def holds(self, other: Stretch) -> bool:
        """Whether the other one lies within this one."""
        return self.start <= other.start and other.end <= self.end


class ContentControl(Struct):
    """A content control: its tag ("" without), whether it shows its placeholder, and what it is.

    `recorded` is the state of a box, None for any other control.
    """

    start: int
    end: int = -1
    tag: str = ""
    prompt: bool = False
    is_list: bool = False
    is_box: bool = False
    recorded: bool | None = None

    @property
    def span(self) -> Stretch:
        """Its pieces."""
        return Stretch(self.start, self.end)


class Bookmark(Struct):
    """A bookmark; `end` is None while nothing closes it."""

    name: str
    start: int
    end: int | None = None


class Story(Struct):
    """What was found, in reading order.

    `questions` holds, for each paragraph, the question that it stands under; `comments` and `notes` the
    question where each was attached, by (kind and) number. The line end between two paragraphs
    is a piece of the later one.
    """

    pieces: list[Fragment] = field(default_factory=list)
    controls: list[ContentControl] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    questions: list[str | None] = field(default_factory=list)
    comments: dict[str, str | None] = field(default_factory=dict)
    notes: dict[tuple[str, str], str | None] = field(default_factory=dict)
    effort: int = 0

    def kept(self, span: Stretch) -> str:
        """The text of a span with every tracked change accepted."""
        kept = (piece.text for piece in self._within(span) if piece.fate is not Fate.DELETED)
        return "".join(kept).strip("\n")

    def deleted(self, span: Stretch) -> str:
        """What tracked changes removed from a span; stretches that were apart are parted by a space."""
        stretches: list[str] = []
        apart = True
        for piece in self._within(span):
            if piece.fate is not Fate.DELETED:
                apart = True
            elif apart:
                stretches.append(piece.text)
                apart = False
            else:
                stretches[-1] += piece.text
        return " ".join(stretches).strip("\n")

    def inserted(self, span: Stretch) -> bool:
        """Whether tracked changes added some of the text of a span."""
        return any(piece.fate is Fate.INSERTED for piece in self._within(span))

    def paragraph_part(self, span: Stretch) -> Stretch:
        """The part of a span that stands in the paragraph where it begins."""
        within = self._within(span)
        first = within[0].paragraph if within else 0
        return Stretch(span.start, span.start + sum(1 for piece in within if piece.paragraph == first))

    def controls_within(self, span: Stretch) -> list[ContentControl]:
        """The content controls that lie within a span."""
        begin = bisect_left(self.controls, span.start, key=lambda control: control.start)
        end = bisect_right(self.controls, span.end, key=lambda control: control.start)
        self._spend(Stretch(begin, end))
        return [control for control in self.controls[begin:end] if span.holds(control.span)]

    def lines(self, taken: list[Stretch]) -> list[tuple[str, str | None]]:
        """The text of each paragraph outside the spans taken, with its question; blank ones are left out."""
        covered = bytearray(len(self.pieces))
        for span in taken:
            self._spend(span)
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
        texts: dict[int, list[str]] = {}
        for piece, hidden in zip(self.pieces, covered, strict=True):
            if not hidden and piece.fate is not Fate.DELETED:
                texts.setdefault(piece.paragraph, []).append(piece.text)
        found = ((("".join(texts[number])).strip(), self.questions[number]) for number in sorted(texts))
        return [(text, question) for text, question in found if text]

    def _within(self, span: Stretch) -> list[Fragment]:
        self._spend(span)
        return self.pieces[span.start : span.end]

    def _spend(self, span: Stretch) -> None:
        """Refuses a file whose bookmarks or controls enclose one another a thousandfold."""
        self.effort += span.end - span.start
        if self.effort > 100 * len(self.pieces) + 1_000_000:
            raise refusal("unsafe_archive")


def control_of(properties: etree._Element | None, start: int) -> ContentControl:
    """The content control that begins at a piece, by its properties, in whatever order they were written."""
    if properties is None:
        return ContentControl(start)
    box = properties.find(f"{W14}checkbox")
    if box is None:
        box = properties.find(f"{W}checkbox")
    return ContentControl(
        start,
        tag=value_of(properties.find(f"{W}tag")),
        prompt=switched_on(properties.find(f"{W}showingPlcHdr")),
        is_list=any(child.tag in _LISTS for child in properties),
        is_box=box is not None,
        recorded=None if box is None else _is_checked(box),
    )


def _is_checked(box: etree._Element) -> bool:
    return any(switched_on(child) for child in box if child.tag in {f"{W14}checked", f"{W}checked"})

"""A story (the body, a note, a comment, a header) laid out flat: its text, its controls and its bookmarks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from msgspec import Struct, field

from surveykit_docx.fragments import Fragment, is_deleted, is_hidden, is_struck, looks, stretches
from surveykit_docx.refusals import refusal
from surveykit_docx.revisions import Fate
from surveykit_docx.sight import APART, CODE, FORMULA, HIDDEN, MARKED

_NEAR = 8
"""Controls before a place that are looked at for one that holds it, as they may hold one another; and pieces after."""


class Stretch(Struct, frozen=True):
    """The pieces from `start` to before `end`."""

    start: int
    end: int

    def holds(self, other: Stretch) -> bool:
        """Whether the other one lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Bookmark(Struct):
    """A bookmark; `end` is None while nothing closes it."""

    name: str
    start: int
    end: int | None = None


class ContentControl(Struct):
    """A content control: its tag ("" without), whether it shows its placeholder, and what it is.

    `recorded` is the state of a box, None for any other control. `bound` says which value of the file's data it shows
    (`w:dataBinding`: the store and the path), None when it shows what it holds. `bookmark` is the innermost of the
    form's bookmarks in which it begins, `holder` the control in which it stands. `alias` is
    the title that Word shows over it.
    """

    start: int
    end: int = -1
    tag: str = ""
    prompt: bool = False
    is_list: bool = False
    is_box: bool = False
    recorded: bool | None = None
    bookmark: Bookmark | None = None
    holder: ContentControl | None = None
    bound: tuple[str, str] | None = None
    alias: str = ""

    @property
    def span(self) -> Stretch:
        """Its pieces."""
        return Stretch(self.start, self.end)


class Anchor(Struct):
    """The place of a comment: from a piece (to before another, where its range ends), in a paragraph."""

    start: int
    paragraph: int
    end: int | None = None


class Story(Struct):
    """What was found, in reading order.

    `questions` holds, for each paragraph, the question that it stands under; `comments` and `notes` the
    place or the paragraph where each was attached, by (kind and) number; `styles` and `chunks` the styles of
    paragraphs and the relations of inserted documents, by paragraph; `old_fields` the pieces before which old form
    fields begin. The line end between two paragraphs is a piece of the later one.
    """

    pieces: list[Fragment] = field(default_factory=list)
    controls: list[ContentControl] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    questions: list[str | None] = field(default_factory=list)
    comments: dict[str, Anchor] = field(default_factory=dict)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    chunks: dict[int, str] = field(default_factory=dict)
    old_fields: list[int] = field(default_factory=list)
    effort: int = 0

    def kept(self, span: Stretch) -> str:
        """The text of a span with every tracked change accepted, without what is struck, hidden or a field's code."""
        return "".join(piece.shown for piece in self._within(span) if piece.is_read).strip("\n")

    def looks(self, span: Stretch) -> int:
        """Every look of the characters of a span together: 0 when nothing is done to any."""
        return looks(self._within(span))

    def level(self, span: Stretch) -> str:
        """The same text without what is raised or lowered in it."""
        read = (piece for piece in self._within(span) if piece.is_read and not piece.look & APART)
        return "".join(piece.text for piece in read).strip("\n")

    def deleted(self, span: Stretch) -> str:
        """The text that tracked changes removed from a span; a space separates stretches that were apart."""
        return " ".join(stretches(self._within(span), is_deleted)).strip("\n")

    def struck(self, span: Stretch) -> str:
        """The text that is struck out in a span, likewise."""
        return " ".join(stretches(self._within(span), is_struck)).strip()

    def hidden(self, span: Stretch) -> str:
        """The text that nobody sees in a span, likewise: hidden text, and the code of fields without a result."""
        within = self._within(span)
        hides = CODE | HIDDEN if not any(piece.is_read and piece.text.strip() for piece in within) else HIDDEN
        return " ".join(stretches(within, lambda piece: is_hidden(piece, hides))).strip()

    def apart(self, span: Stretch) -> tuple[str, ...]:
        """The texts raised or lowered in a span, one for each stretch."""
        found = stretches(self._within(span), lambda piece: piece.is_read and bool(piece.look & APART))
        return tuple(text for one in found if (text := one.strip()))

    def formula(self, span: Stretch) -> bool:
        """Whether a span holds a formula that is not a plain line of characters."""
        return any(piece.is_read and piece.look & FORMULA for piece in self._within(span))

    def inserted(self, span: Stretch) -> bool:
        """Whether tracked changes added some of the text of a span."""
        return any(piece.fate is Fate.INSERTED for piece in self._within(span))

    def paragraph_part(self, span: Stretch) -> Stretch:
        """The part of a span in the paragraph where it begins."""
        within = self._within(span)
        first = within[0].paragraph if within else 0
        return Stretch(span.start, span.start + sum(1 for piece in within if piece.paragraph == first))

    def is_marked_after(self, span: Stretch) -> bool:
        """Whether the first words after a span, in the same paragraph, are marked by hand."""
        after = self._within(Stretch(span.end, span.end + _NEAR))
        paragraph = self.pieces[span.end - 1].paragraph if span.end else 0
        words = (piece for piece in after if piece.is_read and piece.text.strip())
        first = next(words, None)
        return first is not None and first.paragraph == paragraph and bool(first.look & MARKED)

    def controls_within(self, span: Stretch) -> list[ContentControl]:
        """The content controls that lie within a span."""
        begin = bisect_left(self.controls, span.start, key=lambda control: control.start)
        end = bisect_right(self.controls, span.end, key=lambda control: control.start)
        self._spend(Stretch(begin, end))
        return [control for control in self.controls[begin:end] if span.holds(control.span)]

    def holds_anything(self, span: Stretch) -> bool:
        """Whether a span holds an old form field, or any character that changes did not remove, seen or not."""
        rank = bisect_left(self.old_fields, span.start)
        if rank < len(self.old_fields) and self.old_fields[rank] <= span.end:
            return True
        return any(piece.fate is not Fate.DELETED and piece.text.strip() for piece in self._within(span))

    def is_in_empty_control(self, span: Stretch) -> bool:
        """Whether a control that holds nothing has a span within it: some programs put bookmarks inside."""
        end = bisect_right(self.controls, span.start, key=lambda control: control.start)
        near = self.controls[max(0, end - _NEAR) : end]
        return any(one.span.holds(span) and not one.tag and not self.holds_anything(one.span) for one in near)

    def question_of(self, anchor: Anchor) -> str | None:
        """The question of a comment: that of the first words in its range, else of the paragraph where it is."""
        if anchor.end is not None:
            within = self._within(Stretch(anchor.start, anchor.end))
            first = next((piece.paragraph for piece in within if piece.text.strip()), anchor.paragraph)
            return self.questions[first]
        return self.questions[anchor.paragraph]

    def covered(self, spans: Iterable[Stretch]) -> bytearray:
        """Which pieces lie within these spans: 1 for each that does."""
        covered = bytearray(len(self.pieces))
        for span in spans:
            self._spend(span)
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
        return covered

    def _within(self, span: Stretch) -> list[Fragment]:
        self._spend(span)
        return self.pieces[span.start : span.end]

    def _spend(self, span: Stretch) -> None:
        """Refuses a file whose bookmarks or controls enclose one another a thousandfold."""
        self.effort += span.end - span.start
        if self.effort > 100 * len(self.pieces) + 1_000_000:
            raise refusal("unsafe_archive")

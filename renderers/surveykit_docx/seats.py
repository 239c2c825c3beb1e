"""Where the answers of a story stand: in which order, under which question, beside which words of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from surveykit.filled import Placed
from surveykit_docx.fragments import Fragment
from surveykit_docx.naming import Key
from surveykit_docx.story import Story, Stretch

_PIECES = 100
"""Stretches of text that are looked at for the words beside one answer."""


class AnswerSpan(NamedTuple):
    """The place of one answer."""

    key: Key
    span: Stretch


def placed_in(story: Story, seats: Iterable[AnswerSpan], taken: Sequence[Stretch]) -> tuple[Placed, ...]:
    """The answers in reading order, each with what stands before it on its line, or after it when it is a box.

    `taken` are the spans of all answers: the words beside one go no further than the next one.
    """
    covered = story.covered(taken)
    ordered = sorted(seats, key=lambda seat: (seat.span.start, seat.span.end))
    return tuple(_placed(story, seat, covered) for seat in ordered)


def _placed(story: Story, seat: AnswerSpan, covered: bytearray) -> Placed:
    field, option = seat.key.field, seat.key.option
    beside = _before(story, seat.span, covered) if option is None else _after(story, seat.span, covered)
    paragraph = _paragraph(story, seat.span)
    return Placed(field, option, beside, None if paragraph is None else story.questions[paragraph])


def _paragraph(story: Story, span: Stretch) -> int | None:
    """The paragraph in which a span begins; the one just before it when the span is empty."""
    rank = span.start if span.start < span.end else span.start - 1
    return story.pieces[rank].paragraph if 0 <= rank < len(story.pieces) else None


def _before(story: Story, span: Stretch, covered: bytearray) -> str:
    """What stands before a span on its line; on the line above when nothing does."""
    ranks = range(span.start - 1, max(-1, span.start - 1 - _PIECES), -1)
    said = ""
    for line in _lines(story.pieces, ranks, covered):
        said = "".join(reversed(line))
        if said.strip():
            break
    return said


def _after(story: Story, span: Stretch, covered: bytearray) -> str:
    ranks = range(span.end, min(len(story.pieces), span.end + _PIECES))
    return "".join(next(_lines(story.pieces, ranks, covered)))


def _lines(pieces: Sequence[Fragment], ranks: Iterable[int], covered: bytearray) -> Iterator[list[str]]:
    """The texts of pieces, line by line: the line of the first one and the next one, up to the next answer."""
    line: list[str] = []
    ended = 0
    for rank in ranks:
        if covered[rank] or ended > 1:
            break
        if "\n" in pieces[rank].text:
            yield line
            line, ended = [], ended + 1
        elif pieces[rank].is_read:
            line.append(pieces[rank].shown)
    yield line

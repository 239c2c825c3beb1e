"""From a story to the form's entries: each field's control or bookmark, and the text in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from surveykit.document import NO_ANSWER
from surveykit.filled import Entry, Origin, Tick, Words
from surveykit.ids import FieldId, OptionCode
from surveykit.texts import squeezed
from surveykit_docx.naming import (
    BOOKMARK_PREFIX,
    QUESTION_PREFIX,
    Key,
    by_bookmark,
    by_tag,
)
from surveykit_docx.seats import AnswerSpan
from surveykit_docx.sight import MARKED, UNREAD
from surveykit_docx.story import Bookmark, ContentControl, Story, Stretch
from surveykit_docx.whose import Whose, key_named, own_key, whose

Shown = Callable[[ContentControl], str | None]
"""The value of the file's data that a control shows; None when it shows what it holds."""
_SIGNS = {"1": "☒", "true": "☒", "0": "☐", "false": "☐"}
"""What a box shows of a value of the file's data."""


def _shows_itself(_control: ContentControl) -> None:
    return None


class Answers(Struct, frozen=True):
    """The entries of a form, the spans that they were read from, and titles that alone say where a control stands.

    `seats` are the places that are there and hold no other answer's control.
    """

    entries: Mapping[FieldId, Entry]
    taken: list[Stretch]
    seats: list[AnswerSpan]
    titles: Mapping[FieldId, str]


class _Place(Struct, frozen=True):
    """The place of one answer: its span, the control in it, whether the span goes beyond the control.

    `mixed` is the key of another answer with which the control is mixed up.
    """

    span: Stretch
    control: ContentControl | None
    spilled: bool = False
    origin: Origin = Origin.TAG
    gone: bool = False
    mixed: Key | None = None

    @property
    def prompt(self) -> bool:
        """Whether its control shows its placeholder."""
        return self.control is not None and self.control.prompt

    @property
    def may_be_list(self) -> bool:
        """Whether its control is a list, or nobody can tell."""
        return self.control is None or self.control.is_list


class _Box(NamedTuple):
    """A tick box that was read."""

    field: FieldId
    option: OptionCode
    tick: Tick


class _Area(Struct, frozen=True):
    """The span of a key's bookmarks; `closed` says that one of them had its end, `copied` that several apart had."""

    span: Stretch
    closed: bool
    copied: bool = False


def answers_in(story: Story, known: Iterable[Key], shown_by_data: Shown = _shows_itself) -> Answers:
    """Every answer of a story, by tag, else by bookmark; `known` are the keys that the file lists.

    `shown_by_data` gives the value of the file's data that a control shows, if any.
    """
    known = tuple(known)
    names = by_bookmark(known or _named_by_tags(story))
    found, guests = whose(story, by_tag(known), names)
    texts: dict[FieldId, list[Words]] = {}
    ticks: list[_Box] = []
    taken: list[Stretch] = []
    seats: list[AnswerSpan] = []
    for key, place in _every_place(story, names, found, guests):
        taken.append(place.span)
        if place.gone and not story.deleted(place.span):
            continue
        if place.mixed is None:
            seats.append(AnswerSpan(key, place.span))
        data = None if place.control is None else shown_by_data(place.control)
        if key.option is None:
            texts.setdefault(key.field, []).append(_words(story, place, data))
        else:
            ticks.append(_Box(key.field, key.option, _tick(story, place, data)))
    return Answers(_entries(texts, _marked_by_hand(ticks)), taken, seats, _titles(found))


def _titles(found: Iterable[Whose]) -> dict[FieldId, str]:
    """The titles of the controls around which no bookmark says whose place it is."""
    return {one.key.field: one.control.alias for one in found if one.control.bookmark is None and one.control.alias}


def _entries(texts: Mapping[FieldId, list[Words]], boxes: Sequence[_Box]) -> dict[FieldId, Entry]:
    ticks: dict[FieldId, dict[OptionCode, tuple[Tick, ...]]] = {}
    for field, option, tick in boxes:
        options = ticks.setdefault(field, {})
        options[option] = (*options.get(option, ()), tick)
    return {
        field: Entry(tuple(texts.get(field, ())), ticks.get(field, {})) for field in dict.fromkeys((*texts, *ticks))
    }


def _every_place(
    story: Story, names: Mapping[str, Key], found: Iterable[Whose], guests: Mapping[Key, Key]
) -> Iterator[tuple[Key, _Place]]:
    """Where each answer stands, with its key and with what it is mixed up with: by its control, else by its guest."""
    controls: dict[Key, list[ContentControl]] = {}
    for one in found:
        controls.setdefault(one.key, []).append(one.control)
    mixed = {id(one.control): one.mixed for one in found}
    areas = _areas(story, names, controls)
    for key in dict.fromkeys((*controls, *areas)):
        for place in _places(story, key, controls.get(key, []), areas.get(key)):
            other = mixed.get(id(place.control)) if place.origin is Origin.TAG else guests.get(key)
            yield key, replace(place, mixed=other)


def _named_by_tags(story: Story) -> Iterator[Key]:
    """The keys of the controls, for a file that lost the list of them: bookmarks may have shorter names."""
    return (key for one in story.controls if (key := own_key(one.tag)) is not None)


def _areas(story: Story, names: Mapping[str, Key], controls: Mapping[Key, list[ContentControl]]) -> dict[Key, _Area]:
    """The area of each key's bookmark, which never reaches into the control of another key.

    LibreOffice may write a bookmark's start twice, and its end once or never: the area goes from the first
    start to the last end, or to the form's next bookmark when there is none. A bookmark of the same name
    further on, after others, is left aside.
    """
    starts = sorted(((one.start, key) for key, each in controls.items() for one in each), key=itemgetter(0))
    found: dict[Key, _Area] = {}
    runs = _runs(story, names)
    for place, (key, run) in enumerate(runs):
        if key is not None and key not in found:
            following = runs[place + 1][1][0].start if place + 1 < len(runs) else len(story.pieces)
            another = _next_of_another(starts, _start(run), key, len(story.pieces))
            found[key] = _area(run, following, another)
    return found


def _start(run: list[Bookmark]) -> int:
    return min(bookmark.start for bookmark in run)


def _area(run: list[Bookmark], following: int, another: int) -> _Area:
    """The area of bookmarks of one name, up to the form's next one if none ends, never beyond another key's control."""
    start = _start(run)
    ends = [bookmark.end for bookmark in run if bookmark.end is not None]
    end = min(max(ends, default=following), another)
    copied = any(one.end is not None and one.end < other.start for one, other in pairwise(run))
    return _Area(Stretch(start, max(start, end)), closed=bool(ends), copied=copied and len(ends) > 1)


def _next_of_another(starts: list[tuple[int, Key]], start: int, key: Key, last: int) -> int:
    """The first piece, from a given one on, of a control with another key; `last` when there is none."""
    rank = bisect_left(starts, start, key=itemgetter(0))
    while rank < len(starts) and starts[rank][1] == key:
        rank += 1
    return starts[rank][0] if rank < len(starts) else last


def _runs(story: Story, names: Mapping[str, Key]) -> list[tuple[Key | None, list[Bookmark]]]:
    """The form's bookmarks in reading order, those of one name that follow one another together.

    The key is None for the bookmark of a question's heading, and for a name that was shortened.
    """
    runs: list[tuple[Key | None, list[Bookmark]]] = []
    for bookmark in story.bookmarks:
        if not bookmark.name.startswith((BOOKMARK_PREFIX, QUESTION_PREFIX)):
            continue
        if runs and runs[-1][1][0].name == bookmark.name:
            runs[-1][1].append(bookmark)
        else:
            runs.append((key_named(bookmark.name, names), [bookmark]))
    return runs


def _places(story: Story, key: Key, controls: list[ContentControl], area: _Area | None) -> list[_Place]:
    """The places of a key's answers: its controls, the one in the bookmark first, else the bookmark's area."""
    if not controls:
        return [] if area is None else [_bookmarked(story, key, area)]
    holder = None if area is None else _holder(controls, area.span)
    if area is None or holder is None:
        return [_Place(control.span, control) for control in controls]
    others = [_Place(control.span, control) for control in controls if control is not holder]
    return [_held(story, key, holder, area), *others]


def _held(story: Story, key: Key, holder: ContentControl, area: _Area) -> _Place:
    """The place of the control in a bookmark: the whole area, if its end is known and text is beside the control."""
    trusted = area.closed or key.option is None
    spilled = trusted and not holder.prompt and _exceeds(story, area.span, holder.span)
    return _Place(area.span if spilled else holder.span, holder, spilled=spilled)


def _holder(controls: list[ContentControl], area: Stretch) -> ContentControl | None:
    """The first control that is in a bookmark, or has it within; None when there is none."""
    return next((one for one in controls if area.holds(one.span) or one.span.holds(area)), None)


def _bookmarked(story: Story, key: Key, area: _Area) -> _Place:
    """The place of an answer whose control is gone, or has lost its tag.

    A box whose bookmark does not end is looked for in one paragraph only.
    """
    span = area.span if area.closed or key.option is None else story.paragraph_part(area.span)
    inner = _control_within(story, span, is_box=key.option is not None)
    if inner is None:
        gone = not story.holds_anything(span) and not story.is_in_empty_control(span)
        return _Place(span, None, spilled=area.copied, origin=Origin.BOOKMARK, gone=gone)
    beyond = key.option is None and _exceeds(story, span, inner.span)
    told = area.copied or (beyond and not area.closed)
    return _Place(span, None if beyond else inner, spilled=told, origin=Origin.BOOKMARK)


def _control_within(story: Story, span: Stretch, *, is_box: bool) -> ContentControl | None:
    """The first control of its kind in a span, whatever its tag."""
    return next((one for one in story.controls_within(span) if one.is_box == is_box), None)


def _exceeds(story: Story, wide: Stretch, narrow: Stretch) -> bool:
    """Whether there is text in the wide span beside that of the narrow one within it."""
    whole, part = story.kept(wide).strip(), story.kept(narrow).strip()
    return len(whole) > len(part) and part in whole


def _words(story: Story, place: _Place, data: str | None) -> Words:
    text = story.kept(place.span)
    words = Words(
        text=_chosen(text) if place.may_be_list else text,
        prompt=place.prompt,
        spilled=place.spilled,
        deleted=story.deleted(place.span),
        inserted=story.inserted(place.span),
        origin=place.origin,
        gone=place.gone,
        shown=_another(data, text),
        mixed=None if place.mixed is None else place.mixed.field,
    )
    return _as_seen(story, place.span, words) if story.looks(place.span) & ~MARKED else words


def _chosen(text: str) -> str:
    """The text of a list, empty for the entry that says that nothing is chosen."""
    return "" if text.strip() == NO_ANSWER else text


def _another(data: str | None, text: str) -> str | None:
    """The value of the file's data when it is another text than that which stands in the control."""
    return data if data is not None and squeezed(data) != squeezed(text) else None


def _as_seen(story: Story, span: Stretch, words: Words) -> Words:
    """The words with what is done to their characters."""
    raised = story.apart(span)
    return replace(
        words,
        struck=story.struck(span),
        hidden=story.hidden(span),
        raised=raised,
        level=story.level(span) if raised else "",
        formula=story.formula(span),
    )


def _tick(story: Story, place: _Place, data: str | None) -> Tick:
    control, looks = place.control, story.looks(place.span)
    unread = _unread(story, place.span) if looks & UNREAD else ""
    shown = story.kept(place.span) if data is None else _SIGNS.get(data.strip().lower(), data)
    return Tick(
        recorded=None if control is None else control.recorded,
        shown=shown,
        origin=place.origin,
        struck=unread,
        unseen=control is not None and not shown.strip() and not unread,
        marked=bool(looks & MARKED) and not story.is_marked_after(place.span),
        mixed=None if place.mixed is None else str(place.mixed.option or place.mixed.field),
    )


def _unread(story: Story, span: Stretch) -> str:
    """What is struck out or hidden in a span."""
    return " ".join(filter(None, (story.struck(span), story.hidden(span))))


def _marked_by_hand(boxes: Sequence[_Box]) -> Sequence[_Box]:
    """The boxes, none of them marked when most are: some program did it."""
    if 2 * sum(box.tick.marked for box in boxes) <= len(boxes):
        return boxes
    return [box._replace(tick=replace(box.tick, marked=False)) for box in boxes]

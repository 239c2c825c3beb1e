"""From a story to the form's entries: each field's control or bookmark, and the text in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from surveykit.document import NO_ANSWER
from surveykit.filled import Entry, Origin, Tick, Words
from surveykit.ids import FieldId, OptionCode
from surveykit_docx.naming import (
    BOOKMARK_LIMIT,
    BOOKMARK_PREFIX,
    QUESTION_PREFIX,
    TAG_LIMIT,
    Key,
    by_bookmark,
    by_tag,
    key_of_bookmark,
    key_of_tag,
)
from surveykit_docx.sight import MARKED, UNREAD
from surveykit_docx.story import Bookmark, ContentControl, Story, Stretch

_SHORTENED = re.compile(rf"(?=(.{{{TAG_LIMIT}}}|.{{{BOOKMARK_LIMIT}}})$).*_[0-9a-f]{{8}}$")


class Answers(Struct, frozen=True):
    """The entries of a form, and the spans of the story that they were read from."""

    entries: Mapping[FieldId, Entry]
    taken: list[Stretch]


class _Place(Struct, frozen=True):
    """The place of one answer: its span, the control in it, whether the span goes beyond the control."""

    span: Stretch
    control: ContentControl | None
    spilled: bool = False
    origin: Origin = Origin.TAG
    gone: bool = False


class _Area(Struct, frozen=True):
    """The span of a key's bookmarks; `closed` says that one of them had its end."""

    span: Stretch
    closed: bool


def answers_in(story: Story, known: Iterable[Key]) -> Answers:
    """Every answer of a story, by tag, else by bookmark; `known` are the keys that the file lists."""
    known = tuple(known)
    controls = _controls(story, by_tag(known))
    areas = _areas(story, by_bookmark(known), controls)
    texts: dict[FieldId, list[Words]] = {}
    ticks: dict[FieldId, dict[OptionCode, list[Tick]]] = {}
    taken: list[Stretch] = []
    for key in dict.fromkeys((*controls, *areas)):
        for place in _places(story, key, controls.get(key, []), areas.get(key)):
            taken.append(place.span)
            if place.gone and not story.deleted(place.span):
                continue
            if key.option is None:
                texts.setdefault(key.field, []).append(_words(story, place))
            else:
                options = ticks.setdefault(key.field, {})
                options.setdefault(key.option, []).append(_tick(story, place))
    entries = {
        field: Entry(
            tuple(texts.get(field, ())),
            {option: tuple(found) for option, found in ticks.get(field, {}).items()},
        )
        for field in dict.fromkeys((*texts, *ticks))
    }
    return Answers(entries, taken)


def _controls(story: Story, tags: Mapping[str, Key]) -> dict[Key, list[ContentControl]]:
    """The controls of each key, in reading order; the others (programs add some) are left aside."""
    found: dict[Key, list[ContentControl]] = {}
    for control in story.controls:
        key = tags.get(control.tag) or _own_key(control.tag)
        if key is not None:
            found.setdefault(key, []).append(control)
    return found


def _own_key(name: str) -> Key | None:
    """The key that a tag or a bookmark's name says by itself; one that was shortened says none."""
    return None if _SHORTENED.match(name) else key_of_tag(name) or key_of_bookmark(name)


def _areas(story: Story, names: Mapping[str, Key], controls: Mapping[Key, list[ContentControl]]) -> dict[Key, _Area]:
    """The area of each key's bookmark, which never reaches into the control of another key.

    LibreOffice may write a bookmark's start twice, and its end once or never: the area goes from the first
    start to the last end, or to the form's next bookmark when there is none. A bookmark of the same name
    further on, after others, is left aside.
    """
    starts = sorted((control.start, key.tag) for key, found in controls.items() for control in found)
    found: dict[Key, _Area] = {}
    runs = _runs(story, names)
    for place, (key, run) in enumerate(runs):
        if key is not None and key not in found:
            following = runs[place + 1][1][0].start if place + 1 < len(runs) else len(story.pieces)
            another = _next_of_another(starts, _start(run), key.tag, len(story.pieces))
            found[key] = _area(run, following, another)
    return found


def _start(run: list[Bookmark]) -> int:
    return min(bookmark.start for bookmark in run)


def _area(run: list[Bookmark], following: int, another: int) -> _Area:
    """The area of bookmarks of one name, up to the form's next one if none ends, never beyond another key's control."""
    start = _start(run)
    ends = [bookmark.end for bookmark in run if bookmark.end is not None]
    end = min(max(ends, default=following), another)
    return _Area(Stretch(start, max(start, end)), closed=bool(ends))


def _next_of_another(starts: list[tuple[int, str]], start: int, tag: str, last: int) -> int:
    """The first piece, from a given one on, of a control with another tag; `last` when there is none."""
    rank = bisect_left(starts, (start, ""))
    while rank < len(starts) and starts[rank][1] == tag:
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
            runs.append((names.get(bookmark.name) or _own_key(bookmark.name), [bookmark]))
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
    span = area.span
    if key.option is not None and not area.closed:
        span = story.paragraph_part(span)
    inner = next((one for one in story.controls_within(span) if one.is_box == (key.option is not None)), None)
    gone = inner is None and not story.holds_anything(span) and not story.is_in_empty_control(span)
    if inner is not None and key.option is None and _exceeds(story, span, inner.span):
        inner = None
    return _Place(span, inner, origin=Origin.BOOKMARK, gone=gone)


def _exceeds(story: Story, wide: Stretch, narrow: Stretch) -> bool:
    """Whether there is text in the wide span beside that of the narrow one within it."""
    whole, part = story.kept(wide).strip(), story.kept(narrow).strip()
    return len(whole) > len(part) and part in whole


def _words(story: Story, place: _Place) -> Words:
    text = story.kept(place.span)
    is_list = place.control is None or place.control.is_list
    words = Words(
        text="" if is_list and text.strip() == NO_ANSWER else text,
        prompt=place.control is not None and place.control.prompt,
        spilled=place.spilled,
        deleted=story.deleted(place.span),
        inserted=story.inserted(place.span),
        origin=place.origin,
        gone=place.gone,
    )
    return _as_seen(story, place.span, words) if story.looks(place.span) & ~MARKED else words


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


def _tick(story: Story, place: _Place) -> Tick:
    recorded = None if place.control is None else place.control.recorded
    unread = (story.struck(place.span), story.hidden(place.span)) if story.looks(place.span) & UNREAD else ()
    return Tick(recorded, story.kept(place.span), place.origin, " ".join(filter(None, unread)))

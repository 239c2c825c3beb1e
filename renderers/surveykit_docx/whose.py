"""Whose a content control is: the answer that its tag names, or the one in whose place it stands."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from surveykit_docx.naming import BOOKMARK_LIMIT, TAG_LIMIT, Key, key_of_bookmark, key_of_tag
from surveykit_docx.story import Bookmark, ContentControl, Story

_SHORTENED = re.compile(rf"(?=(.{{{TAG_LIMIT}}}|.{{{BOOKMARK_LIMIT}}})$).*_[0-9a-f]{{8}}$")

_HOLDERS = 8
"""Controls around a control that are looked at."""


_Found = tuple[ContentControl, Key, Key | None]
"""A control, the answer of its tag, and the one in whose place it stands."""


class Whose(Struct, frozen=True):
    """A control, the answer that its tag names, and another one with which a person mixes it up."""

    control: ContentControl
    key: Key
    mixed: Key | None = None


def own_key(name: str) -> Key | None:
    """The key that a tag or a bookmark's name says by itself; one that was shortened says none."""
    return _usual_key(name) if len(name) <= TAG_LIMIT else _key_said(name)


def _key_said(name: str) -> Key | None:
    return None if _SHORTENED.match(name) else key_of_tag(name) or key_of_bookmark(name)


_usual_key = lru_cache(maxsize=2048)(_key_said)


def whose(story: Story, tags: Mapping[str, Key], names: Mapping[str, Key]) -> tuple[list[Whose], Mapping[Key, Key]]:
    """Whose each control is, in reading order, and which answer's control stands in the place of each other answer.

    Controls that are none of ours (programs add some) are left aside.

    The tag says it. A control that stands in the form's bookmark around another answer, or within the control of
    another one, is mixed up with it, and that one with it; unless it is a copy, whose own place holds one too. `tags`
    and `names` are the keys that the file lists, by tag and by bookmark: a tag that names no field of the file is not
    compared with its place.
    """
    keys = {id(one): key for one in story.controls if (key := tags.get(one.tag) or own_key(one.tag)) is not None}
    marked = (names.get(one.name) or own_key(one.name) for one in story.bookmarks)
    comparable = {*tags.values(), *filter(None, marked)}
    found = [(one, keys[id(one)], _place_of(one, keys, names)) for one in story.controls if id(one) in keys]
    found = list(_beside_others(found))
    at_home = {key for _, key, place in found if place in {None, key}}
    guests = {place: key for _, key, place in found if place not in {None, key} and key in comparable}
    return [Whose(one, key, _mixed(key, place, at_home, guests, comparable)) for one, key, place in found], guests


def _beside_others(found: list[_Found]) -> Iterator[_Found]:
    """The same; of two controls with nothing between them, the later one stands in the place of the earlier one."""
    last: _Found | None = None
    for control, key, place in found:
        touches = last is not None and last[0].start < last[0].end == control.start < control.end
        yield control, key, last[1] if touches and last is not None and place in {None, key} else place
        last = control, key, place


def _mixed(
    key: Key, place: Key | None, at_home: Container[Key], guests: Mapping[Key, Key], comparable: Container[Key]
) -> Key | None:
    """The answer that a control is mixed up with: that in whose place it stands, or that which stands in its own."""
    if place not in {None, key}:
        return place if key in comparable and key not in at_home else None
    return guests.get(key)


def _place_of(control: ContentControl, keys: Mapping[int, Key], names: Mapping[str, Key]) -> Key | None:
    """The answer in whose place a control stands: the innermost control or bookmark around it says it."""
    holder = _holder(control, keys)
    if holder is not None and (control.bookmark is None or control.bookmark is holder.bookmark):
        return keys[id(holder)]
    return _key_of(control.bookmark, names)


def _key_of(bookmark: Bookmark | None, names: Mapping[str, Key]) -> Key | None:
    """The key of a bookmark that has an end: programs leave some without."""
    if bookmark is None or bookmark.end is None:
        return None
    return names.get(bookmark.name) or own_key(bookmark.name)


def _holder(control: ContentControl, keys: Mapping[int, Key]) -> ContentControl | None:
    """The nearest of the controls around one that is an answer's; programs put few around it."""
    holder = control.holder
    for _ in range(_HOLDERS):
        if holder is None or id(holder) in keys:
            return holder
        holder = holder.holder
    return None

"""Whose a content control is: the answer that its tag names, or the one in whose place it stands."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from surveykit_docx.naming import BOOKMARK_LIMIT, TAG_LIMIT, Key, key_of_bookmark, key_of_tag
from surveykit_docx.story import Bookmark, ContentControl, Story

_SHORTENED = re.compile(rf"(?=(.{{{TAG_LIMIT}}}|.{{{BOOKMARK_LIMIT}}})$).*_[0-9a-f]{{8}}$")

_HOLDERS = 8
"""Controls around a control that are looked at."""


class _Standing(NamedTuple):
    """A control, the answer of its tag, and the other answer in whose place it stands, None when there is none."""

    control: ContentControl
    key: Key
    host: Key | None


class Whose(Struct, frozen=True):
    """A control, the answer that its tag names, and another one with which a person mixes it up."""

    control: ContentControl
    key: Key
    mixed: Key | None = None


def own_key(name: str) -> Key | None:
    """The key that a tag or a bookmark's name says by itself; one that was shortened says none."""
    return _usual_key(name) if len(name) <= TAG_LIMIT else _key_said(name)


def key_named(name: str, listed: Mapping[str, Key]) -> Key | None:
    """The key of a tag or a bookmark's name: by the keys that the file lists under such names, else by itself."""
    return listed.get(name) or own_key(name)


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
    keys = _keys_of(story.controls, tags)
    comparable = {*tags.values(), *(key_named(one.name, names) for one in story.bookmarks)}
    found = list(_standing([one for one in story.controls if id(one) in keys], keys, names))
    guests = _guests(found, comparable)
    at_home = {one.key for one in found if one.host is None}
    return [Whose(one.control, one.key, _mixed(one, at_home, guests, comparable)) for one in found], guests


def _keys_of(controls: Iterable[ContentControl], tags: Mapping[str, Key]) -> dict[int, Key]:
    """The keys of the controls that are the form's, by identity."""
    return {id(one): key for one in controls if (key := key_named(one.tag, tags)) is not None}


def _standing(
    controls: Sequence[ContentControl], keys: Mapping[int, Key], names: Mapping[str, Key]
) -> Iterator[_Standing]:
    """The controls; of two with nothing between them, the later one stands in the place of the earlier one."""
    for last, control in zip((None, *controls), controls, strict=False):
        key, host = keys[id(control)], _place_of(control, keys, names)
        if host in {None, key} and last is not None and _touches(last, control):
            host = keys[id(last)]
        yield _Standing(control, key, None if host == key else host)


def _touches(control: ContentControl, following: ContentControl) -> bool:
    """Whether the following control begins where one ends, and both hold something."""
    return control.start < control.end == following.start < following.end


def _guests(found: Iterable[_Standing], comparable: Container[Key | None]) -> dict[Key, Key]:
    """The answer whose control stands in the place of each other answer."""
    return {one.host: one.key for one in found if one.host is not None and one.key in comparable}


def _mixed(
    one: _Standing, at_home: Container[Key], guests: Mapping[Key, Key], comparable: Container[Key | None]
) -> Key | None:
    """The answer that a control is mixed up with: that in whose place it stands, or that which stands in its own."""
    if one.host is None:
        return guests.get(one.key)
    return one.host if one.key in comparable and one.key not in at_home else None


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
    return key_named(bookmark.name, names)


def _holder(control: ContentControl, keys: Mapping[int, Key]) -> ContentControl | None:
    """The nearest of the controls around one that is an answer's; programs put few around it."""
    holder = control.holder
    for _ in range(_HOLDERS):
        if holder is None or id(holder) in keys:
            return holder
        holder = holder.holder
    return None

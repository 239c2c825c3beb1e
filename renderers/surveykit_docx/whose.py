"""Whose a content control is: the answer that its tag names, or the one in whose place it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from surveykit_docx.naming import BOOKMARK_LIMIT, TAG_LIMIT, Key, key_of_bookmark, key_of_tag
from surveykit_docx.story import Bookmark, ContentControl, Story

_SHORTENED = re.compile(rf"(?=(.{{{TAG_LIMIT}}}|.{{{BOOKMARK_LIMIT}}})$).*_[0-9a-f]{{8}}$")

_HOLDERS = 8
"""Controls around a control that are looked at."""


class Whose(Struct, frozen=True):
    """A control, the answer that it is read as, and another one with which it is mixed up."""

    control: ContentControl
    key: Key
    mixed: Key | None = None


def own_key(name: str) -> Key | None:
    """The key that a tag or a bookmark's name says by itself; one that was shortened says none."""
    return None if _SHORTENED.match(name) else key_of_tag(name) or key_of_bookmark(name)


def whose(story: Story, tags: Mapping[str, Key], names: Mapping[str, Key]) -> list[Whose]:
    """Whose each control is, in reading order; the others (programs add some) are left aside.

    The tag says it. When the form's bookmark around a control is that of another answer, a person sees it as that one;
    when it stands within the control of another answer, a person sees both as one. `tags` and `names` are the keys that
    the file lists, by tag and by bookmark: a tag that names no field of the file is not compared with its place.
    """
    keys = {id(one): key for one in story.controls if (key := tags.get(one.tag) or own_key(one.tag)) is not None}
    marked = (names.get(one.name) or own_key(one.name) for one in story.bookmarks)
    comparable = {*tags.values(), *filter(None, marked)}
    found: list[Whose] = []
    holding: dict[int, Key] = {}
    for control in story.controls:
        key = keys.get(id(control))
        if key is None:
            continue
        holder = _holder(control, keys) if key in comparable else None
        place = _key_of(control.bookmark, names) if key in comparable else None
        if holder is not None and (control.bookmark is None or control.bookmark is holder.bookmark):
            if keys[id(holder)] != key:
                holding[id(holder)] = key
            found.append(Whose(control, key, keys[id(holder)]))
        else:
            found.append(Whose(control, place or key, key))
    return [_told(one, holding.get(id(one.control))) for one in found]


def _told(one: Whose, held: Key | None) -> Whose:
    """A control with what it is mixed up with, which is not itself."""
    return Whose(one.control, one.key, one.mixed if one.mixed != one.key else held)


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

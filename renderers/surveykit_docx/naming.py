"""The names that the writer leaves in a Word file and that the reader looks for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from surveykit.ids import FieldId, OptionCode

FORM_PROPERTY = "sk.form"
"""The custom property that holds the form's reference (`FormRef` as text)."""

COPY_PROPERTY = "sk.copy"
"""The custom property that holds the copy's reference (`CopyRef` as text)."""

CONTROLS_PROPERTY = "sk.controls"
"""The custom property that lists every control's key, parted by spaces; see `listing_properties`."""

PREFILLED_PROPERTY = "sk.prefilled"
"""The custom property that lists the marks of what a copy was filled with beforehand, likewise."""

SIMULATED_PROPERTY = "sk.simulated"
"""The custom property of a form whose answers nobody gave, or that was made for a rehearsal: it is `true`."""

TAG_PREFIX = "sk."
BOOKMARK_PREFIX = "sk_"
QUESTION_PREFIX = "skq_"
TAG_LIMIT = 64
BOOKMARK_LIMIT = 40
PROPERTY_LIMIT = 255
_ESCAPED = re.compile(r"_([0-9a-f]{1,3}|[0-9a-c][0-9a-f]{3})_")
"""A sign of a question's number that a bookmark's name cannot hold."""


class Key(Struct, frozen=True):
    """Which control: a field's, or the box of one option of a field."""

    field: FieldId
    option: OptionCode | None = None

    def __str__(self) -> str:
        return self.field if self.option is None else f"{self.field}#{self.option}"

    @classmethod
    def parse(cls, text: str) -> Key:
        """The key written as `FIELD` or `FIELD#OPTION`."""
        field, _, option = text.partition("#")
        return cls(FieldId(field), OptionCode(option) if option else None)

    @property
    def tag(self) -> str:
        """The content control's tag, 64 characters at most."""
        return _shortened(f"{TAG_PREFIX}{self}", TAG_LIMIT)

    @property
    def bookmark(self) -> str:
        """The name of the bookmark around the control, 40 characters at most."""
        return _shortened(BOOKMARK_PREFIX + str(self).replace("#", "__"), BOOKMARK_LIMIT)


def _shortened(name: str, limit: int) -> str:
    """The name itself, or its beginning with 8 hexadecimal digits of its digest when it is too long."""
    if len(name) <= limit:
        return name
    return f"{name[: limit - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def by_tag(keys: Iterable[Key]) -> dict[str, Key]:
    """Each key under its tag."""
    return {key.tag: key for key in keys}


def by_bookmark(keys: Iterable[Key]) -> dict[str, Key]:
    """Each key under its bookmark's name."""
    return {key.bookmark: key for key in keys}


def key_of_tag(tag: str) -> Key | None:
    """The key that a tag says by itself, or None (a shortened one is misread: ask `by_tag` first)."""
    return Key.parse(tag.removeprefix(TAG_PREFIX)) if tag.startswith(TAG_PREFIX) else None


def key_of_bookmark(name: str) -> Key | None:
    """The key that a bookmark says by itself, or None (a shortened one is misread: ask `by_bookmark`)."""
    if not name.startswith(BOOKMARK_PREFIX):
        return None
    return Key.parse(name.removeprefix(BOOKMARK_PREFIX).replace("__", "#"))


def question_bookmark(number: str) -> str:
    """The name of the bookmark around a question's heading: `skq_3` (a point would be written `_2e_`)."""
    escaped = re.sub(r"[^A-Za-z0-9]", lambda sign: f"_{ord(sign.group()):x}_", number)
    return _shortened(QUESTION_PREFIX + escaped, BOOKMARK_LIMIT)


def question_of_bookmark(name: str) -> str | None:
    """The number of the question whose heading a bookmark marks, or None if it marks none."""
    if not name.startswith(QUESTION_PREFIX):
        return None
    escaped = name.removeprefix(QUESTION_PREFIX)
    return _ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), escaped) if "_" in escaped else escaped


def listing_properties(name: str, words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The custom properties (name, value) that list words, each value within the 255 characters of Word.

    They are called `NAME`, `NAME.2`, `NAME.3`…; no word is parted between two.
    """
    values: list[str] = []
    for word in words:
        if values and len(values[-1]) + 1 + len(word) <= PROPERTY_LIMIT:
            values[-1] += f" {word}"
        else:
            values.append(word)
    names = (name if rank == 1 else f"{name}.{rank}" for rank in range(1, len(values) + 1))
    return tuple(zip(names, values, strict=True))


def words_in_properties(name: str, properties: Mapping[str, str]) -> tuple[str, ...]:
    """The words listed by a file's custom properties (all of them by name); empty when they were stripped."""
    found: list[str] = []
    rank, here = 1, name
    while here in properties:
        found.extend(properties[here].split())
        rank += 1
        here = f"{name}.{rank}"
    return tuple(found)

"""What the author of a definition wrote for people to read, with its typography set."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from surveykit.words import typeset

PROSE = frozenset({
    "bodies", "body", "description", "hint", "instructions", "introduction", "label", "maximum_label", "message",
    "method", "minimum_label", "note", "prompt", "reference", "reference_details", "references_caveat", "scope",
    "signature", "source", "statement", "subject", "text", "title", "unit", "units", "values",
})  # fmt: skip
"""The keys of a definition whose texts people read. Names of respondents are data, and stay as they are."""


def set_prose(value: object, language: str, *, read: bool = False) -> object:
    """A definition, or a part of it, with the typography of its language set in what people read.

    `value` is plain data of YAML or models; what needs no change is the same object. `read` says that a text that
    stands here is read by people.

        set_prose({"code": "a", "label": "C'est vu ?"}, "fr") == {"code": "a", "label": "C’est vu\u202f?"}
    """
    match value:
        case str():
            made = typeset(value, language) if read else value
            return value if made == value else made
        case BaseModel():
            held = {name: getattr(value, name) for name in type(value).model_fields}
            changed = {name: one for name, one in _each(held, language).items() if one is not held[name]}
            return value.model_copy(update=changed) if changed else value
        case Mapping():
            return _each(value, language, read=read)
        case list() | tuple():
            parts = [set_prose(one, language, read=read) for one in value]
            return value if all(a is b for a, b in zip(parts, value, strict=True)) else type(value)(parts)
        case _:
            return value


def _each(held: Mapping[str, object], language: str, *, read: bool = False) -> dict[str, object]:
    return {key: set_prose(one, language, read=read or key in PROSE) for key, one in held.items()}

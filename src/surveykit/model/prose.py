"""What the author of a definition wrote for people to read, with its typography set."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from surveykit.words import typeset

PROSE = frozenset({
    "ask", "bodies", "body", "description", "hint", "instructions", "introduction", "label", "maximum_label",
    "message", "method", "minimum_label", "note", "prompt", "reference", "reference_details", "references_caveat",
    "scope", "signature", "source", "statement", "subject", "text", "title", "unit", "units", "values",
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
            return _set_text(value, language) if read else value
        case BaseModel():
            return _set_model(value, language)
        case Mapping():
            return _each(value, language, read=read)
        case list() | tuple():
            return _set_parts(value, language, read=read)
        case _:
            return value


def _set_text(text: str, language: str) -> str:
    made = typeset(text, language)
    return text if text == made else made


def _set_model(model: BaseModel, language: str) -> BaseModel:
    held = {name: getattr(model, name) for name in type(model).model_fields}
    changed = {name: one for name, one in _each(held, language).items() if one is not held[name]}
    return model.model_copy(update=changed) if changed else model


def _set_parts(parts: list[object] | tuple[object, ...], language: str, *, read: bool) -> object:
    made = [set_prose(one, language, read=read) for one in parts]
    return parts if all(a is b for a, b in zip(made, parts, strict=True)) else type(parts)(made)


def _each(held: Mapping[str, object], language: str, *, read: bool = False) -> dict[str, object]:
    return {key: set_prose(one, language, read=read or key in PROSE) for key, one in held.items()}

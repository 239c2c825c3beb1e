"""The shape that a definition must have, as the model declares it: which keys, which kinds, at which path."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel

from surveykit.model import Draft

Path = tuple[str | int, ...]


class DefinitionSpot(Struct, frozen=True):
    """A spot of the model: its path in the document, and the objects that may stand there, one per kind."""

    path: Path
    models: tuple[type[BaseModel], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that may stand there, as they are written."""
        found = (key for model in self.models for key in _fields(model))
        return tuple(dict.fromkeys(found))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that may stand there."""
        return tuple(_kind(model) for model in self.models)


def follow(loc: Sequence[str | int]) -> DefinitionSpot:
    """Where a location reported by pydantic stands; its steps that name a kind and no key are left out."""
    here: Any = Draft
    path: list[str | int] = []
    for step in loc:
        here = _bare(here)
        if isinstance(here, tuple):
            here = next((model for model in here if _kind(model) == step), None)
        elif inside := _inside(here, step):
            (here,) = inside
            path.append(step)
    end = _bare(here)
    return DefinitionSpot(tuple(path), _models(end))


def _inside(annotation: Any, step: str | int) -> tuple[Any, ...]:
    """The annotation one step inside another; none when the step is no key and no index."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if _is_model(annotation):
        return (_fields(annotation).get(str(step)),)
    if origin is tuple and isinstance(step, int):
        return (inner[0],)
    if step != "[key]" and _is_mapping(origin):
        return (inner[1],)
    return ()


def _is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_mapping(origin: Any) -> bool:
    return origin is not None and issubclass(origin, Mapping)


def _models(end: Any) -> tuple[type[BaseModel], ...]:
    if isinstance(end, tuple):
        return end
    return (end,) if _is_model(end) else ()


def _bare(annotation: Any) -> Any:
    """An annotation without its metadata and its None; a union of objects becomes their tuple."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        members = _members(annotation)
        return members[0] if len(members) == 1 else members
    return annotation


def _members(union: Any) -> tuple[Any, ...]:
    """The bare members of a union, None apart."""
    return tuple(_bare(one) for one in get_args(union) if one is not types.NoneType)


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _kind(model: type[BaseModel]) -> str:
    return str(model.model_fields["kind"].default) if "kind" in model.model_fields else ""

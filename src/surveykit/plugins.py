"""Renderers, readers and surveys found through entry points: listed without importing, loaded by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from msgspec import Struct

from surveykit.errors import MissingExtra, UsageError
from surveykit.ports import Presented, Reader, Renderer
from surveykit.texts import nearest

RENDERERS = "surveykit.renderers"
READERS = "surveykit.readers"
SURVEYS = "surveykit.surveys"
KINDS = {"renderer": RENDERERS, "reader": READERS, "survey": SURVEYS}


class Plugin(Struct, frozen=True):
    """One installed plug-in: its kind and name, the object it is, and the distribution that brings it."""

    kind: str
    name: str
    target: str
    distribution: str


def installed() -> tuple[Plugin, ...]:
    """Every plug-in of this environment, by kind and name; nothing is imported."""
    return tuple(
        Plugin(kind, point.name, point.value, _distribution(point))
        for kind, group in KINDS.items()
        for point in sorted(entry_points(group=group), key=lambda point: point.name)
    )


def renderer(name: str) -> Renderer:
    """The renderer of a format.

    Raises UsageError for an unknown format, MissingExtra when its packages are not installed.
    """
    return cast("Renderer", _load(_find(RENDERERS, "format", name)))


def presented() -> tuple[tuple[str, Presented], ...]:
    """The installed renderers that present their format, each with its suffix.

    Files that a program of their own opens come first, files of text after; each in the order of the formats' names.
    """
    found = sorted(_ready(), key=lambda one: (writes_text(one[1]), one[0]))
    return tuple((made.suffix, made) for _, made in found if isinstance(made, Presented))


def writes_text(one: Renderer) -> bool:
    """Whether the files of a renderer are text: its media type says so."""
    return one.media_type.startswith("text/")


def format_of(suffix: str) -> str | None:
    """The name of the installed format that files with a suffix (`.docm`) are of, None when no renderer has it.

    Its renderer writes such files, or the reader of the same name takes them. Renderers are imported one after the
    other, that of the suffix's own name first.
    """
    for name, made in _ready(suffix.removeprefix(".")):
        if suffix == made.suffix or suffix in _suffixes_read(name):
            return name
    return None


def _ready(first: str = "") -> Iterator[tuple[str, Renderer]]:
    """The renderers that can be used, by name, imported as they are asked for: `first` before the others."""
    for name in sorted(_names(RENDERERS), key=lambda name: (name != first, name)):
        with suppress(MissingExtra):
            yield name, renderer(name)


def _suffixes_read(name: str) -> tuple[str, ...]:
    """What the reader of a format takes, nothing without one."""
    if name not in _names(READERS):
        return ()
    with suppress(MissingExtra):
        return cast("Reader", _load(_find(READERS, "format", name))).suffixes
    return ()


class Readers(Struct, frozen=True):
    """The readers that can be used, by format, and those that cannot, each with the command that installs it."""

    ready: Mapping[str, Reader]
    missing: Mapping[str, str]


def readers() -> Readers:
    """Every reader of this environment."""
    ready: dict[str, Reader] = {}
    missing: dict[str, str] = {}
    for name in _names(READERS):
        try:
            ready[name] = cast("Reader", _load(_find(READERS, "format", name)))
        except MissingExtra as error:
            missing[name] = str(error)
    return Readers(ready, missing)


def survey_names() -> tuple[str, ...]:
    """The names of the installed surveys; nothing is imported."""
    return tuple(_names(SURVEYS))


def survey_folder(name: str) -> Path | None:
    """The folder of an installed survey's definition, None when no survey has that name.

    Raises UsageError when several packages offer it, and when its package is gone.
    """
    point = _offered(SURVEYS, "survey", name)
    if point is None:
        return None
    module = point.module
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        found = None
    if found is None or not found.submodule_search_locations:
        raise UsageError(f"the survey {name!r} is said to be the package {module}, and there is none: install it again")
    return Path(found.submodule_search_locations[0])


def _names(group: str) -> list[str]:
    return sorted({point.name for point in entry_points(group=group)})


def _find(group: str, what: str, name: str) -> EntryPoint:
    point = _offered(group, what, name)
    if point is None:
        known = _names(group)
        near = nearest(name, known)
        hint = f"did you mean {near!r}? " if near else ""
        raise UsageError(f"no {what} {name!r} is installed; {hint}installed: {', '.join(known) or 'none'}")
    return point


def _offered(group: str, what: str, name: str) -> EntryPoint | None:
    by_value: dict[str, list[EntryPoint]] = defaultdict(list)
    for point in entry_points(group=group, name=name):
        by_value[point.value].append(point)
    if len(by_value) > 1:
        owners = ", ".join(sorted(_distribution(points[0]) for points in by_value.values()))
        raise UsageError(f"several packages offer the {what} {name!r} ({owners}): uninstall all but one")
    return next((points[0] for points in by_value.values()), None)


def _load(point: EntryPoint) -> object:
    try:
        return point.load()
    except ModuleNotFoundError as error:
        own = point.module.partition(".")[0]
        missing = (error.name or "").partition(".")[0]
        if not missing or missing in {own, "surveykit"}:
            raise
        raise MissingExtra.of(f"the format {point.name!r}", missing, point.name, _distribution(point)) from error


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "unknown"

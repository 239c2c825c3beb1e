"""The files under the paths that somebody names, each as it is found: nothing is opened here."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from surveykit.brief import Discreet, number_of
from surveykit.errors import UnreadableFile, UsageError
from surveykit.mailbox.refusals import cannot_open, leads_out
from surveykit.texts import legible

_JUNK = {"thumbs.db", "desktop.ini"}


class Source(Discreet, frozen=True):
    """A file on a disk: where it is, the name to show, its size in bytes, and when it was last saved.

    `name` is where it stands in the folder that was named, on one line and with nothing hidden in it. `refused` says
    why it is not to be opened, None when it may be.
    """

    path: Path
    name: str
    size: int = 0
    modified: datetime | None = None
    refused: UnreadableFile | None = None

    def _counts(self) -> str:
        return f"of {number_of(self.size, 'byte')}"


def sources(paths: Iterable[str | Path]) -> Iterator[Source]:
    """Every file under the paths, once: the oldest first, then by name; those that cannot be opened before them.

    Hidden files, and those that Office and file managers leave behind, are nobody's answers and are passed over. A
    link is followed to what stands in the folder that was named, or was named itself; one that leads elsewhere is
    refused.

    Raises UsageError for a path where nothing is.
    """
    found: dict[Path, Source] = {}
    for one in map(Path, paths):
        if one.is_dir():
            for source in _in_folder(one):
                found.setdefault(source.path, source)
        elif one.is_file():
            found.setdefault(one, _source(one, one.name))
        else:
            raise UsageError(f"no file or folder {str(one)!r}")
    return iter(sorted(found.values(), key=lambda source: (_age(source), source.name)))


def is_left_behind(name: str) -> bool:
    """Whether a file of this name is what Office, a Mac or a file manager leaves, or one that is hidden."""
    return name.startswith((".", "~$")) or name.lower() in _JUNK


def _age(source: Source) -> float:
    return source.modified.timestamp() if source.modified is not None else 0


def _in_folder(root: Path) -> Iterator[Source]:
    """The files of a folder and of those in it; a folder that is a link after all others, and each only once."""
    home = os.path.realpath(root)
    folders, linked, known = [root], list[Path](), set[str]()
    while folders or linked:
        folder = folders.pop() if folders else linked.pop(0)
        real = os.path.realpath(folder)
        if real in known:
            continue
        known.add(real)
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda one: one.name)
        except OSError:
            yield Source(folder, _name(folder, root), refused=cannot_open())
            continue
        for entry in entries:
            if is_left_behind(entry.name):
                continue
            path = folder / entry.name
            if entry.is_symlink() and not _is_inside(path, home):
                yield Source(path, _name(path, root), refused=leads_out())
            elif _is_folder(entry):
                (linked if entry.is_symlink() else folders).append(path)
            else:
                yield from _if_a_file(path, _name(path, root))


def _is_inside(path: Path, home: str) -> bool:
    return os.path.realpath(path).startswith(os.path.join(home, ""))  # noqa: PTH118 (keeps the last separator)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _if_a_file(path: Path, name: str) -> Iterator[Source]:
    """The file, or that it cannot be opened; nothing for a pipe or a device."""
    source = _source(path, name)
    if source.refused is not None or path.is_file():
        yield source


def _source(path: Path, name: str) -> Source:
    try:
        found = path.stat()
    except OSError:
        return Source(path, legible(name), refused=cannot_open())
    if not stat.S_ISREG(found.st_mode):
        return Source(path, legible(name))
    return Source(path, legible(name), found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))


def _name(path: Path, root: Path) -> str:
    return legible(path.relative_to(root).as_posix())

"""Files are written whole or not at all: beside their place, kept on the disk, then renamed.

A program that reads a file while it is replaced gets the earlier one or the new one, never a part. A full disk or a
kill leaves the earlier one; a kill may also leave a hidden `.surveykit-*.tmp`, which no command reads and which may be
removed.

- A link is followed: the file that it leads to is replaced, the link stays.
- A file that is replaced keeps its rights and its group. A confidential one is its owner's alone (0600) from its first
  byte, whatever was there; so is each folder made for it (0700). On Windows the rights are those of the folder.
- A file that is marked read-only is refused, as is a folder in which no other file can be made.
- What is no file on a disk (a pipe, a device, `/dev/stdout`) is written straight to, last.
- Two programs may write the same file at once: each has a temporary file of its own, and the last to rename it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from surveykit.files.disk import create, explained, followed, make, missing
from surveykit.files.work import Work

_TOGETHER = 32


def write(path: Path, data: bytes, *, confidential: bool = False) -> None:
    """Writes a file whole or not at all; the folders above it are made.

    Raises UsageError when it cannot be written: what stood there before stands there still.
    """
    with written({path: data}, confidential=confidential):
        pass


@contextmanager
def written(files: Mapping[Path, bytes], *, confidential: bool = False) -> Iterator[None]:
    """Writes several files together: all are whole on the disk, and in their places, before the body runs.

    When one cannot be written, or when the body raises, what stood in their places before stands there again (or
    nothing), and neither a temporary file nor a folder made for them is left; what went into a pipe is gone. A kill
    between two renames leaves the first ones new, each whole.

    Raises UsageError when one cannot be written, and when two names are of one file.
    """
    work = Work(confidential=confidential)
    try:
        work.stage(files)
        work.place()
        yield
    except BaseException as error:
        work.undo(error)
        raise
    work.end()


def write_each(files: Iterable[tuple[Path, bytes]], *, confidential: bool = False) -> int:
    """Writes many files as they come, each whole or not at all, some of them together: a disk is quicker so; how many.

    Raises UsageError when one cannot be written: those before it stand, but for the few that went together with it.
    """
    coming, number = iter(files), 0
    while some := dict(islice(coming, _TOGETHER)):
        with written(some, confidential=confidential):
            number += len(some)
    return number


def make_folder(path: Path, *, confidential: bool = False) -> None:
    """Makes a folder and those above it, where they are not there; a confidential one is for its owner alone (0700).

    Raises UsageError when it cannot be made.
    """
    with explained(path):
        for one in missing(path):
            make(one, confidential=confidential)


def stays(path: Path) -> bool:
    """Whether what is written there can be read again: a file on a disk, and no pipe or device.

    Raises UsageError for a folder.
    """
    with explained(path):
        return followed(path) is not None


def reserve(path: Path) -> None:
    """Makes an empty file that only its owner reads (0600), for a program that writes it itself; a file there stays.

    Raises UsageError when it cannot be made.
    """
    with explained(path):
        target = followed(path)
        if target is not None and not target.exists():
            create(target)

"""Temporary files of libraries that write to a path only: private, gone at the end, and told when there is no room."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from surveykit.errors import UsageError


@contextmanager
def scratch(*refusals: type[Exception]) -> Iterator[Path]:
    """A folder that only its owner reads, which goes with all that is in it when the body ends.

    Raises UsageError as `room_for_temporary_files` does.
    """
    with room_for_temporary_files(*refusals), tempfile.TemporaryDirectory(prefix="surveykit-") as folder:
        yield Path(folder)


@contextmanager
def room_for_temporary_files(*refusals: type[Exception]) -> Iterator[None]:
    """For a library that makes temporary files of its own; `refusals` are how it says that it could not write one.

    Raises UsageError when the system or the library says so.
    """
    told: tuple[type[Exception], ...] = (OSError, *refusals)
    try:
        yield
    except told as error:
        if isinstance(error, OSError) and error.errno is None:
            raise
        raise UsageError(
            f"a temporary file cannot be written ({error}): make room where temporary files go, or name another "
            "folder for them in the environment variable TMPDIR"
        ) from error

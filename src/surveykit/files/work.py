"""Files on their way to their places, and how to take all of it back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from surveykit.errors import UsageError
from surveykit.files.disk import (
    EVERYBODY,
    OWNER,
    append,
    dress,
    explained,
    flush,
    followed,
    make,
    missing,
    put,
    rename,
    sync,
)

_EFFECTIVE = os.access in os.supports_effective_ids
_AT_ONCE = 16
"""Files that are flushed at once: a disk keeps many in about the time of one."""


class Work:
    """Several files that are written together: staged, placed, then kept (`end`) or taken back (`undo`)."""

    def __init__(self, *, confidential: bool) -> None:
        self._confidential = confidential
        self._folders: list[Path] = []
        self._temporary: list[Path] = []
        self._staged: dict[Path, tuple[Path, Path]] = {}
        self._straight: dict[Path, bytes] = {}
        self._placed: dict[Path, Path | None] = {}

    def stage(self, files: Mapping[Path, bytes]) -> None:
        """Puts every file whole on the disk, beside its place."""
        known: dict[str, Path] = {}
        for path, data in files.items():
            with explained(path):
                for one in missing(path.parent):
                    make(one, confidential=self._confidential)
                    self._folders.append(one)
                target = followed(path)
                if target is None:
                    self._straight[path] = data
                    continue
                former = known.setdefault(os.path.realpath(target), path)
                if former is not path:
                    raise UsageError(f"{former} and {path} are one file: give each its own name")
                self._staged[target] = path, self._written(target, data)
        self._flush()
        for target, (path, whole) in self._staged.items():
            with explained(path):
                if not self._confidential and target.exists():
                    dress(whole, target.stat())

    def place(self) -> None:
        """Renames every file to its place, on the disk too; what is no file on a disk is written last."""
        earlier: dict[Path, Path | None] = {}
        for target, (path, _) in self._staged.items():
            with explained(path):
                earlier[target] = self._kept(target) if target.exists() else None
        for target, (path, whole) in self._staged.items():
            with explained(path):
                rename(whole, target)
                self._placed[target] = earlier[target]
        for folder in {one.parent for one in (*self._staged, *self._folders)}:
            with explained(folder):
                sync(folder)
        for path, data in self._straight.items():
            with explained(path):
                append(path, data)

    def undo(self, cause: BaseException) -> None:
        """Takes all of it back. Raises UsageError when an earlier file cannot be put back, and says where it is."""
        lost: list[str] = []
        for target, earlier in self._placed.items():
            lost += self._taken_back(target, earlier)
        self.end()
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()
        for folder in {target.parent for target in self._placed}:
            with suppress(OSError):
                sync(folder)
        if lost:
            raise UsageError(f"{cause}\nMoreover, {'; '.join(lost)}") from cause

    def _taken_back(self, target: Path, earlier: Path | None) -> list[str]:
        """Puts the earlier file back, or removes the new one where there was none; says what is lost if it cannot."""
        try:
            if earlier is None:
                target.unlink(missing_ok=True)
            else:
                earlier.replace(target)
        except OSError as error:
            lost = [f"{target} could not be taken back ({error.strerror})"]
            if earlier is not None:
                self._temporary.remove(earlier)
                lost.append(f"the earlier file is {earlier}")
            return lost
        return []

    def end(self) -> None:
        """Removes the temporary files."""
        for one in self._temporary:
            with suppress(OSError):
                one.unlink(missing_ok=True)

    def _written(self, target: Path, data: bytes) -> Path:
        """A temporary file of that content beside the target; its owner's alone until it has the rights of another."""
        stands = target.exists()
        if stands and not os.access(target, os.W_OK, effective_ids=_EFFECTIVE):
            raise UsageError(f"{target} is read-only and was left as it is: give another name, or allow writing to it")
        beside = self._beside(target)
        put(beside, data, OWNER if self._confidential or stands else EVERYBODY)
        return beside

    def _flush(self) -> None:
        """Keeps every temporary file on the disk, several at once."""

        def flushed(staged: tuple[Path, Path]) -> None:
            path, whole = staged
            with explained(path):
                flush(whole)

        if len(self._staged) == 1:
            flushed(*self._staged.values())
        elif self._staged:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (most commands write one file)

            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for _ in pool.map(flushed, self._staged.values()):
                    pass

    def _kept(self, target: Path) -> Path:
        """A second name of the file that stands there, or a copy on a disk where a file has one name only."""
        second = self._beside(target)
        try:
            os.link(target, second)
        except OSError:
            put(second, target.read_bytes(), OWNER)
            flush(second)
            dress(second, target.stat())
        return second

    def _beside(self, target: Path) -> Path:
        """A new name in the target's folder; short, so that it fits wherever the target's does."""
        self._temporary.append(target.with_name(f".surveykit-{os.urandom(8).hex()}.tmp"))
        return self._temporary[-1]

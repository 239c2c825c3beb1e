"""What a disk is asked for, one act at a time, and what is said when it refuses."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from surveykit.errors import UsageError

OWNER, EVERYBODY = 0o600, 0o666
"""The rights of a file for its owner alone, and of any other before the user's mask."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OPENED = ("/proc/", "/dev/fd/")
"""Under these, a name is not a place on a disk but what a program has open."""

_LINKS = 40
"""How many links a name may lead through: Linux follows as many."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.EEXIST, errno.ENOTDIR}
_NO_SUCH_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
"""How a file system, or a folder that may not be read, says that a folder cannot be flushed by itself."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What the system says of a file that cannot be written becomes a UsageError: what, where, what to do."""
    try:
        yield
    except OSError as error:
        raise UsageError(_sentence(path, error)) from error


def _sentence(path: Path, error: OSError) -> str:
    unchanged = "nothing was changed, an earlier file there is as it was"
    if error.errno in _FULL:
        return f"{path} cannot be written, the disk is full: {unchanged}. Make room, or write elsewhere"
    if error.errno == errno.EFBIG:
        return f"{path} cannot be written, it is larger than is allowed there: {unchanged}. Write elsewhere"
    if error.errno in _FORBIDDEN:
        return f"{path} cannot be written, its folder does not allow it: {unchanged}. Allow it, or write elsewhere"
    if error.errno == errno.ENAMETOOLONG:
        return f"{path} cannot be written, its name is too long: give a shorter one"
    if error.errno in _NO_FOLDER:
        return f"{path} cannot be written, a file stands where a folder is needed: give another name"
    return f"{path} cannot be written ({error.strerror}): {unchanged}. Put that right, or write elsewhere"


def followed(path: Path) -> Path | None:
    """Where a name leads through its links; None when that is no file on a disk, but a pipe or a device.

    Raises UsageError for a folder.
    """
    target = path
    for _ in range(_LINKS):
        if f"{os.path.realpath(target.parent)}/".startswith(_OPENED):
            return None
        if not target.is_symlink():
            break
        target = target.parent / target.readlink()
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return target
    if stat.S_ISDIR(mode):
        raise UsageError(f"{path} is a folder: give the name of a file")
    return target if stat.S_ISREG(mode) else None


def missing(folder: Path) -> list[Path]:
    """The folders that are to be made for this one to be there, the outermost first."""
    return [*takewhile(lambda one: not one.is_dir(), (folder, *folder.parents))][::-1]


def make(folder: Path, *, confidential: bool) -> None:
    """Makes one folder, for its owner alone when it is confidential; another program may have been quicker."""
    try:
        folder.mkdir(0o700 if confidential else 0o777)
    except FileExistsError:
        if not folder.is_dir():
            raise


def create(path: Path) -> None:
    """Makes an empty file for its owner alone, unless there is one."""
    with suppress(FileExistsError):
        os.close(os.open(path, _NEW, OWNER))


def put(path: Path, data: bytes, rights: int) -> None:
    """Makes a file with these rights, less the user's mask, and that content, which `flush` keeps on the disk."""
    descriptor = os.open(path, _NEW, rights)
    try:
        _pour(descriptor, data)
    finally:
        os.close(descriptor)


def flush(path: Path) -> None:
    """Keeps a file's content on the disk."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def dress(path: Path, like: os.stat_result) -> None:
    """Gives a file the group, the owner and the rights of another, as far as the user may."""
    if sys.platform == "win32":
        return
    for owner, group in ((-1, like.st_gid), (like.st_uid, -1)):
        with suppress(PermissionError):  # the group may be one that the user is not in; the owner, somebody else
            os.chown(path, owner, group)
    path.chmod(stat.S_IMODE(like.st_mode) & 0o777)


def append(path: Path, data: bytes) -> None:
    """Writes straight to what is there: a pipe, a device, what a program has open."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        _pour(descriptor, data)
    finally:
        os.close(descriptor)


def rename(whole: Path, target: Path) -> None:
    """Gives a file the name of its place, whatever stands there. Raises UsageError when that may not be replaced."""
    try:
        whole.replace(target)
    except PermissionError as error:
        raise UsageError(
            f"{target} could not be replaced and is as it was: it may be open in another program, such as Word or "
            "Excel, or belong to somebody else. Close it there and try again, or give another name"
        ) from error


def sync(folder: Path) -> None:
    """Keeps the names in a folder on the disk, where a system can be asked for it: Windows cannot."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise


def _pour(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]

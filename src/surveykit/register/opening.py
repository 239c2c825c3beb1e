"""Opening the SQLite file of a register: where it may stand, how it is recognised, what is said when it will not."""

from __future__ import annotations

import mmap
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from surveykit.errors import UsageError
from surveykit.register.damage import DamagedRegister
from surveykit.register.examination import Examination, damage_told
from surveykit.register.schema import APPLICATION_ID, REFUSAL, VERSION

_SMALLEST_PAGE = 512
"""Bytes. No database is smaller."""
_MARK = slice(68, 72)
"""Where the header has the mark of a program's own files."""
_EFFECTIVE = os.access in os.supports_effective_ids
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_UNREAD = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS}


def check_place(path: Path, *, create: bool) -> None:
    """Raises UsageError unless a register is there, or one may be made there.

    Nothing is opened: to close a file ends the locks that SQLite has on it elsewhere in this program.
    """
    try:
        _check_folder(path)
        if not path.exists():
            if not create:
                raise UsageError(no_register(path))
            return
        size = path.stat().st_size
    except OSError as error:
        raise UsageError(_unwritable(path)) from error
    if not size and not create:
        raise UsageError(f"{path} is empty: it is no register. `surveykit collect` makes one of it.")
    # SQLite takes a file of a few bytes for an empty one, and would write over it.
    if 0 < size < _SMALLEST_PAGE:
        raise broken(path)


def _check_folder(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Give the name of a file with --register.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist. Create it, or give another --register.")


def connection_to(path: Path, patience: float) -> sqlite3.Connection:
    """A connection to the file, which waits `patience` seconds for a lock.

    A register of an earlier version has a log (WAL), for which SQLite writes beside it even to read: where that is not
    allowed and the log is empty, the file is read as one that nobody changes.
    """
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA application_id")
    except sqlite3.DatabaseError as error:
        left = any(_size(_beside(path, ending)) for ending in ("-wal", "-journal"))
        if _code(error) & 0xFF in _UNWRITABLE and not left and not _allows_writing(path.parent):
            connection.close()
            place = quote(path.absolute().as_posix())
            shown = f"file://{'' if place.startswith('/') else '/'}{place}?immutable=1"
            return sqlite3.connect(shown, uri=True, timeout=patience, isolation_level=None)
    return connection


def recognise(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the register that a file is, 0 when it is an empty database.

    Raises UsageError for another program's file and for a later version, DamagedRegister for what was a register.
    """
    mark, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if mark == 0 and connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None:
        return 0
    if mark != APPLICATION_ID:
        if _was_register(path):
            raise broken(path)
        raise UsageError(f"{path} is a database, not a surveykit register. Give another name with --register.")
    if not 1 <= version <= VERSION:
        raise UsageError(
            f"{path} is a register of version {version}; this surveykit reads versions 1 to {VERSION}. "
            "Use the surveykit that wrote it."
        )
    return int(version)


def no_register(path: Path) -> str:
    """What is said where no register is."""
    return f"There is no register at {path}. `surveykit collect` makes one."


def _unwritable(path: Path) -> str:
    return (
        f"{path} cannot be opened for writing: the file or its folder does not allow it. Nothing was changed. Copy it, "
        "or make its folder writable, and try again."
    )


def broken(path: Path) -> UsageError:
    """The error for a file that SQLite cannot take for one of its own: a destroyed register, or something else."""
    if _was_register(path):
        return DamagedRegister(damage_told(path, Examination(0, readable=False)))
    return UsageError(f"{path} is not a surveykit register. Give another name with --register.")


def is_broken(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that the file is not as SQLite wrote it: no lock, no rights, no room is at its root."""
    code = _code(error)
    return code in _UNREAD or code & 0xFF not in _UNWRITABLE | _BUSY | _DISK | {sqlite3.SQLITE_CONSTRAINT}


def explanation(path: Path, error: sqlite3.DatabaseError) -> str | None:
    """What is said of an error that is not the file's own; None for one that is, or for a broken rule."""
    code = _code(error)
    kind = code & 0xFF
    if kind in _BUSY:
        return (
            f"Another program is writing to {path}, or reads it. Nothing was changed: try again when it has finished."
        )
    if kind in _UNWRITABLE | _DISK and _size(_beside(path, "-journal")) and not _allows_writing(path.parent):
        return (
            f"A program that was writing to {path} was interrupted, and what it left half done cannot be taken back, "
            f"because nothing can be written in the folder. Copy {path.name} and {path.name}-journal together to a "
            "folder of your own, or allow writing."
        )
    if kind in _UNWRITABLE:
        return _unwritable(path)
    if kind in _DISK and code not in _UNREAD:
        return f"{path} could not be written: {error}. Nothing was changed: make room, and try again."
    return None


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", None) or 0


def _was_register(path: Path) -> bool:
    """Whether a file that cannot be opened has the mark of a register, or the words of its guards."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
            return held[_MARK] == APPLICATION_ID.to_bytes(4, "big") or held.find(REFUSAL.encode()) >= 0
    except (OSError, ValueError):
        return False


def _allows_writing(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=_EFFECTIVE)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _size(path: Path) -> int:
    """The bytes of a file, 0 when there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0

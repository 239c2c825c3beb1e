"""The SQLite file under a register: opening it, writing to it whole or not at all, saying what went wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from surveykit import files
from surveykit.errors import UsageError
from surveykit.register.schema import APPLICATION_ID, VERSION, looking, statements

Bound = str | int | bytes | None

_BATCH = 0.5
"""Seconds after which a batch is committed: nobody who reads or writes waits longer for it."""
_HEAD = b"SQLite format 3\0"
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BROKEN = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


class Database:
    """One connection. Every commit is on the disk when it returns; readers do not wait for a writer."""

    def __init__(self, path: Path, *, create: bool, patience: float) -> None:
        """Opens `path`, made when it does not exist and `create`; waits `patience` seconds for a lock.

        Raises UsageError when that cannot be done, and when the file is something else.
        """
        self._path = path
        self._batched = self._stepping = False
        self._begun = 0.0
        _check_place(path, create=create)
        files.reserve(path)  # what SQLite writes beside it has its rights
        with self._explained():
            self._connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            with self._explained():
                self._prepare(create=create)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def rows(self, sql: str, *bound: Bound) -> Sequence[sqlite3.Row]:
        """Every row of a query."""
        with self._explained():
            return self._connection.execute(sql, bound).fetchall()

    def each(self, sql: str, *bound: Bound) -> Iterator[sqlite3.Row]:
        """Every row of a query, one by one; nothing may be added before the last."""
        with self._explained():
            yield from self._connection.execute(sql, bound)

    def row(self, sql: str, *bound: Bound) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, *bound)
        return found[0] if found else None

    def insert(self, sql: str, *bound: Bound) -> int:
        """Adds one row and returns its identifier; only inside a transaction."""
        with self._explained():
            added = self._connection.execute(sql, bound).lastrowid
        return added if added is not None else 0

    @contextmanager
    def batch(self) -> Iterator[None]:
        """The transactions inside are committed together, every half second, so that each need not reach the disk.

        Each is kept whole or not at all all the same: one that fails takes none before it along.
        """
        self._batched = True
        try:
            yield
        finally:
            self._batched = False
            self._end_batch()

    def _end_batch(self) -> None:
        if self._connection.in_transaction:
            with self._explained():
                self._connection.execute("COMMIT")

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A transaction inside a batch."""
        if not self._connection.in_transaction:
            with self._explained():
                self._connection.execute("BEGIN IMMEDIATE")
                self._migrate()
            self._begun = monotonic()
        self._connection.execute("SAVEPOINT step")
        self._stepping = True
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO step")
                self._connection.execute("RELEASE step")
            raise
        else:
            with self._explained():
                self._connection.execute("RELEASE step")
        finally:
            self._stepping = False
        if monotonic() - self._begun > _BATCH:
            self._end_batch()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is added inside is kept together, or nothing of it; one inside another is part of it."""
        if self._batched and not self._stepping:
            with self._step():
                yield
            return
        if self._connection.in_transaction:
            yield
            return
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            with self._explained():
                self._migrate()
            yield
            with self._explained():
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def rewound(self, rows: Mapping[str, int]) -> Iterator[None]:
        """Inside, queries see the tables as they were when they had so many rows; nothing can be added to those."""
        try:
            self._look(rows)
            yield
        finally:
            self._look()

    def _look(self, rows: Mapping[str, int] | None = None) -> None:
        """Has queries see the tables of this version, whatever the register's, and of some the first rows only."""
        self._look_no_more()
        for statement in looking(self._number("user_version"), rows):
            self._connection.execute(statement)

    def _look_no_more(self) -> None:
        for (name,) in self._connection.execute("SELECT name FROM sqlite_temp_schema").fetchall():
            self._connection.execute(f"DROP VIEW temp.{name}")

    def _migrate(self) -> None:
        """Gives a register of an earlier version what it lacks, in the transaction that writes to it first."""
        found = self._number("user_version")
        if found < VERSION:
            self._look_no_more()
            for statement in statements(found):
                self._connection.execute(statement)

    def _prepare(self, *, create: bool) -> None:
        connection = self._connection
        connection.row_factory = sqlite3.Row
        self._recognise(create=create)
        connection.execute("PRAGMA journal_mode = WAL")
        for setting in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {setting}")
        if self._number("user_version") == 0:
            with self.transaction():
                pass  # its tables are made
        self._look()

    def _recognise(self, *, create: bool) -> None:
        mark = self._number("application_id")
        empty = self._connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
        if mark == 0 and empty:
            if not create:
                raise UsageError(_missing(self._path))
            return
        if mark != APPLICATION_ID:
            raise UsageError(
                f"{self._path} is a database, not a surveykit register. Give another name with --register."
            )
        version = self._number("user_version")
        if not 1 <= version <= VERSION:
            raise UsageError(
                f"{self._path} is a register of version {version}; this surveykit reads versions 1 to {VERSION}. "
                "Use the surveykit that wrote it."
            )

    def _number(self, pragma: str) -> int:
        return int(self._connection.execute(f"PRAGMA {pragma}").fetchone()[0])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            said = _explanation(self._path, error)
            if said is None:
                raise
            raise UsageError(said) from error


def _check_place(path: Path, *, create: bool) -> None:
    """Raises UsageError unless a register is there, or one may be made there."""
    try:
        _check_folder(path)
        if not path.exists():
            if not create:
                raise UsageError(_missing(path))
            return
        with path.open("rb") as file:
            head = file.read(len(_HEAD))
    except OSError as error:
        raise UsageError(_unwritable(path)) from error
    if not head and not create:
        raise UsageError(f"{path} is empty: it is no register. `surveykit collect` makes one of it.")
    # SQLite takes a file of a few bytes for an empty one, and would write over it.
    if head not in {_HEAD, b""}:
        raise UsageError(_broken(path))


def _check_folder(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Give the name of a file with --register.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist. Create it, or give another --register.")


def _missing(path: Path) -> str:
    return f"There is no register at {path}. `surveykit collect` makes one."


def _unwritable(path: Path) -> str:
    return f"{path} cannot be opened for writing. Copy it, or make its folder writable, and try again."


def _broken(path: Path) -> str:
    return f"{path} is not a surveykit register, or it is damaged. Give another name with --register."


def _explanation(path: Path, error: sqlite3.DatabaseError) -> str | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return f"Another program is writing to {path}. Nothing was changed: try again when it has finished."
    if code in _UNWRITABLE:
        return _unwritable(path)
    if code in _BROKEN:
        return _broken(path)
    if code in _DISK:
        return f"{path} could not be written: {error}. Nothing was changed: make room, and try again."
    return None

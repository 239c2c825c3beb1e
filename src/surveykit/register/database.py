"""The SQLite file under a register: opening it, writing to it whole or not at all, saying what went wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

from surveykit import files
from surveykit.errors import UsageError
from surveykit.register import seals
from surveykit.register.damage import DamagedRegister
from surveykit.register.examination import Examination, damage_told
from surveykit.register.opening import check_place, connection_to, explanation, is_broken, no_register, recognise
from surveykit.register.proving import examine
from surveykit.register.schema import SEALED_SINCE, VERSION, looking, statements
from surveykit.register.soundness import unsound

Bound = str | int | bytes | None

_BATCH = 0.5
"""Seconds after which a batch is committed: nobody who reads or writes waits longer for it."""
_SETTINGS = (
    "synchronous = EXTRA",  # a commit is on the disk when it returns, and so is the end of its journal
    "fullfsync = ON",  # on macOS, on the disk itself and not in its memory
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "cache_spill = OFF",  # readers are locked out while a commit is written, and not before
)


class Database:
    """One connection. Every commit is on the disk when it returns; what is read was proved before (`register.seals`).

    SQLite's rollback journal serves, not its log (WAL), which does not work on network drives: a reader waits while a
    writer's commit is written, and a writer's commit waits for a reader.
    """

    def __init__(self, path: Path, *, create: bool, patience: float) -> None:
        """Opens `path`, made when it does not exist and `create`; waits `patience` seconds for a lock.

        Raises UsageError when that cannot be done, and when the file is something else; DamagedRegister when something
        in it is not as it was written.
        """
        self._path = path
        self._patience = patience
        self._proved = seals.NOTHING
        self._seen = 0
        self._batched = self._stepping = False
        self._begun = 0.0
        check_place(path, create=create)
        files.reserve(path)  # what SQLite writes beside it has its rights
        with self._explained():
            self._connection = connection_to(path, patience)
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
        with self._explained(), self._standstill():
            return self._connection.execute(sql, bound).fetchall()

    def each(self, sql: str, *bound: Bound) -> Iterator[sqlite3.Row]:
        """Every row of a query, one by one; nothing may be added before the last."""
        with self._explained(), self._standstill():
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

    def examine(self) -> Examination:
        """Every row against its seal, every stored file against its digest, every page: what is lost, what is whole."""
        return examine(self._path)

    @contextmanager
    def batch(self) -> Iterator[Callable[[], bool]]:
        """The transactions inside are committed together, every half second, so that each need not reach the disk.

        Each is kept whole or not at all all the same: one that fails takes none before it along. What is yielded says
        whether all of them are on the disk by now.
        """
        self._batched = True
        try:
            yield lambda: not self._connection.in_transaction
        finally:
            self._batched = False
            self._end_batch()

    def _end_batch(self) -> None:
        try:
            if self._connection.in_transaction:
                self._commit()
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A transaction inside a batch."""
        if not self._connection.in_transaction:
            self._begin()
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
        self._begin()
        try:
            yield
            self._commit()
        except BaseException:
            self._roll_back()
            raise

    def _begin(self) -> None:
        """Begins to write, to what is proved and of this version."""
        with self._explained():
            self._leave_log()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._prove()
                self._migrate()
            except BaseException:
                self._roll_back()
                raise

    def _commit(self) -> None:
        """Seals what was added, and keeps it."""
        with self._explained():
            proved = seals.seal(self._connection, self._proved)
            self._connection.execute("COMMIT")
        self._proved = proved

    def _roll_back(self) -> None:
        """Gives up what was added; what cannot be taken back now is, when the register is opened next."""
        if self._connection.in_transaction:
            with suppress(sqlite3.DatabaseError):
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _standstill(self) -> Iterator[None]:
        """Inside, the register stands still, and all that it holds is proved."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            self._prove()
            yield
        finally:
            self._roll_back()

    def _prove(self) -> None:
        """Holds what other programs added since against its seals. Raises DamagedRegister when it has none."""
        seen = self._number("data_version")
        if seen == self._seen:
            return
        version = self._number("user_version")
        if VERSION >= version >= SEALED_SINCE:
            proved, faults = seals.prove(self._connection, self._proved)
            if faults:
                raise self._damaged()
            self._proved = proved
        self._seen = seen

    def _leave_log(self) -> None:
        """Ends the log (WAL) of a register of an earlier version, once no other program has it open."""
        if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            return
        self._connection.execute("PRAGMA busy_timeout = 0")
        with suppress(sqlite3.OperationalError):  # somebody reads it: the log stays until later
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")

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
        version = recognise(connection, self._path)
        if version == 0 and not create:
            raise UsageError(no_register(self._path))
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        if version == 0:
            with self.transaction():
                pass  # its tables are made
        else:
            self._check(version)
        self._look()

    def _check(self, version: int) -> None:
        """Raises DamagedRegister when it is not built as a register is, or a row is not as it was sealed."""
        connection = self._connection
        connection.execute("BEGIN")
        try:
            if next(unsound(connection, self._path, version), None) is not None:
                raise self._damaged()
            self._prove()
        finally:
            self._roll_back()

    def _number(self, pragma: str) -> int:
        return int(self._connection.execute(f"PRAGMA {pragma}").fetchone()[0])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What SQLite raises becomes a sentence: damage, or what stands in the way."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            said = explanation(self._path, error)
            if said is not None:
                raise UsageError(said) from error
            if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError) or not is_broken(error):
                raise
            raise self._damaged() from error

    def _damaged(self) -> UsageError:
        """The error for a register that is not as it was written: what is lost of it, what is whole."""
        try:
            return DamagedRegister(damage_told(self._path, examine(self._path)))
        except UsageError as error:
            return error

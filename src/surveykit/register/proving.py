"""The examination of a register's file, which may be damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from surveykit.errors import UsageError
from surveykit.register.damage import DamagedRegister
from surveykit.register.examination import Examination, Remains, examined
from surveykit.register.opening import broken, check_place, connection_to, explanation, no_register, recognise

_PATIENCE = 10.0


def examine(path: Path) -> Examination:
    """What the register in a file proves of itself, damaged or not; nothing is written.

    Raises UsageError when there is none, when the file is something else, and while another program keeps it locked.
    """
    try:
        with _still(path) as (connection, version):
            return examined(connection, path, version)
    except DamagedRegister:
        return Examination(0, readable=False)


@contextmanager
def remains(path: Path) -> Iterator[tuple[Remains, Examination]]:
    """The rows of a damaged register as far as they can be read, and its examination.

    Raises UsageError as `examine` does; DamagedRegister when nothing at all can be read.
    """
    with _still(path) as (connection, version):
        yield Remains(connection, path, version), examined(connection, path, version)


@contextmanager
def _still(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """A connection to a register that stands still, and its version."""
    check_place(path, create=False)
    try:
        with closing(connection_to(path, _PATIENCE)) as connection:
            version = recognise(connection, path)
            if version == 0:
                raise UsageError(no_register(path))
            connection.execute("BEGIN")
            yield connection, version
    except sqlite3.DatabaseError as error:
        said = explanation(path, error)
        raise (broken(path) if said is None else UsageError(said)) from error

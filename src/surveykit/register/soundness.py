"""Whether an SQLite file is built as a register is: its size, its tables and guards, the order of its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from surveykit.register.schema import SEALED_SINCE, TABLES, VERSION, since, statements, tables_of

_OBJECTS = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL"
_LARGE = {"file", "coding"}
"""Tables whose rows hold whole files: to check every page of these is to read the whole register."""


def unsound(connection: sqlite3.Connection, path: Path, version: int) -> Iterator[str]:
    """What is wrong with how a register is built, each as a clause; what costs the reading of all files is left out.

    Only inside a transaction. Raises sqlite3.DatabaseError where SQLite itself cannot go on.
    """
    yield from _size(connection, path)
    yield from _design(connection, version)
    # Seals prove what is written in a row; where there are none, SQLite looks at least whether it is well formed.
    connection.execute(f"PRAGMA ignore_check_constraints = {'ON' if version >= SEALED_SINCE else 'OFF'}")
    for table in TABLES:
        if since(table) <= version and table not in _LARGE:
            yield from _said_by_sqlite(connection, f"integrity_check({table})")
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    if version < SEALED_SINCE:
        yield from _astray(connection)


def unsound_anywhere(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite finds wrong in the whole file, and rows that refer to one that is not there."""
    yield from _said_by_sqlite(connection, "integrity_check")
    yield from _astray(connection)


def _astray(connection: sqlite3.Connection) -> Iterator[str]:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    for table in sorted({str(row[0]) for row in broken}):
        number = sum(row[0] == table for row in broken)
        yield f"{number} rows of the table '{table}' refer to a row that is not there"


def _said_by_sqlite(connection: sqlite3.Connection, check: str) -> Iterator[str]:
    said = [str(row[0]) for row in connection.execute(f"PRAGMA main.{check}")]
    if said != ["ok"]:
        # What SQLite says may hold the text of a key.
        yield f"SQLite finds {len(said)} faults in {'its pages' if '(' not in check else 'the table ' + _named(check)}"


def _named(check: str) -> str:
    return f"'{check.partition('(')[2].rstrip(')')}'"


def _size(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Whether the file has as many bytes as it says; not while an earlier version's log (WAL) holds some of them."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    pages, page = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    size = path.stat().st_size
    if size < pages * page:
        yield f"{pages * page - size} bytes of its {pages * page} are cut off"
    elif size > pages * page:
        yield f"{size - pages * page} bytes that are none of its own follow it"


def _design(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """What of the tables, guards, views and indexes is missing or is another; and guards that are nobody's."""
    found = {(kind, name): (table, _folded(sql)) for kind, name, table, sql in connection.execute(_OBJECTS)}
    expected = _expected(version)
    for (kind, name), sql in expected.items():
        if (kind, name) not in found:
            yield f"the {kind} '{name}' is missing"
        elif found[kind, name][1] != sql:
            yield f"the {kind} '{name}' was changed"
    for (kind, name), (table, _) in found.items():
        if kind == "table" and name in TABLES and since(name) > version:
            yield f"the table '{name}' is of a later version than the register says it is"
        if kind == "trigger" and table in TABLES and (kind, name) not in expected:
            yield f"a trigger was added to the table '{table}'"


@cache
def _expected(version: int) -> Mapping[tuple[str, str], str]:
    """What a register of a version holds, by kind and name, each as its statement.

    Of one of an earlier version views are not looked at, nor the columns of its responses.
    """
    with closing(sqlite3.connect(":memory:")) as whole:
        for statement in statements() if version == VERSION else tables_of(version):
            whole.execute(statement)
        objects = whole.execute(_OBJECTS).fetchall()
    known = version >= SEALED_SINCE - 1
    return {(kind, name): _folded(sql) for kind, name, _, sql in objects if known or name != "response"}


def _folded(sql: object) -> str:
    return " ".join(str(sql).split())

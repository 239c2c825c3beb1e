"""Seals: the digest of every row, chained, by which a row that was changed, added or taken away outside is seen.

A row's digest covers its table and all its columns but a file's content, which has a digest of its own among them. The
chain covers the digest and the chain before: a row cannot vanish with its seal unseen. Whoever makes every seal anew is
not seen: seals are against damage and slips, and the originals inside are what proves an answer in the end.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from hashlib import sha256 as _sha256

from msgspec import Struct
from msgspec.msgpack import encode as _encoded

from surveykit.register.schema import SEALED, columns_of

_FIRST = bytes(32)
_TOGETHER = 500
"""Rows that are sealed at a time."""

_SEALS = "SELECT id, of, row, sha256, chain FROM main.seal WHERE id > ? ORDER BY id"
_LAST_ROWS = " UNION ALL ".join(f"SELECT '{one}', (SELECT max(rowid) FROM main.{one})" for one in SEALED)  # noqa: S608
_ADD = "INSERT INTO main.seal (of, row, sha256, chain) VALUES (?, ?, ?, ?)"
_EVER = "SELECT name, seq FROM main.sqlite_sequence"


class Break(StrEnum):
    """What is not as it was sealed.

    `changed`: the row is there, and is another. `gone`: it has a seal, or had one, and is not there. `unsealed`: it was
    added by another program. `chain`: the seals themselves are not as they were.
    """

    CHANGED = "changed"
    GONE = "gone"
    UNSEALED = "unsealed"
    CHAIN = "chain"


class Fault(Struct, frozen=True):
    """One row of a table that is not as it was sealed."""

    table: str
    row: int
    what: Break


class Proved(Struct, frozen=True):
    """How far a register is proved: its last seal, the chain up to there, and the last row of each table."""

    seal: int = 0
    chain: bytes = _FIRST
    rows: Mapping[str, int] = {}


NOTHING = Proved()


def row_digest(row: tuple[object, ...]) -> bytes:
    """The digest of a row of `row_query`, texts as UTF-8: the table's name, the columns in the table's order.

    Columns that hold nothing at the end are left out: a later version may add some.
    """
    while row[-1] is None:
        row = row[:-1]
    return _sha256(_encoded(row)).digest()


@cache
def row_query(table: str) -> str:
    """The query of the rows of a table as they are sealed: the table's name, then the columns, the number first."""
    columns = ", ".join((f"'{table}'", *columns_of(table)))
    return f"SELECT {columns} FROM main.{table}"  # noqa: S608 (tables and columns are of the schema)


@contextmanager
def as_bytes(connection: sqlite3.Connection) -> Iterator[sqlite3.Cursor]:
    """A cursor whose rows are tuples with texts as the bytes that are there, whether or not they are a text."""
    text, rows = connection.text_factory, connection.row_factory
    connection.text_factory, connection.row_factory = bytes, None
    try:
        yield connection.cursor()
    finally:
        connection.text_factory, connection.row_factory = text, rows


def seal(connection: sqlite3.Connection, proved: Proved) -> Proved:
    """Seals every row that came after those that are proved; only inside the transaction that added them."""
    chain, last, rows = proved.chain, proved.seal, dict(proved.rows)
    with as_bytes(connection) as cursor:
        there = {table.decode(): row for table, row in cursor.execute(_LAST_ROWS)}
        for table in SEALED:
            if (there[table] or 0) <= rows.get(table, 0):
                continue
            fresh = cursor.execute(f"{row_query(table)} WHERE rowid > ? ORDER BY rowid", (rows.get(table, 0),))
            while some := fresh.fetchmany(_TOGETHER):
                made = []
                for row in some:
                    sha256 = row_digest(row)
                    chain = _sha256(chain + sha256).digest()
                    made.append((table, row[1], sha256, chain))
                connection.executemany(_ADD, made)
                last += len(made)
            rows[table] = there[table]
    return Proved(last, chain, rows)


def prove(connection: sqlite3.Connection, proved: Proved = NOTHING) -> tuple[Proved, tuple[Fault, ...]]:
    """Holds every row that came after those that are proved against its seal; how far all is proved, and the faults.

    Only inside a transaction, so that no row comes meanwhile.
    """
    faults: list[Fault] = []
    with as_bytes(connection) as cursor:
        now, expected = _chain(cursor, proved, faults)
        rows = dict(proved.rows)
        for table in SEALED:
            rows[table] = _compare(cursor, table, proved.rows.get(table, 0), expected[table], faults)
        ever = dict(cursor.execute(_EVER))
    for table, last in (*rows.items(), ("seal", now.seal)):
        if ever.get(table.encode(), last) != last:
            faults.append(Fault(table, last + 1, Break.GONE))
    return Proved(now.seal, now.chain, rows), tuple(faults)


def _chain(
    cursor: sqlite3.Cursor, proved: Proved, faults: list[Fault]
) -> tuple[Proved, defaultdict[str, dict[int, bytes]]]:
    """The digests that rows must have, by table, from seals that follow each other."""
    expected: defaultdict[str, dict[int, bytes]] = defaultdict(dict)
    by_name = {table.encode(): expected[table] for table in SEALED}
    last, chain = proved.seal, proved.chain
    for number, table, row, sha256, chained in cursor.execute(_SEALS, (proved.seal,)):
        try:
            follows = number == last + 1 and _sha256(chain + sha256).digest() == chained
            by_name[table][row] = sha256
        except (TypeError, KeyError):  # a byte that says the type of a value, or a letter of a name, is another
            follows = False
        if not follows:
            faults.append(Fault("seal", number, Break.CHAIN))
        last, chain = number, chained if type(chained) is bytes else _FIRST
    return Proved(last, chain), expected


def _compare(cursor: sqlite3.Cursor, table: str, last: int, expected: dict[int, bytes], faults: list[Fault]) -> int:
    """Compares the rows of a table after `last` with the digests that they must have; the number of the last one."""
    for row in cursor.execute(f"{row_query(table)} WHERE rowid > ? ORDER BY rowid", (last,)):
        number = row[1]
        must = expected.pop(number, None)
        if must != row_digest(row):
            faults.append(Fault(table, number, Break.UNSEALED if must is None else Break.CHANGED))
        last = number
    gone = [number if type(number) is int else 0 for number in expected]
    faults += [Fault(table, number, Break.GONE) for number in gone]
    return max([last, *gone])

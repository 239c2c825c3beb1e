"""The tables of a register, and the triggers by which nothing in them is ever changed or removed.

The triggers hold for whoever opens the file, with any program, as long as he does not remove the triggers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache

from surveykit.register.records import EventKind

APPLICATION_ID = 0x53564B31
"""The mark in an SQLite file's header that says it is a register ("SVK1")."""

VERSION = 6
"""The version of these tables; one of an earlier version gets what it lacks at its first write, and loses nothing."""

_TABLES = """
CREATE TABLE register (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  survey TEXT NOT NULL,
  edition TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size = length(content)),
  format TEXT NOT NULL,
  modified_at TEXT,
  collected_at TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE refusal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL REFERENCES file (sha256),
  part INTEGER NOT NULL CHECK (part >= 0),
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  request TEXT NOT NULL,
  refused_at TEXT NOT NULL,
  UNIQUE (file, part, code)
) STRICT;

CREATE TABLE response (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL REFERENCES file (sha256),
  part INTEGER NOT NULL CHECK (part >= 0),
  respondent TEXT,
  supersedes INTEGER REFERENCES response (id),
  received_at TEXT NOT NULL,
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  findings TEXT NOT NULL CHECK (json_valid(findings)),
  UNIQUE (file, part),
  UNIQUE (respondent, supersedes),
  CHECK (supersedes IS NULL OR (respondent IS NOT NULL AND supersedes < id))
) STRICT;
CREATE INDEX response_of ON response (respondent);

CREATE TABLE attribution (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  response INTEGER NOT NULL REFERENCES response (id),
  respondent TEXT NOT NULL,
  supersedes INTEGER REFERENCES response (id),
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> ''),
  attributed_at TEXT NOT NULL
) STRICT;
CREATE INDEX attribution_of ON attribution (response);
CREATE INDEX attribution_to ON attribution (respondent);

CREATE TABLE correction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  response INTEGER NOT NULL REFERENCES response (id),
  field TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> ''),
  corrected_at TEXT NOT NULL
) STRICT;
CREATE INDEX correction_of ON correction (response);

CREATE TABLE release (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  released_at TEXT NOT NULL,
  sums TEXT NOT NULL CHECK (json_valid(sums))
) STRICT;

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  file TEXT REFERENCES file (sha256),
  response INTEGER REFERENCES response (id),
  respondent TEXT,
  who TEXT,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX event_of ON event (file);
"""

VIEWS = """
CREATE VIEW standing AS
  SELECT r.id, r.file, r.part, r.received_at, r.findings,
         CASE WHEN x.id IS NULL THEN r.answers ELSE x.answers END AS answers,
         CASE WHEN x.id IS NULL THEN r.found ELSE x.found END AS found,
         CASE WHEN x.id IS NULL THEN r.saved_at ELSE x.saved_at END AS saved_at,
         CASE WHEN x.id IS NULL THEN r.untouched ELSE x.untouched END AS untouched,
         CASE WHEN x.id IS NULL THEN r.respondent ELSE x.respondent END IS NULL AS adopted,
         coalesce(CASE WHEN x.id IS NULL THEN r.respondent ELSE x.respondent END, a.respondent) AS respondent
  FROM response r
  LEFT JOIN attribution a ON a.id = (SELECT max(id) FROM attribution WHERE response = r.id)
  LEFT JOIN rereading x ON x.id = (SELECT max(id) FROM rereading WHERE response = r.id);
"""
"""What is known of each response by now: the respondent that it was given, and what it was read as last."""

_CODING = """
CREATE TABLE coding (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  coder TEXT NOT NULL CHECK (coder <> ''),
  reconciled INTEGER NOT NULL CHECK (reconciled IN (0, 1)),
  added TEXT NOT NULL CHECK (json_valid(added)),
  readings TEXT NOT NULL CHECK (json_valid(readings)),
  recorded_at TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
"""
"""What version 2 adds: acts of coding, each with the workbook that it came from."""

_RELEASES = """
CREATE TABLE told (
  release INTEGER PRIMARY KEY REFERENCES release (id),
  surveyed INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  meanings TEXT NOT NULL CHECK (json_valid(meanings)),
  files TEXT NOT NULL CHECK (json_valid(files)),
  who TEXT NOT NULL CHECK (who <> '')
) STRICT;

CREATE TABLE departure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  release INTEGER NOT NULL REFERENCES release (id),
  sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> ''),
  said_at TEXT NOT NULL
) STRICT;
CREATE INDEX departure_of ON departure (release);
"""
"""What version 3 adds: the figures that a release told, and what was said since of whether it was sent out."""

_FOUND = "ALTER TABLE response ADD COLUMN found TEXT CHECK (found IS NULL OR json_valid(found))"
"""What version 4 adds: findings as codes and slots. Of an earlier row it is null: `findings` has its sentences."""

_SUCCESSION = """
ALTER TABLE response ADD COLUMN saved_at TEXT;
ALTER TABLE response ADD COLUMN untouched INTEGER CHECK (untouched IN (0, 1));

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL REFERENCES file (sha256),
  name TEXT NOT NULL,
  modified_at TEXT,
  collected_at TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_of ON delivery (file);
INSERT INTO delivery (file, name, collected_at)
  SELECT file, detail, at FROM event WHERE kind = 'seen_again' ORDER BY id;

CREATE TABLE settlement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  respondent TEXT NOT NULL,
  kept INTEGER NOT NULL REFERENCES response (id),
  among TEXT NOT NULL CHECK (json_valid(among)),
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> ''),
  settled_at TEXT NOT NULL
) STRICT;
CREATE INDEX settlement_of ON settlement (respondent);

CREATE TABLE rereading (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  response INTEGER NOT NULL REFERENCES response (id),
  respondent TEXT,
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  found TEXT NOT NULL CHECK (json_valid(found)),
  saved_at TEXT,
  untouched INTEGER NOT NULL CHECK (untouched IN (0, 1)),
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> ''),
  reread_at TEXT NOT NULL
) STRICT;
CREATE INDEX rereading_of ON rereading (response);
CREATE INDEX rereading_to ON rereading (respondent);
"""
"""What version 5 adds: what returns and files say of their days, decisions on returns, and later readings of files."""

_MESSAGES = """
ALTER TABLE file ADD COLUMN line INTEGER CHECK (line IS NULL OR line > 0);
ALTER TABLE refusal ADD COLUMN member TEXT CHECK (member IS NULL OR member <> '');

CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL UNIQUE REFERENCES file (sha256),
  sender TEXT NOT NULL,
  sent_at TEXT,
  subject TEXT NOT NULL,
  words TEXT NOT NULL,
  received_at TEXT NOT NULL
) STRICT;

CREATE TABLE carriage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL REFERENCES file (sha256),
  message TEXT NOT NULL REFERENCES message (file),
  carried_at TEXT NOT NULL,
  UNIQUE (file, message)
) STRICT;
CREATE INDEX carriage_in ON carriage (message);
"""
"""What version 6 adds: which files are messages, what these say of themselves, and which files came in which."""

_SEALS = """
CREATE TABLE seal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  of TEXT NOT NULL,
  row INTEGER NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  chain BLOB NOT NULL CHECK (length(chain) = 32),
  UNIQUE (of, row)
) STRICT;
"""
"""What version 6 adds: the digest of every row of every table, each chained to the one before (`register.seals`)."""

_KEYS = {
    "register": ("one = NEW.one",),
    "file": ("id = NEW.id", "sha256 = NEW.sha256"),
    "refusal": ("id = NEW.id", "file = NEW.file AND part = NEW.part AND code = NEW.code"),
    "response": (
        "id = NEW.id",
        "file = NEW.file AND part = NEW.part",
        "respondent = NEW.respondent AND supersedes = NEW.supersedes",
    ),
    "attribution": ("id = NEW.id",),
    "correction": ("id = NEW.id",),
    "release": ("id = NEW.id", "sha256 = NEW.sha256"),
    "event": ("id = NEW.id",),
    "coding": ("id = NEW.id",),
    "told": ("release = NEW.release",),
    "departure": ("id = NEW.id",),
    "delivery": ("id = NEW.id",),
    "settlement": ("id = NEW.id",),
    "rereading": ("id = NEW.id",),
    "message": ("id = NEW.id", "file = NEW.file"),
    "carriage": ("id = NEW.id", "file = NEW.file AND message = NEW.message"),
    "seal": ("id = NEW.id", "of = NEW.of AND row = NEW.row"),
}
"""Every table, with what makes two rows the same: `INSERT OR REPLACE` would remove the former of them."""

TABLES = tuple(_KEYS)
"""The names of the tables."""

SEALED = tuple(table for table in _KEYS if table != "seal")
"""The tables whose rows have a seal."""

SEALED_SINCE = 6
"""The version from which on every row has its seal."""

REFUSAL = "the register only grows: a row of it cannot be changed or removed"
"""What the triggers say."""


_SINCE = {
    "coding": 2, "told": 3, "departure": 3, "delivery": 5, "settlement": 5, "rereading": 5, "message": 6, "carriage": 6,
    "seal": 6,
}  # fmt: skip
"""The version that a table came with, 1 when it is not named."""
_COLUMNS_SINCE = {
    "response": {"found": 4, "saved_at": 5, "untouched": 5}, "file": {"line": 6}, "refusal": {"member": 6},
}  # fmt: skip
"""By table, the version that a column came with, that of its table when it is not named."""


def since(table: str) -> int:
    """The version that a table came with."""
    return _SINCE.get(table, 1)


_VERSIONS = (
    *((1, _TABLES), (2, _CODING), (3, _RELEASES), (4, _FOUND), (5, _SUCCESSION)),
    *((6, _MESSAGES), (6, _SEALS)),
)
"""The versions in order, with the tables and columns that each adds."""


def statements(found: int = 0) -> tuple[str, ...]:
    """The statements that make a register of this version, in order, of an empty file or of a register `found`."""
    made = [*_of_versions(found, VERSION)]
    made += [f"DROP VIEW IF EXISTS {name}" for name in ("standing", "current")]
    made += _parts(VIEWS)
    made += _guards_since(found, VERSION)
    return (*made, f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {VERSION}")


def tables_of(version: int) -> tuple[str, ...]:
    """The statements that make the tables, indexes and guards of a register of a version, without its views."""
    return (*_of_versions(0, version), *_guards_since(0, version))


def _of_versions(found: int, version: int) -> Iterator[str]:
    """The statements of the versions after one, up to another."""
    return (one for number, text in _VERSIONS if found < number <= version for one in _parts(text))


def _guards_since(found: int, version: int) -> Iterator[str]:
    """The guards of the tables that came after one version, up to another."""
    for table, keys in _KEYS.items():
        if found < since(table) <= version:
            yield from _guards(table, keys)


REWOUND = {
    "response": EventKind.RECORDED,
    "attribution": EventKind.ATTRIBUTED,
    "correction": EventKind.CORRECTED,
    "coding": EventKind.CODED,
    "delivery": EventKind.SEEN_AGAIN,
    "settlement": EventKind.SETTLED,
    "rereading": EventKind.REREAD,
    "carriage": EventKind.CARRIED,
}
"""The tables that say what counts, with the event that each row of them has."""


def looking(found: int, rows: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """The statements by which a connection sees a register `found` as one of this version, without changing it.

    With `rows`, it sees only the first so many rows of those tables. None of it is written: the views are temporary.
    """
    if found == VERSION and rows is None:
        return ()
    seen = _seen(found, rows or {})
    tables = (f"CREATE TEMP VIEW {table} AS {query}" for table, query in seen.items())
    return (*tables, *(one.replace("CREATE VIEW", "CREATE TEMP VIEW") for one in _parts(VIEWS)))


def _seen(found: int, rows: Mapping[str, int]) -> dict[str, str]:
    """The query of each table that is not seen as it is in a register `found`, or of which some rows are seen."""
    seen = {table: f"SELECT * FROM main.{table}" for table in rows}  # noqa: S608 (tables are of `REWOUND`)
    for table, columns in _lacking(found).items():
        seen[table] = f"SELECT {', '.join(f'NULL AS {one}' for one in columns)} WHERE 0"
    for table, columns_since in _COLUMNS_SINCE.items():
        if absent := [column for column, since in columns_since.items() if since > found]:
            nulls = ", ".join(f"NULL AS {column}" for column in absent)
            seen[table] = f"SELECT *, {nulls} FROM main.{table}"  # noqa: S608 (names are of `_COLUMNS_SINCE`)
    for table, last in rows.items():
        seen[table] = f"SELECT * FROM ({seen[table]}) WHERE id <= {int(last)}"  # noqa: S608 (the number is whole)
    return seen


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    """Every table with its columns."""
    with closing(sqlite3.connect(":memory:")) as whole:
        for statement in statements():
            whole.execute(statement)
        return {table: tuple(row[1] for row in whole.execute(f"PRAGMA table_info({table})")) for table in TABLES}


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table in their order, without the content of a file, which has its digest among them."""
    return tuple(one for one in _columns()[table] if one != "content")


def _lacking(found: int) -> Mapping[str, tuple[str, ...]]:
    """The tables that a register `found` does not have, with their columns."""
    return {table: _columns()[table] for table, since in _SINCE.items() if since > found}


def _parts(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def _guards(table: str, keys: tuple[str, ...]) -> list[str]:
    """The triggers by which no row of a table is changed, removed or replaced."""
    made = [_trigger(f"{table}_no_update", f"UPDATE ON {table}"), _trigger(f"{table}_no_delete", f"DELETE ON {table}")]
    for number, key in enumerate(keys):
        # Table and key come from the constant above.
        condition = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})"  # noqa: S608
        made.append(_trigger(f"{table}_no_replace_{number}", f"INSERT ON {table} {condition}"))
    return made


def _trigger(name: str, when: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"

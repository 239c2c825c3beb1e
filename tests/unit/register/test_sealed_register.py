"""What a register proves of itself: a row that was changed, added or taken away outside is seen before it is read."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from small_register import filled, opened
from surveykit.errors import UsageError
from surveykit.ids import FieldId, RespondentCode
from surveykit.register import Break, DamagedRegister, Register, examine
from surveykit.register.schema import SEALED, TABLES, VERSION, since
from surveykit.responses import Answered, Response

SECRET = "une phrase que personne ne doit lire"
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with a row in every table, and an answer that no message may hold."""
    path = filled(tmp_path / "r.sqlite")
    answers = {FieldId("q"): Answered(SECRET), FieldId("n"): Answered(12)}
    with opened(path) as register:
        added = register.add_file(b"the file of lyon", "lyon.docx")
        register.record_response(added, 0, Response("ateliers", "2024", RespondentCode("lyon"), answers))
    return path


@contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _, sql in guards:
            raw.execute(sql)
        raw.commit()


def refusal(path: Path) -> str:
    """What is said when the register is opened, which must be refused without an answer."""
    with pytest.raises(DamagedRegister) as refused:
        opened(path)
    assert SECRET not in str(refused.value)
    return str(refused.value)


def lost(path: Path) -> set[tuple[str, int, Break]]:
    return {(one.table, one.row, one.what) for one in examine(path).lost}


def test_every_row_of_every_table_has_its_seal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for table in SEALED:
            rows = raw.execute(f"SELECT rowid FROM {table} ORDER BY rowid").fetchall()
            assert rows, table
            assert raw.execute("SELECT row FROM seal WHERE of = ? ORDER BY row", (table,)).fetchall() == rows, table
    found = examine(path)
    assert found.sound
    assert found.sealed
    assert set(found.proved) == set(TABLES) - {"seal"}
    with opened(path) as register:
        assert register.check() == found


@pytest.mark.parametrize("table", SEALED)
def test_a_row_that_was_changed_or_taken_away_is_seen(path: Path, table: str) -> None:
    other = path.with_name("other.sqlite")
    shutil.copy(path, other)
    with unguarded(path) as raw:
        columns = raw.execute("SELECT name, type FROM pragma_table_info(?) WHERE pk = 0", (table,)).fetchall()
        (row,) = raw.execute(f"SELECT max(rowid) FROM {table}").fetchone()
        column = next(name for name, kind in columns if kind == "TEXT" and name not in {"file", "sha256", "kind"})
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(f"UPDATE {table} SET {column} = {column} || ' ' WHERE rowid = ?", (row,))
    assert f"'{table}'" in refusal(path)
    assert (table, row, Break.CHANGED) in lost(path)
    with unguarded(other) as raw:
        raw.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
    assert f"'{table}'" in refusal(other)
    assert (table, row, Break.GONE) in lost(other)


def test_rows_that_go_with_their_seals_are_seen(path: Path) -> None:
    with unguarded(path) as raw:
        (last,) = raw.execute("SELECT max(id) FROM event").fetchone()
        raw.execute("DELETE FROM seal WHERE of = 'event' AND row > ?", (last - 2,))
        raw.execute("DELETE FROM event WHERE id > ?", (last - 2,))
    assert "cannot be relied on" in refusal(path)
    assert {one[0] for one in lost(path)} >= {"event", "seal"}


def test_a_row_that_another_program_adds_is_no_answer(path: Path) -> None:
    correction = (
        "INSERT INTO correction (response, field, answer, who, why, corrected_at)"
        """ VALUES (4, 'n', '{"state":"answered","value":99,"raw":"99","to_confirm":false}', 'x', 'y', '2024')"""
    )
    with opened(path) as register:
        assert register.returns_of(RespondentCode("lyon")).counting is not None
        with closing(sqlite3.connect(path)) as raw:
            raw.execute(correction)
            raw.commit()
        for ask in (register.corrections, lambda: register.add_file(b"new", "new.docx")):
            with pytest.raises(DamagedRegister):
                ask()
    refusal(path)
    assert {(table, what) for table, _, what in lost(path)} == {("correction", Break.UNSEALED)}


@pytest.mark.parametrize("column", ["of", "row", "sha256", "chain"])
def test_a_seal_that_was_changed_is_seen(path: Path, column: str) -> None:
    value = {"of": "'file'", "row": "row + 900", "sha256": "zeroblob(32)", "chain": "zeroblob(32)"}[column]
    with unguarded(path) as raw:
        raw.execute(f"UPDATE seal SET {column} = {value} WHERE id = (SELECT max(id) FROM seal WHERE of = 'response')")
    refusal(path)


@pytest.mark.parametrize("kind", ["trigger", "view", "index"])
def test_guards_views_and_indexes_are_those_of_a_register(path: Path, kind: str) -> None:
    query = "SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"
    with closing(sqlite3.connect(path)) as raw:
        names = [name for (name,) in raw.execute(query, (kind,))]
    for name in names:
        copy = path.with_name("copy.sqlite")
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy)) as raw:
            raw.execute(f"DROP {kind} {name}")
            raw.commit()
        assert f"the {kind} '{name}' is missing" in refusal(copy)


def test_a_view_that_tells_something_else_and_a_new_trigger_are_seen(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP VIEW standing")
        raw.execute("CREATE VIEW standing AS SELECT *, 0 AS adopted FROM response WHERE id < 3")
        raw.execute("CREATE TRIGGER more AFTER INSERT ON file BEGIN DELETE FROM event; END")
        raw.commit()
    said = refusal(path)
    assert "the view 'standing' was changed" in said
    assert "a trigger was added to the table 'file'" in said


def test_an_index_that_misses_a_row_is_seen(path: Path) -> None:
    with unguarded(path) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        sql = "SELECT sql FROM sqlite_schema WHERE name = 'response_of'"
        (made,) = raw.execute(sql).fetchone()
        raw.execute("DROP INDEX response_of")
        raw.execute("CREATE INDEX response_of ON response (respondent) WHERE respondent <> 'lyon'")
        raw.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'response_of'", (made,))
    assert "SQLite finds" in refusal(path)


def zeroed(data: bytes) -> bytes:
    return bytes(PAGE) + data[PAGE:]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) - PAGE],
    "cut in a page": lambda data: data[: len(data) // 2 + 100],
    "cut in the header": lambda data: data[:80],
    "first page zeroed": zeroed,
    "header overwritten": lambda data: b"x" * 100 + data[100:],
    "no mark": lambda data: data[:68] + bytes(4) + data[72:],
    "another version": lambda data: data[:60] + (5).to_bytes(4, "big") + data[64:],
    "garbage behind": lambda data: data + b"garbage",
    "swapped pages": lambda data: (
        data[: 8 * PAGE] + data[9 * PAGE : 10 * PAGE] + data[8 * PAGE : 9 * PAGE] + data[10 * PAGE :]
    ),
    "middle zeroed": lambda data: data[: 12 * PAGE] + bytes(30 * PAGE) + data[42 * PAGE :],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence(path: Path, name: str) -> None:
    path.write_bytes(BROKEN[name](path.read_bytes()))
    before = path.read_bytes()
    said = refusal(path)
    assert "is damaged" in said
    assert "Traceback" not in said
    assert not examine(path).sound
    assert path.read_bytes() == before


def test_each_zeroed_page_is_seen_or_holds_nothing(path: Path) -> None:
    whole = path.read_bytes()
    with opened(path) as register:
        expected = register.current_responses(), register.events(), register.codings(), register.releases()
    seen = 0
    for page in range(len(whole) // PAGE):
        path.write_bytes(whole[: page * PAGE] + bytes(PAGE) + whole[(page + 1) * PAGE :])
        try:
            with opened(path) as register:
                told = register.current_responses(), register.events(), register.codings(), register.releases()
        except DamagedRegister as error:
            assert SECRET not in str(error)
            seen += 1
        else:
            assert told == expected
            assert not examine(path).sound
    assert seen > 30


def test_each_flipped_byte_of_an_answer_is_seen(path: Path) -> None:
    whole = path.read_bytes()
    start = whole.index(SECRET.encode())
    for place in (start - 40, start, start + 20, start + len(SECRET) + 30):
        data = bytearray(whole)
        data[place] ^= 1
        path.write_bytes(data)
        assert "'response' (lyon)" in refusal(path)
        (row,) = examine(path).lost
        assert (row.table, row.respondent, row.file, row.gives_back) == ("response", "lyon", "lyon.docx", True)


def test_a_stored_file_that_is_no_longer_what_came_is_never_given(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"the file of lyon", b"the file of LYON"))
    with opened(path) as register:
        (lyon,) = (one for one in register.files() if one.name == "lyon.docx")
        with pytest.raises(DamagedRegister, match=r"lyon\.docx"):
            register.content(lyon.sha256)
        with pytest.raises(DamagedRegister, match=r"lyon\.docx"):
            register.check_contents([lyon.sha256])
        found = register.check()
    assert [(one.name, one.respondents) for one in found.damaged_files] == [("lyon.docx", ("lyon",))]
    assert not found.lost


def test_a_workbook_that_is_no_longer_what_came_is_never_given(path: Path) -> None:
    with unguarded(path) as raw:
        raw.execute("UPDATE coding SET content = x'00'")
    with opened(path) as register, pytest.raises(DamagedRegister, match=r"x\.xlsx"):
        register.coding_workbook(1)


def test_another_file_is_no_damaged_register(tmp_path: Path) -> None:
    other = tmp_path / "letter.docx"
    other.write_bytes(b"PK\3\4" + bytes(9000))
    with pytest.raises(UsageError, match="is not a surveykit register") as refused:
        opened(other)
    assert not isinstance(refused.value, DamagedRegister)


def test_an_earlier_register_is_sealed_by_its_first_write_and_not_by_a_look(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for table in TABLES:
            if since(table) > 5:
                raw.execute(f"DROP TABLE {table}")  # and its triggers
        for table, column in (("file", "line"), ("refusal", "member")):
            raw.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        raw.execute("PRAGMA user_version = 5")
        raw.commit()
    before = path.read_bytes()
    with opened(path) as register:
        assert len(register.current_responses()) == 3
    assert path.read_bytes() == before
    assert (examine(path).sound, examine(path).sealed) == (True, False)
    with opened(path) as register:
        register.add_file(b"new", "new.docx")
    found = examine(path)
    assert (found.sound, found.sealed, found.version) == (True, True, VERSION)


def test_a_register_that_grows_is_proved_as_it_grows(path: Path) -> None:
    with opened(path) as first, opened(path) as second:
        for number in range(3):
            first.add_file(b"first %d" % number, f"first {number}.docx")
            second.add_file(b"second %d" % number, f"second {number}.docx")
            assert {one.name for one in first.files()} == {one.name for one in second.files()}
    assert examine(path).sound


def test_what_is_given_up_leaves_no_seal(path: Path) -> None:
    with opened(path) as register:
        with pytest.raises(KeyError), register.transaction():
            register.add_file(b"new", "new.docx")
            raise KeyError
        register.add_file(b"newer", "newer.docx")
        assert register.check().sound
    with Register.open(path, "ateliers", "2024", create=False) as register:
        assert {one.name for one in register.files()} >= {"newer.docx"}

"""The file under a register: what it refuses to be opened as, and what it survives."""

from __future__ import annotations

import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from small_register import filled, opened
from surveykit.errors import UsageError
from surveykit.register import Outcome, Register
from surveykit.register.schema import REFUSAL, TABLES


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with opened(path) as register:
        written = register.add_file(b"a", "a.docx")
    with opened(path) as register:
        assert register.files() == (written,)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_changed_or_removed_by_any_program(tmp_path: Path, table: str) -> None:
    with closing(sqlite3.connect(filled(tmp_path / "r.sqlite"), isolation_level=None)) as raw:
        before = raw.execute(f"SELECT * FROM {table}").fetchall()
        assert before
        column = raw.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk = 0").fetchone()[0]
        for attack in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=REFUSAL):
                raw.execute(attack)
        assert raw.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(
    "statement",
    [
        """INSERT OR REPLACE INTO file (sha256, name, size, format, collected_at, content)
           SELECT sha256, 'forged', size, format, collected_at, content FROM file""",
        """INSERT OR REPLACE INTO response (file, part, received_at, answers, findings)
           SELECT file, part, received_at, '{}', findings FROM response""",
        """INSERT OR REPLACE INTO refusal (file, part, code, reason, request, refused_at)
           SELECT file, part, code, 'forged', request, refused_at FROM refusal""",
    ],
)
def test_no_row_can_be_replaced_by_one_with_its_key(tmp_path: Path, statement: str) -> None:
    with (
        closing(sqlite3.connect(filled(tmp_path / "r.sqlite"))) as raw,
        pytest.raises(sqlite3.IntegrityError, match=REFUSAL),
    ):
        raw.execute(statement)


def test_every_commit_is_on_the_disk(tmp_path: Path) -> None:
    with opened(tmp_path / "r.sqlite") as register:
        settings = {
            name: register._database.rows(f"PRAGMA {name}")[0][0]
            for name in (
                "journal_mode",
                "synchronous",
                "fullfsync",
                "foreign_keys",
                "recursive_triggers",
                "cache_spill",
            )
        }
        strict = register._database.rows("SELECT name FROM pragma_table_list WHERE strict = 1")
    assert settings == {
        "journal_mode": "delete",
        "synchronous": 3,
        "fullfsync": 1,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "cache_spill": 0,
    }
    assert {row["name"] for row in strict} == set(TABLES)


def test_the_register_of_another_survey_or_edition_is_refused(tmp_path: Path) -> None:
    opened(tmp_path / "r.sqlite").close()
    for survey, edition in (("reseaux", "2024"), ("ateliers", "2025")):
        with pytest.raises(UsageError, match=f"register of ateliers 2024, not of {survey} {edition}"):
            opened(tmp_path / "r.sqlite", survey, edition)


@pytest.mark.parametrize("content", [b"x", b"Not a database. " * 400, b"PK\3\4" + bytes(5000)])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="is not a surveykit register"):
        opened(path)
    assert path.read_bytes() == content


def test_another_program_s_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE invoice (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="not a surveykit register"):
        opened(path)
    assert path.read_bytes() == before


def test_a_register_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    opened(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 7")
    with pytest.raises(UsageError, match="version 7; this surveykit reads versions 1 to 6"):
        opened(path)


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.touch()
    with opened(path) as register:
        assert register.files() == ()


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        opened(tmp_path)
    with pytest.raises(UsageError, match=r"folder .*nowhere does not exist"):
        opened(tmp_path / "nowhere" / "r.sqlite")


def test_a_register_is_not_made_where_none_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with pytest.raises(UsageError, match="There is no register"):
        Register.open(path, "ateliers", "2024", create=False)
    assert not path.exists()


def test_an_empty_file_and_an_empty_database_are_no_register_to_be_read(tmp_path: Path) -> None:
    empty, blank = tmp_path / "empty.sqlite", tmp_path / "blank.sqlite"
    empty.touch()
    with closing(sqlite3.connect(blank)) as raw:
        raw.execute("CREATE TABLE a (b)")
        raw.execute("DROP TABLE a")
    assert blank.stat().st_size
    for path, said in ((empty, "is empty: it is no register"), (blank, "There is no register")):
        before = path.read_bytes()
        with pytest.raises(UsageError, match=said):
            Register.open(path, "ateliers", "2024", create=False)
        assert path.read_bytes() == before


UNPRIVILEGED = """
import os, sys
from surveykit.errors import UsageError
from surveykit.register import Register

if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
try:
    Register.open(sys.argv[1], "ateliers", "2024").add_file(b"a", "a.docx")
except UsageError as error:
    print(error)
"""


@pytest.mark.parametrize("mode", [0o555, 0o000])
@pytest.mark.parametrize("exists", [True, False])
def test_a_place_that_cannot_be_written_is_refused(mode: int, exists: bool) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "r.sqlite"
        if exists:
            opened(path).close()
            path.chmod(0o444)
        folder.chmod(mode)
        try:
            done = subprocess.run(
                [sys.executable, "-c", UNPRIVILEGED, str(path)], capture_output=True, text=True, check=True
            )
        finally:
            folder.chmod(0o755)
    assert ("cannot be opened for writing" if exists or not mode else "cannot be written") in done.stdout


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    with opened(tmp_path / "r.sqlite") as first, opened(tmp_path / "r.sqlite", patience=0.05) as second:
        with first.transaction():
            first.add_file(b"a", "a.docx")
            assert second.files() == ()
            with pytest.raises(UsageError, match="Another program is writing"):
                second.add_file(b"b", "b.docx")
        assert not second.add_file(b"b", "b.docx").already
        assert len(first.files()) == 2


WRITER = """
import sys
from surveykit.ids import RespondentCode
from surveykit.register import Register
from surveykit.responses import Response

with Register.open(sys.argv[1], "ateliers", "2024") as register:
    start = len(register.files())
    for number in range(start, start + 100_000):
        with register.transaction():
            added = register.add_file(str(number).encode() * 2000, f"{number}.docx")
            given = Response("ateliers", "2024", RespondentCode(f"r{number % 7}"), {})
            register.record_response(added, 0, given)
        print(added.sha256, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    acknowledged: list[str] = []
    for lines in (1, 23, 60):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(lines)]
            time.sleep(0.003)
            writer.send_signal(signal.SIGKILL)
            acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    with opened(path) as register:
        files = register.files()
        assert {file.sha256 for file in files} >= set(acknowledged)
        assert len(acknowledged) >= 84
        assert all(file.outcome in {Outcome.READ, Outcome.SUPERSEDED} for file in files)
        assert len(register.current_responses()) == 7


FIRST = """
import os, signal, sqlite3, sys
from pathlib import Path
from surveykit.register import Register, database, schema

def killed(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

def half(found):
    yield from schema.statements(found)[:9]
    killed()

moment = sys.argv[2]
if moment == "made":
    sqlite3.connect = killed
elif moment == "half of its tables":
    database.statements = half
elif moment == "no holder":
    Register._claim = killed
register = Register.open(sys.argv[1], "ateliers", "2024")
with register.transaction():
    register.add_file(b"a", "a.docx")
    killed()
"""


@pytest.mark.parametrize("moment", ["made", "half of its tables", "no holder", "its first file"])
def test_a_kill_while_a_register_is_made_leaves_one_that_can_be_used(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "r.sqlite"
    done = subprocess.run([sys.executable, "-c", FIRST, str(path), moment], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert path.exists()
    with opened(path) as register:
        assert register.files() == ()
        assert not register.add_file(b"a", "a.docx").already
    with pytest.raises(UsageError, match="is the register of ateliers 2024"):
        opened(path, edition="2025")


def test_a_register_and_what_sqlite_writes_beside_it_are_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with opened(path) as register, register.transaction():
        register.add_file(b"a", "a.docx")
        beside = sorted(tmp_path.iterdir())
        assert [one.name for one in beside] == ["r.sqlite", "r.sqlite-journal"]
        assert {stat.S_IMODE(one.stat().st_mode) for one in beside} == {0o600}
    path.chmod(0o660)
    with opened(path) as register, register.transaction():
        register.add_file(b"b", "b.docx")
        assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()} == {0o660}


def test_two_programs_that_make_a_register_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    writers = [
        subprocess.Popen([sys.executable, "-c", ADDING, str(path), str(number)], stderr=subprocess.PIPE)
        for number in range(4)
    ]
    for one in writers:
        _, said = one.communicate()
        assert one.returncode == 0, said
    with opened(path) as register:
        assert {file.name for file in register.files()} == {f"{number}.docx" for number in range(4)}


ADDING = """
import sys
from surveykit.register import Register
with Register.open(sys.argv[1], "ateliers", "2024", patience=60) as register:
    register.add_file(sys.argv[2].encode(), f"{sys.argv[2]}.docx")
"""

"""The register where people and disks get in its way: others at work, folders of others, no room, wrong clocks."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from small_register import filled, opened
from surveykit.errors import UsageError
from surveykit.ids import FieldId, RespondentCode
from surveykit.register import EventKind, Register, examine, register_holder
from surveykit.responses import Answered, Response
from version_0_1 import FOLDER

COLLECTOR = """
import sys
from surveykit.ids import RespondentCode
from surveykit.register import Register
from surveykit.responses import Response

with Register.open(sys.argv[1], "ateliers", "2024", patience=120) as register:
    for number in range(int(sys.argv[3])):
        added = register.add_file(f"{sys.argv[2]} {number}".encode() * 500, f"{sys.argv[2]}-{number}.docx")
        with register.transaction():
            register.record_response(added, 0, Response("ateliers", "2024", RespondentCode(f"r{number}"), {}))
"""


def collector(path: Path, name: str, number: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", COLLECTOR, str(path), name, str(number)]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True)


def test_two_collectors_and_somebody_who_reads_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    opened(path).close()
    collectors = [collector(path, name, 12) for name in ("a", "b")]
    seen = [0]
    with opened(path) as reader:
        while any(one.poll() is None for one in collectors):
            seen.append(len(reader.files()))
            assert len(reader.events()) >= seen[-1]
            time.sleep(0.02)
    for one in collectors:
        _, said = one.communicate()
        assert one.returncode == 0, said
    assert seen == sorted(seen)
    with opened(path) as register:
        assert {one.name for one in register.files()} == {
            f"{who}-{number}.docx" for who in "ab" for number in range(12)
        }
        kinds = [one.kind for one in register.events()]
        assert (kinds.count(EventKind.COLLECTED), kinds.count(EventKind.RECORDED)) == (24, 24)
    assert examine(path).sound


def test_a_reader_reads_while_a_writer_has_not_committed(tmp_path: Path) -> None:
    path = filled(tmp_path / "r.sqlite")
    with opened(path) as writer, opened(path, patience=0.05) as reader:
        before = reader.files()
        with writer.transaction():
            for number in range(60):
                writer.add_file(number.to_bytes(4, "big") * 50_000, f"{number}.docx")  # more than a cache holds
            assert reader.files() == before
        assert len(reader.files()) == len(before) + 60


def test_who_comes_while_a_commit_is_written_is_told(tmp_path: Path) -> None:
    path = filled(tmp_path / "r.sqlite")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match=r"Another program is writing to .* try again"):
            opened(path, patience=0.05)
    with opened(path, patience=0.05) as register, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM file").fetchall()
        with pytest.raises(UsageError, match="Nothing was changed"):
            register.add_file(b"new", "new.docx")
        other.execute("COMMIT")
        assert not register.add_file(b"new", "new.docx").already
    assert examine(path).sound


def logged(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return str(raw.execute("PRAGMA journal_mode").fetchone()[0])


def test_the_log_of_an_earlier_version_goes_at_the_first_write_when_nobody_else_has_it_open(tmp_path: Path) -> None:
    path = Path(shutil.copy(FOLDER / "register.sqlite", tmp_path / "r.sqlite"))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    holder = register_holder(path)
    with Register.open(path, *holder) as register:
        assert register.files()
    assert logged(path) == "wal"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM file").fetchall()
        with Register.open(path, *holder) as register:
            register.add_file(b"new", "new.docx")
        assert other.execute("SELECT count(*) FROM event WHERE detail = 'new.docx'").fetchone() == (0,)
        other.execute("COMMIT")
    assert logged(path) == "wal"
    with Register.open(path, *holder) as register:
        register.add_file(b"newer", "newer.docx")
    assert logged(path) == "delete"
    assert not [*tmp_path.glob("*-wal")]
    assert examine(path).sound


READER = """
import os, sys
from pathlib import Path
from surveykit.errors import UsageError
from surveykit.register import Register, register_holder

path = Path(sys.argv[1])

if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
with Register.open(path, *register_holder(path), create=False) as register:
    print(len(register.files()), len(register.current_responses()), register.check().sound)
    try:
        register.add_file(b"new", "new.docx")
    except UsageError as error:
        print(error)
"""


@pytest.mark.parametrize("version", ["now", "0.1", "0.1 with a log"])
def test_a_register_is_read_where_nothing_can_be_written(version: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "r.sqlite"
        if version == "now":
            filled(path)
        else:
            shutil.copy(FOLDER / "register.sqlite", path)
        if version == "0.1 with a log":
            with closing(sqlite3.connect(path)) as raw:
                raw.execute("PRAGMA journal_mode = WAL")
        path.chmod(0o444)
        folder.chmod(0o555)
        try:
            done = subprocess.run([sys.executable, "-c", READER, path], capture_output=True, text=True, check=False)
        finally:
            folder.chmod(0o755)
        assert done.returncode == 0, done.stderr
        counted, told = done.stdout.splitlines()
        assert counted.endswith("True")
        assert "cannot be opened for writing" in told
        assert [one.name for one in folder.iterdir()] == ["r.sqlite"]


def test_a_full_disk_gives_up_what_was_added_and_nothing_else(tmp_path: Path) -> None:
    path = filled(tmp_path / "r.sqlite")
    with opened(path) as register:
        before = register.files(), register.events()
        pages = register._database.rows("PRAGMA page_count")[0][0]
        register._database.rows(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(UsageError, match=r"could not be written.* make room"):
            register.add_file(bytes(500_000), "large.docx")
        assert (register.files(), register.events()) == before
        register._database.rows("PRAGMA max_page_count = 1000000")
        register.add_file(bytes(500_000), "large.docx")
    assert examine(path).sound


FULL = """
import resource, sys
from surveykit.errors import UsageError
from surveykit.register import Register

with Register.open(sys.argv[1], "ateliers", "2024") as register:
    limit = 200_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for number in range(40):
        try:
            register.add_file(number.to_bytes(2, "big") * 20_000, f"{number}.docx")
        except UsageError as error:
            print(error)
            break
        print(number)
"""


def test_a_disk_that_fills_up_while_pages_are_written_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    opened(path).close()
    done = subprocess.run([sys.executable, "-c", FULL, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *acknowledged, told = done.stdout.splitlines()
    assert "could not be written" in told
    assert examine(path).sound
    with opened(path) as register:
        assert [one.name for one in register.files()] == [f"{number}.docx" for number in acknowledged]
        assert not register.add_file(b"new", "new.docx").already


def test_a_clock_that_goes_back_changes_no_order(tmp_path: Path) -> None:
    moments = iter(datetime(2024, 6, 1, tzinfo=UTC) - timedelta(days=one) for one in range(1000))
    path, brest, field = tmp_path / "r.sqlite", RespondentCode("brest"), FieldId("q")
    with Register.open(path, "ateliers", "2024", now=lambda: next(moments)) as register:
        for number in range(3):
            added = register.add_file(
                b"%d" % number, f"{number}.docx", modified=datetime(2024, 5, number + 1, tzinfo=UTC)
            )
            given = Response("ateliers", "2024", brest, {field: Answered(number)})
            register.record_response(added, 0, given, saved=datetime(2020, 5, number + 1, tzinfo=UTC))
        register.correct(brest, field, Answered(7), "x", "y")
        register.correct(brest, field, Answered(8), "x", "y")
        (current,) = register.current_responses()
        assert (current.file_name, current.response.value(field)) == ("2.docx", 8)
        events = register.events()
    assert [one.id for one in events] == sorted(one.id for one in events)
    assert [one.at for one in events] == sorted((one.at for one in events), reverse=True)
    assert examine(path).sound


def test_what_an_interrupted_writer_left_is_told_where_it_cannot_be_taken_back() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path, torn = filled(folder / "r.sqlite"), folder / "torn"
        torn.mkdir()
        folder.chmod(0o755)
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("PRAGMA cache_spill = 1")
            raw.execute("PRAGMA cache_size = 1")
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("CREATE TABLE large (content BLOB)")
            raw.execute("INSERT INTO large VALUES (zeroblob(400000))")
            for one in folder.glob("r.sqlite*"):
                shutil.copy(one, torn)
            raw.execute("ROLLBACK")
        left = torn / "r.sqlite"
        assert (torn / "r.sqlite-journal").stat().st_size
        for one in torn.iterdir():
            one.chmod(0o444)
        torn.chmod(0o555)
        try:
            done = subprocess.run([sys.executable, "-c", OPENER, left], capture_output=True, text=True, check=False)
        finally:
            torn.chmod(0o755)
        assert "was interrupted" in done.stdout, done.stdout + done.stderr
        for one in torn.iterdir():
            one.chmod(0o644)
        assert examine(left).sound


OPENER = """
import os, sys
from pathlib import Path
from surveykit.errors import UsageError
from surveykit.register import register_holder

if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
try:
    print(register_holder(Path(sys.argv[1])))
except UsageError as error:
    print(error)
"""

"""Acts of coding in the register: signed, whole, added to and never changed; registers of the first version too."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coding_bench import NOTES, reading, texts
from surveykit.coded import Coding
from surveykit.errors import UsageError
from surveykit.ids import OptionCode, RespondentCode
from surveykit.register import EventKind, Register, register_holder
from surveykit.register.schema import APPLICATION_ID, REFUSAL, TABLES, VERSION
from surveykit.responses import Answered
from version_0_1 import FOLDER

NOON = datetime(2024, 9, 5, 12, tzinfo=UTC)
ONE, TWO = texts("Deux salles 🙂\n\x00 de plus.", "Le soir.")
FIRST_VERSION = Path(__file__).parents[2] / "data" / "register_version_1.sql"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "r.sqlite", "ateliers", "2024", now=lambda: NOON) as opened:
        yield opened


def coding(coder: str = "Marie", *, reconciled: bool = False) -> Coding:
    read = (reading(ONE, "locaux", "prix", quoted="Deux salles", by="Mme Petit"), reading(TWO, "aucun_theme"))
    return Coding(coder, reconciled, read, {NOTES: {OptionCode("prix"): "Prix, tarifs"}})


def test_an_act_of_coding_is_given_back_whole_with_its_workbook(register: Register) -> None:
    made = register.record_coding(coding(), b"workbook", "marie.xlsx")
    assert made is not None
    assert (made.id, made.recorded_at, made.file_name, made.coding) == (1, NOON, "marie.xlsx", coding())
    assert register.codings() == (made,)
    assert register.coding_workbook(1) == b"workbook"
    event = register.events()[-1]
    assert (event.kind, event.who, event.detail) == (EventKind.CODED, "Marie", "1: 2 answers")
    with pytest.raises(UsageError, match="no coding 2"):
        register.coding_workbook(2)


def test_the_same_again_changes_nothing_and_what_is_new_is_added(register: Register) -> None:
    register.record_coding(coding(), b"a", "a.xlsx")
    assert register.record_coding(coding(), b"b", "b.xlsx") is None
    changed = replace(coding(), readings=(coding().readings[0], reading(TWO, "horaires")))
    made = register.record_coding(changed, b"c", "c.xlsx")
    assert made is not None
    assert made.coding.readings == (reading(TWO, "horaires"),)
    back = register.record_coding(coding(), b"a", "a.xlsx")
    assert back is not None
    assert back.coding.readings == (coding().readings[1],), "a later import takes the place of the former"
    assert len(register.codings()) == len(register.events()) == 3


def test_each_coder_has_their_own_and_settling_is_one_series(register: Register) -> None:
    assert register.record_coding(coding(" Marie "), b"a", "a.xlsx") is not None
    assert register.record_coding(coding("Marie"), b"a", "a.xlsx") is None
    assert register.record_coding(coding("Paul"), b"a", "a.xlsx") is not None
    assert register.record_coding(coding("Marie", reconciled=True), b"a", "a.xlsx") is not None
    assert register.record_coding(coding("Paul", reconciled=True), b"a", "a.xlsx") is None
    assert [one.coding.coder for one in register.codings()] == ["Marie", "Paul", "Marie"]


def test_a_coding_is_signed(register: Register) -> None:
    with pytest.raises(UsageError, match="Say who coded"):
        register.record_coding(coding(" "), b"a", "a.xlsx")
    assert register.codings() == ()


def first_version(path: Path) -> Path:
    """A register as the first version wrote it."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    return path


LATER = {"coding", "told", "departure", "delivery", "settlement", "rereading", "message", "carriage", "seal"}
"""The tables that the first version did not have."""


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as raw:
        return {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES if table not in LATER}


def test_a_register_of_the_first_version_is_opened_and_loses_nothing(tmp_path: Path) -> None:
    path = first_version(tmp_path / "r.sqlite")
    before = tables(path)
    assert sum(map(len, before.values())) == 19
    with Register.open(path, "ateliers", "2024", now=lambda: NOON) as register:
        assert tables(path) == before
        values = {one.respondent: one.response.value(NOTES) for one in register.current_responses()}
        assert values == {"brest": "Deux salles de plus.", "caen": "Rien."}
        assert register.codings() == ()
        assert register.record_coding(coding(), b"a", "a.xlsx") is not None
    with Register.open(path, "ateliers", "2024") as register:
        assert len(register.codings()) == 1
        register.correct(RespondentCode("brest"), NOTES, Answered("x"), "x", "y")


def everything(register: Register) -> list[object]:
    """What a register says, now and as it was at each release."""
    said: list[object] = [register.codings(), register.releases(), register.responses(), register.current_responses()]
    for release in register.releases():
        with register.as_it_was(release.id):
            said.append(register.current_responses())
    return said


@pytest.mark.parametrize("source", [None, FOLDER / "register.sqlite"])
def test_to_look_at_a_register_of_an_earlier_version_changes_nothing_of_it(tmp_path: Path, source: Path | None) -> None:
    path = tmp_path / "r.sqlite"
    if source is None:
        first_version(path)
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
    else:
        shutil.copy(source, path)
    before = path.read_bytes()
    with Register.open(path, *register_holder(path)) as register:
        seen = everything(register)
        assert all(found.said for one in register.responses() for found in one.findings)
    assert path.read_bytes() == before
    with Register.open(path, *register_holder(path)) as register:
        with register.transaction():
            pass  # the first write
        assert everything(register) == seen
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == VERSION
        assert raw.execute("SELECT DISTINCT found FROM response").fetchall() == [(None,)]


def test_a_register_of_the_first_version_becomes_one_of_this_version(tmp_path: Path) -> None:
    path = first_version(tmp_path / "old.sqlite")
    fresh = tmp_path / "new.sqlite"
    for one in (path, fresh):
        with Register.open(one, "ateliers", "2024") as register, register.transaction():
            pass  # the first write
    shapes = []
    for one in (path, fresh):
        with closing(sqlite3.connect(one)) as raw:
            marks = [raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            assert marks == [APPLICATION_ID, VERSION]
            shapes.append({tuple(row) for row in raw.execute("SELECT type, name, sql FROM sqlite_schema")})
    assert shapes[0] == shapes[1]


def test_what_the_upgrade_adds_only_grows_too(tmp_path: Path) -> None:
    path = first_version(tmp_path / "r.sqlite")
    with Register.open(path, "ateliers", "2024") as register:
        register.record_coding(coding(), b"a", "a.xlsx")
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError, match=REFUSAL):
        raw.execute("DELETE FROM coding")

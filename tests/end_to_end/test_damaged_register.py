"""A register that was damaged: what is told, what is rescued, what is not published; kills and damages in short."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from register_damages import DAMAGES, Damage, Said, hidden, judge, run, sound_words
from register_kills import run as killed
from surveykit import Survey, UsageError, aggregate, disclose, load_survey, open_register, publish
from surveykit.pipeline import rescue
from surveykit.register import DamagedRegister, EventKind, examine


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("reseaux_2014")


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returned files: what the command simulates, in two formats and as JSON."""
    folder = tmp_path_factory.mktemp("returns")
    for to, number in (("docx", 5), ("html", 2), ("json", 5)):
        made = run("simulate", "reseaux_2014", "--to", to, "--seed", "3", "-n", str(number), "-o", str(folder / to))
        assert made.code == 0, made.told
        for one in (folder / to).iterdir():
            one.rename(folder / f"{to}_{one.name}")
        (folder / to).rmdir()
    return folder


@pytest.fixture(scope="module")
def whole(survey: Survey, returns: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with returns, a correction, a refusal, a release."""
    path = tmp_path_factory.mktemp("register") / "r.sqlite"
    with open_register(path, survey) as campaign:
        campaign.collect(returns)
        respondent = campaign.responses()[0].respondent
        campaign.correct(respondent, "q1_diagnostic", "12", who="x", why="y")
        found = disclose(survey, aggregate(survey, campaign))
        publish(campaign, found, {"json": path.with_name("figures.json")}, who="x", simulated=True)
    return path


@pytest.fixture(scope="module")
def sound(whole: Path) -> dict[str, Said]:
    """What commands say of it."""
    return sound_words(whole)


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "r.sqlite"))


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


def damage(path: Path) -> tuple[str, str]:
    """Changes an answer, takes a response away, changes a file's name: whose the two responses were."""
    with unguarded(path) as raw:
        whose = raw.execute("SELECT respondent FROM response WHERE id IN (3, 5) ORDER BY id").fetchall()
        raw.execute("""UPDATE response SET answers = replace(answers, '"value":', '"value": ') WHERE id = 3""")
        raw.execute("DELETE FROM response WHERE id = 5")
        raw.execute("UPDATE file SET name = 'forged.docx' WHERE id = 2")
    (one,), (other,) = whose
    return one, other


def test_a_sound_register_says_so(path: Path, survey: Survey) -> None:
    said = run("register", "check", str(path))
    assert (said.code, said.told) == (0, "")
    assert b"is sound" in said.data
    data = json.loads(run("register", "check", str(path), "--json").data)
    assert (data["sound"], data["sealed"], data["lost"], data["structure"]) == (True, True, [], [])
    assert all(one["whole"] for one in data["files"])
    with open_register(path, survey) as campaign:
        assert campaign.check().sound


def test_what_is_lost_and_given_back_is_told(path: Path) -> None:
    one, other = damage(path)
    before = path.read_bytes()
    for words in (("status", "reseaux_2014"), ("findings", "reseaux_2014"), ("returns", "reseaux_2014")):
        said = run(*words, "--register", str(path))
        assert (said.code, said.data) == (2, b"")
        assert "is damaged, and nothing was read from it" in said.told
        assert f"({', '.join(sorted((one, other)))})" in said.told
        assert "give back 2 of the 2 responses" in said.told
    said = run("register", "check", str(path), "--json")
    assert said.code == 1
    lost = {(row["table"], row["row"], row["respondent"], row["gives_back"]) for row in json.loads(said.data)["lost"]}
    assert lost == {("response", 3, one, True), ("response", 5, other, True), ("file", 2, None, False)}
    assert path.read_bytes() == before


def test_a_rescue_gives_back_what_the_files_hold(path: Path, whole: Path, survey: Survey, tmp_path: Path) -> None:
    damage(path)
    new = tmp_path / "new.sqlite"
    said = run("register", "check", str(path), "--rescue", str(new), "--who", "Mme Petit")
    assert said.code == 1
    assert "2 responses read again in their files; 0 rows left behind" in said.told
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert examine(new).sound
    with open_register(new, survey) as campaign, open_register(whole, survey) as former:
        assert [one.response for one in campaign.responses()] == [one.response for one in former.responses()]
        assert [one.corrections for one in campaign.responses()] == [one.corrections for one in former.responses()]
        assert [one.sha256 for one in campaign.register.releases()] == [
            one.sha256 for one in former.register.releases()
        ]
        *events, rescued = campaign.register.events()
        assert tuple(events) == former.register.events()
        assert (rescued.kind, rescued.who) == (EventKind.RESCUED, "Mme Petit")
    again = run("register", "check", str(path), "--rescue", str(new))
    assert (again.code, "exists already" in again.told) == (2, True)


def test_a_file_that_is_no_longer_whole_is_left_behind_or_taken_from_its_folder(
    path: Path, survey: Survey, returns: Path, tmp_path: Path
) -> None:
    with open_register(path, survey) as campaign:
        name, respondent = campaign.responses()[0].file_name, campaign.responses()[0].respondent
    with unguarded(path) as raw:
        raw.execute("UPDATE file SET content = zeroblob(size) WHERE name = ?", (name,))
    said = run("status", "reseaux_2014", "--register", str(path))
    assert said.code == 0, "its answers are proved"
    with open_register(path, survey) as campaign:
        found = disclose(survey, aggregate(survey, campaign))
        with pytest.raises(DamagedRegister, match=name):
            publish(campaign, found, {"csv": tmp_path / "figures.csv"}, who="x", simulated=True)
    assert not (tmp_path / "figures.csv").exists()
    left, taken = tmp_path / "left.sqlite", tmp_path / "taken.sqlite"
    assert {one.table for one in rescue(survey, path, left).unsaved} >= {"file", "response"}
    assert not rescue(survey, path, taken, originals=returns).unsaved
    for one, there in ((left, False), (taken, True)):
        assert examine(one).sound
        with open_register(one, survey) as campaign:
            assert (name in {each.name for each in campaign.register.files()}) is there
            campaign.collect(returns)
            assert respondent in {each.respondent for each in campaign.responses()}


def test_nothing_is_rescued_of_a_sound_register_or_of_no_register(path: Path, survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is sound"):
        rescue(survey, path, tmp_path / "new.sqlite")
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    with pytest.raises(DamagedRegister, match="nothing in it can be read"):
        rescue(survey, path, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize("made", DAMAGES, ids=lambda one: one.__name__)
def test_no_damage_is_read_as_another_answer(made: Damage, whole: Path, sound: dict[str, Said]) -> None:
    found = judge(whole, made, 11, sound, hidden(whole))
    assert found.faults == ()


def test_kills_lose_nothing_that_was_acknowledged(returns: Path) -> None:
    kills, wrong = killed(returns, None, 8, 5)
    assert sum(kills.values()) == 8
    assert not wrong

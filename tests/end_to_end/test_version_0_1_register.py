"""A register of version 0.1 is opened by every later version, which loses nothing of it and tells what it told."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from figures_told import Key, Told, content_of, figures_of
from recording import record
from surveykit import Campaign, Release, Results, Survey, aggregate, disclose, open_register
from surveykit.pipeline import figures_file, import_coding, read_prefill, unprotected
from surveykit.register import ResponseRecord
from surveykit.responses import Answered
from version_0_1 import FOLDER, collecting, definition, kept, read_now, told_of, told_of_response

REFUSED = {"scan.pdf": ["damaged"], "centre.doc": ["word_97"], "dom.jsonl": ["no_answers"]}


@pytest.fixture(scope="module")
def survey() -> Survey:
    return definition()


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the register, which opening may change."""
    return Path(shutil.copy(FOLDER / "register.sqlite", tmp_path / "register.sqlite"))


@pytest.fixture
def campaign(survey: Survey, register: Path) -> Iterator[Campaign]:
    with open_register(register, survey, create=False) as opened:
        yield opened


def test_the_register_says_what_it_said(campaign: Campaign) -> None:
    told, expected = json.loads(json.dumps(told_of(campaign))), kept("expected.json")
    del expected["clumsy"]
    found, before = (Counter(map(tuple, one.pop("found"))) for one in (told, expected))
    assert before <= found, "what was to be asked back still is; later checks may find more"
    for name, held in expected.items():
        assert told[name] == held, name


def test_its_figures_are_what_they_were(survey: Survey, campaign: Campaign) -> None:
    results = aggregate(survey, campaign, by="ensemble")
    now = figures_of(figures_file(survey, unprotected(survey, results), "json"))
    before = figures_of((FOLDER / "figures/all.json").read_bytes())
    assert list(now) == list(before)
    for key, figure in before.items():
        assert {name: now[key][name] for name in figure} == figure, key


def test_the_exported_answers_give_the_same_figures(survey: Survey) -> None:
    results = aggregate(survey, FOLDER / "answers.parquet", by="ensemble")
    now = figures_of(figures_file(survey, unprotected(survey, results), "json"))
    before = figures_of((FOLDER / "figures/all.json").read_bytes())
    assert {key[0] for key in before} - {key[0] for key in now} == {f"{one}_themes" for one in coded_fields(survey)}
    assert {key: content_of(one) for key, one in now.items()} == {key: content_of(before[key]) for key in now}


def coded_fields(survey: Survey) -> set[str]:
    return {field.field for frame in survey.coding for field in frame.fields}


def told_then() -> dict[Key, Told]:
    """The last value that the two releases told of each figure."""
    told: dict[Key, Told] = {}
    for number in (1, 2):
        figures = figures_of((FOLDER / f"figures/release_{number}.json").read_bytes())
        told |= {key: one for key, one in figures.items() if one["status"] == "published"}
    return told


def check_release(survey: Survey, release: Release, results: Results) -> dict[Key, Told]:
    """Every value is the one of today, or one that a release told; returns the figures."""
    figures = figures_of(figures_file(survey, release, "json"))
    whole = figures_of(figures_file(survey, unprotected(survey, results), "json"))
    then = told_then()
    for key, figure in figures.items():
        if figure["status"] == "published":
            few = {"median": None} if figure.get("median", 0) is None else {}
            assert content_of(figure) == content_of(whole[key]) | few, key
        elif figure["status"] == "earlier":
            assert content_of(figure) == content_of(then[key]), key
        else:
            assert figure["value"] is None, key
    return figures


def test_what_its_second_release_told_is_still_told(survey: Survey, campaign: Campaign) -> None:
    results = aggregate(survey, campaign, by="ensemble")
    figures = check_release(survey, disclose(survey, results), results)
    second = figures_of((FOLDER / "figures/release_2.json").read_bytes())
    assert Counter(one["status"] for one in second.values()) == {"published": 73, "withheld": 56}
    for key, figure in second.items():
        if figure["status"] == "published":
            assert content_of(figures[key]) == content_of(figure), key


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as the columns that version 0.1 made of it."""
    with closing(sqlite3.connect(FOLDER.joinpath("register.sqlite").as_uri() + "?immutable=1", uri=True)) as raw:
        named = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = [name for (name,) in named]
        columns = {name: [row[1] for row in raw.execute(f"PRAGMA table_info({name})")] for name in tables}
    with closing(sqlite3.connect(path)) as raw:
        return {
            name: raw.execute(f"SELECT {', '.join(columns[name])} FROM {name} ORDER BY rowid").fetchall()
            for name in tables
        }


def test_a_third_release_is_made_and_nothing_of_the_first_two_is_lost(survey: Survey, register: Path) -> None:
    before = rows(register)
    assert [len(before[name]) for name in ("file", "response", "coding", "release")] == [24, 25, 4, 2]
    with open_register(register, survey, create=False) as campaign:
        first_two = campaign.register.releases()
        campaign.collect(FOLDER / "returns/last.jsonl")
        results = aggregate(survey, campaign, by="ensemble")
        assert (results.surveyed, results.returned, len(results.earlier)) == (26, 26, 2)
        release = disclose(survey, results)
        figures = check_release(survey, release, results)
        assert figures["taux_reponse", None]["value"] == 1.0
        record(campaign, release)
        assert campaign.register.releases()[:2] == first_two
        assert len(campaign.register.releases()) == 3
    after = rows(register)
    for name, held in before.items():
        assert after[name][: len(held)] == held, name
    assert len(after["release"]) == 3


def place(campaign: Campaign, one: ResponseRecord) -> tuple[str, int]:
    """Where a response was read: a file of several lines was kept as one once, and is kept line by line now."""
    return campaign.register.file(one.file).name, one.part


def test_the_files_in_it_are_known_again_and_read_as_they_were(
    survey: Survey, campaign: Campaign, register: Path, tmp_path: Path
) -> None:
    originals = tmp_path / "originals"
    originals.mkdir()
    with closing(sqlite3.connect(register)) as raw:
        for name, content in raw.execute("SELECT name, content FROM file ORDER BY id"):
            (originals / name).write_bytes(content)
    report = campaign.collect(originals)
    assert len(report.files) == 24
    assert all(one.already for one in report.files)
    assert len(campaign.register.responses()) == 25
    read = {place(campaign, one): one.response for one in campaign.register.responses() if not one.attributed}
    with collecting(survey, tmp_path / "anew.sqlite", originals) as (anew, report):
        assert {one.name: [each.code for each in one.refusals] for one in report.refused} == REFUSED
        again = {place(anew, one): one.response for one in anew.register.responses()}
    assert len(again) == len(read) + 1 == 25
    assert {key: told_of_response(again[key]) for key in read} == {
        key: read_now(told_of_response(one)) for key, one in read.items()
    }


def test_a_coder_s_workbook_is_known_again(campaign: Campaign) -> None:
    done = import_coding(campaign, (FOLDER / "coding/claire.xlsx").read_bytes(), "claire.xlsx", coder="Claire")
    act = campaign.register.codings()[0]
    assert (done.recorded, done.readings) == (0, len(act.coding.readings))
    assert not done.needs_a_person


def test_it_fills_the_copies_of_a_later_edition(survey: Survey, register: Path) -> None:
    held = read_prefill(survey, register).responses
    assert len(held) == 24
    assert held["bretagne"].answers["q2_aujourdhui"] == Answered(28)

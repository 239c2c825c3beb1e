"""A file of many lines: stopped and begun again, read by others meanwhile, and told without holding it."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from small_survey import small_survey, towns
from surveykit.cli.collect import collect as collect_command
from surveykit.findings import Finding, Severity
from surveykit.pipeline import Campaign, CollectReport, FileOutcome, collect_data, load_survey, open_register
from surveykit.pipeline.collected import FilePart
from surveykit.register import Outcome
from surveykit.register.database import Database

MANY = 60
SURVEY = small_survey(population=towns({f"ville_{rank}": {"bord": "nord"} for rank in range(MANY)}))


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A line of each respondent: some answers must be looked at, one names nobody known, and one is none."""
    path = tmp_path / "in" / "reponses.jsonl"
    path.parent.mkdir()
    every = [_line(one.code, 5 + rank) for rank, one in enumerate(SURVEY.population.respondents)]
    every[7], every[23] = "{oups", _line("personne", 3)
    path.write_text("".join(f"{one}\n" for one in every), encoding="utf-8")
    return path


def _line(respondent: str, workshops: int) -> str:
    said = {"q1_ateliers": f"environ {workshops}" if workshops % 4 == 0 else workshops}
    return json.dumps(
        {"survey": SURVEY.id, "edition": SURVEY.edition, "respondent": respondent, "answers": said}, ensure_ascii=False
    )


def _told(campaign: Campaign) -> Mapping[str, object]:
    """All that a register says, but when each thing came."""
    return {
        "files": [
            (one.name, one.line, one.outcome, [each.code for each in one.refusals]) for one in campaign.register.files()
        ],
        "responses": [(one.respondent, one.part, one.response) for one in campaign.register.responses()],
        "findings": [(one.code, one.place, one.message) for one in campaign.findings()],
        "counting": [(one.respondent, one.response) for one in campaign.responses()],
        "sound": campaign.check().sound,
    }


def _stopped(campaign: Campaign, path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> int:
    """A collection that Ctrl-C ends at a line; how many lines the register keeps of it."""
    reached, register = 0, campaign.register
    add = type(register).add_file

    def interrupted(*args: object, **named: object) -> object:
        nonlocal reached
        reached += 1
        if reached > after:
            raise KeyboardInterrupt
        return add(*args, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(type(register), "add_file", interrupted)
        with pytest.raises(KeyboardInterrupt):
            campaign.collect(path)
    return len(register.files())


@pytest.mark.parametrize("stops", [(0,), (1,), (30,), (5, 40, 59)])
def test_a_file_of_lines_begun_again_gives_the_same_register(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops: Sequence[int]
) -> None:
    with open_register(tmp_path / "whole.sqlite", SURVEY) as campaign:
        whole = campaign.collect(lines)
        expected = _told(campaign)
    for after in stops:
        with open_register(tmp_path / "parts.sqlite", SURVEY) as campaign:
            assert _stopped(campaign, lines, monkeypatch, after) == after
    with open_register(tmp_path / "parts.sqlite", SURVEY) as campaign:
        report = campaign.collect(lines)
        assert _told(campaign) == expected
        pieces = report.files[0].pieces
        assert [one.already for one in pieces] == [number < max(stops) for number in range(MANY)]
        assert report.counts().read == whole.counts().read == 1
        assert campaign.collect(lines).counts().already == 1
        assert _told(campaign) == expected


READER = """
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=0) as register:
    print(register.execute("SELECT count(*) FROM response").fetchone()[0])
"""


def test_another_process_reads_within_a_batch_without_waiting(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch locks nobody out while it grows: a reader without any patience has what was committed before."""
    monkeypatch.setattr("surveykit.register.database._BATCH", 3600)
    path = tmp_path / "r.sqlite"
    seen: list[int] = []
    with open_register(path, SURVEY) as campaign:
        first = tmp_path / "first.jsonl"
        first.write_text("".join(lines.read_text().splitlines(keepends=True)[:4]), encoding="utf-8")
        campaign.collect(first)
        add = type(campaign.register).add_response

        def watched(*args: object, **named: object) -> object:
            done = add(*args, **named)  # type: ignore[arg-type]
            if len(seen) < 3:
                read = subprocess.run([sys.executable, "-c", READER, path], capture_output=True, check=True)
                seen.append(int(read.stdout))
            return done

        monkeypatch.setattr(type(campaign.register), "add_response", watched)
        campaign.collect(lines)
    assert seen == [4, 4, 4]


def test_a_batch_ends_however_many_lines_are_left(lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time a batch is old enough it is committed, so that others write and see what came."""
    monkeypatch.setattr("surveykit.register.database._BATCH", 0)
    commits = 0
    commit: Callable[[Database], None] = Database._commit

    def counted(database: Database) -> None:
        nonlocal commits
        commits += 1
        commit(database)

    monkeypatch.setattr(Database, "_commit", counted)
    progress: list[int] = []
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        campaign.collect(lines, progress=lambda done, _: progress.append(done))
    assert commits >= MANY
    assert progress == [*range(1, MANY + 1), MANY]


class _Made(Sequence[FilePart]):
    """Lines that are made when they are asked for, each with a finding of 2 kB."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: int | slice) -> FilePart:  # type: ignore[override]
        assert isinstance(place, int)
        if place >= self.number:
            raise IndexError
        return FilePart(Outcome.READ, findings=(Finding("any", Severity.WARNING, f"{place} {'x' * 2_000}"),))

    def __iter__(self) -> Iterator[FilePart]:
        return (self[place] for place in range(self.number))


def test_what_is_told_of_many_lines_is_never_held() -> None:
    report = CollectReport([FileOutcome("reponses.jsonl", _Made(4_000))])
    tracemalloc.start()
    try:
        written = sum(map(len, json.JSONEncoder(indent=2).iterencode(collect_data(report, whole=False))))
        assert report.counts().needs_a_person is False
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert written > 4_000 * 2_000
    assert peak < 2_000_000


def test_the_command_writes_as_json_what_the_report_says(tmp_path: Path) -> None:
    survey = load_survey("reseaux_2014")
    every = [
        {
            "survey": survey.id,
            "edition": survey.edition,
            "respondent": one.code,
            "answers": {"q1_diagnostic": "12 ou 13"},
        }
        for one in survey.population.respondents
    ]
    lines, where = tmp_path / "reponses.jsonl", tmp_path / "r.sqlite"
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in every) + "{oups\n", encoding="utf-8")
    words = ["reseaux_2014", str(lines), "--register", str(where)]
    shown = CliRunner().invoke(collect_command, words, standalone_mode=False)
    assert f"… ({len(every)})" in shown.stdout
    done = CliRunner().invoke(collect_command, [*words, "--json"], standalone_mode=False)
    assert done.return_value == 1
    assert "1 files: 1 read (1 already known), 1 refused" in done.stderr
    with open_register(where, survey) as campaign:
        data = collect_data(campaign.collect(lines))
    assert json.loads(done.stdout) == data
    assert done.stdout == json.dumps(data, ensure_ascii=False, indent=2) + "\n"

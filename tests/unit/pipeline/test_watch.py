"""A file that takes too much time or memory is refused by name, and the next one is read."""

from __future__ import annotations

import cProfile
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from small_survey import small_survey
from surveykit import plugins
from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit.pipeline import open_register
from surveykit.pipeline.watch import Watch
from surveykit.register import Outcome

SURVEY = small_survey()


def forever() -> None:
    while True:
        sum(range(1_000))


def greedy() -> None:
    held = []
    while len(held) < 4_000:
        held.append(bytearray(b"x" * 1024 * 1024))


@pytest.mark.parametrize("work", [forever, greedy])
def test_work_without_end_is_stopped(work: Callable[[], None]) -> None:
    watch = Watch(seconds=0.3, megabytes=150)
    with pytest.raises(UnreadableFile) as caught, watch.over():
        work()
    assert caught.value.code == "too_heavy"


def test_what_is_stopped_cannot_stop_what_comes_after() -> None:
    watch = Watch(seconds=0.0)
    for _ in range(40):
        try:
            with watch.over():
                sum(range(200_000))
        except UnreadableFile:
            pass
        sum(range(200_000))
    with Watch().over():
        assert sum(range(10)) == 45


def test_a_program_that_was_watched_runs_under_a_profiler() -> None:
    for seconds in (0.0, 5.0):
        try:
            with Watch(seconds=seconds).over():
                sum(range(2_000_000))
        except UnreadableFile:
            pass
        profile = cProfile.Profile()
        assert profile.runcall(lambda: [str(one) for one in range(1_000)])[-1] == "999"


def test_a_reader_that_catches_everything_is_stopped_all_the_same() -> None:
    with pytest.raises(UnreadableFile), Watch(seconds=0.2).over():
        while True:
            try:
                sum(range(1_000))
            except Exception:  # noqa: BLE001 (such a reader)
                continue


class Clinging:
    def __del__(self) -> None:
        end = time.monotonic() + 0.2
        while time.monotonic() < end:
            pass


def test_what_is_dropped_where_an_object_is_taken_apart_is_sent_again() -> None:
    with pytest.raises(UnreadableFile), Watch(seconds=0.1).over():
        for _ in range(3):
            Clinging()
        forever()


class Endless:
    suffixes = (".slow",)

    def read(self, data: bytes) -> FilledForm:
        forever()
        raise AssertionError(data)


def test_the_run_goes_on_after_a_file_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readers = plugins.readers()
    ready = {**readers.ready, "slow": Endless()}
    monkeypatch.setattr(plugins, "readers", lambda: plugins.Readers(ready, readers.missing))
    monkeypatch.setattr("surveykit.pipeline.watch.Watch.__init__.__defaults__", (0.3, 300))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.slow").write_bytes(b"slow")
    held = {"survey": SURVEY.id, "edition": SURVEY.edition, "respondent": "brest", "answers": {"q1_ateliers": 3}}
    (tmp_path / "in" / "b.json").write_text(json.dumps(held), "utf-8")
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        told = {one.name: one for one in campaign.collect(tmp_path / "in").files}
    assert told["a.slow"].outcome is Outcome.REFUSED
    assert [one.code for one in told["a.slow"].refusals] == ["too_heavy"]
    assert told["b.json"].outcome is Outcome.READ

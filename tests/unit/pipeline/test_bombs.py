"""A file made to cost whoever reads it is read or refused by name, in bounds of time, memory and register."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from bombs import BOMBS
from surveykit import load_survey, render
from surveykit.pipeline import open_register
from surveykit.pipeline.line_bounds import MOST_RETURNS

SURVEY = load_survey("reseaux_2014")
SECONDS = 30.0
"""Of CPU, for one file, whatever else the machine does: a reading that nobody stops takes minutes."""
MB = 1024 * 1024


@pytest.fixture(scope="module")
def forms() -> Mapping[str, bytes]:
    return {one: render(SURVEY, one, respondent="corse") for one in ("docx", "pdf", "html")}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_line_of_the_report(tmp_path: Path, forms: Mapping[str, bytes], name: str) -> None:
    path = tmp_path / name.strip()
    path.write_bytes(BOMBS[name](forms))
    register = tmp_path / "r.sqlite"
    with open_register(register, SURVEY) as campaign:
        before = register.stat().st_size
        begun = time.process_time()
        report = campaign.collect(path)
        assert time.process_time() - begun < SECONDS
        assert [one.outcome for one in report.files]
    grown = sum(one.stat().st_size for one in tmp_path.glob("r.sqlite*")) - before
    assert grown <= 3 * path.stat().st_size + MB // 2


def test_the_rest_of_a_file_of_no_answers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"{}\n" + b"".join(b"[%d]\n" % one for one in range(7_000)))
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        for _ in range(2):
            (told,) = campaign.collect(path).files
            assert told.refusals[-1].code == "too_many_lines"
            assert "ligne 101" in told.refusals[-1].reason
            assert len(told.refusals) == 101


def test_a_respondent_has_few_returns_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"".join(b'{"respondent": "corse", "answers": {"q1": %d}}\n' % one for one in range(60)))
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        (told,) = campaign.collect(path).files
    assert [one.code for one in told.refusals] == ["too_many_lines"] * (60 - MOST_RETURNS)
    assert "corse" in told.refusals[0].reason


def test_lines_that_were_collected_before_count_too(tmp_path: Path) -> None:
    lines = [b'{"respondent": "corse", "answers": {"q1": %d}}\n' % one for one in range(60)]
    begun, path = tmp_path / "begun.jsonl", tmp_path / "r.jsonl"
    begun.write_bytes(b"".join(lines[:30]))
    path.write_bytes(b"".join(lines))
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        campaign.collect(begun)
        (told,) = campaign.collect(path).files
        (again,) = campaign.collect(path).files
    assert [one.line for one in told.refusals] == [one.line for one in again.refusals] == [*range(51, 61)]


def test_a_file_of_lines_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(
        '{"respondent": "corse", "answers": {"q1": 1}}\n{"respondent": "bretagne", "answers": {"q1": 2}}\n',
        encoding="utf-16",
    )
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        assert len(campaign.collect(path).files[0].responses) == 2

"""What a person sees in a changed PDF, page or file of answers is what is read of it, or it is told."""

from __future__ import annotations

import json

import pytest

from mutants import answers_json, pdf, saved_page
from mutants.verdict import Mutant, Verdict
from surveykit.ids import FieldId

FORMATS = {"pdf": pdf, "html": saved_page, "json": answers_json}
FIXED = {"pdf": 60, "html": 120, "json": 300}
"""Mutants of fixed seeds; `tests/helpers/mutants/run.py` tries as many as one likes."""
KINDS = {"pdf": 60, "html": 40, "json": 28}
"""Kinds of change, at least."""


def judged(name: str, seed: int, wanted: str | None = None) -> str:
    """What a mutant's reading does wrong, "" when nothing."""
    form = FORMATS[name]
    trials = form.trials()
    trial = trials[seed % len(trials)]
    mutant = form.mutant(trial, seed, wanted)
    verdict = trial.judge(mutant)
    return f"seed {seed} {mutant.changes}: {verdict.why}" if verdict.is_bad else ""


@pytest.mark.parametrize("name", FORMATS)
def test_no_answer_of_a_changed_form_is_lost_or_altered_in_silence(name: str) -> None:
    assert [bad for seed in range(FIXED[name]) if (bad := judged(name, seed))] == []


@pytest.mark.parametrize("name", FORMATS)
def test_no_kind_of_change_goes_by_in_silence(name: str) -> None:
    changes = sorted(FORMATS[name].CHANGES)
    assert len(changes) >= KINDS[name]
    assert [bad for rank, one in enumerate(changes) if (bad := judged(name, rank % 3, one))] == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_seed_changes_the_same(name: str) -> None:
    form = FORMATS[name]
    one, other = (form.mutant(form.trials()[0], 5) for _ in range(2))
    assert (one.changes, one.sees) == (other.changes, other.sees)


@pytest.mark.parametrize("name", FORMATS)
def test_an_intact_form_is_the_same(name: str) -> None:
    for trial in FORMATS[name].trials():
        assert trial.judge(Mutant(trial.data)).whole is Verdict.SAME


def test_an_answer_that_changed_in_silence_is_found() -> None:
    trial = answers_json.trials()[0]
    held = json.loads(trial.data)
    held["answers"]["q1_ateliers"] += 1
    changed = Mutant(json.dumps(held).encode())
    assert trial.judge(changed).verdicts[FieldId("q1_ateliers")] is Verdict.SILENT
    assert trial.judge(Mutant(changed.data, {FieldId("q1_ateliers"): "13"})).whole is Verdict.SAME
    assert trial.judge(Mutant(changed.data, {FieldId("q1_ateliers"): None})).is_bad

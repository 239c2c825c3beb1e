"""What a person sees in a filled form that somebody changed is what is read of it, or it is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutants import word
from mutants.verdict import Mutant, Verdict

FIXED = 120
"""Mutants of fixed seeds; `tests/helpers/mutants/run.py` tries as many as one likes."""


def judged(seed: int, wanted: str | None = None) -> str:
    """What a mutant's reading does wrong, "" when nothing."""
    trials = word.trials()
    trial = trials[seed % len(trials)]
    mutant = word.mutant(trial, seed, wanted)
    verdict = trial.judge(mutant)
    return f"seed {seed} {mutant.changes}: {verdict.why}" if verdict.is_bad else ""


def test_no_answer_of_a_changed_word_form_is_lost_or_altered_in_silence() -> None:
    assert [bad for seed in range(FIXED) if (bad := judged(seed))] == []


@pytest.mark.parametrize("change", sorted(word.CHANGES))
def test_no_kind_of_change_to_a_word_form_goes_by_in_silence(change: str) -> None:
    assert [bad for seed in (1, 2) if (bad := judged(seed, change))] == []


@given(seed=st.integers(10**6, 10**9))
@settings(max_examples=40)
def test_nor_does_any_other(seed: int) -> None:
    assert judged(seed) == ""


def test_the_same_seed_makes_the_same_mutant() -> None:
    trial = word.trials()[0]
    one, other = word.mutant(trial, 5), word.mutant(trial, 5)
    assert (one.data, one.changes, one.sees) == (other.data, other.changes, other.sees)


def test_there_are_many_kinds_of_change() -> None:
    assert len(word.CHANGES) >= 30


def test_an_answer_that_changed_in_silence_is_found() -> None:
    trial = word.trials()[0]
    draft = word.Draft(trial, 1)
    key, sdt = draft.control(lambda key, _: draft.is_number(key) and bool(draft.text(key)))
    draft.write(key, sdt, f"<w:r><w:t>{int(draft.text(key)) + 1}</w:t></w:r>")
    silent = trial.judge(draft.mutant(()))
    assert silent.verdicts[key.field] is Verdict.SILENT
    assert silent.whole is Verdict.SILENT
    draft.see(key, str(int(draft.text(key)) + 1))
    assert trial.judge(draft.mutant(())).whole is Verdict.SAME
    draft.must_tell(key)
    assert trial.judge(draft.mutant(())).verdicts[key.field] is Verdict.SILENT


def test_an_intact_form_is_the_same_and_half_a_form_is_refused() -> None:
    trial = word.trials()[0]
    assert trial.judge(Mutant(trial.data)).whole is Verdict.SAME
    assert trial.judge(Mutant(trial.data[: len(trial.data) // 2])).whole is Verdict.REFUSED

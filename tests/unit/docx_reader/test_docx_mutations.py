"""Damaged at random, a form is read or refused: nothing else ever comes out."""

from __future__ import annotations

from collections import Counter

import pytest

from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit_docx.reader import DocxReader
from surveykit_docx.refusals import CODES
from word_returns import commented, fill, footnoted
from word_wrecks import mutated

MUTATIONS = 300


@pytest.fixture
def rich(form):
    """A form with a little of everything."""
    filled = fill(form, {"q1_total": "12", "q2_stade": "4", "q3_outils#guide": True, "q4_freins": "Le temps."})
    return commented(footnoted(filled, "q4_freins", "sauf l’été"), "q1_total", "A", "b")


def test_only_forms_and_refusals_come_out_of_damaged_files(rich):
    outcomes: Counter[str] = Counter()
    for seed in range(MUTATIONS):
        try:
            outcome = DocxReader().read(mutated(rich, seed))
        except UnreadableFile as error:
            assert error.code in CODES
            outcomes["refused"] += 1
        else:
            assert isinstance(outcome, FilledForm)
            outcomes["read"] += 1
    assert min(outcomes["read"], outcomes["refused"]) > MUTATIONS // 20

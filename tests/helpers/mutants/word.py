"""Filled Word forms changed at random: one to three structural changes each, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache

from mutants import word_controls, word_package, word_runs
from mutants.verdict import Mutant, Trial
from mutants.word_draft import Change, Draft, NotHere
from surveykit import load_survey
from surveykit.rehearsal import filled_form, simulated

CHANGES: Mapping[str, Change] = {
    one.__name__: one for one in (*word_controls.CHANGES, *word_runs.CHANGES, *word_package.CHANGES)
}
"""Every change, by name."""
_LAST = frozenset(one.__name__ for one in word_package.CHANGES)
_FORMS = 6
_TRIES = 20


@cache
def trials() -> tuple[Trial, ...]:
    """Filled forms of the real questionnaire."""
    survey = load_survey("reseaux_2014")
    filled = [filled_form(survey, response, "docx") for _, response in simulated(survey, 7, _FORMS)]
    return tuple(Trial(survey, data, f"return-{rank}.docx") for rank, data in enumerate(filled))


def mutant(trial: Trial, seed: int, wanted: str | None = None) -> Mutant:
    """The form with one to three changes, those of the package last; `wanted` is one that must be among them."""
    rng = random.Random(seed)
    draft = Draft(trial, seed)
    done: list[str] = []
    names = sorted(CHANGES)
    chosen = [] if wanted is None else [wanted]
    chosen += rng.choices(names, k=rng.choice((1, 1, 2, 3)) - len(chosen))
    for name in sorted(chosen, key=_LAST.__contains__):
        for _ in range(_TRIES):
            try:
                CHANGES[name](draft)
            except NotHere:
                continue
            done.append(name)
            break
    return draft.mutant(tuple(done))

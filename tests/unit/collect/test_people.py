"""The index of respondents: found as before, at the same cost for however many."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from named_bodies import BODIES, filed, survey_of
from surveykit.collect import Collected
from surveykit.collect.people import People, people_of
from surveykit.compose.form import form
from surveykit.model import Survey


def _villages(number: int) -> Survey:
    """The bodies, and villages beside them."""
    return survey_of({**BODIES, **{f"village_{rank}": f"Commune de Sainte-{_spelt(rank)}" for rank in range(number)}})


def _spelt(rank: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(rank))


SMALL, LARGE = _villages(20), _villages(4_000)


def _steps(call: Callable[[], Collected]) -> int:
    """How many instructions of Python a call takes, the loops inside comprehensions included."""
    steps = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return steps


def _spent(survey: Survey, holder: str | None, said: str) -> int:
    """What a return costs once the index is made."""
    shown = form(survey)

    def once() -> Collected:
        return filed(holder, said, contact="Mme Exemple, ARS Corse", email="x@ars.example", survey=survey, shown=shown)

    once()
    return _steps(once)


@pytest.mark.parametrize(
    ("holder", "said"), [("paca", "ARS Corse.docx"), ("paca", "retour.docx"), (None, "corse.docx")]
)
def test_a_return_costs_as_much_whoever_is_asked_beside(holder: str | None, said: str) -> None:
    assert _spent(LARGE, holder, said) <= 1.2 * _spent(SMALL, holder, said)


def test_a_code_that_nobody_has_is_compared_with_few_names() -> None:
    assert _spent(LARGE, "village_1000000", "x.docx") <= 3 * _spent(SMALL, "village_1000000", "x.docx")


def test_the_index_is_made_once_for_a_survey() -> None:
    assert people_of(SMALL) is people_of(SMALL)
    assert people_of(SMALL) is not people_of(LARGE)


def test_an_unknown_name_is_told_with_the_nearest_of_many() -> None:
    for survey in (SMALL, LARGE):
        people = People(survey)
        assert people.nearest("Agence regionale de sante de Corze") == BODIES["corse"]
        assert people.nearest("bass_normandi") == "basse_normandie"
        assert people.nearest("#####") is None


def test_a_name_that_several_have_names_none_of_them() -> None:
    people = People(survey_of({"a1": "Clinique Saint-Jean", "b1": "Clinique Saint-Jean", "c1": "Clinique Pasteur"}))
    assert people.named_in("clinique saint-jean") == {}
    assert list(people.named_in("clinique pasteur")) == ["c1"]
    assert people.name("nobody") == "nobody"

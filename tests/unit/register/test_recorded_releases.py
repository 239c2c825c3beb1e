"""Releases in the register: kept with whose answers entered them, once each, and none behind another's back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from surveykit.errors import UsageError
from surveykit.ids import RespondentCode
from surveykit.register import EventKind, Register
from surveykit.results import PublishedSum
from surveykit.results.memberships import Entry

NOON = datetime(2024, 9, 5, 12, tzinfo=UTC)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "r.sqlite", "ateliers", "2024", now=lambda: NOON) as opened:
        yield opened


def sums(*who: str) -> tuple[PublishedSum, ...]:
    entries = tuple(Entry(RespondentCode(one), '"q1_ateliers"', f"{place:012x}", 1) for place, one in enumerate(who))
    changed = tuple(Entry(RespondentCode(one), '"q1_é"', "f" * 12, -1) for one in who)
    return (PublishedSum("ateliers", unanimous=False, entries=entries), PublishedSum("part[nord]", True, changed))


def test_a_release_is_given_back_as_it_was_told(register: Register) -> None:
    made = register.record_release(sums("amiens", "brest"), seen=0)
    assert (made.id, made.released_at, made.already) == (1, NOON, False)
    (kept,) = register.releases()
    assert kept == made
    assert kept.sums == sums("amiens", "brest")
    (earlier,) = register.earlier_releases()
    assert (earlier.name, earlier.sums) == ("release 1 of 2024-09-05", kept.sums)
    assert [event.kind for event in register.events()] == [EventKind.RELEASED]


def test_the_same_release_is_recorded_once_even_later(register: Register) -> None:
    register.record_release(sums("amiens"), seen=0)
    register.record_release(sums("brest"), seen=1)
    again = register.record_release(sums("amiens"), seen=0)
    assert (again.id, again.already) == (1, True)
    assert len(register.releases()) == 2
    assert len(register.events()) == 2


def test_a_release_that_was_not_compared_with_all_others_is_refused(register: Register) -> None:
    register.record_release(sums("amiens"), seen=0)
    with pytest.raises(UsageError, match="compute them again"):
        register.record_release(sums("brest"), seen=0)
    assert len(register.releases()) == 1


def test_a_release_that_tells_nothing_is_one_too(register: Register) -> None:
    assert register.record_release([], seen=0).sums == ()
    assert register.record_release([], seen=0).already

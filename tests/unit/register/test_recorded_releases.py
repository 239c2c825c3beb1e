"""Releases in the register: what they told, once each, none behind another's back, and whether they were sent out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from surveykit.bases import Base, HiddenBase
from surveykit.errors import UsageError
from surveykit.ids import FieldId, IndicatorId, RespondentCode
from surveykit.register import EventKind, Register, Telling, Writing, WrittenFile
from surveykit.release import (
    Change,
    Class,
    Content,
    Distribution,
    Elsewhere,
    Estimate,
    Group,
    Interval,
    Mean,
    Median,
    Multiple,
    Published,
    Ratio,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.responses import Answered, Response
from surveykit.results import PublishedSum
from surveykit.results.memberships import Entry

NOON = datetime(2024, 9, 5, 12, tzinfo=UTC)
CLASSES = (Class("a", "A", 3, 0.75), Class(2, "2", 1.5, 0.25))
CONTENTS: tuple[Content, ...] = (
    Total(2**40),
    Estimate(1.5),
    Mean(2.0),
    Median(2.5),
    Share(0.5, 1, 2),
    Ratio(2.0, 4.5, 2, percent=False),
    Change(-0.05, 20, 19),
    Scale(2.9, None, CLASSES),
    Multiple(CLASSES),
    Distribution(CLASSES),
    Withheld("too_few", "moins de 3 répondants"),
    Undefined("aucune réponse"),
    Elsewhere(),
)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "r.sqlite", "ateliers", "2024", now=lambda: NOON) as opened:
        yield opened


def sums(*who: str) -> tuple[PublishedSum, ...]:
    entries = tuple(Entry(RespondentCode(one), '"q1_ateliers"', f"{place:012x}", 1) for place, one in enumerate(who))
    changed = tuple(Entry(RespondentCode(one), '"q1_é"', "f" * 12, -1) for one in who)
    return (PublishedSum("ateliers", unanimous=False, entries=entries), PublishedSum("part[nord]", True, changed))


def figure(content: Content, *, place: int = 0) -> Published:
    group = Group("bord", "nord", "Bord", "Nord") if place % 2 else None
    base = HiddenBase(15, 12) if place % 3 == 0 else Base(15, 12, 12, 11, imputed=1)
    interval = Interval(0.125, 1.0, 2.0) if place % 4 == 0 else None
    day = date(2024, 9, 1) if place % 5 == 0 else None
    return Published(IndicatorId(f"i{place}"), "total", "Libellé « é »", "u", group, base, content, True, interval, day)


def told(*who: str, figures: tuple[Published, ...] = ()) -> Telling:
    files = (WrittenFile("bilan.docx", "0" * 64),)
    return Telling(sums(*who), figures, {IndicatorId("ateliers"): "abc"}, 15, 12, files, "Mme Petit")


def test_a_release_is_given_back_as_it_was_told(register: Register) -> None:
    figures = tuple(figure(content, place=place) for place, content in enumerate(CONTENTS))
    made = register.record_release(told("amiens", "brest", figures=figures), seen=())
    assert (made.id, made.released_at, made.already, made.counts) == (1, NOON, False, True)
    (kept,) = register.releases()
    assert kept == made
    assert kept.told == told("amiens", "brest", figures=figures)
    (earlier,) = register.earlier_releases()
    assert (earlier.name, earlier.sums) == ("release 1 of 2024-09-05", kept.sums)
    assert (earlier.day, earlier.figures) == (date(2024, 9, 5), figures)
    assert earlier.meanings == {"ateliers": "abc"}
    (event,) = register.events()
    assert (event.kind, event.who) == (EventKind.RELEASED, "Mme Petit")


def test_the_same_release_is_recorded_once_even_later(register: Register) -> None:
    one = register.record_release(told("amiens"), seen=())
    register.record_release(told("brest"), seen=(one.name,))
    again = register.record_release(told("amiens"), seen=())
    assert (again.id, again.already) == (1, True)
    assert len(register.releases()) == 2
    assert len(register.events()) == 2


def test_the_same_sums_with_other_figures_are_another_release(register: Register) -> None:
    one = register.record_release(told("amiens", figures=(figure(Total(1)),)), seen=())
    other = register.record_release(told("amiens", figures=(figure(Total(2)),)), seen=(one.name,))
    assert (other.id, other.already) == (2, False)


def test_a_release_that_was_not_compared_with_all_others_is_refused(register: Register) -> None:
    register.record_release(told("amiens"), seen=())
    with pytest.raises(UsageError, match="compute them again"):
        register.record_release(told("brest"), seen=())
    assert len(register.releases()) == 1


def test_a_release_that_tells_nothing_is_one_too(register: Register) -> None:
    nothing = Telling((), (), {}, 15, 0)
    assert register.record_release(nothing, seen=()).sums == ()
    assert register.record_release(nothing, seen=()).already


def test_a_release_that_never_left_is_withdrawn_signed_and_kept(register: Register) -> None:
    one = register.record_release(told("amiens"), seen=())
    gone = register.say_sent(1, sent=False, who="Mme Petit", why="jamais envoyé")
    assert (gone.counts, gone.already) == (False, False)
    assert gone.departure is not None
    assert (gone.departure.who, gone.departure.why) == ("Mme Petit", "jamais envoyé")
    assert register.earlier_releases() == ()
    assert len(register.releases()) == 1
    # One that was compared with it all the same knows more than it needs; one that was not is right.
    register.record_release(told("brest"), seen=())
    with pytest.raises(UsageError, match="compute them again"):
        register.record_release(told("caen"), seen=(one.name, "release 2 of 2024-09-05"))
    assert register.say_sent(1, sent=False, who="a", why="b").already


def test_a_withdrawn_release_counts_again_when_somebody_says_that_it_left(register: Register) -> None:
    register.record_release(told("amiens"), seen=())
    register.say_sent(1, sent=False, who="a", why="b")
    back = register.say_sent(1, sent=True, who="Mme Petit", why="envoyé le 4 à un cabinet")
    assert back.counts
    assert [one.name for one in register.earlier_releases()] == ["release 1 of 2024-09-05"]
    kinds = [event.kind for event in register.events()]
    assert kinds == [EventKind.RELEASED, EventKind.WITHDRAWN, EventKind.SENT]


def test_a_withdrawn_release_that_is_published_again_counts_again(register: Register) -> None:
    register.record_release(told("amiens"), seen=())
    register.say_sent(1, sent=False, who="a", why="b")
    again = register.record_release(told("amiens"), seen=())
    assert (again.id, again.already, again.counts) == (1, True, True)


def test_files_that_a_release_is_written_to_later_are_recorded_with_it(register: Register) -> None:
    first = register.record_release(told("amiens"), seen=())
    page = WrittenFile("bilan.html", "1" * 64)
    later = replace(told("amiens"), files=(WrittenFile("bilan.docx", "0" * 64), page), who="M. Grand")
    again = register.record_release(later, seen=(first.name,))
    assert (again.id, again.already) == (1, True)
    assert again.again == (Writing("M. Grand", NOON, (page,)),)
    assert again.files == (WrittenFile("bilan.docx", "0" * 64), page)
    assert register.record_release(later, seen=(first.name,)).again == again.again
    assert register.releases() == (replace(again, already=False),)
    assert [event.kind for event in register.events()] == [EventKind.RELEASED, EventKind.WRITTEN_AGAIN]


def test_one_that_was_withdrawn_comes_back_only_beside_those_it_was_compared_with(register: Register) -> None:
    register.record_release(told("amiens"), seen=())
    register.say_sent(1, sent=False, who="a", why="b")
    second = register.record_release(told("brest"), seen=())
    with pytest.raises(UsageError, match="compute them again"):
        register.record_release(told("amiens"), seen=())
    assert register.same_release(told("amiens")) == register.release(1)
    assert register.same_release(told("caen")) is None
    assert register.record_release(told("amiens"), seen=(second.name,)).counts


@pytest.mark.parametrize(("who", "why"), [("", "b"), ("a", " ")])
def test_what_is_said_of_a_release_is_signed(register: Register, who: str, why: str) -> None:
    register.record_release(told("amiens"), seen=())
    with pytest.raises(UsageError, match="signed"):
        register.say_sent(1, sent=False, who=who, why=why)
    assert register.releases()[0].departure is None


def test_an_unknown_release_is_refused_with_those_there_are(register: Register) -> None:
    register.record_release(told("amiens"), seen=())
    with pytest.raises(UsageError, match="no release 7; it has: 1"):
        register.say_sent(7, sent=False, who="a", why="b")


LATER_TABLES = ("told", "departure", "delivery", "settlement", "rereading", "carriage", "message", "seal")
LATER_COLUMNS = (
    ("response", "found"),
    ("response", "saved_at"),
    ("response", "untouched"),
    ("refusal", "member"),
    ("file", "line"),
)
"""What the second version did not have."""


def test_a_register_of_the_second_version_gains_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with Register.open(path, "ateliers", "2024", now=lambda: NOON) as register:
        register.record_release(told("amiens"), seen=())
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(
            "DROP VIEW standing;"
            + "".join(f"DROP TABLE {one};" for one in LATER_TABLES)
            + "".join(f"ALTER TABLE {table} DROP COLUMN {one};" for table, one in LATER_COLUMNS)
            + "PRAGMA user_version = 2;"
        )
    with Register.open(path, "ateliers", "2024", now=lambda: NOON) as register:
        (kept,) = register.releases()
        assert (kept.told, kept.counts, kept.sums) == (None, True, sums("amiens"))
        assert not register.say_sent(1, sent=False, who="a", why="b").counts


def test_the_register_is_seen_as_it_was_when_a_release_was_made(tmp_path: Path) -> None:
    moments = iter(NOON + timedelta(seconds=one) for one in range(1000))
    field, brest = FieldId("q1"), RespondentCode("brest")

    def returned(register: Register, name: bytes, who: str | None, value: int) -> int:
        added = register.add_file(name, f"{name.decode()}.docx")
        response = Response("ateliers", "2024", None if who is None else RespondentCode(who), {field: Answered(value)})
        return register.record_response(added, 0, response).id

    def values(register: Register) -> dict[str, object]:
        return {one.respondent: one.response.value(field) for one in register.current_responses()}

    with Register.open(tmp_path / "r.sqlite", "ateliers", "2024", now=lambda: next(moments)) as register:
        returned(register, b"a", "brest", 1)
        nobody = returned(register, b"b", None, 2)
        register.record_release(told("brest"), seen=())
        register.correct(brest, field, Answered(10), "who", "why")
        register.attribute(nobody, RespondentCode("caen"), "who", "why")
        second = register.record_release(told("caen"), seen=[one.name for one in register.earlier_releases()])
        register.settle(brest, returned(register, b"c", "brest", 3), "who", "why")
        now = values(register)
        assert now == {"brest": 3, "caen": 2}
        with register.as_it_was(1):
            assert values(register) == {"brest": 1}
        with register.as_it_was(second.id):
            assert values(register) == {"brest": 10, "caen": 2}
        assert values(register) == now
        returned(register, b"d", "caen", 4)
        assert values(register) == {"brest": 3, "caen": 4}


def test_a_release_is_simulated_when_a_response_that_nobody_gave_had_come_by_then(register: Register) -> None:
    def returned(name: bytes, *, simulated: bool) -> None:
        added = register.add_file(name, f"{name.decode()}.docx")
        answers = {FieldId("q1"): Answered(1)}
        response = Response("ateliers", "2024", RespondentCode("brest"), answers, simulated=simulated)
        register.record_response(added, 0, response)

    returned(b"a", simulated=False)
    real = register.record_release(told("brest"), seen=())
    returned(b"b", simulated=True)
    rehearsed = register.record_release(told("caen"), seen=[real.name])
    returned(b"c", simulated=False)
    assert (real.simulated, rehearsed.simulated) == (False, True)
    assert [one.simulated for one in register.releases()] == [False, True]
    assert register.record_release(told("brest"), seen=()).simulated is False

"""Which return of a respondent counts: whatever the order in which they are given, and without losing an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.ids import FieldId
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    ReturnState,
    SentReturn,
    Settlement,
    Unreadable,
    changes,
    harms,
    succession,
)

START = datetime(2014, 8, 20, tzinfo=UTC)
A, B, C = (FieldId(name) for name in "abc")


def sent(day: int, *, corrected: str = "", untouched: bool = False, **answers: Answer | int) -> SentReturn:
    """A return of that day, which is its identifier too."""
    held = {FieldId(code): one if not isinstance(one, int) else Answered(one) for code, one in answers.items()}
    fixed = frozenset(map(FieldId, corrected))
    return SentReturn(day, START + timedelta(days=day), ("", 0), held, fixed, untouched)


def test_a_later_return_that_loses_nothing_takes_the_place_of_the_one_before() -> None:
    found = succession([sent(2, a=1, b=3), sent(1, a=1, b=2)])
    assert (found.counts, found.waits, found.replaces) == (2, (), {2: 1})
    assert found.order == (1, 2)


@pytest.mark.parametrize("nothing", [Blank(), Missing()])
def test_a_return_that_loses_an_answer_waits(nothing: Answer) -> None:
    found = succession([sent(1, a=1, b=2), sent(2, a=1, b=nothing)])
    assert (found.counts, found.waits, found.replaces) == (1, (2,), {})


@pytest.mark.parametrize("said", [Unreadable("?"), NonResponse(NonResponseReason.NOT_COMMUNICATED)])
def test_what_has_no_value_was_said_all_the_same(said: Answer) -> None:
    assert harms(sent(1, a=said), sent(2, a=Blank()))
    assert not harms(sent(1, a=1), sent(2, a=said))


def test_the_same_value_to_confirm_is_no_change() -> None:
    assert changes({A: Answered(1, to_confirm=True)}, {A: Answered(1)}) == ()
    assert changes({A: Blank(), B: Answered(1)}, {A: Missing(), B: Answered(1)}) == ()


def test_a_return_that_contradicts_a_correction_waits_and_one_that_agrees_does_not() -> None:
    fixed = sent(1, corrected="a", a=5)
    assert succession([fixed, sent(2, a=4)]).waits == (2,)
    assert succession([fixed, sent(2, a=5)]).counts == 2
    erased = sent(1, corrected="a", a=Blank(), b=1)
    assert succession([erased, sent(2, a=4, b=1)]).waits == (2,)


def test_a_third_return_that_has_both_halves_ends_the_waiting() -> None:
    halves = [sent(1, a=1, b=Blank()), sent(2, a=Blank(), b=2)]
    assert succession(halves).waits == (2,)
    whole = succession([*halves, sent(3, a=1, b=2)])
    assert (whole.counts, whole.waits, whole.replaces) == (3, (), {3: 1})
    part = succession([*halves, sent(3, a=1, b=Blank(), c=3)])
    assert (part.counts, part.waits) == (3, (2,))
    again = succession([*halves, sent(3, a=Blank(), b=2, c=3)])
    assert (again.counts, again.waits) == (1, (3,))


def test_an_untouched_form_takes_no_part() -> None:
    found = succession([sent(1, a=1), sent(2, untouched=True, a=Blank())])
    assert (found.counts, found.waits, found.order) == (1, (), (1,))
    assert found.state_of(2) is ReturnState.UNTOUCHED
    assert succession([sent(2, untouched=True, a=Blank())]).counts is None


def test_a_decision_stands_until_a_return_that_it_did_not_see() -> None:
    halves = [sent(1, a=1, b=Blank()), sent(4, a=Blank(), b=2)]
    for kept, other in ((1, 4), (4, 1)):
        decided = Settlement(kept, frozenset({1, 4}))
        found = succession(halves, decided)
        assert (found.counts, found.waits, found.state_of(other)) == (kept, (), ReturnState.REPLACED)
    later = succession([*halves, sent(5, a=Blank(), b=3)], Settlement(4, frozenset({1, 4})))
    assert (later.counts, later.waits) == (5, ())
    harmful = succession([*halves, sent(5, a=1, b=Blank())], Settlement(4, frozenset({1, 4})))
    assert (harmful.counts, harmful.waits) == (4, (5,))


def test_an_older_return_that_comes_after_a_decision_waits_when_it_has_more() -> None:
    halves = [sent(2, a=1, b=Blank()), sent(4, a=Blank(), b=2)]
    decided = Settlement(2, frozenset({2, 4}))
    poorer = succession([*halves, sent(3, a=7, b=Blank())], decided)
    assert (poorer.counts, poorer.waits) == (2, ())
    richer = succession([*halves, sent(3, a=7, b=Blank(), c=9)], decided)
    assert (richer.counts, richer.waits) == (2, (3,))


def test_a_decision_about_somebody_else_is_passed_over() -> None:
    assert succession([sent(1, a=1), sent(2, a=2)], Settlement(9, frozenset({1, 2, 9}))).counts == 2


ANSWERS = st.one_of(st.just(Blank()), st.integers(0, 2).map(Answered))
RETURNS = st.lists(
    st.builds(
        lambda day, a, b, c, fixed, untouched: (day, {A: a, B: b, C: c}, fixed, untouched),
        st.integers(0, 5),
        *[ANSWERS] * 3,
        st.frozensets(st.sampled_from([A, B]), max_size=1),
        st.booleans(),
    ),
    max_size=6,
).map(
    lambda drawn: [
        SentReturn(number, START + timedelta(days=day), (str(number), 0), answers, fixed, untouched)
        for number, (day, answers, fixed, untouched) in enumerate(drawn)
    ]
)


@given(RETURNS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_given_plays_no_part(returns: list[SentReturn], random: object) -> None:
    before = succession(returns)
    shuffled = [*returns]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert succession(shuffled) == before


@given(RETURNS)
def test_nothing_that_was_said_is_lost_without_somebody_who_decides(returns: list[SentReturn]) -> None:
    """Each field that any return answers is answered by the one that counts, or by one that waits."""
    found = succession(returns)
    by_id = {one.id: one for one in returns}
    held = [by_id[one] for one in (found.counts, *found.waits) if one is not None]
    for one in returns:
        if one.untouched:
            continue
        for field, answer in one.answers.items():
            if isinstance(answer, Answered):
                assert any(isinstance(each.answers[field], Answered) for each in held)


@given(RETURNS)
def test_all_have_one_standing_and_one_counts_if_any_is_real(returns: list[SentReturn]) -> None:
    found = succession(returns)
    standings = [found.state_of(one.id) for one in returns]
    real = [one for one in returns if not one.untouched]
    assert standings.count(ReturnState.COUNTS) == bool(real)
    assert standings.count(ReturnState.UNTOUCHED) == len(returns) - len(real)
    assert len(found.waits) == standings.count(ReturnState.WAITS)


def test_a_correction_that_a_later_return_confirms_stands_behind_that_return() -> None:
    found = succession([sent(1, corrected="a", a=12, b=1), sent(2, a=12, b=2), sent(3, a=14, b=2)])
    assert (found.counts, found.waits, found.replaces) == (2, (3,), {2: 1})
    assert found.corrected[2] == frozenset({A})
    assert succession([sent(1, a=12, b=1), sent(2, a=12, b=2), sent(3, a=14, b=2)]).counts == 3


def test_a_later_return_is_free_of_a_correction_that_it_was_kept_against() -> None:
    returns = [sent(1, corrected="a", a=12), sent(2, a=14), sent(3, a=15)]
    found = succession(returns, Settlement(2, frozenset({1, 2})))
    assert (found.counts, found.waits, found.corrected[2]) == (3, (), frozenset())

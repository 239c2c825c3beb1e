"""The algebra of public sums, against an exhaustive search over respondents one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.disclosure.system import System


def rank(matrix: Sequence[Sequence[int]]) -> int:
    rows = [[Fraction(value) for value in row] for row in matrix]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            if row[column]:
                factor = row[column] / pivot[column]
                row[:] = [value - factor * other for value, other in zip(row, pivot, strict=True)]
        found += 1
    return found


def exhaustive(owners: Sequence[int], weights: Sequence[int], rows: Sequence[Mapping[int, int]], most: int) -> bool:
    """Every respondent with columns of its own: does leaving out those of some few lower the rank?"""
    everyone = [(owner, one) for owner, weight in enumerate(weights) for one in range(weight)]
    columns = [(who, column) for who in everyone for column, owner in enumerate(owners) if owner == who[0]]
    matrix = [[row.get(column, 0) for _, column in columns] for row in rows]
    whole = rank(matrix)
    for few in combinations(everyone, min(most, len(everyone))):
        left = [[value for value, (who, _) in zip(row, columns, strict=True) if who not in few] for row in matrix]
        if rank(left) < whole:
            return True
    return False


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[int], list[int], list[dict[int, int]], int]:
    weights = draw(st.lists(st.integers(1, 3), min_size=1, max_size=5))
    wide = draw(st.booleans())
    owners = [owner for owner in range(len(weights)) for _ in range(draw(st.integers(1, 2)) if wide else 1)]
    coefficients = st.sampled_from([0, 1, 1, -1] if wide else [0, 1])
    rows = draw(st.lists(st.lists(coefficients, min_size=len(owners), max_size=len(owners)), min_size=1, max_size=5))
    made = [{column: value for column, value in enumerate(row) if value} for row in rows]
    return owners, weights, made, draw(st.integers(1, 4))


@settings(max_examples=300)
@given(systems())
def test_a_leak_is_found_exactly_when_there_is_one(
    system: tuple[list[int], list[int], list[dict[int, int]], int],
) -> None:
    owners, weights, rows, most = system
    made = System(tuple(owners), tuple(weights))
    for number, row in enumerate(rows):
        made = made.add(str(number), row)
        leak = made.leak(most)
        assert (leak is not None) == exhaustive(owners, weights, rows[: number + 1], most)
        if leak is not None:
            named = [rows[int(name)] for name in sorted(leak.sources)]
            assert exhaustive(owners, weights, named, most), "the sums named are enough"


def test_what_follows_from_public_sums_adds_nothing() -> None:
    made = System((0, 1, 2), (3, 3, 3)).add("whole", {0: 1, 1: 1, 2: 1}).add("first", {0: 1})
    found = made.computed({1: 1, 2: 1})
    assert found is not None
    assert found.sources == {"whole", "first"}
    assert made.computed({1: 1}) is None
    assert made.computed({}) is not None


def test_known_answers_are_taken_out_of_every_sum() -> None:
    """Two who answered differ between the sums: with the others known, their own answer is left."""
    made = System((0, 1, 2), (2, 2, 4)).add("one", {0: 1, 2: 1})
    assert made.leak(2) is None
    known = made.add("zero", {2: 1}).reveal({2: 1})
    assert known.leak(2) is not None
    assert known.is_known({2: 1})
    assert not known.is_known({1: 1, 2: 1})


def test_an_answer_known_as_a_difference_leaves_neither_part_known() -> None:
    made = System((0, 0, 1, 1), (3, 1)).add("both", {0: 1, 1: -1, 2: 1, 3: -1})
    made = made.reveal({0: 1, 1: -1, 2: 1, 3: -1})
    assert made.leak(2) is None
    assert made.computed({2: 1}) is None
    assert made.add("first", {2: 1}).leak(2) is not None


def test_a_search_that_would_be_too_long_is_taken_for_a_leak() -> None:
    """Forty respondents, none alike: sets of nine are too many to try."""
    made = System(tuple(range(40)), (1,) * 40)
    for bit in range(6):
        made = made.add(str(bit), {column: 1 for column in range(40) if (column + 1) >> bit & 1})
    assert made.leak(2) is None
    assert made.leak(9) is not None


def test_many_who_are_alone_of_their_kind_are_no_leak_when_every_sum_stands_on_many() -> None:
    """Of a large survey: four hundred respondents whom no other is like, among thousands, and twelve sums."""
    made = System(tuple(range(500)), (*(90 for _ in range(100)), *(1 for _ in range(400))))
    for bit in range(12):
        held = {column: 1 for column in range(500) if (column * 2654435761 >> bit) & 1}
        made = made.add(str(bit), held)
    assert made.leak(2) is None
    first = {column: 1 for column in range(500) if column * 2654435761 & 1}
    missing_two = {column: one for column, one in first.items() if column not in sorted(first)[-2:]}
    assert made.add("all but two", missing_two).leak(2) is not None


def test_sums_of_three_are_said_and_of_two_are_not() -> None:
    assert System((0,), (3,)).add("three", {0: 1}).leak(2) is None
    assert System((0,), (2,)).add("two", {0: 1}).leak(2) is not None
    assert System((0,), (2,)).add("two", {0: 1}).leak(0) is None

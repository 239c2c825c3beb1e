"""Groups withheld beside secret ones: always safe together, and never one more than it takes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest

from surveykit.disclosure.breakdown import BreakdownCell, is_safe, more_to_withhold
from surveykit.model import Dissemination
from surveykit.results import Moments

POLICY = Dissemination(minimum_units=3, maximum_share=Decimal("0.85"))
Contributions = Sequence[int]


def cell(*sums: Contributions) -> BreakdownCell:
    moments = (Moments(len(one), sum(one), max(map(abs, one), default=0)) for one in sums)
    return BreakdownCell(len(sums[0]), tuple(moments))


def safe(*sums: Contributions) -> bool:
    """The rules of a figure, on the contributions themselves."""
    if not sums[0]:
        return True
    enough = len(sums[0]) >= 3
    return enough and all(max(map(abs, one)) <= Fraction("0.85") * abs(sum(one)) for one in sums)


def tables(count: int, terms: int) -> list[list[list[list[int]]]]:
    """Breakdowns whose groups have from no to six answers, some of them large; the whole always holds the rules."""
    chance = Random(85)
    found: list[list[list[list[int]]]] = []
    while len(found) < count:
        groups = [
            [[chance.choice((0, 1, 2, 5, 9, 14, 80)) for _ in range(size)] for _ in range(terms)]
            for size in (chance.randrange(7) for _ in range(chance.randint(2, 7)))
        ]
        if safe(*joined(groups, range(len(groups)))):
            found.append(groups)
    return found


def joined(groups: Sequence[Sequence[Contributions]], chosen: Sequence[int]) -> list[list[int]]:
    return [[value for place in chosen for value in groups[place][term]] for term in range(len(groups[0]))]


@pytest.mark.parametrize("terms", [1, 2])
def test_what_is_withheld_is_safe_together_and_as_little_as_can_be(terms: int) -> None:
    for groups in tables(700, terms):
        cells = [cell(*group) for group in groups]
        withheld = {place for place, group in enumerate(groups) if not safe(*group)}
        more = more_to_withhold(POLICY, cells, withheld)
        assert not more & withheld
        assert safe(*joined(groups, sorted(withheld | more)))
        others = [place for place in range(len(groups)) if place not in withheld and groups[place][0]]
        for size in range(len(more)):
            for chosen in combinations(others, size):
                assert not safe(*joined(groups, sorted({*withheld, *chosen}))), "fewer would do"
        alike = [one for one in combinations(others, len(more)) if safe(*joined(groups, sorted({*withheld, *one})))]
        if withheld and more:
            assert sum(cells[place].answered for place in more) == min(
                sum(cells[place].answered for place in one) for one in alike
            )


def test_every_small_table_of_one_value_is_safe() -> None:
    for sizes in product(range(5), repeat=4):
        groups = [[[4] * size] for size in sizes]
        if sum(sizes) < 3:
            continue
        withheld = {place for place, size in enumerate(sizes) if 0 < size < 3}
        more = more_to_withhold(POLICY, [cell(*group) for group in groups], withheld)
        left = sum(sizes[place] for place in withheld | more)
        assert left == 0 or left >= 3
        assert len(more) <= 1


def test_the_first_of_equal_groups_goes() -> None:
    cells = [cell([5, 5, 5]), cell([5, 5]), cell([5, 5, 5]), cell([5, 5, 5, 5])]
    assert more_to_withhold(POLICY, cells, {1}) == {0}
    assert more_to_withhold(POLICY, list(reversed(cells)), {2}) == {1}


def test_nothing_more_goes_when_nothing_is_secret_or_the_secret_ones_do() -> None:
    cells = [cell([5, 5, 5]), cell([5, 5]), cell([5]), cell([])]
    assert more_to_withhold(POLICY, cells, ()) == frozenset()
    assert more_to_withhold(POLICY, cells, {1, 2}) == frozenset()
    assert is_safe(POLICY, [cells[3]])


def test_a_group_without_an_answer_hides_nothing() -> None:
    assert more_to_withhold(POLICY, [cell([]), cell([5, 5]), cell([5, 5, 5])], {1}) == {2}


def test_a_hundred_groups_are_searched_and_a_long_search_is_cut_short() -> None:
    many = [cell([100, 1, 1]), *(cell([1, 1, 1]) for _ in range(99))]
    more = more_to_withhold(POLICY, many, {0})
    assert is_safe(POLICY, [many[place] for place in {0} | more])
    assert len(more) == 6
    assert 0 not in more

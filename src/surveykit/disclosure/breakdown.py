"""Secondary suppression: which further groups to withhold so that those withheld are safe together.

Anyone can subtract the published groups from the total: this gives the sum of everyone else. They are the groups that
are withheld and the groups that have no figure (somebody in them did not answer, and the survey asks for everybody).
Nobody can subtract a group without a figure, as its sum is unknown; so it is judged with those withheld. Without a
total there is nothing to subtract from.

A group that an earlier release told, and that is still the same, is public whatever is decided now: to withhold it
hides nothing. Of three groups of which one is too small and another public, only the third can go with the small one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb

from msgspec import Struct

from surveykit.model import Dissemination
from surveykit.results import Moments

LARGEST_SEARCH = 200_000
"""How many sets of groups are tried before the largest groups are withheld one after the other."""


class BreakdownCell(Struct, frozen=True):
    """One group of a breakdown: how many answered, and the sums that it is made of."""

    answered: int
    sums: tuple[Moments, ...] = ()


def remainder(whole: BreakdownCell, told: Sequence[BreakdownCell]) -> BreakdownCell:
    """The respondents of the whole who are in none of these cells: how many answered, and their sums.

    Of four groups of which one has no figure, the whole being 100 and the others 20, 30 and 40, it has the sum 10. Who
    contributed most to it is unknown: at most as much as anybody did to the whole.
    """
    others = zip(*(cell.sums for cell in told), strict=True) if told else ((),) * len(whole.sums)
    sums = tuple(_less(every, some) for every, some in zip(whole.sums, others, strict=True))
    return BreakdownCell(whole.answered - sum(cell.answered for cell in told), sums)


def _less(every: Moments, some: Sequence[Moments]) -> Moments:
    count, total = sum(one.count for one in some), sum(one.total for one in some)
    return Moments(every.count - count, every.total - total, every.peak)


def is_safe(policy: Dissemination, cells: Collection[BreakdownCell]) -> bool:
    """Whether the sum of cells, which a total less its published groups gives, holds the rules of a figure."""
    answered = sum(cell.answered for cell in cells)
    if answered == 0:
        return True
    if answered < policy.minimum_units:
        return False
    share = Fraction(policy.maximum_share)
    sums = zip(*(cell.sums for cell in cells), strict=True)
    return all(_holds(share, every) for every in sums)


def _holds(share: Fraction, every: Sequence[Moments]) -> bool:
    largest = max(Fraction(one.peak) for one in every)
    total: Fraction = sum((Fraction(one.total) for one in every), Fraction(0))
    return largest <= share * abs(total)


def _size(cell: BreakdownCell) -> Fraction:
    return sum((abs(Fraction(one.total)) for one in cell.sums), Fraction(0))


def more_to_withhold(
    policy: Dissemination, cells: Sequence[BreakdownCell], withheld: Collection[int], public: Collection[int] = ()
) -> frozenset[int]:
    """The fewest further cells, by their place, that make those withheld safe together; none when they are.

    Among as few cells, those with the fewest answers; among those, the first ones. Cells without an answer
    say nothing and stay, and so do those that are `public` already. When no choice is safe, all the others.
    """
    if not withheld or is_safe(policy, [cells[place] for place in withheld]):
        return frozenset()
    shown = _shown(cells, {*withheld, *public})
    for size in range(1, len(shown)):
        if comb(len(shown), size) > LARGEST_SEARCH:
            return _largest_first(policy, cells, withheld, shown)
        best = _fewest_answers(policy, cells, withheld, combinations(shown, size))
        if best is not None:
            return frozenset(best)
    return frozenset(shown)


def _shown(cells: Sequence[BreakdownCell], others: Collection[int]) -> list[int]:
    """The places of the cells with an answer, but some others."""
    return [place for place, cell in enumerate(cells) if cell.answered and place not in others]


def _fewest_answers(
    policy: Dissemination,
    cells: Sequence[BreakdownCell],
    withheld: Collection[int],
    choices: Iterable[tuple[int, ...]],
) -> tuple[int, ...] | None:
    """The choice of cells with the fewest answers, the first of several, that makes those withheld safe."""
    safe = (chosen for chosen in choices if is_safe(policy, [cells[place] for place in (*withheld, *chosen)]))
    return min(safe, key=lambda chosen: (sum(cells[place].answered for place in chosen), chosen), default=None)


def _largest_first(
    policy: Dissemination, cells: Sequence[BreakdownCell], withheld: Collection[int], shown: Sequence[int]
) -> frozenset[int]:
    order = sorted(shown, key=lambda place: (-_size(cells[place]), place))
    for size in range(1, len(order)):
        if is_safe(policy, [cells[place] for place in (*withheld, *order[:size])]):
            return frozenset(order[:size])
    return frozenset(shown)

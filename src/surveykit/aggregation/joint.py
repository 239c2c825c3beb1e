"""How many returns hold which of several conditions at once, without a query for it.

How many hold exactly some of a few conditions follows from how many hold each conjunction of them: of those who
answered a, and those who answered a and b, it follows how many answered a only. Most conjunctions are counted anyway.
Where too many would have to be counted besides, the combinations are, in the scan of frequencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from surveykit.aggregation.sql import EVERYONE, All, Scan, all_of
from surveykit.aggregation.tallies import Tally

_MOST_CONDITIONS = 6
_MOST_CONJUNCTIONS = 4
"""More conjunctions than this take longer to count than the combinations."""


def with_joint(scan: Scan, sets: Iterable[tuple[All, ...]]) -> Scan:
    """A scan that also tells, of each set of conditions, how many returns hold which of them."""
    counted = dict.fromkeys(scan.conditions)
    together: list[tuple[All, ...]] = []
    for conditions in dict.fromkeys(sets):
        few = len(conditions) <= _MOST_CONDITIONS
        further = dict.fromkeys(one for one in (_conjunctions(conditions) if few else ()) if one not in counted)
        further.pop(EVERYONE, None)
        if few and len(further) <= _MOST_CONJUNCTIONS:
            counted |= further
        else:
            together.append(conditions)
    return replace(scan, conditions=tuple(counted), together=tuple(together))


def combinations(tally: Tally, conditions: tuple[All, ...]) -> Mapping[int, int]:
    """How many returns of a tally hold which of a set of conditions of its scan (bit n: the condition n), if any do."""
    if conditions in tally.frequencies.together:
        return tally.frequencies.together[conditions]
    counts = [tally.counts[one] for one in _conjunctions(conditions)]
    for bit in range(len(conditions)):
        _take_away(counts, 1 << bit)
    return {held: count for held, count in enumerate(counts) if count}


def _take_away(counts: list[int], bit: int) -> None:
    """From those who hold at least some conditions, takes away those who hold one more."""
    for held in range(len(counts)):
        if not held & bit:
            counts[held] -= counts[held | bit]


def _conjunctions(conditions: Sequence[All]) -> list[All]:
    """The conjunction of every subset of conditions, by the number whose bits are those in it."""
    found = [EVERYONE]
    for one in conditions:
        found += [all_of(one, each) for each in found]
    return found

"""What every benchmark has in common: its sizes, and the ratios that are its last lines.

With `--short`, sizes are small and there is one round: to see that a benchmark runs, not to measure.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

SHORT = "--short" in sys.argv
_GIVEN = [one for one in sys.argv[1:] if one != "--short"]


def size(usual: float, short: float, place: int = 0) -> float:
    """The number given in that place on the command line, else the usual one, or the short one with `--short`."""
    if place < len(_GIVEN):
        return float(_GIVEN[place])
    return short if SHORT else usual


def rounds(usual: int) -> int:
    return 1 if SHORT else usual


def tell_ratios(base: str, values: Mapping[str, float]) -> None:
    """The last lines of a benchmark: what each takes, as a multiple of what the base takes."""
    print(f"\nratios to: {base}")
    for name, value in values.items():
        print(f"  {name:<52} × {value / values[base]:.2f}", flush=True)

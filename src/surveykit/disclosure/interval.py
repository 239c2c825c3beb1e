"""From an exact variance to a standard error and a confidence interval, by Student's distribution."""

from __future__ import annotations

from math import atan, cos, exp, floor, log, log10, pi, sin, sqrt
from typing import assert_never

from surveykit import release
from surveykit.release import Interval
from surveykit.results import Precision

LEVEL = 0.95
DIGITS = 3
"""Significant digits of a published standard error: with all of them it would tell the sum of the squares."""


def interval_of(precision: Precision | None, said: release.Content) -> Interval | None:
    """The interval of a figure as it is published, its standard error rounded; None where there is none to tell."""
    if precision is None:
        return None
    exact = exact_interval(precision, said)
    if exact is None or exact.standard_error == 0:
        return None
    decimals = DIGITS - 1 - floor(log10(exact.standard_error))
    return Interval(
        round(exact.standard_error, decimals), round(exact.low, decimals), round(exact.high, decimals), exact.level
    )


def exact_interval(precision: Precision, said: release.Content) -> Interval | None:
    """The same, unrounded. That of a share is computed on the logit, and so lies between 0 and 1."""
    error = sqrt(precision.variance)
    times = student(LEVEL, precision.degrees)
    match said:
        case release.Share(value=value):
            if not 0 < value < 1:
                return None
            middle, half = log(value / (1 - value)), times * error / (value * (1 - value))
            return Interval(error, _logistic(middle - half), _logistic(middle + half), LEVEL)
        case release.Scale() | release.Mean() | release.Ratio() | release.Change() | release.Estimate():
            return Interval(error, said.value - times * error, said.value + times * error, LEVEL)
        case (
            release.Total()
            | release.Median()
            | release.Multiple()
            | release.Distribution()
            | release.Withheld()
            | release.Undefined()
            | release.Elsewhere()
        ):
            return None
        case _:
            assert_never(said)


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


def student(level: float, degrees: int) -> float:
    """The t such that Student's distribution has `level` of its mass between -t and t.

    By bisection on its distribution function, a finite sum for whole degrees of freedom (Abramowitz and Stegun 26.7.3
    and 26.7.4); beyond 400 degrees by the first terms of its expansion around the normal (26.7.5), exact to 1e-11.
    """
    if degrees > LARGE:
        return _expanded(level, degrees)
    low, high = 0.0, 1.0
    while _mass(high, degrees) < level:
        low, high = high, high * 2
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if _mass(middle, degrees) < level else (low, middle)
    return high


LARGE = 400


def _mass(t: float, degrees: int) -> float:
    """The mass between -t and t."""
    angle = atan(t / sqrt(degrees))
    square = cos(angle) ** 2
    odd = degrees % 2
    term = cos(angle) if odd else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(2 + odd, degrees - 1, 2):
        term *= square * (k - 1) / k
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def _expanded(level: float, degrees: int) -> float:
    from statistics import NormalDist  # noqa: PLC0415 (it takes longer than all that imports this module)

    x = NormalDist().inv_cdf((1 + level) / 2)
    g1 = (x**3 + x) / 4
    g2 = (5 * x**5 + 16 * x**3 + 3 * x) / 96
    g3 = (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384
    g4 = (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160
    return x + g1 / degrees + g2 / degrees**2 + g3 / degrees**3 + g4 / degrees**4

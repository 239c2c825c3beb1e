"""Whole numbers out of an engine, exact or refused: in 64 bits where that is enough, else in 38 digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from surveykit.aggregation.plan import Ask, scan
from surveykit.aggregation.sql import Keys, frequencies_text, moments_text
from surveykit.errors import TooLarge, UsageError
from surveykit.expressions import wide
from surveykit.ports import Engine, SqlValue


def exact_rows(engine: Engine, sql: str) -> Sequence[Sequence[SqlValue]]:
    """The rows of a query. Raises TooLarge when one of its numbers has more than 38 digits.

    The larger numbers take two to five times as long, so they are tried only where the smaller ones are too small.
    """
    try:
        return engine.rows(sql)
    except TooLarge:
        return engine.rows(wide(sql))


def refusal(engine: Engine, asked: Iterable[Ask], error: TooLarge) -> UsageError:
    """The refusal of numbers with too many digits: it names the indicator, and says what to do."""
    for ask in asked:
        try:
            _count(engine, ask)
        except TooLarge:
            products = ", as the squares that its interval rests on" if ask.products else ""
            without = ", or leave out its `interval`" if ask.products else ""
            return UsageError(
                f"indicator '{ask.indicator.id}' cannot be computed exactly, it takes numbers of more than 38 digits"
                f"{products}: look for an answer that is far too large, multiply fewer answers{without}"
            )
    return error


def _count(engine: Engine, ask: Ask) -> None:
    alone = scan([ask])
    exact_rows(engine, moments_text(alone, Keys()))
    if alone.many:
        exact_rows(engine, frequencies_text(alone, Keys()))

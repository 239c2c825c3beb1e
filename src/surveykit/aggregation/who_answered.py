"""Which questions of an expression were answered: every way in which some of its fields may be blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from surveykit.aggregation.atoms import column_of, fields_in
from surveykit.expressions.tree import Field, Node

_MOST_FIELDS = 4
"""An expression of more fields than this is not looked at for each set of them that may be blank."""


def by_who_answered(node: Node) -> list[tuple[list[str], frozenset[str]]] | None:
    """Every set of fields of an expression that may be blank, with the SQL that says so; None when they are many."""
    fields = {one.name: one for one in fields_in(node)}
    if len(fields) > _MOST_FIELDS:
        return None
    return [_with_blank(fields, flags) for flags in product((True, False), repeat=len(fields))]


def _with_blank(fields: Mapping[str, Field], answered: Sequence[bool]) -> tuple[list[str], frozenset[str]]:
    """The SQL of which fields were answered and which not, and the names of those that were not."""
    told = [*zip(fields.values(), answered, strict=True)]
    conditions = [f"({column_of(one)} IS {'NOT ' if given else ''}NULL)" for one, given in told]
    return conditions, frozenset(one.name for one, given in told if not given)

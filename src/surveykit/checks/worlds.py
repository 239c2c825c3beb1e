"""The combinations of answers that a form allows, few enough to be tried one by one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, combinations, product
from typing import assert_never

from surveykit.checks.landmarks import Landmarks, landmarks
from surveykit.expressions import Expression, Value, to_python
from surveykit.model import (
    CodesValue,
    CodeValue,
    Counted,
    FieldFacts,
    Survey,
    TextValue,
    TruthValue,
    WholeValue,
)

LIMIT = 20_000
World = Mapping[str, Value | None]
Holds = Callable[[World], object]
Domain = list[Value | None]
Constants = set[int | float | str]
_MANY = 14


class Worlds:
    """A survey's fields, and the combinations of their answers, blanks included."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._facts: dict[str, FieldFacts] = {field.code: field.facts for field in survey.fields()}

    def facts(self, name: str) -> FieldFacts:
        """The facts of the field of that code."""
        return self._facts[name]

    @cached_property
    def conditions(self) -> Mapping[str, Expression]:
        """The condition of each field that has one, in the order of the form."""
        found = ((field.code, field.condition) for field in self._survey.fields())
        return {code: self._survey.expression(one.when) for code, one in found if one is not None}

    def of(self, *expressions: Expression, gated: bool = False) -> Iterator[World] | None:
        """Every combination that matters to the expressions, or None when they are too many to be tried.

        With `gated`, only those where a field that has a condition is answered where the condition is true, as the
        form asks; without it, any that a respondent may write.
        """
        gates = self._gates(expressions) if gated else {}
        found = self._product([*expressions, *gates.values()], gates)
        return found if found is not None or not gates else self._product(list(expressions), {})

    def possible(self, holds: Holds, *expressions: Expression, gated: bool = False) -> bool | None:
        """Whether some combination holds; None when they are too many to be tried."""
        worlds = self.of(*expressions, gated=gated)
        return None if worlds is None else any(holds(world) for world in worlds)

    def _gates(self, expressions: Iterable[Expression]) -> dict[str, Expression]:
        pending = [name for expression in expressions for name in sorted(expression.names)]
        found: dict[str, Expression] = {}
        while pending:
            name = pending.pop()
            if name in self.conditions and name not in found:
                found[name] = self.conditions[name]
                pending.extend(sorted(found[name].names))
        return found

    def _product(self, expressions: list[Expression], gates: Mapping[str, Expression]) -> Iterator[World] | None:
        names = sorted({*chain.from_iterable(one.names for one in expressions), *gates})
        domains = self._domains(names, landmarks(expressions))
        if domains is None or math.prod(map(len, domains)) > LIMIT:
            return None
        tests = [(name, to_python(gate)) for name, gate in gates.items()]
        every = (dict(zip(names, values, strict=True)) for values in product(*domains))
        return (world for world in every if _is_asked(world, tests))

    def _domains(self, names: Iterable[str], used: Landmarks) -> list[Domain] | None:
        """The values to try for each field; None when those of one cannot be few."""
        found: list[Domain] = []
        for name in names:
            domain = _domain(self._facts[name], name, used)
            if domain is None:
                return None
            found.append(domain)
        return found


def _is_asked(world: World, tests: Iterable[tuple[str, Holds]]) -> bool:
    """Whether each field that has a condition is blank or its condition true."""
    return all(world[name] is None or test(world) is True for name, test in tests)


def _domain(facts: FieldFacts, name: str, used: Landmarks) -> Domain | None:
    """The values to try for a field, a blank first; None when they cannot be few."""
    match facts.value:
        case TruthValue():
            return [None, True, False]
        case CodeValue(options):
            return [None, *(option.code for option in options)]
        case CodesValue(options):
            return _sets([option.code for option in options])
        case WholeValue() as whole if facts.counted is Counted.EACH:
            return [None, *whole.every]
        case WholeValue() | TextValue():
            return _around(facts.value, name, used)
        case _:
            assert_never(facts.value)


def _around(value: WholeValue | TextValue, name: str, used: Landmarks) -> Domain | None:
    """The values at and between the constants that a field is compared with; None if it is used in another way."""
    if name in used.opaque:
        return None
    constants = used.constants.get(name, set())
    return _numbers_around(value, constants) if isinstance(value, WholeValue) else _words_around(constants)


def _sets(codes: list[str]) -> Domain | None:
    """Every non-empty set of options, and None for a blank; None in place of all when there are too many sets."""
    if len(codes) > _MANY:
        return None
    sets = chain.from_iterable(combinations(codes, size) for size in range(1, len(codes) + 1))
    return [None, *(frozenset(one) for one in sets)]


def _numbers_around(value: WholeValue, constants: Constants) -> Domain:
    """The numbers at and between the constants that a number is compared with."""
    whole = {math.floor(one) for one in constants if not isinstance(one, str)}
    near = {value.low, value.low + 1} | {one + step for one in whole for step in (-1, 0, 1, 2)}
    most = max(near) if value.high is None else value.high
    return [None, *sorted(one for one in near if value.low <= one <= most)]


def _words_around(constants: Constants) -> Domain:
    """The texts that a text is compared with, and one that is none of them."""
    words = sorted(one for one in constants if isinstance(one, str))
    return [None, *words, "".join(["?", *words])]

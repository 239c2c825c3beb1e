"""An attack by exact linear algebra on everything that is published, written without the code that it attacks.

The attacker knows who returned a form, who answered which question and, for a figure with a `where`, who is in it;
he knows the definition and every published number of every release; and he knows what a number tells by itself when
all who are in it gave the same answer. He does not know any other answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from surveykit.release import Change, Mean, Multiple, Published, Release, Scale, Share, Total

Answers = Mapping[str, int | bool | frozenset[str]]
Returns = Mapping[str, Answers]
Column = tuple[str, str, object]
"""An answer: its question (or one option, one value of it), whose, and which version of it."""


class Equation(Struct, frozen=True):
    """A published sum: the coefficient of each answer, what it comes to, and whether it tells them all."""

    coefficients: Mapping[Column, int]
    value: int
    flat: bool = False


def numbers(one: Answers, *fields: str) -> bool:
    return all(field in one for field in fields)


def equations(release: Release, returns: Returns, groups: Mapping[str, str]) -> list[Equation]:
    """What a release of the survey `SURVEY` of the attack's test tells, each number with those who are in it."""
    found: list[Equation] = []
    for figure in release.figures:
        if figure.as_of is not None:
            continue  # it was heard when an earlier release told it (`telling.left_behind`)
        group = None if figure.group is None or figure.group.answered else figure.group.value
        here = {who: one for who, one in returns.items() if group is None or groups[who] == group}
        found += _base(figure, here)
        found += _content(figure, here)
    for one in found:
        assert one.value == sum(times * int(_true(returns, column)) for column, times in one.coefficients.items())
    return found


def _true(returns: Returns, column: Column) -> bool | int:
    name, who, _ = column
    field, _, part = name.partition("=")
    value = returns[who][field]
    if not part:
        assert not isinstance(value, frozenset)
        return value
    return part in value if isinstance(value, frozenset) else value == int(part)


def _column(one: Answers, who: str, name: str) -> Column:
    return name, who, one[name.partition("=")[0]]


def _sum(
    here: Returns, value: float, *terms: tuple[str, int], known: Sequence[str], where: bool | None = None
) -> Equation:
    """A sum of those who answered all that is `known`; with `where`, of those who gave that answer to c."""
    inside = {who: one for who, one in here.items() if numbers(one, *known) and where in {None, one.get("c")}}
    coefficients = {_column(one, who, name): times for who, one in inside.items() for name, times in terms}
    counted = len(terms) == 1 and ("=" in terms[0][0] or terms[0][0] == "c")
    flat = len(terms) == 1 and (value == 0 or (counted and value == len(inside)))
    return Equation(coefficients, round(value), flat)


def _base(figure: Published, here: Returns) -> Iterable[Equation]:
    eligible, answered = figure.base.eligible, figure.base.answered
    among = figure.id in {"a_si_c", "s_si_c"} or (figure.group is not None and figure.group.answered)
    if not among or eligible is None or answered is None:
        return
    inner = "s" if figure.id == "s_si_c" else "a"
    if _where(figure) is False:
        # Who answered is known: how many said no tells how many said yes.
        eligible = sum(numbers(one, "c") for one in here.values()) - eligible
        answered = sum(numbers(one, "c", inner) for one in here.values()) - answered
    yield _sum(here, eligible, ("c", 1), known=["c"])
    yield _sum(here, answered, ("c", 1), known=["c", inner])


def _where(figure: Published) -> bool | None:
    """The answer to c of those whom a figure by answer is about."""
    return figure.group.value == "oui" if figure.group is not None and figure.group.answered else None


def _content(figure: Published, here: Returns) -> Iterable[Equation]:
    match figure.id, figure.content:
        case "a" | "b" as name, Total(value):
            yield _sum(here, value, (name, 1), known=[name])
        case "a_si_c", Total(value):
            yield _sum(here, value, ("a", 1), known=["a"], where=True)
        case "a_selon_c", Total(value):
            yield _sum(here, value, ("a", 1), known=["a"], where=_where(figure))
        case "moyenne", Mean(value):
            count = sum(numbers(one, "b", "s") for one in here.values())
            yield _sum(here, value * count, ("b", 1), known=["b", "s"])
        case "hausse", Total(value):
            yield _sum(here, value, ("a", 1), ("b", -1), known=["a", "b"])
        case "evolution", Change(before=before, after=after):
            yield _sum(here, before, ("b", 1), known=["a", "b"])
            yield _sum(here, after, ("a", 1), known=["a", "b"])
        case "c", Share(numerator=numerator):
            yield _sum(here, numerator, ("c", 1), known=["c"])
        case "s" | "s_si_c" as name, Scale(distribution=classes):
            for one in classes[1:]:
                yield _sum(here, one.count, (f"s={one.code}", 1), known=["s"], where=True if name == "s_si_c" else None)
        case "m", Multiple(distribution=classes):
            for one in classes:
                yield _sum(here, one.count, (f"m={one.code}", 1), known=["m"])


def exposed(told: Sequence[Equation], most: int = 2) -> set[frozenset[str]]:
    """The sets of at most `most` respondents of whose answers alone the equations tell something."""
    found: set[frozenset[str]] = set()
    for names in (("a", "b"), ("c",), *((name,) for name in ("s=1", "s=2", "m=x", "m=y"))):
        mine = [one for one in told if any(column[0] in names for column in one.coefficients)]
        many = [one for one in mine if len({column[1] for column in one.coefficients}) > most]
        known = {column for one in many if one.flat for column in one.coefficients}
        rows = [{column: times for column, times in one.coefficients.items() if column not in known} for one in mine]
        found |= _exposed(rows, most)
    return found


def _exposed(rows: Sequence[Mapping[Column, int]], most: int) -> set[frozenset[str]]:
    """By orthogonality: a combination rests on some columns only iff their rows of the null space are dependent."""
    columns = sorted({column for row in rows for column in row}, key=repr)
    reduced, pivots = _echelon([[Fraction(row.get(column, 0)) for column in columns] for row in rows])
    free = [place for place in range(len(columns)) if place not in pivots]
    null = {
        columns[place]: [-reduced[pivots.index(place)][other] for other in free]
        if place in pivots
        else [Fraction(place == other) for other in free]
        for place in range(len(columns))
    }
    owners = sorted({column[1] for column in columns})
    mine = {who: [null[column] for column in columns if column[1] == who] for who in owners}
    found: set[frozenset[str]] = set()
    for size in range(1, most + 1):
        for chosen in combinations(owners, size):
            if not any(one <= set(chosen) for one in found):
                block = [row for who in chosen for row in mine[who]]
                if len(_echelon(block)[1]) < len(block):
                    found.add(frozenset(chosen))
    return found


def _echelon(matrix: Sequence[Sequence[Fraction]]) -> tuple[list[list[Fraction]], list[int]]:
    """The reduced echelon form, its zero rows left out, and the column of each pivot."""
    rows = [list(row) for row in matrix]
    pivots: list[int] = []
    for column in range(len(rows[0]) if rows else 0):
        place = next((i for i in range(len(pivots), len(rows)) if rows[i][column]), None)
        if place is None:
            continue
        top = len(pivots)
        rows[top], rows[place] = rows[place], rows[top]
        pivot = rows[top][column]
        rows[top] = [value / pivot for value in rows[top]] if pivot != 1 else rows[top]
        for i, row in enumerate(rows):
            if i != top and row[column]:
                factor = row[column]
                rows[i] = [
                    value - factor * other if other else value for value, other in zip(row, rows[top], strict=True)
                ]
        pivots.append(column)
    return rows[: len(pivots)], pivots

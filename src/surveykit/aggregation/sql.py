"""The SQL texts, standard and the same for every engine; they yield whole numbers only.

Those numbers are BIGINT, the fastest of those that engines have, and a result that is too large is an error: `exact`
then has 38 digits instead. What is believed of engines here is tested on each (`tests/unit/engines`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct

from surveykit.expressions import as_recorded

RELATION = "responses"
_COLUMN_KNOWN = re.compile(r'\(("[^"]*") IS NOT NULL\)')


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def any_of(conditions: Iterable[str]) -> str:
    """The disjunction of one condition or more."""
    every = list(conditions)
    return "TRUE" if "TRUE" in every else f"({' OR '.join(every)})"


class All(Struct, frozen=True):
    """Conditions (SQL) that all hold, each once, in the order of their names; `EVERYONE` when nothing is asked."""

    conditions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The SQL of the conjunction."""
        kept = self.conditions
        return f"({' AND '.join(kept)})" if len(kept) > 1 else "".join(kept) or "TRUE"

    def without(self, others: Collection[str]) -> All:
        """These conditions but those of `others`, which are known to hold."""
        return All(tuple(one for one in self.conditions if one not in others))


EVERYONE = All()


def all_of(*conditions: str | All) -> All:
    """The conjunction of conditions, and of conjunctions."""
    found = chain.from_iterable((one,) if isinstance(one, str) else one.conditions for one in conditions)
    return All(tuple(sorted({one for one in found if one != "TRUE"}, key=as_recorded)))


class Number(Struct, frozen=True):
    """A whole number (SQL) of the respondents for whom conditions hold; NULL for the others, or if unknown.

    One that is `computed` may be too large for the others: it is computed for nobody else.
    """

    what: str
    among: All = EVERYONE
    computed: bool = False

    @property
    def text(self) -> str:
        """Its SQL."""
        return f"CASE WHEN {self.among.text} THEN {self.what} END" if self.among.conditions else self.what

    def without(self, others: Collection[str]) -> Number:
        """This number, without those of its conditions that are known to hold (`others`)."""
        return self if self.computed else Number(self.what, self.among.without(others))


class Keys(Struct, frozen=True):
    """The columns by which responses are grouped, as SQL: group, stratum and weight, each None without one."""

    group: str | None = None
    stratum: str | None = None
    weight: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The three columns as an outer query names them, NULL for an absent one."""
        held = zip(_KEYS, self._texts, strict=True)
        return tuple(name if text is not None else "NULL" for name, text in held)

    @property
    def inner(self) -> tuple[str, ...]:
        """The columns that are present, as an inner query selects them."""
        return tuple(f"{text} AS {name}" for name, text in zip(_KEYS, self._texts, strict=True) if text is not None)

    @property
    def grouped(self) -> tuple[str, ...]:
        """The names of the columns that are present."""
        return tuple(name for name, text in zip(_KEYS, self._texts, strict=True) if text is not None)

    @property
    def _texts(self) -> tuple[str | None, ...]:
        return self.group, self.stratum, self.weight


class Scan(Struct, frozen=True, dict=True):
    """All counts and sums to compute over the responses, each SQL expression once.

    The rows where each of `conditions` is true are counted. The sum and the largest magnitude of each of `values` are
    taken over the rows where it is not NULL. `products` are pairs of values, of which the products are summed. Of each
    of `many` the rows of each number are counted, and of each set of conditions that stand `together`, the rows of
    each combination of those that hold.
    """

    conditions: tuple[All, ...] = ()
    values: tuple[Number, ...] = ()
    products: tuple[tuple[Number, Number], ...] = ()
    many: tuple[Number, ...] = ()
    together: tuple[tuple[All, ...], ...] = ()

    @cached_property
    def apart(self) -> tuple[str, ...]:
        """Conditions shared by many counts, added to GROUP BY so that each row tests them once.

        Forty counts of those for whom `q1 > 0` holds then share one test of it.
        """
        found = (*self.conditions, *(one.among for one in self.values))
        uses = Counter(chain.from_iterable(one.conditions for one in found))
        return tuple(one for one, times in uses.most_common(_MOST_APART) if times >= _SHARED)

    @cached_property
    def counted(self) -> tuple[All, ...]:
        """The conditions to count within each combination of `apart`, which are left out of them."""
        rests = (one.without(self.apart) for one in self.conditions)
        return tuple(dict.fromkeys(rest for rest in rests if rest != EVERYONE))

    @cached_property
    def summed(self) -> tuple[Number, ...]:
        """The numbers to sum within each combination of `apart`, which are left out of their conditions."""
        return tuple(dict.fromkeys(one.without(self.apart) for one in self.values))


def moments_text(scan: Scan, keys: Keys) -> str:
    """The query of the conditions, values and products of a scan: one row per combination of the keys that there is.

    Its columns: group, stratum, weight; whether each condition of `apart` is true; the number of responses; the number
    for each of `counted`; a sum and a largest magnitude for each of `summed`, then a sum per product, NULL when no
    response has one. What concerns all responses together is the sum of the rows, or the largest of them. When there is
    no response, an engine may yield no row.
    """
    parts = {_part(i): f"COALESCE({text}, FALSE)" for i, text in enumerate(scan.apart)}
    counts = [_counted(one, _condition(i)) for i, one in enumerate(scan.counted)]
    values = {_value(i): one.text for i, one in enumerate(scan.summed)}
    inner = [*keys.inner, *_named(parts), *(column for column, _ in counts), *_named(values)]
    outer = [*keys.columns, *parts, "count(*)", *(count for _, count in counts), *_sums(scan), *_products(scan)]
    lines = [f"SELECT {', '.join(outer)}", f"FROM (SELECT {', '.join(inner or ['1'])}", f"FROM {RELATION}) AS answers"]
    grouped = ", ".join([*keys.grouped, *parts])
    return "\n".join([*lines, f"GROUP BY {grouped}"] if grouped else lines)


def _named(columns: Mapping[str, str]) -> Iterator[str]:
    """The columns of a query, from the SQL of each by its name."""
    return (f"{text} AS {name}" for name, text in columns.items())


def _counted(condition: All, name: str) -> tuple[str, str]:
    """The column of a condition in the inner query, and the number of rows for which it is true.

    To count the rows where a column has a value is a third faster than to count those where it is not NULL.
    """
    known = _COLUMN_KNOWN.fullmatch(condition.text)
    if known is None:
        return f"{condition.text} AS {name}", f"count_if({name})"
    return f"{known[1]} AS {name}", f"count({name})"


def _sums(scan: Scan) -> Iterator[str]:
    """The sum and the largest magnitude of each of `summed`."""
    for i in range(len(scan.summed)):
        yield f"sum({_value(i)})"
        yield f"max(abs({_value(i)}))"


def _products(scan: Scan) -> Iterator[str]:
    """The sum of each product, of columns of `summed`."""
    place = {one: _value(i) for i, one in enumerate(scan.summed)}
    for first, second in scan.products:
        yield f"sum({place[first.without(scan.apart)]} * {place[second.without(scan.apart)]})"


def frequencies_text(scan: Scan, keys: Keys) -> str:
    """The query of how many responses give each number of `many`, and each combination of what is in `together`.

    Its columns: which of them, those of `many` first; group, stratum, weight; how many; the number, NULL for none, or
    for each 60 conditions a whole number of which bit n is condition n of those 60.
    """
    counted = [{_many(i): one.text} for i, one in enumerate(scan.many)]
    counted += [_packed_words(number, conditions) for number, conditions in enumerate(scan.together)]
    names = [[*one] for one in counted]
    which = " ".join(f"WHEN GROUPING({one[0]}) = 0 THEN {number}" for number, one in enumerate(names))
    outer = [f"CASE {which} END", *keys.columns, "count(*)", *_words(names)]
    sets = (f"({', '.join([*keys.grouped, *one])})" for one in names)
    return "\n".join(
        (
            f"SELECT {', '.join(outer)}",
            f"FROM (SELECT {', '.join([*keys.inner, *chain.from_iterable(map(_named, counted))])}",
            f"FROM {RELATION}) AS answers",
            f"GROUP BY GROUPING SETS ({', '.join(sets)})",
        )
    )


def _packed_words(number: int, conditions: Sequence[All]) -> dict[str, str]:
    """The columns, by name, that hold which of some conditions are true: one for each 60 of them."""
    return {_word(number, place): _packed(part) for place, part in enumerate(batched(conditions))}


def _words(names: Sequence[Sequence[str]]) -> Iterator[str]:
    """The columns of the frequencies: at each place that of the one grouping set that a row is of, if it has one."""
    for place in range(max(map(len, names))):
        held = [one[place] for one in names if place < len(one)]
        yield f"COALESCE({', '.join([*held, 'NULL'])})"


def repeated_text(respondents: Iterable[str]) -> str:
    """The query of the respondents that stand more than once, and of the rows that name nobody: code, rows.

    Only the codes given are looked at: what the engine must remember does not grow with the responses.
    """
    codes = ", ".join(f"'{code}'" for code in respondents)  # a code has only letters, digits and underscores
    return "\n".join(
        (
            'SELECT "respondent", count(*)',
            f"FROM {RELATION}",
            f'WHERE "respondent" IS NULL OR "respondent" IN ({codes})',
            'GROUP BY "respondent"',
            'HAVING count(*) > 1 OR "respondent" IS NULL',
            'ORDER BY "respondent"',
        )
    )


def respondents_text(conditions: Sequence[All], answers: Sequence[str], keys: Keys) -> str:
    """The query of every response: who; group, stratum, weight; each condition as 1 or 0; each answer."""
    told = (text or "NULL" for text in (keys.group, keys.stratum, keys.weight))
    held = ['"respondent"', *told]
    held += [f"CASE WHEN {one.text} THEN 1 ELSE 0 END" for one in conditions]
    return f'SELECT {", ".join([*held, *answers])}\nFROM {RELATION}\nORDER BY "respondent"'


def batched(conditions: Sequence[All]) -> Iterator[Sequence[All]]:
    """Conditions by 60, as many as the words of a combination hold."""
    return (conditions[start : start + WORD] for start in range(0, len(conditions), WORD))


def _packed(conditions: Sequence[All]) -> str:
    # A number too large for INTEGER is BIGINT in both engines, and so is a sum with one.
    bits = (f"CASE WHEN {one.text} THEN {1 << bit} ELSE 0 END" for bit, one in enumerate(conditions))
    return f"({' + '.join(bits)})"


WORD = 60
_SHARED = 6
"""Fewer counts and sums than this are faster each on its own."""
_MOST_APART = 2

# Two underscores in front: no field, option or grouping can hide behind these names.
_KEYS = ('"__group"', '"__stratum"', '"__weight"')


def _part(index: int) -> str:
    return f'"__p{index}"'


def _condition(index: int) -> str:
    return f'"__c{index}"'


def _value(index: int) -> str:
    return f'"__v{index}"'


def _many(index: int) -> str:
    return f'"__f{index}"'


def _word(number: int, place: int) -> str:
    return f'"__m{number}_{place}"'

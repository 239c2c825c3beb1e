"""The SQL texts, standard and the same for every engine; they yield whole numbers only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

RELATION = "responses"
_COLUMN_KNOWN = re.compile(r'\(("[^"]*") IS NOT NULL\)')


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def all_of(conditions: Iterable[str]) -> str:
    """The conjunction of conditions; `TRUE` when nothing is asked."""
    kept = [condition for condition in dict.fromkeys(conditions) if condition != "TRUE"]
    return f"({' AND '.join(kept)})" if len(kept) > 1 else "".join(kept) or "TRUE"


def any_of(conditions: Iterable[str]) -> str:
    """The disjunction of one condition or more."""
    every = list(conditions)
    return "TRUE" if "TRUE" in every else f"({' OR '.join(every)})"


@dataclass(frozen=True, slots=True)
class Keys:
    """What the responses are told apart by, as SQL expressions: group, stratum and weight, each if there is one."""

    group: str | None = None
    stratum: str | None = None
    weight: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The three as an outer query names them, NULL for one that there is not."""
        held = zip(_KEYS, self._texts, strict=True)
        return tuple(name if text is not None else "NULL" for name, text in held)

    @property
    def inner(self) -> tuple[str, ...]:
        """Those that there are, as an inner query selects them."""
        return tuple(f"{text} AS {name}" for name, text in zip(_KEYS, self._texts, strict=True) if text is not None)

    @property
    def grouped(self) -> tuple[str, ...]:
        """The names of those that there are."""
        return tuple(name for name, text in zip(_KEYS, self._texts, strict=True) if text is not None)

    @property
    def _texts(self) -> tuple[str | None, ...]:
        return self.group, self.stratum, self.weight


@dataclass(frozen=True, slots=True)
class Scan:
    """What is computed over the responses, as SQL expressions that each stand once.

    `conditions` are BOOLEAN: the rows where each is true are counted. `values` are BIGINT: the sum and the
    largest magnitude of each are taken over the rows where it is not NULL. `products` are pairs of values, of which
    the products are summed. Of each of `many`, BIGINT too, the rows of each number are counted.
    """

    conditions: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    products: tuple[tuple[str, str], ...] = ()
    many: tuple[str, ...] = ()


def moments_text(scan: Scan, keys: Keys) -> str:
    """The query of the conditions, values and products of a scan: one row per combination of the keys that there is.

    Its columns: group, stratum, weight; the number of responses; a count per condition; a sum and a largest magnitude
    per value, then a sum per product, NULL when no response has one. What concerns all responses together is the sum
    of the rows, or the largest of them. When there is no response, an engine may yield no row.
    """
    inner = [*keys.inner]
    there = [_COLUMN_KNOWN.fullmatch(text) for text in scan.conditions]
    tests = [text if found is None else found[1] for text, found in zip(scan.conditions, there, strict=True)]
    inner += [f"{text} AS {_condition(i)}" for i, text in enumerate(tests)]
    inner += [f"{text} AS {_value(i)}" for i, text in enumerate(scan.values)]
    outer = [*keys.columns, "count(*)"]
    # To count what a column has is a third faster than to count where it is not NULL.
    outer += [f"{'count_if' if found is None else 'count'}({_condition(i)})" for i, found in enumerate(there)]
    for i in range(len(scan.values)):
        outer += [f"sum({_value(i)})", f"max(abs({_value(i)}))"]
    # Both engines widen a product of two DECIMAL(18, 0) to 36 digits; one of two BIGINT would overflow.
    place = {text: f"CAST({_value(i)} AS DECIMAL(18, 0))" for i, text in enumerate(scan.values)}
    outer += [f"sum({place[first]} * {place[second]})" for first, second in scan.products]
    lines = [f"SELECT {', '.join(outer)}", f"FROM (SELECT {', '.join(inner or ['1'])}", f"FROM {RELATION}) AS answers"]
    if keys.grouped:
        lines.append(f"GROUP BY {', '.join(keys.grouped)}")
    return "\n".join(lines)


def frequencies_text(many: Sequence[str], keys: Keys) -> str:
    """The query of how many responses give each number, for several values at once.

    Its columns: which value; group, stratum, weight; the number, NULL for none; how many.
    """
    names = [_many(i) for i in range(len(many))]
    which = " ".join(f"WHEN GROUPING({name}) = 0 THEN {i}" for i, name in enumerate(names))
    inner = [*keys.inner, *(f"{text} AS {name}" for text, name in zip(many, names, strict=True))]
    sets = (f"({', '.join([*keys.grouped, name])})" for name in names)
    return "\n".join(
        (
            f"SELECT CASE {which} END, {', '.join(keys.columns)}, COALESCE({', '.join([*names, 'NULL'])}), count(*)",
            f"FROM (SELECT {', '.join(inner)}",
            f"FROM {RELATION}) AS answers",
            f"GROUP BY GROUPING SETS ({', '.join(sets)})",
        )
    )


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


def patterns_text(conditions: Sequence[str], sets: Sequence[Sequence[int]], keys: Keys) -> str:
    """The query of how many responses have the same conditions, for several sets of conditions at once.

    Its columns: the number of the set; group, stratum, weight; how many; then, for each 60 conditions of a set, a whole
    number of which bit n is condition n of those 60. Its rows: one for each combination that there is.
    """
    words = [[*batched(one)] for one in sets]
    width = max(map(len, words))
    inner = [
        *keys.inner,
        *(
            f"{_packed([conditions[one] for one in word])} AS {_word(number, place)}"
            for number, every in enumerate(words)
            for place, word in enumerate(every)
        ),
    ]
    which = " ".join(f"WHEN GROUPING({_word(number, 0)}) = 0 THEN {number}" for number in range(len(words)))
    outer = [f"CASE {which} END", *keys.columns, "count(*)"]
    for place in range(width):
        there = [_word(number, place) for number, every in enumerate(words) if place < len(every)]
        outer.append(f"COALESCE({', '.join([*there, '0'])})")
    together = (
        ", ".join([*keys.grouped, *(_word(number, place) for place in range(len(every)))])
        for number, every in enumerate(words)
    )
    return "\n".join(
        (
            f"SELECT {', '.join(outer)}",
            f"FROM (SELECT {', '.join(inner)}",
            f"FROM {RELATION}) AS answers",
            f"GROUP BY GROUPING SETS ({', '.join(f'({one})' for one in together)})",
        )
    )


def respondents_text(conditions: Sequence[str], answers: Sequence[str], keys: Keys) -> str:
    """The query of every response: who; group, stratum, weight; each condition as 1 or 0; each answer."""
    told = (text or "NULL" for text in (keys.group, keys.stratum, keys.weight))
    held = ['"respondent"', *told]
    held += [f"CASE WHEN {one} THEN 1 ELSE 0 END" for one in conditions]
    return f'SELECT {", ".join([*held, *answers])}\nFROM {RELATION}\nORDER BY "respondent"'


def batched(conditions: Sequence[int]) -> Iterator[Sequence[int]]:
    """Conditions by 60, as many as the words of a pattern hold."""
    return (conditions[start : start + _WORD] for start in range(0, len(conditions), _WORD))


def _packed(conditions: Sequence[str]) -> str:
    bits = (f"CAST(CASE WHEN {one} THEN {1 << bit} ELSE 0 END AS BIGINT)" for bit, one in enumerate(conditions))
    return f"({' + '.join(bits)})"


_WORD = 60

# Two underscores in front: no field, option or grouping can hide behind these names.
_KEYS = ('"__group"', '"__stratum"', '"__weight"')


def _condition(index: int) -> str:
    return f'"__c{index}"'


def _value(index: int) -> str:
    return f'"__v{index}"'


def _many(index: int) -> str:
    return f'"__f{index}"'


def _word(number: int, place: int) -> str:
    return f'"__m{number}_{place}"'

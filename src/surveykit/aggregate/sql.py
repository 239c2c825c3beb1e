"""The SQL texts, standard and the same for every engine; they yield whole numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

RELATION = "responses"


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
class Scan:
    """What one pass over the responses computes, as SQL expressions that each stand once.

    `conditions` are BOOLEAN: the rows where each is true are counted. `values` are BIGINT: the sum and the
    largest magnitude of each are taken over the rows where it is not NULL.
    """

    conditions: tuple[str, ...]
    values: tuple[str, ...]


def scan_text(scan: Scan, by: str | None = None) -> str:
    """The query of a scan: one row over all responses and, with `by`, one per value of that column.

    Its columns: 1 for the row over all responses and 0 for a group; the group; the number of responses; a
    count per condition; a sum and a largest magnitude per value, NULL when no response has one. When there is
    no response, an engine may leave the row over all of them out.
    """
    inner = [f"{quoted(by)} AS {_GROUP}"] if by is not None else []
    inner += [f"{text} AS {_condition(i)}" for i, text in enumerate(scan.conditions)]
    inner += [f"{text} AS {_value(i)}" for i, text in enumerate(scan.values)]
    outer = ["1", "NULL"] if by is None else [f"GROUPING({_GROUP})", _GROUP]
    outer.append("count(*)")
    outer += [f"count_if({_condition(i)})" for i in range(len(scan.conditions))]
    for i in range(len(scan.values)):
        outer += [f"sum({_value(i)})", f"max(abs({_value(i)}))"]
    lines = [
        f"SELECT {', '.join(outer)}",
        f"FROM (SELECT {', '.join(inner or ['1'])}",
        f"FROM {RELATION}) AS answers",
    ]
    if by is not None:
        lines.append(f"GROUP BY GROUPING SETS ((), ({_GROUP}))")
    return "\n".join(lines)


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


def patterns_text(conditions: Sequence[str], sets: Sequence[Sequence[int]], by: str | None = None) -> str:
    """The query of how many responses have the same conditions, for several sets of conditions at once.

    Its columns: the number of the set; the group; how many; then, for each 60 conditions of a set, a whole
    number of which bit n is condition n of those 60. Its rows: one for each combination that there is.
    """
    words = [[*batched(one)] for one in sets]
    width = max(map(len, words))
    group = _GROUP if by is not None else "NULL"
    inner = [f"{quoted(by)} AS {_GROUP}"] if by is not None else []
    inner += [
        f"{_packed([conditions[one] for one in word])} AS {_word(number, place)}"
        for number, every in enumerate(words)
        for place, word in enumerate(every)
    ]
    which = " ".join(f"WHEN GROUPING({_word(number, 0)}) = 0 THEN {number}" for number in range(len(words)))
    outer = [f"CASE {which} END", group, "count(*)"]
    for place in range(width):
        there = [_word(number, place) for number, every in enumerate(words) if place < len(every)]
        outer.append(f"COALESCE({', '.join([*there, '0'])})")
    kept = [_GROUP] if by is not None else []
    together = (
        ", ".join([*kept, *(_word(number, place) for place in range(len(every)))]) for number, every in enumerate(words)
    )
    return "\n".join(
        (
            f"SELECT {', '.join(outer)}",
            f"FROM (SELECT {', '.join(inner)}",
            f"FROM {RELATION}) AS answers",
            f"GROUP BY GROUPING SETS ({', '.join(f'({one})' for one in together)})",
        )
    )


def respondents_text(conditions: Sequence[str], answers: Sequence[str], by: str | None = None) -> str:
    """The query of every response: who, the group, each condition as 1 or 0, each answer."""
    held = ['"respondent"', quoted(by) if by is not None else "NULL"]
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
_GROUP = '"__group"'


def _condition(index: int) -> str:
    return f'"__c{index}"'


def _value(index: int) -> str:
    return f'"__v{index}"'


def _word(number: int, place: int) -> str:
    return f'"__m{number}_{place}"'

"""The SQL texts, standard and the same for every engine; they yield whole numbers only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

RELATION = "responses"


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


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


# Two underscores in front: no field, option or grouping can hide behind these names.
_GROUP = '"__group"'


def _condition(index: int) -> str:
    return f'"__c{index}"'


def _value(index: int) -> str:
    return f'"__v{index}"'

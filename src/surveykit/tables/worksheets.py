"""The worksheets of a workbook as JSON: reads it from standard input, as a process of its own.

Calamine, in Rust, lays a worksheet out whole, from its first cell to its last: two cells of a damaged or hostile file
may ask for half a terabyte, and the process then ends at once. It must not be the one that holds the register. Memory
is bounded where the system can (`resource` is not on Windows, where the allocation fails by itself).

This file imports nothing of surveykit: it is run by its path.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from collections.abc import Iterator

import python_calamine as calamine

MEMORY_LIMIT = 3 * 2**30
"""Bytes of address space."""
TEXT_LIMIT = 64 * 2**20
"""Characters in all cells: a text that is written once in the file may stand in many of them."""

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.timedelta
Rows = list[list[str]]


class Refused(Exception):
    """What makes a workbook unreadable, by the code of its refusal."""


def _main() -> None:
    """Writes `{"pages": [[name, rows], …]}`, or `{"refused": code}`; limits are those of the command line."""
    pages, rows, columns = (int(one) for one in sys.argv[1:])
    _bound_memory()
    told: dict[str, object]
    try:
        told = {"pages": [*_pages(sys.stdin.buffer.read(), pages, rows, columns)]}
    except Refused as refused:
        told = {"refused": str(refused)}
    except calamine.PasswordError:
        told = {"refused": "encrypted"}
    except MemoryError:
        told = {"refused": "too_long"}
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        told = {"refused": "damaged"}
    sys.stdout.write(json.dumps(told))


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (there is none on Windows)

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_LIMIT if most == resource.RLIM_INFINITY else min(MEMORY_LIMIT, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def _pages(data: bytes, pages: int, rows: int, columns: int) -> Iterator[tuple[str, Rows]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [one.name for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(names) > pages:
        raise Refused("unsafe_archive")
    left = TEXT_LIMIT
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None and (sheet.end[0] >= rows or sheet.end[1] >= columns):
            raise Refused("too_long")
        found, left = _page(sheet, left)
        yield name, found


def _page(sheet: calamine.CalamineSheet, left: int) -> tuple[Rows, int]:
    """The rows of a worksheet without the empty ones at its end, and how many characters are left of the limit."""
    found: Rows = []
    for cells in _rows(sheet.to_python(skip_empty_area=False)):
        left -= sum(map(len, cells))
        if left < 0:
            raise Refused("too_long")
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found, left


def _rows(rows: list[list[Cell]]) -> Iterator[list[str]]:
    """The rows as texts, without the empty cells at the end of each."""
    for held in rows:
        cells = [_text(value) for value in held]
        while cells and not cells[-1].strip():
            cells.pop()
        yield cells


def _text(value: Cell) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(int(value))
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() | datetime.time():
            return value.isoformat()
        case datetime.date():
            return datetime.datetime.combine(value, datetime.time()).isoformat()
        case _:
            return str(value)


if __name__ == "__main__":
    _main()

"""Answers as a file of Stata (.dta, version 14 and later): extended missing values tell why there is no answer."""

from __future__ import annotations

from pathlib import Path

from surveykit.labelled.names import Limits
from surveykit.labelled.table import Table
from surveykit.labelled.writing import NO_VALUE, Code, Frame, Layout, Written, laid_out, saved, write_dta
from surveykit.responses import Status

LIMITS = Limits(
    name=32,
    label=80,
    value_label=32_000,
    title=80,
    text=2_000_000_000,
    size=len,
    reserved=frozenset(
        ["byte", "double", "float", "if", "in", "int", "long", "strl", "using", "with"]
        + [f"str{width}" for width in range(1, 2046)]
    ),
)
LETTERS: dict[Status, Code] = {
    Status.NOT_COMMUNICATED: "a",
    Status.UNREADABLE: "b",
    Status.NOT_APPLICABLE: "c",
    Status.MISSING: "d",
}
"""The extended missing value of each status: .a to .d; a blank is the plain one."""

_TITLE, _TIME, _MAP = b"</N><label>", b"</label><timestamp>\x11", b"</timestamp></header><map>"
_FIXED = b"01 Jan 2000 00:00"
_NAMES, _NAMES_IN_MAP, _NAME_SIZE = b"<varnames>", 3, 129


def to_dta(table: Table) -> Written:
    """A table as Stata reads it; the same table always gives the same bytes.

    In text variables there is no value for the statuses: they are empty.
    """
    layout = laid_out(table, LIMITS, LETTERS)
    data = saved(
        layout.frame.set_axis(_stand_ins(layout), axis=1), ".dta", lambda frame, path: _save(frame, path, layout)
    )
    return Written(_finished(data, layout.names), layout.renamed, layout.cut)


def _stand_ins(layout: Layout) -> list[str]:
    """Short names to write with: the library names the labels of values by variable, and longer than it."""
    return [f"v{rank}_" for rank in range(len(layout.names))]


def _finished(data: bytes, names: tuple[str, ...]) -> bytes:
    """The file with a fixed time of writing, which is no data, and the variables' own names.

    Both stand at places of a fixed length, which the format's header and its map lead to; the title before them may
    say anything.
    """
    title = data.index(_TITLE) + len(_TITLE)
    time = title + 2 + int.from_bytes(data[title : title + 2], "little") + len(_TIME)
    place = time + len(_FIXED) + len(_MAP) + 8 * _NAMES_IN_MAP
    start = int.from_bytes(data[place : place + 8], "little") + len(_NAMES)
    if data[time - len(_TIME) : time] != _TIME or data[start - len(_NAMES) : start] != _NAMES:
        raise AssertionError("the library writes another layout of .dta files than it did")
    finished = bytearray(data)
    finished[time : time + len(_FIXED)] = _FIXED
    for rank, name in enumerate(names):
        finished[start + rank * _NAME_SIZE : start + (rank + 1) * _NAME_SIZE] = name.encode().ljust(_NAME_SIZE, b"\0")
    return bytes(finished)


def _save(frame: Frame, path: Path, layout: Layout) -> None:
    names = dict(zip(layout.names, _stand_ins(layout), strict=True))
    numeric = [names[name] for name in layout.numeric]
    write_dta(
        frame,
        path,
        file_label=layout.title,
        column_labels={names[name]: label for name, label in layout.labels.items()},
        version=15,
        variable_value_labels={names[name]: said for name, said in layout.values.items()},
        missing_user_values={name: [str(LETTERS[status]) for status in NO_VALUE] for name in numeric},
        variable_format=dict.fromkeys(numeric, "%10.0g"),
    )

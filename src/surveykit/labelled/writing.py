"""The common part of writing for both statistics programs; the only module that imports pyreadstat and pandas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, cast

import pandas as pd  # type: ignore[import-untyped]  # the package has no annotations
import pyreadstat
from msgspec import Struct

from surveykit.files.scratch import scratch
from surveykit.labelled.names import Limits, cut, shortened, variable_names
from surveykit.labelled.table import Cell, Table, Variable
from surveykit.responses import Status
from surveykit.texts import canonical

NO_VALUE = (Status.NOT_COMMUNICATED, Status.NOT_APPLICABLE, Status.UNREADABLE, Status.MISSING)
"""The statuses that have a missing value of their own; a blank is the program's plain missing value."""

Code = int | float | str | None
Frame: TypeAlias = pd.DataFrame
Labels: TypeAlias = dict[int | float, str]
Save = Callable[[Frame, Path], None]


class Written(Struct, frozen=True):
    """A file's bytes, the columns that have another name in it, and the texts cut in it (row, column)."""

    data: bytes
    renamed: Mapping[str, str]
    cut: tuple[tuple[int, str], ...]


class Layout(Struct, frozen=True):
    """A table in the terms of a program: names, labels, cells, with a code for each status that has no value."""

    title: str
    names: tuple[str, ...]
    variables: tuple[Variable, ...]
    labels: Mapping[str, str]
    values: Mapping[str, Labels]
    frame: Frame
    renamed: Mapping[str, str]
    cut: tuple[tuple[int, str], ...]

    @property
    def numeric(self) -> tuple[str, ...]:
        """The names of the variables that hold numbers."""
        return tuple(name for name, variable in zip(self.names, self.variables, strict=True) if not variable.text)

    @property
    def decimals(self) -> Mapping[str, int]:
        """How many decimals are shown of each variable that holds numbers, by its name."""
        shown = zip(self.names, self.variables, strict=True)
        return {name: variable.decimals for name, variable in shown if not variable.text}


def laid_out(table: Table, limits: Limits, codes: Mapping[Status, Code]) -> Layout:
    """The table within a program's limits; `codes` are the codes written for the statuses of `NO_VALUE`."""
    chosen = variable_names((variable.column for variable in table.variables), limits)
    columns: dict[str, object] = {}
    labels: dict[str, str] = {}
    values: dict[str, Labels] = {}
    cuts: list[tuple[int, str]] = []
    for variable, cells, statuses in zip(table.variables, table.cells, table.statuses, strict=True):
        name = chosen[variable.column]
        labels[name] = shortened(variable.label, limits.label, limits.size)
        if variable.text:
            columns[name], rows = _texts(cells, limits)
            cuts += ((row, variable.column) for row in rows)
        else:
            columns[name] = _numbers(cells, statuses, codes)
            values[name] = _value_labels(variable, codes, limits, table.language)
    return Layout(
        title=shortened(table.title, limits.title, limits.size),
        names=tuple(chosen.values()),
        variables=table.variables,
        labels=labels,
        values=values,
        frame=pd.DataFrame(columns),
        renamed={column: name for column, name in chosen.items() if column != name},
        cut=tuple(cuts),
    )


def _texts(cells: Sequence[Cell], limits: Limits) -> tuple[pd.Series, list[int]]:
    """A column of texts within the limits, and the rows of those that are cut."""
    texts = ["" if cell is None else canonical(str(cell)) for cell in cells]
    kept = [cut(text, limits.text, limits.size) for text in texts]
    return pd.Series(kept, dtype=object), [row for row, text in enumerate(texts) if text != kept[row]]


def _numbers(cells: Sequence[Cell], statuses: Sequence[Status], codes: Mapping[Status, Code]) -> pd.Series:
    """A column of numbers, with the code of a status where there is none."""
    numbers = [_code(cell, status, codes) for cell, status in zip(cells, statuses, strict=True)]
    return pd.Series(numbers, dtype=object if _has_letters(numbers) else float)


def _code(cell: object, status: Status, codes: Mapping[Status, Code]) -> Code:
    # As a double, whatever its size: Stata's integers end before the largest count does.
    return float(cell) if isinstance(cell, int | Decimal) else codes.get(status)


def _has_letters(numbers: Sequence[Code]) -> bool:
    return any(isinstance(number, str) for number in numbers)


def _value_labels(variable: Variable, codes: Mapping[Status, Code], limits: Limits, language: str) -> Labels:
    """The labels of the values, and of the code of each status without a value."""
    said = {value: shortened(words, limits.value_label, limits.size) for value, words in variable.values.items()}
    # pyreadstat takes the letter of an extended missing value here too, which its annotations do not say.
    return cast("Labels", {**said, **{codes[status]: status.words(language) for status in NO_VALUE}})


def saved(frame: Frame, suffix: str, save: Save) -> bytes:
    """The bytes of the file that a function saves: pyreadstat writes to a path only.

    Raises UsageError when no temporary file can be written.
    """
    with scratch(pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as folder:
        path = folder / f"answers{suffix}"
        save(frame, path)
        return path.read_bytes()


write_sav = pyreadstat.write_sav
write_dta = pyreadstat.write_dta

"""Whether a table that somebody else made has the columns that the queries read."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from surveykit.aggregation import Column
from surveykit.aggregation.table import SIMULATED, SqlType
from surveykit.errors import UsageError
from surveykit.texts import nearest


def fitted(
    source: str,
    found: Iterable[tuple[str, str]],
    wanted: Sequence[Column],
    fits: Callable[[SqlType, str], bool],
) -> list[tuple[Column, str]]:
    """The wanted columns, each with its type in a table whose columns and types were `found`, capitals aside.

    Raises UsageError when one is missing, or of a type that does not fit.
    """
    kinds = {name.casefold(): kind for name, kind in found}
    problems = [*_problems(kinds, wanted, fits)]
    if problems:
        more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
        raise UsageError(f"{source} cannot be used: {'; '.join(problems[:5])}{more}")
    return [(column, kinds[column.name.casefold()]) for column in wanted]


def _problems(
    kinds: Mapping[str, str], wanted: Iterable[Column], fits: Callable[[SqlType, str], bool]
) -> Iterator[str]:
    """What is wrong with each wanted column of a table, given the types of its columns by their names."""
    for column in wanted:
        kind = kinds.get(column.name.casefold())
        if kind is None:
            near = nearest(column.name, kinds)
            yield f"no column '{column.name}'" + (f" (did you mean '{near}'?)" if near else "")
        elif not fits(column.type, kind):
            yield f"column '{column.name}' is {kind}, expected {column.type}"


def is_simulated(names: Iterable[str]) -> bool:
    """Whether a table that has these columns comes of a register with simulated returns."""
    return any(name.casefold() == SIMULATED for name in names)


def parquet_files(path: str) -> list[str]:
    """The files that a path or a pattern names, whole paths in order. Raises UsageError when there is none."""
    if Path(path).is_dir():
        raise UsageError(f"{path} is a folder: name a Parquet file, or several by a glob: {Path(path) / '*.parquet'}")
    # not Path.glob: the pattern may be absolute, and its folders may have wildcards too
    found = [path] if Path(path).is_file() else sorted(glob.glob(path, recursive=True))  # noqa: PTH207
    if not found:
        raise UsageError(f"no file at {path}: name a Parquet file, or several by a glob")
    return [str(Path(name).absolute()) for name in found]

"""Checking a definition, and starting a new one."""

from __future__ import annotations

from pathlib import Path

from surveykit.checks.definition import check_definition as suspicious
from surveykit.errors import UsageError
from surveykit.findings import Finding, Place
from surveykit.load import read_definition
from surveykit.load.scaffold import write
from surveykit.pipeline.definitions import definition_folder, located


def check_definition(name_or_path: str | Path) -> tuple[Finding, ...]:
    """Returns what is wrong or suspicious in a definition, each finding with its file, line and column (both from 1).

    The argument is that of `load_survey`. A definition with problems, which are errors, has no other finding; one that
    can be used has remarks (a question that is hard to read, a rule that no answer breaks…), the gravest first and then
    in the order of lines. The result is empty when nothing was found.
    Raises UsageError when there is no definition of that name.

    ```python
    for found in sk.check_definition("reseaux_2014"):
        print(found.place, found.severity, found.message)
    ```
    """
    folder = definition_folder(name_or_path)
    loaded = read_definition(folder)
    problems = tuple(located(folder, problem) for problem in loaded.problems)
    if loaded.survey is None:
        return problems
    remarks = (
        located(folder, Finding(one.code, one.severity, one.message, _place(*loaded.position(one.path))))
        for one in suspicious(loaded.survey)
    )
    return (*problems, *sorted(remarks, key=lambda one: (one.severity.rank, one.place.line or 0)))


def _place(file: str, line: int, column: int) -> Place:
    return Place(file=file, line=line, column=column)


def new_survey(folder: Path) -> tuple[Path, ...]:
    """Writes a small survey, named as its folder, that already checks and renders; the paths written.

    Raises UsageError when the name is not a code or a file is already there.
    """
    if not folder.name:
        raise UsageError("give the survey a name")
    return write(folder, folder.name)

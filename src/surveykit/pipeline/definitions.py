"""Finding a survey's definition: an installed name, or a folder."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from surveykit import plugins
from surveykit.errors import DefinitionError, UsageError
from surveykit.findings import Finding
from surveykit.load import load_definition
from surveykit.model import Respondent, Survey
from surveykit.texts import nearest

DEFINITION = "survey.yaml"


def definition_folder(name_or_path: str | Path) -> Path:
    """The folder that holds a survey's `survey.yaml`, for an installed name or a path.

    Raises UsageError when there is neither.
    """
    path = Path(name_or_path)
    if path.is_file() and path.name == DEFINITION:
        return path.parent
    if (path / DEFINITION).is_file():
        return path
    installed = plugins.survey_folder(str(name_or_path))
    if installed is not None:
        return installed
    known = plugins.survey_names()
    near = nearest(str(name_or_path), known)
    hint = f"did you mean {near!r}? " if near else ""
    raise UsageError(
        f"no survey {str(name_or_path)!r}: {hint}give the name of an installed survey "
        f"({', '.join(known) or 'none is installed'}) or the path of a folder that holds a {DEFINITION}"
    )


def load_survey(name_or_path: str | Path) -> Survey:
    """Loads the definition of a survey: of an installed one by its name, or of a folder that holds a `survey.yaml`.

    The path of the file `survey.yaml` itself will do too; a folder comes before an installed survey of the same name.
    Raises UsageError when there is neither, with the nearest name; DefinitionError, with every problem, when the
    definition cannot be used (docs/write-a-survey.md says what one holds).

    ```python
    survey = sk.load_survey("reseaux_2014")
    assert survey.id == "reseaux_2014"
    assert len(survey.population) == 26
    ```
    """
    folder = definition_folder(name_or_path)
    try:
        return load_definition(folder)
    except DefinitionError as error:
        raise DefinitionError([located(folder, problem) for problem in error.problems]) from None


def located(folder: Path, problem: Finding) -> Finding:
    """A problem whose file is named from the working directory, so that an editor can open it at its line."""
    path = (folder / (problem.place.file or DEFINITION)).absolute()
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    return replace(problem, place=replace(problem.place, file=str(shown)))


def find_respondent(survey: Survey, code: str) -> Respondent:
    """A respondent of the population by code.

    Raises UsageError with the nearest code.
    """
    found = survey.population.find(code)
    if found is None:
        near = nearest(code, [one.code for one in survey.population.respondents])
        hint = f"; did you mean {near!r}?" if near else ""
        raise UsageError(f"no respondent {code!r} in {survey.id} {survey.edition}{hint}")
    return found

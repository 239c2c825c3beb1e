"""The way from a folder to a survey: read, compose, check the shape, check that it holds together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from surveykit.errors import DefinitionError
from surveykit.findings import Finding, Severity
from surveykit.load.anatomy import follow
from surveykit.load.composed import Composed, Plain, compose
from surveykit.load.composed import Path as Keys
from surveykit.load.places import FILE, Places, value_at
from surveykit.load.respondents import Respondents, read_respondents
from surveykit.load.source import decode, forbidden_character, read_bytes
from surveykit.load.wording import shape_problem
from surveykit.model import Draft, Problem, Survey, problems
from surveykit.texts import nearest

SIZE_LIMIT = 1_000_000


class LoadedDefinition(Struct, frozen=True):
    """What a folder holds: the survey, or None and the problems in the order of the files."""

    survey: Survey | None
    problems: tuple[Finding, ...]
    places: Places

    def position(self, path: Keys) -> tuple[str, int, int]:
        """The file, line and column (from 1) of a part of the survey, named by its keys and indexes."""
        place = self.places.find(path)
        return place.file or FILE, place.line or 1, place.column or 1


def load_definition(folder: Path) -> Survey:
    """The survey that a folder's `survey.yaml` defines.

    Raises DefinitionError, with every problem and its place.
    """
    loaded = read_definition(folder)
    if loaded.survey is None:
        raise DefinitionError(loaded.problems)
    return loaded.survey


def read_definition(folder: Path) -> LoadedDefinition:
    """What a folder's `survey.yaml` defines, with the place of every part; never raises for bad input."""
    data = read_bytes(folder / FILE, FILE, SIZE_LIMIT)
    source = data if isinstance(data, Finding) else decode(data, FILE)
    fault = source if isinstance(source, Finding) else forbidden_character(source)
    if isinstance(source, Finding) or fault is not None:
        found = () if fault is None else (fault,)
        return LoadedDefinition(None, found, Places(None, {}))
    return _Loading(folder, compose(source)).loaded()


class _Loading:
    """One definition on its way."""

    def __init__(self, folder: Path, composed: Composed) -> None:
        self._folder = folder
        self._composed = composed
        self._problems = list(composed.problems)
        self._spoilt = set(composed.spoilt)
        self._places = Places(composed, {})

    def loaded(self) -> LoadedDefinition:
        survey = None
        if () not in self._spoilt:
            data = self._with_respondents(self._composed.data)
            draft = self._draft(data)
            if draft is not None:
                self._holding(draft)
            if draft is not None and not self._problems:
                survey = Survey.of(draft)
        ordered = sorted(self._problems, key=_order)
        return LoadedDefinition(survey, tuple(dict.fromkeys(ordered)), self._places)

    def _with_respondents(self, data: Plain) -> Plain:
        """The data with the respondents of the file that it names, if it names one."""
        population = data.get("population") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(population, dict) or "file" not in population:
            return data
        return {**data, "population": self._population(population)}

    def _population(self, written: Mapping[str, Plain]) -> dict[str, Plain]:
        """A population with the respondents of its file; one unknown respondent if the file has none."""
        rest: dict[str, Plain] = {key: value for key, value in written.items() if key != "file"}
        groupings = rest.get("groupings")
        read = self._named(written, groupings if isinstance(groupings, dict) else {})
        self._places = Places(self._composed, read.places)
        self._problems.extend(read.problems)
        if read.problems:
            self._spoilt.add(("population", "respondents"))
        rest["respondents"] = read.entries or [{"code": "unknown", "name": "unknown"}]
        return rest

    def _named(self, population: Mapping[str, Plain], groupings: Mapping[str, Plain]) -> Respondents:
        at: Keys = ("population", "file")
        name = population["file"]
        if "respondents" in population:
            self._note("two_populations", at, "found both 'file' and 'respondents': keep one")
        elif not isinstance(name, str) or not name:
            self._note("wrong_type", at, "expected the name of a CSV file, such as respondents.csv")
        else:
            read = read_respondents(self._folder, name, groupings)
            if isinstance(read, Respondents):
                return read
            self._note("outside_folder", at, read)
        self._spoilt.add(("population", "respondents"))
        return Respondents()

    def _draft(self, data: Plain) -> Draft | None:
        try:
            return Draft.model_validate_json(_as_json(data), strict=True)
        except ValidationError as errors:
            for error in errors.errors(include_url=False):
                self._shape(data, error)
        return None

    def _shape(self, data: Plain, error: ErrorDetails) -> None:
        spot, owner = follow(error["loc"]), follow(error["loc"][:-1])
        found = value_at(data, spot.path)
        if self._is_spoilt(spot.path) or _follows(error, found):
            return
        code, message = shape_problem(error, spot, owner, found)
        target = owner.path if code == "missing_key" else spot.path
        self._note(code, target, message, key=code == "unknown_key")

    def _holding(self, draft: Draft) -> None:
        for problem in problems(draft):
            if not self._is_spoilt(problem.path):
                self._note(problem.code, problem.path, self._message(problem, draft), offset=problem.offset)

    def _note(self, code: str, path: Keys, message: str, *, offset: int | None = None, key: bool = False) -> None:
        place = self._places.find(path, offset=offset, key=key)
        self._problems.append(Finding(code, Severity.ERROR, message, place))

    def _is_spoilt(self, path: Keys) -> bool:
        return any(path[:length] in self._spoilt for length in range(len(path) + 1))

    def _message(self, problem: Problem, draft: Draft) -> str:
        """What the model says, with what only the files know: the nearest group, where a code stood first."""
        if problem.code == "duplicate_code":
            first = self._places.earlier(problem.path)
            return problem.message if first is None else f"{problem.message}; it is already at {first}"
        if problem.code == "unknown_group":
            at, name = problem.path[2], problem.path[-1]
            given = draft.population.respondents[int(at)].attributes.get(str(name), "")
            near = nearest(given, draft.population.groupings[str(name)].values)
            return problem.message if near is None else f"{problem.message}; did you mean '{near}'?"
        return problem.message


def _follows(error: ErrorDetails, found: Plain) -> bool:
    """Whether a list is said to be short only because some of its entries are wrong."""
    if error["type"] != "too_short" or not isinstance(found, list):
        return False
    return len(found) >= int(error["ctx"]["min_length"])


def _as_json(data: Plain) -> str:
    return json.dumps(data, allow_nan=False)


def _order(found: Finding) -> tuple[bool, str, int, int]:
    place = found.place
    return place.file != FILE, place.file or "", place.line or 0, place.column or 0

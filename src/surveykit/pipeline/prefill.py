"""Answers of an earlier edition, to fill the copies of this one with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from surveykit import interchange
from surveykit.aggregation.table import SIMULATED
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.document import Document
from surveykit.errors import UnreadableFile, UsageError
from surveykit.filled import Entry, FilledForm
from surveykit.findings import Severity
from surveykit.ids import RESPONDENT_FIELD, FieldId, RespondentCode
from surveykit.model import Survey
from surveykit.register import Register, register_holder
from surveykit.responses import Answer, Answered, Blank, Response

_SQLITE, _PARQUET = b"SQLite format 3\0", b"PAR1"


class LeftOut(Struct, frozen=True):
    """Something of the earlier answers that no copy takes over, why, and how many respondents had answered it."""

    name: str
    why: str
    number: int


class Prefill(Struct, frozen=True):
    """The response that each respondent's copy is filled with, and the earlier answers that were left out."""

    responses: Mapping[RespondentCode, Response]
    left_out: tuple[LeftOut, ...]


def read_prefill(survey: Survey, path: Path) -> Prefill:
    """The answers of an earlier edition that fit this survey: answers in JSON, a Parquet table, or a register.

    A field is taken over when it still exists and its kind reads the earlier answer without a doubt. Contact lines are
    not taken over; what is simulated there is so here. Raises UsageError for a file that is none of these, or that has
    two answers of one respondent.
    """
    shown, left = form(survey), _LeftOut()
    responses: dict[RespondentCode, Response] = {}
    for where, filled in _earlier(path, survey.language):
        code = _respondent(survey, filled, left)
        if code is None:
            continue
        if code in responses:
            raise UsageError(f"{where} holds two answers of {code}: keep the one that is to be taken over")
        responses[code] = _taken_over(survey, shown, code, filled, left)
    return Prefill(responses, left.told())


class _LeftOut:
    """Counts of the answers left out, by name and reason, in the order in which they were met."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = defaultdict(int)

    def add(self, name: str, why: str) -> None:
        self._counts[name, why] += 1

    def told(self) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(name, why, number) for (name, why), number in self._counts.items())


def _respondent(survey: Survey, filled: FilledForm, left: _LeftOut) -> RespondentCode | None:
    said = next((words.text for words in filled.entries.get(RESPONDENT_FIELD, Entry()).words), "")
    found = survey.population.find(said)
    if found is None:
        left.add(said or "(no respondent)", "nobody of this code is in the population")
    return None if found is None else found.code


def _taken_over(survey: Survey, shown: Document, code: RespondentCode, filled: FilledForm, left: _LeftOut) -> Response:
    """The earlier answers as a response to this survey, without those that it cannot hold."""
    own = {name: entry for name, entry in filled.entries.items() if name in survey.field_by_code}
    read = collect(survey, shown, FilledForm(None, own, complete=False))
    doubted = {one.place.field for one in read.findings if one.severity is not Severity.INFO}
    answers: dict[FieldId, Answer] = dict.fromkeys(survey.field_by_code, Blank())
    for name in _answered(survey, filled):
        answer = read.response.answers.get(name)
        if answer is None:
            left.add(name, "the survey has no such field now")
        elif name in doubted or not isinstance(answer, Answered):
            left.add(name, "the field cannot hold the earlier answer now")
        else:
            answers[name] = answer
    return Response(survey.id, survey.edition, code, answers, simulated=filled.simulated)


def _answered(survey: Survey, filled: FilledForm) -> Iterator[FieldId]:
    """The fields in which a form says something, without the contact lines and the respondent."""
    others = {RESPONDENT_FIELD, *(line.code for line in survey.contact)}
    return (name for name, entry in filled.entries.items() if name not in others and _says(entry))


def _says(entry: Entry) -> bool:
    return bool(entry.ticks) or any(words.text for words in entry.words)


def _earlier(path: Path, language: str) -> Iterator[tuple[str, FilledForm]]:
    """The forms that a file holds, told by its first bytes, each with where it stands."""
    empty = True
    for number, part in _parts(path):
        empty = False
        where = f"{path}:{number}" if number else str(path)
        if isinstance(part, UnreadableFile):
            raise UsageError(f"{where} cannot be taken over: {part.told_in(language).reason}")
        yield where, part
    if empty:
        raise UsageError(f"{path} holds no answers: there is nothing to take over")


def _parts(path: Path) -> Iterator[interchange.FormAtLine]:
    """Each response of a register, of a table or of a file of answers, as a filled form, with its line."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if head == _SQLITE:
        return _forms(_of_register(path))
    if head.startswith(_PARQUET):
        return _forms(_of_table(path))
    return iter(interchange.read(path.read_bytes()))


def _forms(held: Iterator[Mapping[str, object]]) -> Iterator[interchange.FormAtLine]:
    """Each row or response as a filled form, with its number from 1."""
    for number, one in enumerate(held, 1):
        try:
            yield number, interchange.read_values(one)
        except UnreadableFile as refusal:
            yield number, refusal


def _of_register(path: Path) -> Iterator[Mapping[str, object]]:
    """The current response of each respondent in a register of any survey and edition, corrections applied."""
    with Register.open(path, *register_holder(path), create=False) as register:
        for current in register.current_responses():
            response = current.response
            yield {"respondent": current.respondent, "simulated": response.simulated, "answers": response.values()}


def _of_table(path: Path) -> Iterator[Mapping[str, object]]:
    """The rows of a table of responses, the columns of a multiple choice made one."""
    # Imported here because it takes longer than all the rest, and is seldom needed.
    from surveykit.engines.duckdb import parquet_rows  # noqa: PLC0415

    names, rows = parquet_rows(path)
    if RESPONDENT_FIELD not in names:
        raise UsageError(f"{path} has no column '{RESPONDENT_FIELD}': it is not a table of responses")
    for row in rows:
        held = dict(zip(names, row, strict=True))
        simulated = held.pop(SIMULATED, None)
        yield {"respondent": held.pop(RESPONDENT_FIELD), "simulated": simulated, "answers": _folded(held)}


def _folded(held: Mapping[str, object]) -> Mapping[str, object]:
    answers: dict[str, object] = {}
    ticked: dict[str, list[str]] = defaultdict(list)
    for name, value in held.items():
        field, _, option = name.partition("__")
        if not option:
            answers[name] = value
        elif value:
            ticked[field].append(option)
    return {**answers, **ticked}

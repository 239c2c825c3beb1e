"""Findings as files and as data: what must be asked back, for people and for scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from surveykit.compose.points import points_of
from surveykit.errors import asks_sender
from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit.pipeline.collected import CollectReport, FileOutcome
from surveykit.register import Refusal
from surveykit.tables import CellValue, Sheet, to_csv, to_html, to_xlsx, with_marks
from surveykit.words import Room
from surveykit.words.marks import marks_of

_NAMES = ("severity", "respondent", "file", "question", "field", "code", "message", "raw", "asked")
_said = Room("points")
_SEVERITY, _RESPONDENT, _FILE = _said.word("Severity"), _said.word("Respondent"), _said.word("File")
_QUESTION, _FIELD, _CODE = _said.word("Question"), _said.word("Field"), _said.word("Code")
_TO_VERIFY, _RECEIVED = _said.word("To verify"), _said.word("Text received")
_ASKED, _CONCERNED, _OURS = _said.word("Asked of the respondent"), _said.word("Answer"), _said.word("Our question")
_HEADINGS = (_SEVERITY, _RESPONDENT, _FILE, _QUESTION, _FIELD, _CODE, _TO_VERIFY, _RECEIVED, _ASKED)
_UNREAD = (_SEVERITY, _FILE, _TO_VERIFY, _RECEIVED, _ASKED)
_READ = (_SEVERITY, _QUESTION, _TO_VERIFY, _RECEIVED, _ASKED)
_SENT = (_QUESTION, _CONCERNED, _RECEIVED, _OURS)
_SEVERITIES = {
    Severity.ERROR: _said.word("to correct"),
    Severity.WARNING: _said.word("to verify"),
    Severity.INFO: _said.word("for information"),
}
_Row = tuple[CellValue, ...]


def findings_file(
    survey: Survey, found: Sequence[Finding], to: str, respondent: str | None = None, *, simulated: bool = False
) -> bytes:
    """Findings as "csv" (stable names, for scripts), "xlsx" or "html" (in the survey's language, for people).

    Each finding has what the analyst is told and what its respondent is asked, empty where nothing is. With a
    respondent, the people's formats are what can be sent to that one: the points of the letter, and nothing else.
    Without, the page has one table per respondent, after the files that could not be read. Those of a register with
    `simulated` returns say so.
    """
    language = survey.language
    marks = marks_of(language, simulated=simulated)
    if to == "csv":
        return to_csv(Sheet(_title(survey, respondent), _NAMES, tuple(_row(one) for one in found), marks=marks))
    if respondent is not None:
        sheets = [_sent(survey, found, respondent)]
    elif to == "xlsx":
        sheets = [_sheet(language, _title(survey, None), _HEADINGS, (_printed(language, one) for one in found))]
    else:
        sheets = [*_unread(survey, found), *_by_respondent(survey, found)]
    if to == "xlsx":
        return to_xlsx(with_marks(sheets, marks), survey.language)
    return to_html(sheets, _title(survey, respondent), language, marks)


def findings_data(found: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings for scripts: an object each, with the columns of the CSV file, the line where there is one, the slots.

    `message` is what the analyst is told, `asked` what the respondent is asked, null where nothing is. `slots` are the
    values that these name, by name; null for a finding that an earlier version recorded.
    """
    return [_finding(one) for one in found]


def _finding(one: Finding) -> dict[str, object]:
    return {
        **dict(zip(_NAMES, _row(one), strict=True)),
        "line": one.place.line,
        "slots": dict(one.slots) if one.said is None or one.slots else None,
    }


def collect_data(report: CollectReport, *, whole: bool = True) -> dict[str, object]:
    """What a collection did, for scripts: an object per file, with its refusals and what was found in it.

    Unless `whole`, what grows with the number of files and lines is made as it is written, and can be gone through
    once: that is for `json.JSONEncoder.iterencode`.
    """
    each: Each = list if whole else _Passing
    counts = report.counts()
    return {
        "files": each(_collected(one, each) for one in report.files),
        "read": counts.read,
        "refused": counts.refused,
        "superseded": counts.superseded,
        "unattributed": counts.unattributed,
        "listed": counts.listed,
        **({"simulated": counts.simulated} if counts.simulated else {}),
    }


Each = Callable[[Iterator[object]], list[object]]


class _Passing(list[object]):
    """A list, to who writes it, that holds one thing at a time."""

    def __init__(self, every: Iterator[object]) -> None:
        super().__init__(islice(every, 1))
        self._rest = every

    def __iter__(self) -> Iterator[object]:
        return chain(super().__iter__(), self._rest)


def _collected(one: FileOutcome, each: Each) -> dict[str, object]:
    return {
        "file": one.name,
        "outcome": one.outcome.value,
        "already": one.already,
        "respondents": each(
            held.respondent for piece in one.pieces for held in piece.responses if held.respondent is not None
        ),
        "refusals": each(_refusal(refused) for piece in one.pieces for refused in piece.refusals),
        "findings": each(_finding(found) for piece in one.pieces for found in piece.findings),
        **_carried(one),
    }


def _refusal(one: Refusal) -> Mapping[str, object]:
    return {
        "line": one.line,
        "code": one.code,
        "reason": one.reason,
        "request": one.request,
        "asks_sender": asks_sender(one.code),
    }


def _carried(one: FileOutcome) -> Mapping[str, object]:
    """What came with a file in its message; nothing for one that was saved apart."""
    if one.message is None:
        return {}
    sent = one.message.sent_at
    return {
        "message": {
            "name": one.message.name,
            "sender": one.message.sender,
            "sent_at": None if sent is None else sent.isoformat(timespec="seconds"),
            "subject": one.message.subject,
            "words": one.message.words,
        },
        "listed": [each.reason for piece in one.pieces for each in piece.listed],
        "passed_over": list(one.passed_over),
    }


def _sent(survey: Survey, found: Sequence[Finding], respondent: str) -> Sheet:
    rows = ((one.question, one.label, one.raw, one.request) for one in points_of(found))
    return _sheet(survey.language, _title(survey, respondent), _SENT, rows)


def _unread(survey: Survey, found: Sequence[Finding]) -> Iterator[Sheet]:
    """The table of the files of no known respondent, where there are any."""
    language = survey.language
    rows = [_marked(language, one, one.place.file) for one in found if one.place.respondent is None]
    if rows:
        yield _sheet(language, _said(language, "Files without usable answers"), _UNREAD, rows)


def _by_respondent(survey: Survey, found: Sequence[Finding]) -> Iterator[Sheet]:
    language = survey.language
    by_code: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for one in found:
        by_code[one.place.respondent].append(one)
    for respondent in survey.population.respondents:
        if mine := by_code.get(respondent.code):
            files = sorted({one.place.file for one in mine if one.place.file is not None})
            heading = _said(language, "{respondent} – {files}", respondent=respondent.name, files=files)
            rows = (_marked(language, one, one.place.question) for one in mine)
            yield _sheet(language, heading, _READ, rows)


def _sheet(language: str, title: str, headings: Sequence[str], rows: Iterable[_Row]) -> Sheet:
    return Sheet(title, tuple(_said(language, one) for one in headings), tuple(rows))


def _marked(language: str, one: Finding, where: str | None) -> _Row:
    """A row on a finding: its severity, its place, its message, the text received and what is asked."""
    return _said(language, _SEVERITIES[one.severity]), where, _sentence(one.message), one.raw, one.asked


def _title(survey: Survey, respondent: str | None) -> str:
    found = survey.population.find(respondent) if respondent is not None else None
    subject = found.name if found else survey.title
    return _said(survey.language, "Points to verify – {subject}", subject=subject)


def _row(one: Finding) -> _Row:
    place = one.place
    where = (place.respondent, place.file, place.question, place.field)
    return one.severity.value, *where, one.code, one.message, one.raw, one.asked


def _printed(language: str, one: Finding) -> _Row:
    return _said(language, _SEVERITIES[one.severity]), *_row(one)[1:6], _sentence(one.message), one.raw, one.asked


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]

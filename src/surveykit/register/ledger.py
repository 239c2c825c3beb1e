"""The register: what is added to it, and by what rules one response takes the place of another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.findings import Finding
from surveykit.ids import FieldId, RespondentCode
from surveykit.register import queries
from surveykit.register.coding import CodingLedger
from surveykit.register.database import Database
from surveykit.register.encoding import encode_answer, encode_findings, encode_response, encode_time
from surveykit.register.records import Correction, EventKind, FileRecord, Outcome, ResponseRecord
from surveykit.responses import Answer, Response
from surveykit.texts import canonical, nearest


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Register(CodingLedger):
    """One campaign's register: a survey, an edition, and all that came back. Nothing in it changes or goes.

    Made by `open`, used in a `with`. Each method that adds is one transaction of its own, unless it stands
    in `with register.transaction():`, which keeps several together.
    """

    def __init__(self, database: Database, survey: str, edition: str, now: Callable[[], datetime]) -> None:
        super().__init__(database, now)
        self.survey = survey
        self.edition = edition

    @classmethod
    def open(
        cls,
        path: str | Path,
        survey_id: str,
        edition: str,
        *,
        now: Callable[[], datetime] = _utc_now,
        create: bool = True,
        patience: float = 10.0,
    ) -> Self:
        """The register in the file `path`, which is made when it does not exist and `create`.

        `patience` is how many seconds to wait while another program writes. Raises UsageError when the file
        cannot be opened or written, is not a register, or is that of another survey or edition.
        """
        database = Database(Path(path), create=create, patience=patience)
        register = cls(database, survey_id, edition, now)
        try:
            register._claim(Path(path))
        except BaseException:
            database.close()
            raise
        return register

    def _claim(self, path: Path) -> None:
        holder = "SELECT survey, edition FROM register"
        found = self._database.row(holder)
        if found is None:
            with self.transaction():
                found = self._database.row(holder)
                if found is None:
                    self._database.insert(
                        "INSERT INTO register (survey, edition, created_at) VALUES (?, ?, ?)",
                        *(self.survey, self.edition, self._journal.moment()),
                    )
                    return
        if (found["survey"], found["edition"]) != (self.survey, self.edition):
            raise UsageError(
                f"{path} is the register of {found['survey']} {found['edition']}, not of {self.survey} "
                f"{self.edition}. Give another name with --register."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the register cannot be used after."""
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All that is added in `with register.transaction():` is kept together, or nothing of it."""
        return self._database.transaction()

    def add_file(
        self, data: bytes, name: str, *, file_format: str | None = None, modified: datetime | None = None
    ) -> FileRecord:
        """Keeps a file, known by its bytes; `file_format` is by default the name's suffix without its dot.

        The same bytes again give the first record, with `already` set unless nothing was recorded of it; a
        name that they never had before is noted as an event.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        known = canonical(name) or "?"
        with self.transaction():
            found = queries.file(self._database, sha256)
            if found is not None:
                if known not in queries.names(self._database, found):
                    self._journal.note(EventKind.SEEN_AGAIN, file=sha256, detail=known)
                return replace(found, already=found.outcome is not Outcome.PENDING)
            suffix = PurePath(known).suffix.lstrip(".").lower()
            moment = self._journal.moment()
            self._database.insert(
                "INSERT INTO file (sha256, name, size, format, modified_at, collected_at, content)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(sha256, known, len(data), suffix if file_format is None else file_format),
                *(None if modified is None else encode_time(modified), moment, data),
            )
            self._journal.note(EventKind.COLLECTED, file=sha256, detail=known)
            return self.file(sha256)

    def record_refusal(
        self, file: FileRecord, code: str, reason: str, request: str, line: int | None = None
    ) -> FileRecord:
        """Records that a file, or one of its lines (from 1), could not be read; once for each code."""
        part = line or 0
        with self.transaction():
            same = "SELECT 1 FROM refusal WHERE file = ? AND part = ? AND code = ?"
            if self._database.row(same, file.sha256, part, code) is None:
                self._database.insert(
                    "INSERT INTO refusal (file, part, code, reason, request, refused_at) VALUES (?, ?, ?, ?, ?, ?)",
                    *(file.sha256, part, code, canonical(reason), canonical(request), self._journal.moment()),
                )
                self._journal.note(EventKind.REFUSED, file=file.sha256, detail=code)
            return replace(self.file(file.sha256), already=file.already)

    def record_response(
        self, file: FileRecord, part: int, response: Response, findings: Sequence[Finding] = ()
    ) -> ResponseRecord:
        """Records what was read in a file: part 0, or a line of it (from 1).

        It takes the place of the respondent's current response. The same part of the same file again gives
        the first record, with `already` set. Raises UsageError for a response to another survey or edition.
        """
        if (response.survey, response.edition) != (self.survey, self.edition):
            raise UsageError(
                f"{file.name} answers {response.survey} {response.edition}; this register is that of "
                f"{self.survey} {self.edition}."
            )
        with self.transaction():
            again = "SELECT id FROM response WHERE file = ? AND part = ?"
            found = self._database.row(again, file.sha256, part)
            if found is not None:
                return replace(self.response(found["id"]), already=True)
            whose = response.respondent
            former = None if whose is None else queries.latest(self._database, whose)
            added = self._database.insert(
                "INSERT INTO response (file, part, respondent, supersedes, received_at, answers, findings, found)"
                " VALUES (?, ?, ?, ?, ?, ?, '[]', ?)",
                *(file.sha256, part, response.respondent, former, self._journal.moment()),
                *(encode_response(response), encode_findings(tuple(findings))),
            )
            self._journal.note(
                EventKind.RECORDED,
                file=file.sha256,
                response=added,
                respondent=response.respondent,
                detail="" if former is None else f"supersedes {former}",
            )
            return self.response(added)

    def attribute(self, response_id: int, respondent: RespondentCode, who: str, why: str) -> ResponseRecord:
        """Says whose a response is that does not say so itself; the last word counts if it is said again.

        Responses keep the order in which they came: one older than the respondent's current response does
        not take its place. Raises UsageError for a response that is not there or has its respondent.
        """
        signature = _signature(who, why)
        with self.transaction():
            found = self.response(response_id)
            if found.respondent is not None and not found.attributed:
                raise UsageError(
                    f"Response {response_id} is that of {found.respondent}, as its file says; only one "
                    "without a respondent can be attributed."
                )
            if found.respondent == respondent:
                return replace(found, already=True)
            former = queries.latest(self._database, respondent)
            newer = former is not None and former < response_id
            self._database.insert(
                "INSERT INTO attribution (response, respondent, supersedes, who, why, attributed_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                *(response_id, respondent, former if newer else None, *signature, self._journal.moment()),
            )
            self._journal.note(
                EventKind.ATTRIBUTED,
                file=found.file,
                response=response_id,
                respondent=respondent,
                who=signature[0],
                detail=signature[1],
            )
            return self.response(response_id)

    def correct(self, respondent: RespondentCode, field: FieldId, answer: Answer, who: str, why: str) -> Correction:
        """Corrects one answer of a respondent's current response, signed; what was read stays on record.

        A later return of the respondent supersedes the correction with the response that it was made to.
        Raises UsageError when the respondent has no response or the response no such field.
        """
        signature = _signature(who, why)
        with self.transaction():
            latest = queries.latest(self._database, respondent)
            if latest is None:
                raise UsageError(f"{respondent} has no response to correct in this register.")
            found = self.response(latest)
            if field not in found.response.answers:
                close = nearest(field, found.response.answers)
                hint = f" Did you mean {close}?" if close else ""
                raise UsageError(f"The response of {respondent} has no field {field}.{hint}")
            added = self._database.insert(
                "INSERT INTO correction (response, field, answer, who, why, corrected_at) VALUES (?, ?, ?, ?, ?, ?)",
                *(latest, field, encode_answer(answer), *signature, self._journal.moment()),
            )
            self._journal.note(
                EventKind.CORRECTED,
                file=found.file,
                response=latest,
                respondent=respondent,
                who=signature[0],
                detail=f"{field}: {signature[1]}",
            )
            return queries.correction(self._database, added)


def _signature(who: str, why: str) -> tuple[str, str]:
    signature = canonical(who), canonical(why)
    if not all(signature):
        raise UsageError("Say who decides, and why: attributions and corrections are signed.")
    return signature

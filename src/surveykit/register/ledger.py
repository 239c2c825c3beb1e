"""The register: what is added to it. Nothing is changed: which response counts follows from what is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.findings import Finding
from surveykit.ids import FieldId, RespondentCode
from surveykit.register import queries
from surveykit.register.database import Database
from surveykit.register.encoding import encode_answer, encode_findings, encode_response, encode_time
from surveykit.register.files import FileLedger
from surveykit.register.records import Correction, EventKind, FileRecord, ResponseRecord, SettlementRecord
from surveykit.responses import Answer, Response
from surveykit.texts import canonical, nearest


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Register(FileLedger):
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

    def batch(self) -> AbstractContextManager[Callable[[], bool]]:
        """The transactions in `with register.batch() as kept:` reach the disk every half second, each whole.

        `kept()` says whether all of them are there by now.
        """
        return self._database.batch()

    def record_response(
        self,
        file: FileRecord,
        part: int,
        response: Response,
        findings: Sequence[Finding] = (),
        *,
        saved: datetime | None = None,
        untouched: bool = False,
    ) -> ResponseRecord:
        """Records what was read in a file: part 0, or a line of it (from 1).

        `saved` is when the file says that it was saved; `untouched` says that it came back as it was sent, so that it
        is no return. The same part of the same file again gives the first record, with `already` set. Raises UsageError
        for a response to another survey or edition.
        """
        with self.transaction():
            added, already = self.add_response(file, part, response, findings, saved=saved, untouched=untouched)
            return replace(self.response(added), already=already)

    def add_response(
        self,
        file: FileRecord,
        part: int,
        response: Response,
        findings: Sequence[Finding] = (),
        *,
        saved: datetime | None = None,
        untouched: bool = False,
    ) -> tuple[int, bool]:
        """Does what `record_response` does; gives the identifier of the response, and whether it was there before."""
        if (response.survey, response.edition) != (self.survey, self.edition):
            raise UsageError(
                f"{file.name} answers {response.survey} {response.edition}; this register is that of "
                f"{self.survey} {self.edition}."
            )
        with self.transaction():
            again = "SELECT id FROM response WHERE file = ? AND part = ?"
            found = self._database.row(again, file.sha256, part)
            if found is not None:
                return found["id"], True
            added = self._database.insert(
                "INSERT INTO response (file, part, respondent, received_at, answers, findings, found, saved_at,"
                " untouched) VALUES (?, ?, ?, ?, ?, '[]', ?, ?, ?)",
                *(file.sha256, part, response.respondent, self._journal.moment()),
                *(encode_response(response), encode_findings(tuple(findings))),
                *(None if saved is None else encode_time(saved), int(untouched)),
            )
            self._journal.note(
                EventKind.RECORDED, file=file.sha256, response=added, respondent=response.respondent, detail=""
            )
            return added, False

    def reread(
        self,
        response_id: int,
        response: Response,
        findings: Sequence[Finding],
        who: str,
        why: str,
        *,
        saved: datetime | None = None,
        untouched: bool = False,
    ) -> ResponseRecord:
        """Records what this version reads in a response that an earlier version read otherwise; the last one counts.

        It is signed. What was read first stays on record, and so do the corrections. Raises UsageError for a response
        that is not there, for one to another survey or edition, and without a signature.
        """
        signature = _signature(who, why)
        if (response.survey, response.edition) != (self.survey, self.edition):
            raise UsageError(f"Response {response_id} is read as one to {response.survey} {response.edition} now.")
        with self.transaction():
            found = self.response(response_id)
            self._database.insert(
                "INSERT INTO rereading (response, respondent, answers, found, saved_at, untouched, who, why, reread_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(response_id, response.respondent, encode_response(response), encode_findings(tuple(findings))),
                *(None if saved is None else encode_time(saved), int(untouched), *signature, self._journal.moment()),
            )
            self._journal.note(
                EventKind.REREAD,
                file=found.file,
                response=response_id,
                respondent=response.respondent,
                who=signature[0],
                detail=signature[1],
            )
            return self.response(response_id)

    def settle(self, respondent: RespondentCode, kept: int, who: str, why: str) -> SettlementRecord:
        """Decides which of the returns of a respondent counts; signed, with the returns that were compared.

        Every return that the register holds by now is among them. A later one is compared with the one kept. Raises
        UsageError when it is no return of the respondent, or an untouched form, and without a signature.
        """
        signature = _signature(who, why)
        with self.transaction():
            theirs = queries.returns_of(self._database, respondent)
            if kept not in theirs.succession.order:
                raise UsageError(f"{respondent} has no return {kept} that can count in this register.")
            added = self._database.insert(
                "INSERT INTO settlement (respondent, kept, among, who, why, settled_at) VALUES (?, ?, ?, ?, ?, ?)",
                *(respondent, kept, json.dumps(sorted(theirs.succession.order)), *signature, self._journal.moment()),
            )
            self._journal.note(
                EventKind.SETTLED, response=kept, respondent=respondent, who=signature[0], detail=signature[1]
            )
            return queries.settlement_by_id(self._database, added)

    def attribute(self, response_id: int, respondent: RespondentCode, who: str, why: str) -> ResponseRecord:
        """Says whose a response is that does not say so itself; the last word counts if it is said again.

        It takes its place among the respondent's returns by the day on which it was sent. Raises UsageError for a
        response that is not there or has its respondent.
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
            self._database.insert(
                "INSERT INTO attribution (response, respondent, who, why, attributed_at) VALUES (?, ?, ?, ?, ?)",
                *(response_id, respondent, *signature, self._journal.moment()),
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
        """Corrects one answer of the response that counts for a respondent, signed; what was read stays on record.

        A later return that says something else waits until somebody decides (`settle`). Raises UsageError when the
        respondent has no response or the response no such field.
        """
        signature = _signature(who, why)
        with self.transaction():
            counting = queries.returns_of(self._database, respondent).counting
            if counting is None:
                raise UsageError(f"{respondent} has no response to correct in this register.")
            found = counting.record
            if field not in found.response.answers:
                close = nearest(field, found.response.answers)
                hint = f" Did you mean {close}?" if close else ""
                raise UsageError(f"The response of {respondent} has no field {field}.{hint}")
            added = self._database.insert(
                "INSERT INTO correction (response, field, answer, who, why, corrected_at) VALUES (?, ?, ?, ?, ?, ?)",
                *(found.id, field, encode_answer(answer), *signature, self._journal.moment()),
            )
            self._journal.note(
                EventKind.CORRECTED,
                file=found.file,
                response=found.id,
                respondent=respondent,
                who=signature[0],
                detail=f"{field}: {signature[1]}",
            )
            return queries.correction_by_id(self._database, added)


def _signature(who: str, why: str) -> tuple[str, str]:
    signature = canonical(who), canonical(why)
    if not all(signature):
        raise UsageError("Say who decides, and why: attributions, corrections and decisions are signed.")
    return signature

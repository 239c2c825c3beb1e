"""The files of a register: each kept once by its bytes, the messages that carried it, and what could not be read."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath

from msgspec.structs import replace

from surveykit.register import queries
from surveykit.register.coding import CodingLedger
from surveykit.register.encoding import decode_time, encode_time
from surveykit.register.records import EventKind, FileRecord, MessageRecord, Outcome
from surveykit.texts import canonical

_MOST_NAMES = 100
"""Names under which the same bytes are noted; an archive may hold them ten thousand times."""


class FileLedger(CodingLedger):
    """The files that a register keeps, and that more come."""

    def add_file(
        self,
        data: bytes,
        name: str,
        *,
        file_format: str | None = None,
        modified: datetime | None = None,
        line: int | None = None,
    ) -> FileRecord:
        """Keeps a file, known by its bytes; `file_format` is by default the name's suffix without its dot.

        `line` is its number (from 1) when it is one line of a file of several that is kept line by line.

        The same bytes again give the first record, with `already` set unless nothing was recorded of it; a name that
        they never had before is noted as an event, and so is an earlier moment of saving.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        known = canonical(name) or "?"
        with self._database.transaction():
            found = queries.file(self._database, sha256)
            if found is not None:
                self._deliver_again(found, known, modified)
                return replace(self.file(sha256), already=found.outcome is not Outcome.PENDING)
            suffix = PurePath(known).suffix.lstrip(".").lower()
            moment = self._journal.moment()
            self._database.insert(
                "INSERT INTO file (sha256, name, size, format, modified_at, collected_at, content, line)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(sha256, known, len(data), suffix if file_format is None else file_format),
                *(None if modified is None else encode_time(modified), moment, data, line),
            )
            self._journal.note(EventKind.COLLECTED, file=sha256, detail=known)
            known_as = suffix if file_format is None else file_format
            collected = decode_time(moment)
            return FileRecord(
                sha256, known, len(data), known_as, collected, modified, outcome=Outcome.PENDING, line=line
            )

    def _deliver_again(self, found: FileRecord, name: str, modified: datetime | None) -> None:
        """Notes a file that came before, where its name is new or its file system says an earlier moment of saving."""
        earlier = modified is not None and (found.modified_at is None or modified < found.modified_at)
        names = queries.names(self._database, found.sha256)
        if len(names) >= _MOST_NAMES or (name in names and not earlier):
            return
        self._database.insert(
            "INSERT INTO delivery (file, name, modified_at, collected_at) VALUES (?, ?, ?, ?)",
            *(found.sha256, name, None if modified is None else encode_time(modified), self._journal.moment()),
        )
        self._journal.note(EventKind.SEEN_AGAIN, file=found.sha256, detail=name)

    def record_refusal(
        self,
        file: FileRecord,
        code: str,
        reason: str,
        request: str,
        line: int | None = None,
        *,
        member: str | None = None,
    ) -> FileRecord:
        """Records that a file, one of its lines (from 1) or a `member` of it could not be read; once for each code.

        The members that a message refuses have numbers, from 1, in the place of lines.
        """
        self.add_refusal(file, code, reason, request, line, member=member)
        return replace(self.file(file.sha256), already=file.already)

    def add_refusal(
        self,
        file: FileRecord,
        code: str,
        reason: str,
        request: str,
        line: int | None = None,
        *,
        member: str | None = None,
    ) -> None:
        """Does what `record_refusal` does, without looking at what the file has become."""
        part = line or 0
        with self._database.transaction():
            same = "SELECT 1 FROM refusal WHERE file = ? AND part = ? AND code = ?"
            if self._database.row(same, file.sha256, part, code) is None:
                self._database.insert(
                    "INSERT INTO refusal (file, part, code, reason, request, refused_at, member)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    *(file.sha256, part, code, canonical(reason), canonical(request), self._journal.moment(), member),
                )
                self._journal.note(EventKind.REFUSED, file=file.sha256, detail=code)

    def record_message(
        self, file: FileRecord, *, sender: str, sent_at: datetime | None, subject: str, words: str
    ) -> MessageRecord:
        """Records that a file is a message: who sent it, when (None when it does not say it), its subject and words.

        The same file again gives the first record.
        """
        with self._database.transaction():
            if queries.message_record(self._database, file.sha256) is None:
                self._database.insert(
                    "INSERT INTO message (file, sender, sent_at, subject, words, received_at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    *(file.sha256, canonical(sender), None if sent_at is None else encode_time(sent_at)),
                    *(canonical(subject), canonical(words), self._journal.moment()),
                )
            return self.message(file.sha256)

    def carry(self, file: FileRecord, message: MessageRecord) -> None:
        """Records that a file came in a message; once."""
        with self._database.transaction():
            same = "SELECT 1 FROM carriage WHERE file = ? AND message = ?"
            if self._database.row(same, file.sha256, message.file) is None:
                self._database.insert(
                    "INSERT INTO carriage (file, message, carried_at) VALUES (?, ?, ?)",
                    *(file.sha256, message.file, self._journal.moment()),
                )
                self._journal.note(EventKind.CARRIED, file=file.sha256, detail=message.name)

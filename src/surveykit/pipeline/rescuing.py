"""What can be relied on of a damaged register, written to a new one; what is lost is read again in its file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from surveykit.brief import Discreet, number_of
from surveykit.errors import UnreadableFile, UsageError
from surveykit.mailbox import LARGEST_MESSAGE
from surveykit.model import Survey
from surveykit.pipeline.reading import FileReader
from surveykit.register import Outcome, Register
from surveykit.register.rescue import ReadAgain, Transplant, Unsaved, transplant


class Rescue(Discreet, frozen=True):
    """What was written to the new register.

    `copied` is the number of rows of each table that were proved, `read_again` the numbers of the responses that were
    lost and read again in their files, `unsaved` the rows that could be read and are left behind, because the file or
    the response that they are about is lost.
    """

    copied: Mapping[str, int]
    read_again: tuple[int, ...]
    unsaved: tuple[Unsaved, ...]

    def _counts(self) -> str:
        return f"{number_of(sum(self.copied.values()), 'row')} copied, {len(self.read_again)} responses read again"


def rescue(survey: Survey, path: Path, new: Path, *, originals: Path | None = None, who: str = "surveykit") -> Rescue:
    """Writes what can be relied on of the damaged register `path` to a new one; the damaged one stays as it is.

    Proved rows keep their numbers, so that corrections and decisions hold. A response that is lost is read again in its
    stored file. A stored file that is no longer whole is taken from the folder `originals`, where it is there, known by
    its digest; without it, it is left behind with the responses that came from it. The new register has an event that
    tells of the rescue, by `who`.

    Raises UsageError when the register is sound, is of another survey, or `new` exists; DamagedRegister when nothing
    of it can be read.
    """
    if new.exists():
        raise UsageError(f"{new} exists already: name a file that does not, for the register that is to be made.")
    content_of = _contents_in(originals)
    with transplant(path, new, (survey.id, survey.edition)) as work:
        reader, copied, again = FileReader(survey), {}, []
        for table in work.order:
            if table == "response":
                again = [*_read_again(reader, work)]
            copied[table] = work.copy(table, content_of)
        work.note(who, path.name)
    with Register.open(new, survey.id, survey.edition, create=False) as register:
        _read_pending(reader, register)
    return Rescue(copied, tuple(again), tuple(work.unsaved))


def _contents_in(folder: Path | None) -> Callable[[str], bytes | None]:
    """Finds the bytes of a file by their digest, in a folder at every depth."""
    if folder is None:
        return lambda _: None
    every = (one for one in sorted(folder.rglob("*")) if one.is_file() and one.stat().st_size <= LARGEST_MESSAGE)
    known = {hashlib.sha256(one.read_bytes()).hexdigest(): one for one in every}
    return lambda sha256: known[sha256].read_bytes() if sha256 in known else None


def _read_again(reader: FileReader, work: Transplant) -> Iterator[int]:
    """Reads the lost responses in their files; which of them."""
    for lost in work.lost_responses():
        found = reader.read_again(*work.stored(lost[0].file))
        parts = [(part, one) for part, one in found if not isinstance(one, UnreadableFile)]
        free = [(part, one) for part, one in parts if part not in work.parts(lost[0].file)]
        for place, (part, one) in zip(lost, free, strict=False):
            work.give_back(ReadAgain(place, part, one.response, one.findings, one.saved, one.untouched))
            yield place.row


def _read_pending(reader: FileReader, register: Register) -> None:
    """Reads the files of which nothing is left but themselves."""
    for file in register.files():
        if file.outcome is not Outcome.PENDING:
            continue
        with register.transaction():
            for part, one in reader.read_again(register.content(file.sha256), file.name, file.line):
                if isinstance(one, UnreadableFile):
                    told = one.told_in(reader.language)
                    register.record_refusal(file, told.code, told.reason, told.request, line=part or None)
                else:
                    register.record_response(
                        file, part, one.response, one.findings, saved=one.saved, untouched=one.untouched
                    )

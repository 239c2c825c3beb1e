"""Which reader a returned file is for, by its first bytes and never by trusting its name."""

from __future__ import annotations

from pathlib import PurePath

from surveykit import interchange, plugins
from surveykit.errors import MissingExtra, UnreadableFile
from surveykit.interchange import FormAtLine
from surveykit.mailbox import refuse_containers
from surveykit.ports import Reader, Signed
from surveykit.words import Room

FormsAtLines = tuple[FormAtLine, ...]

_said = Room("refusal")
_AS_SENT = _said.word("Fill in the questionnaire in the file that was sent to you, and send that file.")
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "pdf", _said.word("This file is a PDF (printed or scanned): it holds no field to read.")),
    (b"\x89PNG", "image", _said.word("This file is a picture.")),
    (b"\xff\xd8\xff", "image", _said.word("This file is a picture (a photograph or a scan).")),
    (b"II*\x00", "image", _said.word("This file is a picture (a scan).")),
    (b"MM\x00*", "image", _said.word("This file is a picture (a scan).")),
    (b"GIF8", "image", _said.word("This file is a picture.")),
)


def read(data: bytes, name: str, readers: plugins.Readers) -> FormsAtLines:
    """The forms in a file, each with its line (0 when the file holds a single form), or the refusal of one.

    Raises MissingExtra when the format is known and its packages are not installed.
    """
    try:
        return _read(data, name, readers)
    except UnreadableFile as refusal:
        return ((0, refusal),)


def is_claimed(head: bytes, name: str, readers: plugins.Readers) -> bool:
    """Whether a reader takes the files of this name that begin like this one: an archive is then its own to judge."""
    suffix = PurePath(name).suffix.lower()
    named = [one for one in readers.ready.values() if suffix in one.suffixes]
    return any(not isinstance(one, Signed) or head.startswith(one.signatures) for one in named)


def _read(data: bytes, name: str, readers: plugins.Readers) -> FormsAtLines:
    if not data:
        raise UnreadableFile.of(
            "empty", _said.word("This file is empty."), _said.word("Send the filled questionnaire again.")
        )
    suffix = PurePath(name).suffix.lower()
    reader = _by_signature(data, suffix, readers)
    refuse_containers(data, claimed=is_claimed(data, name, readers))
    if reader is None:
        if interchange.looks_like_answers(data) or suffix in interchange.SUFFIXES:
            return interchange.read(data)
        _refuse_known(data, readers)
        reader = _by_suffix(suffix, readers)
    return ((0, reader.read(data)),)


def _by_signature(data: bytes, suffix: str, readers: plugins.Readers) -> Reader | None:
    """The reader whose format the bytes begin like; of several (many formats are archives), the one of the suffix."""
    alike = [one for one in readers.ready.values() if isinstance(one, Signed) and data.startswith(one.signatures)]
    return next((one for one in alike if suffix in one.suffixes), alike[0] if alike else None)


def _refuse_known(data: bytes, readers: plugins.Readers) -> None:
    """Refuses what is known by its first bytes and no reader answers for."""
    for signature, code, reason in _REFUSED:
        if data.startswith(signature):
            if code in readers.missing:
                raise MissingExtra(readers.missing[code])
            raise UnreadableFile.of(code, reason, _AS_SENT)


def _by_suffix(suffix: str, readers: plugins.Readers) -> Reader:
    for reader in readers.ready.values():
        if suffix in reader.suffixes:
            return reader
    for missing, command in readers.missing.items():
        if suffix == f".{missing}":
            raise MissingExtra(command)
    raise UnreadableFile.of("unknown_format", _said.word("The format of this file is not known."), _AS_SENT)

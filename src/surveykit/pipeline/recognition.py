"""Which reader a returned file is for, by its first bytes and never by trusting its name."""

from __future__ import annotations

from pathlib import PurePath

from surveykit import interchange, plugins
from surveykit.errors import MissingExtra, UnreadableFile
from surveykit.interchange import Part
from surveykit.ports import Reader, Signed

Parts = tuple[Part, ...]

_AS_SENT = "Demandez que le questionnaire soit rempli dans le fichier envoyé, et retourné tel quel."
_REFUSED: tuple[tuple[bytes, str, str, str], ...] = (
    (
        b"%PDF",
        "pdf",
        "Ce fichier est un PDF (impression ou numérisation)\u00a0: il ne contient aucun champ à lire.",
        _AS_SENT,
    ),
    (b"\x89PNG", "image", "Ce fichier est une image.", _AS_SENT),
    (b"\xff\xd8\xff", "image", "Ce fichier est une image (photographie ou numérisation).", _AS_SENT),
    (b"II*\x00", "image", "Ce fichier est une image (numérisation).", _AS_SENT),
    (b"MM\x00*", "image", "Ce fichier est une image (numérisation).", _AS_SENT),
    (b"GIF8", "image", "Ce fichier est une image.", _AS_SENT),
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read(data: bytes, name: str, readers: plugins.Readers) -> Parts:
    """What stands in a file, each response after its line (0 when it has the file for itself), or its refusal.

    Raises MissingExtra when the format is known and its packages are not installed.
    """
    try:
        return _read(data, name, readers)
    except UnreadableFile as refusal:
        return ((0, refusal),)


def _read(data: bytes, name: str, readers: plugins.Readers) -> Parts:
    if not data:
        raise UnreadableFile("empty", "Ce fichier est vide.", "Demandez un nouvel envoi.")
    suffix = PurePath(name).suffix.lower()
    reader = _by_signature(data, readers)
    if reader is None:
        if interchange.looks_like_answers(data) or suffix in interchange.SUFFIXES:
            return interchange.read(data)
        _refuse_known(data, readers)
        reader = _by_suffix(suffix, readers)
    return ((0, reader.read(data)),)


def _by_signature(data: bytes, readers: plugins.Readers) -> Reader | None:
    signed = (reader for reader in readers.ready.values() if isinstance(reader, Signed))
    return next((reader for reader in signed if data.startswith(reader.signatures)), None)


def _refuse_known(data: bytes, readers: plugins.Readers) -> None:
    """Refuses what is known by its first bytes and no reader answers for."""
    for signature, code, reason, request in _REFUSED:
        if data.startswith(signature):
            if code in readers.missing:
                raise MissingExtra(readers.missing[code])
            raise UnreadableFile(code, reason, request)
    if data.startswith(_ARCHIVES):
        raise UnreadableFile("archive", "Ce fichier est une archive compressée.", "Demandez les fichiers eux-mêmes.")


def _by_suffix(suffix: str, readers: plugins.Readers) -> Reader:
    for reader in readers.ready.values():
        if suffix in reader.suffixes:
            return reader
    for missing, command in readers.missing.items():
        if suffix == f".{missing}":
            raise MissingExtra(command)
    raise UnreadableFile("unknown_format", "Le format de ce fichier n’est pas reconnu.", _AS_SENT)

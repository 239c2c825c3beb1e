"""A Word file as parts and relations, whatever its parts are called and whatever dialect it is in."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from surveykit_docx.dialects import transitional
from surveykit_docx.guard import PART_LIMIT, READ_LIMIT, archive, entry_bytes, parsed
from surveykit_docx.refusals import refusal
from surveykit_docx.sight import RunLooks

_OPEN_DOCUMENT_TEXT = b"application/vnd.oasis.opendocument.text"
_FAMILIES = (("wordprocessingml", "word"), ("spreadsheetml", "excel"), ("presentationml", "powerpoint"))


class Relation(Struct, frozen=True):
    """A relation to another part: its kind (the last word of its type, in lower case), the part's name, its id."""

    kind: str
    target: str
    number: str = ""


class Package:
    """The parts of a returned file, read one by one and no further than the guard allows.

    Raises UnreadableFile, here and in every method, for what is not a sound Word file.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = archive(data)
        self._names = {name.casefold(): name for name in self._archive.namelist()}
        self._unread = READ_LIMIT
        self._refuse_other_archives()
        self._relations = self.relations("")
        self.main = self._main_part()
        self._main_relations = self.relations(self.main)

    @property
    def macros(self) -> bool:
        """Whether the file holds macros; they are never opened."""
        return any(posixpath.basename(name).startswith("vbaproject") for name in self._names)

    def root(self, part: str) -> etree._Element | None:
        """The root element of a part in the transitional dialect, or None when there is no such part."""
        name = self._names.get(part.casefold())
        if name is None:
            return None
        return transitional(parsed(self._bytes(name)))

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relations of a part (of the whole file for an empty name) to other parts of the file."""
        folder, base = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        return tuple(
            Relation(
                _kind(element.get("Type", "")),
                _resolved(folder, element.get("Target", "")),
                element.get("Id", ""),
            )
            for element in root
            if element.get("TargetMode", "Internal") == "Internal"
        )

    def related(self, kind: str) -> tuple[etree._Element, ...]:
        """The roots of the parts to which the main part, or the file, has relations of one kind."""
        every = (*self._main_relations, *self._relations)
        targets = dict.fromkeys(one.target for one in every if one.kind == kind)
        roots = (self.root(target) for target in targets)
        return tuple(root for root in roots if root is not None)

    def parts_related(self, kind: str) -> tuple[str, ...]:
        """The names of the parts to which the main part has relations of one kind."""
        return tuple(dict.fromkeys(one.target for one in self._main_relations if one.kind == kind))

    def looks(self) -> RunLooks:
        """How the styles of the document change what is read of its runs."""
        part = next((one.target for one in self._main_relations if one.kind == "styles"), "")
        name = self._names.get(part.casefold())
        return RunLooks.told_by(None if name is None else self._bytes(name), lambda data: transitional(parsed(data)))

    def inserted(self, number: str) -> bytes | None:
        """The bytes of the document inserted in the main part by a relation; None when they are not in the file."""
        kinds = {"afchunk", "subdocument"}
        part = next((one.target for one in self._main_relations if one.number == number and one.kind in kinds), "")
        name = self._names.get(part.casefold())
        return None if name is None else self._bytes(name)

    def _bytes(self, name: str) -> bytes:
        data = entry_bytes(self._archive, name, min(PART_LIMIT, self._unread))
        self._unread -= len(data)
        return data

    def _refuse_other_archives(self) -> None:
        if "mimetype" in self._names:
            written = entry_bytes(self._archive, self._names["mimetype"], 1024)
            raise refusal("odt" if written.startswith(_OPEN_DOCUMENT_TEXT) else "not_word")
        if "[content_types].xml" not in self._names or "_rels/.rels" not in self._names:
            raise refusal("damaged" if "word/document.xml" in self._names else "zip")

    def _main_part(self) -> str:
        """The name of the document's part, by the file's relations: it need not be word/document.xml."""
        main = next((one.target for one in self._relations if one.kind == "officedocument"), None)
        family = self._family(main or "")
        if family in {"excel", "powerpoint"}:
            raise refusal(family)
        if main is None or main.casefold() not in self._names:
            raise refusal("damaged" if family == "word" else "not_word")
        return main

    def _family(self, main: str) -> str | None:
        """Which office program's file this is, by the content type of its main part."""
        root = self.root("[Content_Types].xml")
        wanted = f"/{main}".casefold()
        for element in () if root is None else root:
            if element.get("PartName", "").casefold() == wanted:
                declared = element.get("ContentType", "")
                return next((family for word, family in _FAMILIES if word in declared), None)
        return None


def _kind(relation_type: str) -> str:
    """The last word of a relation's type; `custom-properties` and the strict `customProperties` are one."""
    return relation_type.rpartition("/")[2].replace("-", "").lower()


def _resolved(folder: str, target: str) -> str:
    """The name of a part from a relation's target, which may be relative to the folder of its source."""
    return posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")

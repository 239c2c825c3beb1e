"""The origin of a file, as it gives it: its form, its copy, and the controls that it was made with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from lxml import etree
from msgspec import Struct

from surveykit.document import read_marks
from surveykit.filled import CopySource, saved_since
from surveykit.ids import CopyRef, FieldId, FormRef
from surveykit.words.marks import says_simulated
from surveykit_docx.naming import (
    CONTROLS_PROPERTY,
    COPY_PROPERTY,
    FORM_PROPERTY,
    PREFILLED_PROPERTY,
    SIMULATED_PROPERTY,
    Key,
    words_in_properties,
)
from surveykit_docx.package import Package

_CORE = ("identifier", "keywords")
_PARTED = re.compile(r"[;,\s]+")
_FORM_WITH_DIGEST = re.compile(r"[^/]+/[^/]+/[0-9a-f]{12}")
"""A form's reference among keywords, where people may have written others."""


class Provenance(Struct, frozen=True):
    """The form's reference if it is given, every copy's reference in order of trust, the form's keys, the marks.

    `simulated` that the file says that nobody gave its answers. `saved` is when it was saved since it was made.
    """

    form: FormRef | None
    copies: tuple[tuple[CopyRef, CopySource], ...]
    keys: tuple[Key, ...]
    prefilled: Mapping[FieldId, str]
    simulated: bool
    saved: datetime | None


def provenance_of(package: Package, headers: Sequence[str]) -> Provenance:
    """The origin from the custom properties, then the core properties, then (but for the form) the headers."""
    custom, told = _custom_properties(package), _core_properties(package)
    core = [word for name in _CORE for text in told.get(name, ()) for word in _PARTED.split(text)]
    forms = [custom.get(FORM_PROPERTY, ""), *filter(_FORM_WITH_DIGEST.fullmatch, core)]
    form = next((found for found in map(FormRef.parse, forms) if found is not None), None)
    copies: dict[CopyRef, CopySource] = {}
    for word in (custom.get(COPY_PROPERTY, ""), *core):
        reference = CopyRef.parse(word)
        if reference is not None:
            copies.setdefault(reference, CopySource.PROPERTIES)
    for text in headers:
        reference = CopyRef.find(text)
        if reference is not None:
            copies.setdefault(reference, CopySource.HEADER)
    keys = tuple(map(Key.parse, words_in_properties(CONTROLS_PROPERTY, custom)))
    marks = read_marks(" ".join(words_in_properties(PREFILLED_PROPERTY, custom)))
    simulated = SIMULATED_PROPERTY in custom or any(map(says_simulated, (*told.get("title", ()), *headers)))
    saved = saved_since(*(_moment(told.get(name, ())) for name in ("created", "modified")))
    return Provenance(form, tuple(copies.items()), keys, marks, simulated, saved)


def _moment(texts: Iterable[str]) -> datetime | None:
    """The first moment among these texts, None when no moment can be read in any."""
    for text in texts:
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    return None


def _custom_properties(package: Package) -> Mapping[str, str]:
    """The custom properties, by name; every value as text."""
    return {
        element.get("name", ""): _text(element)
        for root in package.related("customproperties")
        for element in root
        if element.get("name")
    }


def _core_properties(package: Package) -> Mapping[str, list[str]]:
    """The texts of each core property, by its name."""
    told: dict[str, list[str]] = {}
    for root in package.related("coreproperties"):
        for element in root.iterchildren("{*}*"):
            told.setdefault(etree.QName(element).localname, []).append(_text(element))
    return told


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()

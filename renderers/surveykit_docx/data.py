"""The data that a file keeps beside its text (custom XML parts), which Word shows in the controls bound to it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from surveykit_docx.package import Package
from surveykit_docx.story import ContentControl

_STEP = re.compile(r"/(?:[\w.-]+:)?([\w.-]+)(?:\[(\d{1,4})\])?")
_PATH = re.compile(rf"(?:{_STEP.pattern})+(?:/@(?:[\w.-]+:)?([\w.-]+))?")
_DEPTH = 20
"""Steps of a path that are followed."""


class BoundData:
    """The stores of a file, opened when the first control asks for one."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._stores: Mapping[str, etree._Element] | None = None

    def shown_in(self, control: ContentControl) -> str | None:
        """The value that a control shows, None when it shows what it holds: it is not bound, or to nothing there is.

        Word evaluates any XPath; only plain paths, which are the ones that it writes, are followed.
        """
        if control.bound is None:
            return None
        if self._stores is None:
            self._stores = _stores(self._package)
        store, path = control.bound
        root = self._stores.get(store.lower())
        return None if root is None else _value(root, path)


def _stores(package: Package) -> Mapping[str, etree._Element]:
    """The root of each store, by its identifier in small letters."""
    found = {}
    for part in package.parts_related("customxml"):
        properties = (package.root(one.target) for one in package.relations(part) if one.kind == "customxmlprops")
        identifiers = (str(value) for one in properties if one is not None for _, value in one.items())
        root = package.root(part)
        if root is not None:
            found.update(dict.fromkeys((one.lower() for one in identifiers), root))
    return found


def _value(root: etree._Element, path: str) -> str | None:
    """The text at a path, namespaces left aside; None when it leads nowhere."""
    whole = _PATH.fullmatch(path.strip())
    steps = _STEP.findall(path.partition("/@")[0])
    if whole is None or not steps or len(steps) > _DEPTH or steps[0][0] != _name(root):
        return None
    here = root
    for name, rank in steps[1:]:
        same = [one for one in here.iterchildren(etree.Element) if _name(one) == name]
        place = int(rank or 1) - 1
        if not 0 <= place < len(same):
            return None
        here = same[place]
    attribute = path.partition("/@")[2].rpartition(":")[2]
    if not attribute:
        return "".join(str(text) for text in here.itertext())
    return next((str(value) for name, value in here.items() if str(name).rpartition("}")[2] == attribute), None)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]

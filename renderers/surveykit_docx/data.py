"""The data that a file keeps beside its text (custom XML parts), which Word shows in the controls bound to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from surveykit_docx.package import Package
from surveykit_docx.story import ContentControl

_STEP = re.compile(r"/(?:[\w.-]+:)?([\w.-]+)(?:\[([1-9]\d{0,3})\])?")
_PATH = re.compile(rf"(?P<steps>(?:{_STEP.pattern}){{1,20}})(?:/@(?:[\w.-]+:)?(?P<attribute>[\w.-]+))?")
"""A plain path: twenty steps at most, of a name and perhaps a rank, then perhaps an attribute."""


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
        root = package.root(part)
        if root is not None:
            found.update(dict.fromkeys(_identifiers(package, part), root))
    return found


def _identifiers(package: Package, part: str) -> Iterator[str]:
    """The identifiers of a store, in small letters, by the properties that the file keeps of it."""
    for relation in package.relations(part):
        properties = package.root(relation.target) if relation.kind == "customxmlprops" else None
        if properties is not None:
            yield from (str(value).lower() for value in properties.values())


def _value(root: etree._Element, path: str) -> str | None:
    """The text at a path, namespaces left aside; None when it leads nowhere."""
    plain = _PATH.fullmatch(path.strip())
    element = None if plain is None else _element_at(root, plain["steps"])
    if plain is None or element is None:
        return None
    wanted = plain["attribute"]
    if wanted is None:
        return "".join(str(text) for text in element.itertext())
    return next((str(value) for name, value in element.items() if _local(name) == wanted), None)


def _element_at(root: etree._Element, steps: str) -> etree._Element | None:
    """The element to which the steps of a path lead; None when there is none."""
    here: etree._Element | None = None
    among: Iterable[etree._Element] = (root,)
    for name, rank in _STEP.findall(steps):
        same = [one for one in among if _local(one.tag) == name]
        here = next(iter(same[int(rank or 1) - 1 :]), None)
        if here is None:
            return None
        among = here.iterchildren(etree.Element)
    return here


def _local(name: object) -> str:
    """A name without its namespace."""
    return str(name).rpartition("}")[2]

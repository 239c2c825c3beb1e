"""The structure tree: it separates the content that is read aloud from what is only drawn on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeGuard

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    String,
)

POINTS_IN_A_PIXEL = 0.75
_BEGIN = Operator("BDC")
_ARTIFACT = Dictionary(Type=Name.Pagination)


def mark_artifacts(pdf: Pdf) -> None:
    """Make artifacts of the marked content that no element of the document's structure holds.

    These are the headers and footers of pages, whose elements WeasyPrint leaves outside the structure.
    """
    if "/StructTreeRoot" not in pdf.Root:
        raise ValueError("the page was printed without tags")
    held = _held(pdf.Root.StructTreeRoot)
    for page in pdf.pages:
        _mark(pdf, page, held.get(page.obj.objgen, frozenset()))
    _forget_elements(pdf, held)


def name_links(pdf: Pdf, names: Mapping[str, str]) -> None:
    """Call every link within the document by the words that it leads to, where WeasyPrint gives its anchor."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", Array()):
            name = names.get(str(link.get("/Dest", "")))
            if name is not None:
                link.Contents = String(name)


def mend_structure(pdf: Pdf) -> None:
    """Say what WeasyPrint leaves unsaid of lists, tables and figures.

    Removes the `Div` elements that WeasyPrint puts between a list and its items, gives each `TH` its scope (row or
    column), and each figure its place on the page.
    """
    waiting: list[tuple[Object, bool]] = [(pdf.Root.StructTreeRoot, False)]
    while waiting:
        element, heads_columns = waiting.pop()
        kind = element.get("/S")
        heads_columns = kind == Name.THead or (heads_columns and kind != Name.TBody)
        _mend(element, kind, heads_columns=heads_columns)
        waiting += [(kid, heads_columns) for kid in _kids(element) if _is_element(kid)]


def _mend(element: Object, kind: Object | None, *, heads_columns: bool) -> None:
    if kind == Name.L:
        element.K = Array(list(_items(element)))
    elif kind == Name.TH:
        element.A = Dictionary(O=Name.Table, Scope=Name.Column if heads_columns else Name.Row)
    elif kind == Name.Figure:
        _place(element)


def _is_element(kid: Object | int) -> TypeGuard[Object]:
    """Whether a child is an element of the structure, and no reference to content."""
    return isinstance(kid, Dictionary) and "/S" in kid


def _place(figure: Object) -> None:
    """Give a figure's box in points from the foot of its page: WeasyPrint's is in pixels from the head."""
    height = float(figure.Pg.MediaBox[3])
    left, top, right, bottom = (float(one) * POINTS_IN_A_PIXEL for one in figure.A.BBox)
    figure.A.BBox = Array([round(one, 3) for one in (left, height - bottom, right, height - top)])


def _items(element: Object) -> Iterable[Object]:
    """The children of a list, those of the elements that only group them among them."""
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and kid.get("/S") in {Name.Div, Name.NonStruct}:
            for inner in _kids(kid):
                if isinstance(inner, Dictionary):
                    inner.P = element
                    yield inner
        elif isinstance(kid, Dictionary):
            yield kid


def _held(root: Object) -> dict[tuple[int, int], set[int]]:
    """The numbers of the marked content of each page that the structure holds."""
    held: dict[tuple[int, int], set[int]] = {}
    waiting: list[tuple[Object, Object | None]] = [(root, None)]
    while waiting:
        element, page = waiting.pop()
        own = element.get("/Pg", page)
        for kid in _kids(element):
            if isinstance(kid, int):
                _hold(held, own, kid)
            elif kid.get("/Type") == Name.MCR:
                _hold(held, kid.get("/Pg", own), int(kid.MCID))
            elif kid.get("/Type") != Name.OBJR:
                waiting.append((kid, own))
    return held


def _hold(held: dict[tuple[int, int], set[int]], page: Object | None, number: int) -> None:
    """Notes that the structure holds that content of a page, when it says of which page."""
    if page is not None:
        held.setdefault(page.objgen, set()).add(number)


def _kids(element: Object) -> Iterable[Object | int]:
    kids = element.get("/K")
    if kids is None:
        return ()
    return list(kids) if isinstance(kids, Array) else (kids,)


def _mark(pdf: Pdf, page: Page, held: Iterable[int]) -> None:
    kept = set(held)
    instructions: list[ContentStreamInstruction | ContentStreamInlineImage] = []
    for one in pikepdf.parse_content_stream(page):
        if isinstance(one, ContentStreamInstruction) and one.operator == _BEGIN and _number(one) not in kept:
            instructions.append(ContentStreamInstruction([Name.Artifact, _ARTIFACT], _BEGIN))
        else:
            instructions.append(one)
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _number(instruction: ContentStreamInstruction) -> int | None:
    """The number of the marked content that an instruction opens."""
    properties = instruction.operands[1]
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None


def _forget_elements(pdf: Pdf, held: dict[tuple[int, int], set[int]]) -> None:
    """Take the elements of what became artifacts out of the table that leads from a page to its structure."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = dict(zip([int(one) for one in list(numbers)[::2]], list(numbers)[1::2], strict=True))
    for page in pdf.pages:
        elements = parents.get(int(page.obj.get("/StructParents", -1)))
        if isinstance(elements, Array):
            kept = held.get(page.obj.objgen, set())
            for number in range(len(elements)):
                if number not in kept:
                    elements[number] = None

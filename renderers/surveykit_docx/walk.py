"""Walking a story's XML once, from start to end, without recursion: what comes out is a flat `Story`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from surveykit_docx.dialects import MATH, MC, W, switched_on
from surveykit_docx.fixtures import Fixtures
from surveykit_docx.manuscript import Leave, Manuscript, nothing_more
from surveykit_docx.numbering import Numbers
from surveykit_docx.revisions import ADDED, REMOVED, cell_or_row_removed
from surveykit_docx.shapes import Shapes
from surveykit_docx.sight import HIDDEN, RunLooks
from surveykit_docx.story import Story
from surveykit_docx.vocabulary import CHUNKS, CONTENT, FORMULA_SIGNS, FURNITURE, OBJECTS, SIGNS, SKIPPED

_NO_LOOKS = RunLooks()


def story_of(root: etree._Element, looks: RunLooks = _NO_LOOKS, numbers: Numbers | None = None) -> Story:
    """The story under an element, its runs seen by the styles of `looks`, its lists counted by `numbers`."""
    return _Walk(looks, numbers or Numbers()).along(root)


def elements_read() -> frozenset[str]:
    """The elements that are read where they stand: as text, as an object, or for what they say of others."""
    walk = _Walk(_NO_LOOKS, Numbers())
    return frozenset((*walk.leaves, *walk.scopes)) - FURNITURE


class _Walk:
    """What is done at each element: at once (`leaves`), or at its beginning and its end (`scopes`)."""

    def __init__(self, looks: RunLooks, numbers: Numbers) -> None:
        self._manuscript = Manuscript(looks, numbers)
        self._shapes = Shapes(self._manuscript)
        around = Fixtures(self._manuscript)
        self.leaves = self._leaves(around)
        self.scopes = self._scopes(around)

    def _leaves(self, around: Fixtures) -> dict[str, Callable[[etree._Element], None]]:
        manuscript, shapes = self._manuscript, self._shapes
        return {
            f"{W}t": manuscript.text,
            f"{MATH}t": manuscript.text,
            f"{W}delText": manuscript.deleted_text,
            f"{W}sym": manuscript.symbol,
            f"{W}rPr": manuscript.run_properties,
            f"{W}pPr": manuscript.paragraph_properties,
            f"{W}bookmarkStart": around.bookmark_start,
            f"{W}bookmarkEnd": around.bookmark_end,
            f"{W}commentRangeStart": around.comment,
            f"{W}commentRangeEnd": around.comment_end,
            f"{W}commentReference": around.comment_mark,
            f"{W}footnoteReference": around.note,
            f"{W}endnoteReference": around.note,
            f"{W}fldChar": shapes.field_mark,
            f"{W}instrText": shapes.instruction,
            f"{W}tblPr": _skipped,
            **dict.fromkeys(SIGNS, self._sign),
            **dict.fromkeys(SKIPPED, _skipped),
        }

    def _scopes(self, around: Fixtures) -> dict[str, Callable[[etree._Element], Leave | None]]:
        manuscript, shapes = self._manuscript, self._shapes
        return {
            f"{W}p": manuscript.begin_paragraph,
            f"{W}r": manuscript.run,
            f"{MATH}r": manuscript.run,
            f"{MATH}oMath": shapes.formula,
            f"{W}rt": shapes.small_text,
            f"{W}fldSimple": shapes.simple_field,
            f"{W}bdo": shapes.backwards,
            f"{W}sdt": around.control,
            CONTENT: around.content,
            f"{W}tbl": manuscript.table,
            f"{W}tr": self._row,
            f"{W}tc": self._cell,
            f"{MC}Choice": shapes.alternative,
            f"{MC}Fallback": shapes.alternative,
            **dict.fromkeys(OBJECTS, shapes.object),
            **dict.fromkeys(CHUNKS, shapes.chunk),
            **dict.fromkeys(FORMULA_SIGNS, shapes.part_of_formula),
            **dict.fromkeys(ADDED, manuscript.addition),
            **dict.fromkeys(REMOVED, manuscript.removal),
        }

    def along(self, root: etree._Element) -> Story:
        """The story under an element, its own tag left aside."""
        leaves, scopes = self.leaves, self.scopes
        stack: list[tuple[Iterator[etree._Element], Leave]] = [(iter(root), nothing_more)]
        while stack:
            children, leave = stack[-1]
            for child in children:
                tag = child.tag
                leaf = leaves.get(tag)
                if leaf is not None:
                    leaf(child)
                    continue
                scope = scopes.get(tag)
                into = nothing_more if scope is None else scope(child)
                if into is not None:
                    stack.append((iter(child), into))
                    break
            else:
                stack.pop()
                leave()
        self._shapes.close_fields()
        return self._manuscript.story

    def _sign(self, element: etree._Element) -> None:
        self._manuscript.add(SIGNS[element.tag])

    def _row(self, element: etree._Element) -> Leave:
        if cell_or_row_removed(element):
            return self._manuscript.removal(element)
        return self._manuscript.force(HIDDEN) if switched_on(element.find(f"{W}trPr/{W}hidden")) else nothing_more

    def _cell(self, element: etree._Element) -> Leave:
        return self._manuscript.removal(element) if cell_or_row_removed(element) else self._manuscript.cell(element)


def _skipped(_element: etree._Element) -> None:
    """A leaf that holds no text of the respondent."""

"""A container block that somebody adds: mypy names every place that must know it, and no walk skips what is inside."""

from __future__ import annotations

from pathlib import Path

import pytest

from typed_copy import TypedCopy

BLOCKS = "src/surveykit/document/blocks.py"
TREE = "src/surveykit/document/tree.py"
PLACES = {
    TREE,  # children and mapped: all that walks the tree goes through them
    "src/surveykit/document/walk.py",  # its own words, between those of its children
    "src/surveykit/messages/plain.py",
    "renderers/surveykit_docx/blocks.py",
    "renderers/surveykit_html/elements.py",
}
"""The walks and the writers of documents. A new format adds its own."""

WALKS = """
from surveykit.document import *
from surveykit.document.blocks import Shelf
from surveykit.compose.report.numbering import numbered
from surveykit_html.style import column_widths
from surveykit_pdf.contents import emptied, held

table = Table("Villes", "", (), (), widths=(30, 70))
inside = Shelf((Group((Heading(2, "Ici"), Answer("Nom", TextBox("name", "Nom", "")), table)),))
document = Document("Titre", "fr", (inside,))
print([one.label for one in answers(document.blocks)], [one.text for one in headings(document.blocks)])
filled = filled_in(document, {"name": "Anne"})
print(held(filled), held(emptied(filled)))
print([one.numbering.rank for one in walked(numbered("fr", document.blocks)) if isinstance(one, Table)])
print(column_widths(document))
"""


@pytest.fixture
def copy(tmp_path: Path) -> TypedCopy:
    copy = TypedCopy(tmp_path)
    copy.change(
        BLOCKS,
        ("    | Group\n", "    | Group\n    | Shelf\n"),
        (
            "class PageBreak(",
            'class Shelf(Struct, frozen=True):\n    """Another container."""\n\n    blocks: tuple[Block, ...]\n\n\n'
            "class PageBreak(",
        ),
    )
    return copy


def test_mypy_names_every_place_that_must_know_a_new_container(copy: TypedCopy) -> None:
    errors = copy.errors()
    assert {file for file, _ in errors} == PLACES
    assert all("Shelf" in said for _, said in errors), errors
    assert sum(file == TREE for file, _ in errors) == 1


def test_once_its_children_are_known_no_walk_skips_them(copy: TypedCopy) -> None:
    text = (copy.folder / TREE).read_text("utf-8")
    assert text.count("case Group():") == 1, "one place takes containers apart, for children and mapped"
    text = text.replace("case Group():", "case Group() | Shelf():").replace(
        "    Group,\n", "    Group,\n    Shelf,\n", 1
    )
    (copy.folder / TREE).write_text(text, "utf-8")
    assert copy.run(WALKS).splitlines() == [
        "['Nom'] ['Ici']",
        "{'name': 'Anne'} {}",
        "[1]",
        "[('w30', 30), ('w70', 70)]",
    ]

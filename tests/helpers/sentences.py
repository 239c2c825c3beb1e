"""The sentences that the sources say, found in their syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

PACKAGES = ("surveykit", "surveykit_docx", "surveykit_html", "surveykit_pdf")
"""The packages that say something, found where they are imported from: a tree of sources or an installed wheel."""


class Sentence(Struct, frozen=True):
    """A sentence of a room, with its plural where it has one."""

    context: str
    english: str
    several: str | None = None


def sentences_of_sources() -> frozenset[Sentence]:
    """Every sentence that a module of the packages says with a `Room` of its own."""
    found = (find_spec(name) for name in PACKAGES)
    files = (path for one in found if one and one.origin for path in Path(one.origin).parent.rglob("*.py"))
    return frozenset(one for path in files for one in sentences_of(ast.parse(path.read_text("utf-8"))))


def sentences_of(module: ast.Module) -> Iterator[Sentence]:
    """The sentences of the rooms that a module makes (`_said = Room("guide")`), literals and those marked by `word`.

    What a call says that is no literal was marked where it stands. Raises ValueError for a marked sentence, or for
    the forms of a plural, that are no literals.
    """
    rooms = dict(_rooms(module))
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[_, sentence]) if name in rooms:
                if isinstance(sentence, ast.Constant):
                    yield Sentence(rooms[name], _literal(sentence))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="word"), args=[sentence]) if name in rooms:
                yield Sentence(rooms[name], _literal(sentence))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="counted"), args=[_, _, one, several]) if (
                name in rooms
            ):
                yield Sentence(rooms[name], _literal(one), _literal(several))
            case _:
                pass


def _rooms(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Name(id="Room"), args=[ast.Constant(value=str(room))]),
            ):
                yield name, room
            case _:
                pass


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"line {node.lineno}: a sentence is written as a literal where it is said")

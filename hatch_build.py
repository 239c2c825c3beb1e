"""Compiles the catalogues of words (.po) for gettext (.mo): run by the build of a wheel, and by an editable install.

A language has a folder with one `.po` for each kind of document, and one `.mo` for all.

`python hatch_build.py` compiles those of this tree. Babel is needed to build, never to run.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = Path("src", "surveykit", "words", "catalogues")
ALWAYS = datetime(2014, 6, 1, tzinfo=UTC)
"""What a compiled catalogue says of when it was made, so that the same sentences are the same bytes."""


def compile_catalogues(root: Path) -> list[Path]:
    """Writes the `.mo` of each language of a source tree from its `.po` files; returns those written.

    A sentence that is marked fuzzy, or has no translation, is left out, so that its lack is seen.
    """
    made = []
    for folder in sorted(path for path in (root / CATALOGUES).iterdir() if path.is_dir()):
        target = folder.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, _whole(folder))
        made.append(target)
    return made


def _whole(folder: Path) -> Catalog:
    """The sentences of all `.po` files of a language, as one catalogue with the headers of the first."""
    first, *others = [_held(source) for source in sorted(folder.glob("*.po"))]
    for message in (message for one in others for message in one if message.id):
        first[message.id] = message
    first.creation_date = ALWAYS
    return first


def _held(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.name, abort_invalid=True)


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the catalogues before a wheel takes its files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the hook's signature)
        """Compiles, and has the wheel take what version control leaves out."""
        made = compile_catalogues(Path(self.root))
        build_data["artifacts"] += [path.relative_to(self.root).as_posix() for path in made]


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)

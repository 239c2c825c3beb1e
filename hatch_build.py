"""Compiles the catalogues of words (.po) for gettext (.mo): run by the build of a wheel, and by an editable install.

`python hatch_build.py` compiles those of this tree. Babel is needed to build, never to run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = Path("src", "surveykit", "words", "catalogues")


def compile_catalogues(root: Path) -> list[Path]:
    """Writes the `.mo` beside each `.po` of a source tree; returns those written.

    A sentence that is marked fuzzy, or has no translation, is left out, so that its lack is seen.
    """
    made = []
    for source in sorted((root / CATALOGUES).glob("*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.stem, abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        made.append(target)
    return made


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the catalogues before a wheel takes its files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the hook's signature)
        """Compiles, and has the wheel take what version control leaves out."""
        made = compile_catalogues(Path(self.root))
        build_data["artifacts"] += [path.relative_to(self.root).as_posix() for path in made]


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)

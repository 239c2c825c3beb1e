"""Marks: what every page of a document says of itself, and how a file is known by them in any language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

from surveykit.texts import squeezed
from surveykit.words.catalogue import SOURCE, languages
from surveykit.words.room import Room

SIMULATED_ENDING = "-donnees-simulees"
"""What the name of a file that holds simulated data ends in, before its suffix: an identifier, in no language."""
NAMED_SIMULATED = "simul"
"""By what the name of a file is taken to say it, in any words."""

_said = Room("mark")


def draft_mark(language: str) -> str:
    """What every page of a report says that nobody has published."""
    return _said(language, "DRAFT")


def simulated_mark(language: str) -> str:
    """What every page says that holds answers which nobody gave, or comes of them."""
    return _said(language, "SIMULATED DATA")


def confidential_mark(language: str) -> str:
    """What every page says that holds answers, or figures before disclosure control."""
    return _said(language, "CONFIDENTIAL")


def marks_of(language: str, *, simulated: bool, also: Iterable[str] = ()) -> tuple[str, ...]:
    """What pages say that hold simulated data, or none, and say other things too: each once, in order."""
    return tuple(dict.fromkeys((*also, simulated_mark(language)) if simulated else also))


def says_simulated(marked: str) -> bool:
    """Whether a line that was made by `joined` has the mark of simulated data among its parts, in any language."""
    return not _simulated_marks().isdisjoint(squeezed(marked).split(" – "))


@cache
def _simulated_marks() -> frozenset[str]:
    """The mark of simulated data in each language: a file that was made in one is read in another too."""
    return frozenset(map(simulated_mark, (SOURCE, *languages())))


def simulated_name(name: str) -> str:
    """The name of a file that holds simulated data: `bilan.docx` is `bilan-donnees-simulees.docx`."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}{SIMULATED_ENDING}{path.suffix}"))

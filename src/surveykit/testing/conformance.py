"""Every law of a format at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType

from surveykit.model import Survey
from surveykit.ports import Reader, Renderer
from surveykit.testing.format import Format
from surveykit.testing.laws import KEEPING
from surveykit.testing.refusals import REFUSING
from surveykit.testing.sample_survey import sample_survey

LAWS: Mapping[str, Callable[[Format], None]] = {**KEEPING, **REFUSING}
"""Each law by its name: a function of a Format that raises AssertionError where the law is broken."""


def check_format(
    renderer: Renderer,
    reader: Reader,
    *,
    visible_text: Callable[[bytes], str] | None = None,
    survey: Survey | None = None,
) -> None:
    """All the laws that a renderer and its reader must keep, tried on a sample survey or on the one given.

    `visible_text` gives the words that a file shows, running headers included. Raises AssertionError, which
    names each broken law and what broke it.
    """
    tried = Format(renderer, reader, visible_text, sample_survey() if survey is None else survey)
    broken: list[Exception] = []
    for name, law in LAWS.items():
        with _Told(name, broken):
            law(tried)
    if broken:
        said = "\n".join(f"- {error}" for error in broken)
        raise AssertionError(f"{len(broken)} of {len(LAWS)} laws are broken:\n{said}") from broken[0]


class _Told:
    """Keeps whatever a law raises, with the law's name: a law is broken by any error of a plug-in."""

    def __init__(self, name: str, broken: list[Exception]) -> None:
        self.name = name
        self.broken = broken

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        said = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
        told = AssertionError(f"{self.name}: {said}")
        told.__cause__ = error
        self.broken.append(told)
        return True

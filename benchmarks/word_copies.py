"""Personal copies of a Word form: stamped, against what one would do with python-docx, or with a template and it.

    python benchmarks/word_copies.py [COPIES] [--short]

Each way makes the same copies in turn, several rounds, and the median of its rounds is printed, then its ratio
to stamping; the first stamped copy, which renders the form, is measured apart. "Reopen and save" is what
template tools do with a form that is ready: open it with python-docx, write the header, save. "Render each"
builds every copy from the document with python-docx.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
from measuring import rounds, size, tell_ratios
from msgspec.structs import replace

from surveykit.compose.form import form
from surveykit.document import Copy, Document
from surveykit.ids import CopyRef, RespondentCode
from surveykit.load import load_definition
from surveykit_docx import renderer

ROUNDS = rounds(5)
SURVEY = Path(__file__).parents[1] / "surveys" / "reseaux_2014"


def rendered(document: Document, copies: Iterable[Copy]) -> int:
    return sum(len(renderer.render(replace(document, copy=copy))) for copy in copies)


def reopened(document: Document, copies: Iterable[Copy]) -> int:
    blank, total = renderer.render(document), 0
    for copy in copies:
        word = docx.Document(io.BytesIO(blank))
        word.sections[0].header.paragraphs[-1].text = f"{copy.holder} — exemplaire {copy.reference}"
        saved = io.BytesIO()
        word.save(saved)
        total += len(saved.getvalue())
    return total


WAYS: dict[str, Callable[[Document, Iterable[Copy]], int]] = {
    "reopen and save": reopened,
    "render each": rendered,
}


def measured(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    number = int(size(100, 2))
    survey = load_definition(SURVEY)
    document = form(survey, personal=True)
    copies = [
        Copy(CopyRef(survey.id, survey.edition, RespondentCode(f"r{rank}")), f"ARS {rank}") for rank in range(number)
    ]
    spent: dict[str, list[float]] = {name: [] for name in ("first stamp", "stamp", *WAYS)}
    for _ in range(ROUNDS):
        stamps = renderer.stamp(document, [*copies[:1], *copies])
        spent["first stamp"].append(measured(lambda stamps=stamps: next(stamps)))
        spent["stamp"].append(measured(lambda stamps=stamps: list(stamps)) / number)
        for name, way in WAYS.items():
            spent[name].append(measured(lambda way=way: way(document, copies)) / number)
    medians = {name: statistics.median(times) for name, times in spent.items()}
    for name, median in medians.items():
        print(f"{name:16} {median:8.3f} ms a copy")
    tell_ratios("stamp", medians)


if __name__ == "__main__":
    main()

"""Returned Word forms: read whole, against only unpacking and parsing them, or opening them with python-docx.

    python benchmarks/word_reading.py [ROUNDS] [--short]

Each way reads the same file once per round, in turn; the median of the rounds is printed, then its ratio to the
least that can be done (zipfile and lxml on the main part, and a look at its content controls). The reader does
all of this under its guard, and also finds revisions, bookmarks, properties, comments and all outside text.
"""

from __future__ import annotations

import io
import statistics
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from lxml import etree
from measuring import size, tell_ratios
from msgspec.structs import replace

from surveykit.compose.form import form
from surveykit.document import Copy
from surveykit.ids import CopyRef, RespondentCode
from surveykit.load import load_definition
from surveykit_docx.reader import DocxReader
from surveykit_docx.renderer import DocxRenderer

SURVEY = Path(__file__).parents[1] / "surveys" / "reseaux_2014"
SDT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sdt"


def parsed(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(1 for _ in root.iter(SDT))


def opened(data: bytes) -> int:
    return sum(1 for _ in docx.Document(io.BytesIO(data)).element.body.iter(SDT))


def read(data: bytes) -> int:
    entries = DocxReader().read(data).entries.values()
    return sum(len(entry.words) + sum(map(len, entry.ticks.values())) for entry in entries)


LEAST = "zipfile + lxml, main part only"
WAYS: dict[str, Callable[[bytes], int]] = {
    LEAST: parsed,
    "python-docx Document()": opened,
    "surveykit_docx reader, whole": read,
}


def main() -> None:
    rounds = int(size(150, 2))
    survey = load_definition(SURVEY)
    copy = Copy(CopyRef(survey.id, survey.edition, RespondentCode("bretagne")), "ARS Bretagne")
    data = DocxRenderer().render(replace(form(survey, personal=True), copy=copy))
    controls = {name: way(data) for name, way in WAYS.items()}
    print(f"{len(data) / 1000:.1f} kB, controls found: {sorted(set(controls.values()))}")
    spent: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, way in WAYS.items():
            start = time.perf_counter()
            way(data)
            spent[name].append((time.perf_counter() - start) * 1000)
    medians = {name: statistics.median(times) for name, times in spent.items()}
    for name, median in medians.items():
        print(f"{name:<32} {median:7.2f} ms")
    tell_ratios(LEAST, medians)


if __name__ == "__main__":
    main()

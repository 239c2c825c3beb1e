"""Personal copies of a PDF form: stamped, against what one would do with the usual libraries, or by printing each.

    python benchmarks/pdf_copies.py [COPIES] [--short]

Each way makes the same copies in turn, several rounds, and the median of its rounds is printed, then its ratio to
stamping. Every copy has its own reference in the information dictionary and the same eight answers in its fields;
the libraries set the values as they usually do, pikepdf without drawing them. "Print each" lays every copy out
again, as one does who fills a page template; it makes a fiftieth of the copies, and the first stamped copy, which
prints the form once, is measured apart.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pikepdf
import pypdf
from measuring import rounds, size, tell_ratios
from msgspec.structs import replace
from pypdf.generic import NameObject

from surveykit.compose.form import form
from surveykit.document import ControlValue, Copy, Document
from surveykit.ids import CopyRef, FieldId, OptionCode, RespondentCode
from surveykit.load import load_definition
from surveykit_pdf import renderer
from surveykit_pdf.contents import emptied, held
from surveykit_pdf.stamp import Stamp
from surveykit_pdf.template import template

ROUNDS = rounds(5)
FEWER = 50
SURVEY = Path(__file__).parents[1] / "surveys" / "reseaux_2014"
TEXTS = {
    "q1_diagnostic": "32",
    "q2_aujourdhui": "28",
    "q4_autres": "Étude d’impact",
    "q7_elements_favorisants": "L’appui des équipes de l’agence, et la durée des conventions. " * 6,
}
STATES = {"q3_coherence_guide": "4", "q6_cpom": "oui"}
TICKED = ("lettre_mission", "autres")

Way = Callable[[Document, Sequence[Copy]], int]


def values() -> dict[FieldId, ControlValue]:
    known: dict[str, ControlValue] = {**TEXTS, **STATES, "q4_methodologie": frozenset(map(OptionCode, TICKED))}
    return {FieldId(name): value for name, value in known.items()}


def stamped(document: Document, copies: Iterable[Copy]) -> int:
    return sum(map(len, renderer.stamp(document, copies)))


def printed(document: Document, copies: Sequence[Copy]) -> int:
    total = 0
    for copy in copies[: max(len(copies) // FEWER, 1)]:
        whole = replace(document, copy=copy)
        empty = emptied(whole)
        total += len(Stamp(empty, template(empty)).copy(copy, {**held(whole), **copy.values}))
    return total


def by_pikepdf(document: Document, copies: Sequence[Copy]) -> int:
    blank, total = renderer.render(document), 0
    for copy in copies:
        with pikepdf.open(io.BytesIO(blank)) as pdf:
            pdf.trailer.Info.SkCopy = pikepdf.String(str(copy.reference))
            for field in pdf.Root.AcroForm.Fields:
                name = str(field.T)
                if name in TEXTS:
                    field.V = pikepdf.String(TEXTS[name])
                elif name in STATES:
                    field.V = pikepdf.Name(f"/{STATES[name]}")
                elif name.partition("__")[2] in TICKED:
                    field.V = field.AS = pikepdf.Name.Yes
            saved = io.BytesIO()
            pdf.save(saved)
        total += len(saved.getvalue())
    return total


def by_pypdf(document: Document, copies: Sequence[Copy]) -> int:
    blank, total = renderer.render(document), 0
    wanted = TEXTS | {name: f"/{state}" for name, state in STATES.items()}
    wanted |= {f"q4_methodologie__{option}": "/Yes" for option in TICKED}
    for copy in copies[: max(len(copies) // FEWER, 1)]:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
        writer.add_metadata({NameObject("/SkCopy"): str(copy.reference)})
        for page in writer.pages:
            if "/Annots" in page:
                writer.update_page_form_field_values(page, wanted, auto_regenerate=False)
        saved = io.BytesIO()
        writer.write(saved)
        total += len(saved.getvalue())
    return total


WAYS: dict[str, tuple[Way, int]] = {
    "pikepdf, open and save": (by_pikepdf, 1),
    "pypdf, clone and write": (by_pypdf, FEWER),
    "print each": (printed, FEWER),
}


def measured(work: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> None:
    number = int(size(200, 2))
    survey = load_definition(SURVEY)
    document = form(survey, personal=True)
    references = [CopyRef(survey.id, survey.edition, RespondentCode(f"r{rank}")) for rank in range(number)]
    empty = [Copy(reference, f"ARS {rank}") for rank, reference in enumerate(references)]
    filled = [replace(copy, values=values()) for copy in empty]
    first = measured(lambda: stamped(document, filled[:1]))
    spent: dict[str, list[float]] = {name: [] for name in ("stamp", "stamp, no answers", *WAYS)}
    for _ in range(ROUNDS):
        spent["stamp"].append(measured(lambda: stamped(document, filled)) / number)
        spent["stamp, no answers"].append(measured(lambda: stamped(document, empty)) / number)
        for name, (way, fewer) in WAYS.items():
            made = max(number // fewer, 1)
            spent[name].append(measured(lambda way=way: way(document, filled)) / made)
    print(f"{'first stamped copy':24} {first:8.1f} ms")
    medians = {name: statistics.median(times) for name, times in spent.items()}
    for name, median in medians.items():
        print(f"{name:24} {median:8.3f} ms a copy   {1000 / median:8.0f} a second")
    tell_ratios("stamp", medians)


if __name__ == "__main__":
    main()

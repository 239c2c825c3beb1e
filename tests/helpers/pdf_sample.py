"""PDF forms of the small survey and of the real one, each printed once for all tests."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import pikepdf
import pikepdf.exceptions
from msgspec.structs import replace

from small_survey import small_survey
from surveykit import load_survey
from surveykit.aggregation import aggregate, columns, rows
from surveykit.compose.form import form
from surveykit.compose.report import report
from surveykit.disclosure import disclose
from surveykit.document import Copy, Document
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import CopyRef, FieldId, OptionCode, RespondentCode
from surveykit.simulation import Doubts, simulate
from surveykit_pdf import renderer

BREST = Copy(CopyRef("ateliers", "2024", RespondentCode("brest")), "Brest")
VALUES = {
    FieldId("q1_ateliers"): "12",
    FieldId("q3_satisfaction"): "4",
    FieldId("q4_publics"): frozenset({OptionCode("adultes"), OptionCode("autres")}),
    FieldId("q4_autres"): "Étudiants – l’œuvre",
    FieldId("q5_charte"): "oui",
    FieldId("q7_observations"): "Une ligne (1)\net l’autre \\ 2 €",
}


@cache
def document(*, personal: bool = False) -> Document:
    """The form of the small survey."""
    return form(small_survey(), personal=personal)


@cache
def blank() -> bytes:
    """The small survey's blank form."""
    return renderer.render(document())


@cache
def personal() -> bytes:
    """Brest's own copy, empty."""
    return renderer.render(replace(document(personal=True), copy=BREST))


@cache
def filled() -> bytes:
    """Brest's own copy, with values in it."""
    return renderer.render(replace(document(personal=True), copy=replace(BREST, values=VALUES)))


@cache
def real() -> bytes:
    """The real questionnaire's blank form."""
    return renderer.render(form(load_survey("reseaux_2014")))


@cache
def full_report() -> bytes:
    """The real survey's whole report, on simulated answers of all its respondents, by its breakdown."""
    survey = load_survey("reseaux_2014")
    responses = [response for _, response in simulate(survey, 2014, lambda _: Doubts())]
    with memory_engine(columns(survey), rows(survey, responses)) as engine:
        release = disclose(survey, aggregate(survey, engine, by="ensemble"))
    return renderer.render(report(survey, release))


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The file, for looking inside."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The file after `change(pdf)`, saved."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        saved = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)  # damage is what is wanted
            pdf.save(saved)
    return saved.getvalue()


def fields(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The root fields, by name."""
    return {str(one.T): one for one in pdf.Root.AcroForm.Fields}


def widgets(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every widget of every page."""
    annotations = (one for page in pdf.pages for one in page.obj.get("/Annots", []))
    return [one for one in annotations if one.Subtype == "/Widget"]

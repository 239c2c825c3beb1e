"""A word names one thing: what more than one module defines under one name is listed here, and may only become less.

A new homonym fails; give the thing a name of its own. One that is gone fails too; take it off the list.
"""

from __future__ import annotations

from house import class_homonyms, function_homonyms, house

SOURCES = house().sources
CLASSES: dict[str, tuple[str, ...]] = {
    "Answers": ("surveykit_docx.answers", "surveykit_html.elements", "surveykit_pdf.answers"),
    "Change": ("surveykit.model.indicators", "surveykit.told"),
    "Choices": ("surveykit.collect.choices", "surveykit.expressions.types"),
    "Column": ("surveykit.aggregation.table", "surveykit.coded.pages", "surveykit.frames"),
    "Distribution": ("surveykit.model.indicators", "surveykit.told"),
    "Entry": ("surveykit.compose.codebook", "surveykit.filled", "surveykit.results.memberships"),
    "Group": ("surveykit.document.blocks", "surveykit.results", "surveykit.told"),
    "Holder": ("surveykit.collect.respondent", "surveykit.pipeline.collecting"),
    "In": ("surveykit.expressions.syntax", "surveykit.expressions.tree"),
    "KeyFigures": ("surveykit.document.blocks", "surveykit.model.outline"),
    "Mean": ("surveykit.model.indicators", "surveykit.told"),
    "Median": ("surveykit.model.indicators", "surveykit.told"),
    "Moments": ("surveykit.document.charts", "surveykit.results"),
    "Multiple": ("surveykit.model.indicators", "surveykit.told"),
    "Number": ("surveykit.aggregation.sql", "surveykit.expressions.types"),
    "Provenance": ("surveykit_docx.provenance", "surveykit_pdf.provenance"),
    "Ratio": ("surveykit.model.indicators", "surveykit.told"),
    "Reading": ("surveykit.coded", "surveykit.collect.readings", "surveykit.register.reading"),
    "Scale": ("surveykit.model.questions", "surveykit.told"),
    "Share": ("surveykit.model.indicators", "surveykit.told"),
    "Source": ("surveykit.load.source", "surveykit.mailbox.sources"),
    "Status": ("surveykit.pipeline.statuses", "surveykit.responses.statuses"),
    "Table": ("surveykit.document.blocks", "surveykit.labelled.table", "surveykit.load.table"),
    "Total": ("surveykit.model.indicators", "surveykit.told"),
    "Written": ("surveykit.compose.message", "surveykit.labelled.writing"),
}
"""The class names that more than one module defines, with the modules."""
FUNCTIONS = {
    "aggregate",
    "answers_in",
    "any_of",
    "check_definition",
    "code",
    "codebook",
    "collect",
    "content",
    "correct",
    "corrected",
    "cut",
    "demo",
    "described",
    "exactly",
    "expected",
    "export",
    "findings",
    "folded",
    "followed",
    "guide",
    "in_full",
    "interpret",
    "joined",
    "listed",
    "memory_engine",
    "nearest",
    "number",
    "number_of",
    "parquet_engine",
    "parse",
    "parsed",
    "parts",
    "provenance_of",
    "publish",
    "quoted",
    "read",
    "received",
    "refusal",
    "render",
    "report",
    "rows",
    "said",
    "shortened",
    "shown",
    "simulate",
    "status",
    "status_of",
    "table",
    "tick",
    "typed",
    "write",
    "written",
}
"""The public functions, methods apart, whose name more than one module defines."""


def test_a_class_name_has_one_meaning_but_for_those_listed() -> None:
    found = class_homonyms(SOURCES)
    assert found.keys() - CLASSES.keys() == set(), "new homonyms"
    assert CLASSES.keys() - found.keys() == set(), "no longer homonyms"
    assert found == CLASSES


def test_a_function_name_has_one_meaning_but_for_those_listed() -> None:
    found = function_homonyms(SOURCES).keys()
    assert found - FUNCTIONS == set(), "new homonyms"
    assert FUNCTIONS - found == set(), "no longer homonyms"

"""The report as a workbook: a sheet for each theme, then the bases; numbers that are numbers, secrets that are told."""

from __future__ import annotations

import io

import openpyxl

from small_release import charted_survey, small_release
from surveykit import load_survey
from surveykit.bases import Base
from surveykit.ids import FieldId, IndicatorId, OptionCode
from surveykit.model import Survey, themes_code
from surveykit.release import Published, Quotation, Release, Undefined
from surveykit.tables import Percent, Sheet, report_sheets, to_xlsx


def sheets() -> tuple[Sheet, ...]:
    survey = charted_survey()
    return report_sheets(survey, small_release(survey))


def column(sheet: Sheet, name: str) -> list[object]:
    return [row[sheet.header.index(name)] for row in sheet.rows]


def test_there_is_a_sheet_for_each_theme_then_the_bases() -> None:
    assert [sheet.title for sheet in sheets()] == ["1. Activité", "2. Organisation", "Bases"]


def test_values_keep_their_terms_and_a_secret_its_reason_only() -> None:
    activity = sheets()[0]
    rows = {(row[0], row[1]): dict(zip(activity.header, row, strict=True)) for row in activity.rows}
    assert rows["Ateliers", "Ensemble"]["Valeur"] == 1234
    assert rows["Ateliers", "Nord"]["Valeur"] == 617
    assert rows["Séances par atelier", "Ensemble"]["Valeur"] == Percent(0.425)
    change = rows["Évolution des ateliers", "Ensemble"]
    assert (change["Numérateur ou départ"], change["Dénominateur ou arrivée"]) == (110, 121)
    secret = rows["Ateliers sous charte", "Ensemble"]
    assert (secret["Valeur"], secret["Diffusion"]) == (None, "non diffusé\u00a0: moins de 3 répondants")


def test_a_distribution_has_a_row_for_each_answer() -> None:
    organisation = sheets()[1]
    assert column(organisation, "Réponse") == [None, "0", "1", "2", "3", "4", "5", "Enfants", "Adultes"]
    assert column(organisation, "Médiane") == [3.5, *[None] * 8]
    assert column(organisation, "Numérateur ou départ")[-2:] == [9, 3]


def test_every_figure_has_its_base() -> None:
    survey = charted_survey()
    release = small_release(survey)
    bases = sheets()[-1]
    assert len(bases.rows) == len(release.figures)
    assert set(column(bases, "Interrogés")) == {15}


def test_references_have_a_sheet_and_their_caveat_a_note() -> None:
    survey = load_survey("reseaux_2014")
    base = Base(26, 24, 24, 23)
    figures = tuple(
        Published(one.id, one.kind, one.label, one.unit, None, base, Undefined("aucune réponse"))
        for one in survey.indicators
    )
    made = report_sheets(survey, Release(survey.id, survey.edition, 26, 24, figures, survey.language))
    assert made[-2].title == "Éléments de comparaison"
    assert [row[2:4] for row in made[-2].rows] == [(716, "réseaux"), (167, "M€"), (681, "réseaux"), (161.9, "M€")]
    assert made[-2].notes == (survey.report.references_caveat,)


def test_without_an_outline_there_is_one_theme() -> None:
    survey = charted_survey()
    plain = Survey(**{name: getattr(survey, name) for name in Survey.model_fields if name != "report"})
    assert [sheet.title for sheet in report_sheets(plain, small_release(plain))] == ["1. Résultats", "Bases"]


def test_the_workbook_opens_with_the_same_numbers_and_is_reproducible() -> None:
    data = to_xlsx(sheets(), "fr")
    assert to_xlsx(sheets(), "fr") == data
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["1. Activité", "2. Organisation", "Bases", "Notes"]
    assert book["1. Activité"]["D2"].value == 1234


def test_coded_texts_and_quotations_have_sheets_of_their_own() -> None:
    survey = load_survey("reseaux_2014")
    field = FieldId("q8_difficultes")
    names = [*((one.id, one.kind, one.label) for one in survey.indicators), (themes_code(field), "multiple", "Thèmes")]
    base = Base(26, 24, 24, 23)
    figures = tuple(
        Published(IndicatorId(name), kind, label, "ARS", None, base, Undefined("aucune réponse"))
        for name, kind, label in names
    )
    said = Release(
        survey.id,
        survey.edition,
        26,
        24,
        figures,
        survey.language,
        themes={field: {OptionCode("financement"): "Contraintes financières"}},
        quotations=(Quotation(field, "8", "Crédits incertains.", "Mme Petit"),),
    )
    made = {sheet.title.partition(". ")[2] or sheet.title: sheet for sheet in report_sheets(survey, said)}
    assert [row[0] for row in made["Réponses en texte libre"].rows] == ["Thèmes"]
    assert made["Extraits"].rows == (("8", "Crédits incertains."),)
    assert not any("Petit" in str(cell) for sheet in made.values() for row in sheet.rows for cell in row)


def test_every_sheet_has_the_marks_of_the_report() -> None:
    survey = charted_survey()
    marked = report_sheets(survey, small_release(survey), ("PROJET",))
    assert [sheet.marks for sheet in marked] == [("PROJET",)] * 3
    assert {sheet.marks for sheet in sheets()} == {()}

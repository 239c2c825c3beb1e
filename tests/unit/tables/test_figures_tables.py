"""Figures as JSON and as tables."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl

from surveykit.bases import Base
from surveykit.ids import IndicatorId
from surveykit.release import (
    Change,
    Class,
    Content,
    Group,
    Multiple,
    Published,
    Ratio,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.tables import figures_json, figures_sheet, to_csv, to_xlsx

BASE = Base(surveyed=26, returned=24, eligible=24, answered=23)
CLASSES = (Class(0, "0", 1, 0.25), Class(1, "1", 3, 0.75))
OPTIONS = (Class("lettre_mission", "Lettre de mission", 11, 0.4783),)
ENSEMBLE = Group("ensemble", "ouest", "Ensemble", "Ouest")


def figure(code: str, kind: str, content: Content, group: Group | None = None, unanimous: bool = False) -> Published:
    return Published(IndicatorId(code), kind, f"Libellé {code}", "réseaux", group, BASE, content, unanimous)


FIGURES = (
    figure("total", "total", Total(512)),
    figure("total", "total", Total(12), ENSEMBLE),
    figure("share", "share", Share(0.5, 10, 20), unanimous=True),
    figure("ratio", "ratio", Ratio(0.4213, 198, 470)),
    figure("change", "change", Change(-0.05, 100, 95)),
    figure("stade", "scale", Scale(0.75, 1.0, CLASSES)),
    figure("methodologie", "multiple", Multiple(OPTIONS)),
    figure("secret", "total", Withheld("dominance", "Secret : dominance.")),
    figure("none", "ratio", Undefined("Personne n’a répondu.")),
)


def told(**options: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(figures_json("reseaux", "2014", 26, 24, FIGURES, **options))
    return held


def one(code: str) -> dict[str, Any]:
    return next(figure for figure in told()["figures"] if figure["id"] == code)


def test_the_whole_has_the_keys_of_the_interface() -> None:
    whole = told()
    assert list(whole) == ["survey", "edition", "surveyed", "returned", "figures"]
    assert (whole["survey"], whole["edition"], whole["surveyed"], whole["returned"]) == (
        "reseaux",
        "2014",
        26,
        24,
    )
    assert [figure["id"] for figure in whole["figures"]] == [figure.id for figure in FIGURES]


def test_a_figure_has_its_base_its_unit_and_its_status() -> None:
    assert one("total") == {
        "id": "total",
        "kind": "total",
        "label": "Libellé total",
        "unit": "réseaux",
        "value": 512,
        "answered": 23,
        "eligible": 24,
        "returned": 24,
        "surveyed": 26,
        "by": None,
        "group": None,
        "group_label": None,
        "status": "published",
    }


def test_a_group_is_told_by_its_code() -> None:
    grouped = told()["figures"][1]
    assert (grouped["by"], grouped["group"], grouped["group_label"]) == ("ensemble", "ouest", "Ouest")


def test_each_kind_has_its_numbers() -> None:
    def numbers(code: str) -> dict[str, Any]:
        keys = ("value", "numerator", "denominator", "from", "to", "mean", "median", "distribution")
        return {key: value for key, value in one(code).items() if key in keys}

    assert numbers("share") == {"value": 0.5, "numerator": 10, "denominator": 20}
    assert numbers("ratio") == {"value": 0.4213, "numerator": 198, "denominator": 470}
    assert numbers("change") == {"value": -0.05, "from": 100, "to": 95}
    assert numbers("stade") == {
        "mean": 0.75,
        "median": 1.0,
        "distribution": [
            {"code": 0, "label": "0", "count": 1, "share": 0.25},
            {"code": 1, "label": "1", "count": 3, "share": 0.75},
        ],
    }
    assert numbers("methodologie") == {
        "distribution": [{"code": "lettre_mission", "label": "Lettre de mission", "count": 11, "share": 0.4783}]
    }


def test_what_is_not_said_has_its_reason_and_no_number() -> None:
    secret, nothing = one("secret"), one("none")
    assert (secret["value"], secret["status"], secret["rule"], secret["reason"]) == (
        None,
        "withheld",
        "dominance",
        "Secret : dominance.",
    )
    assert (nothing["value"], nothing["status"], nothing["reason"]) == (
        None,
        "undefined",
        "Personne n’a répondu.",
    )
    assert (secret["kind"], "numerator" in secret) == ("total", False)


def test_unanimity_is_told_only_where_it_is() -> None:
    assert one("share")["unanimous"] is True
    assert "unanimous" not in one("ratio")


def test_confidential_figures_say_so_before_all_others() -> None:
    whole = told(confidential_in="fr")
    assert list(whole)[:4] == ["survey", "edition", "confidential", "warning"]
    assert whole["confidential"] is True
    assert whole["warning"].startswith("CONFIDENTIEL — ")


def rows(**options: str) -> list[dict[str, str]]:
    text = to_csv(figures_sheet("Chiffres", FIGURES, **options)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_has_a_row_for_each_figure_and_each_class() -> None:
    found = rows()
    assert [(row["id"], row["class"]) for row in found] == [
        ("total", ""),
        ("total", ""),
        ("share", ""),
        ("ratio", ""),
        ("change", ""),
        ("stade", ""),
        ("stade", "0"),
        ("stade", "1"),
        ("methodologie", ""),
        ("methodologie", "lettre_mission"),
        ("secret", ""),
        ("none", ""),
    ]
    assert (found[1]["by"], found[1]["group"], found[1]["value"]) == ("ensemble", "ouest", "12")
    assert (found[3]["value"], found[3]["numerator"], found[3]["denominator"]) == ("0.4213", "198", "470")
    assert (found[4]["value"], found[4]["from"], found[4]["to"]) == ("-0.05", "100", "95")
    assert (found[5]["value"], found[5]["median"]) == ("0.75", "1.0")
    assert (found[6]["value"], found[6]["count"], found[6]["share"]) == ("", "1", "0.25")
    assert (found[10]["value"], found[10]["status"], found[10]["reason"]) == (
        "",
        "withheld",
        "Secret : dominance.",
    )
    assert {row["answered"] for row in found} == {"23"}


def test_every_row_of_a_confidential_table_says_so() -> None:
    assert {row["diffusion"] for row in rows(confidential_in="fr")} == {"CONFIDENTIEL"}
    assert "diffusion" not in rows()[0]
    sheet = figures_sheet("Chiffres", FIGURES, confidential_in="fr")
    assert sheet.warning.startswith("CONFIDENTIEL")


def test_a_workbook_of_figures_has_the_same_rows_and_its_warning() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([figures_sheet("Chiffres", FIGURES, confidential_in="fr")], "fr")))
    page = book["Chiffres"]
    assert [cell.value for cell in page[1]] == list(rows(confidential_in="fr")[0])
    assert page.max_row == 1 + len(rows())
    assert {page.cell(row, 1).value for row in range(2, page.max_row + 1)} == {"CONFIDENTIEL"}
    assert str(book["Notes"]["B2"].value).startswith("CONFIDENTIEL — ")

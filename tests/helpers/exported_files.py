"""Reading exported files back."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyreadstat

from surveykit.aggregation import columns
from surveykit.labelled import variable_names
from surveykit.labelled.spss import LIMITS as SPSS
from surveykit.labelled.stata import LIMITS as STATA
from surveykit.model import OneChoice, Survey
from surveykit.pipeline import Exported, ExportFormat
from surveykit.responses import Status

Values = dict[str, dict[str, object]]
"""By respondent, then by column."""
Statuses = dict[tuple[str, str], tuple[str, str]]
"""By respondent and field: the status and the text received, empty for none."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def values_of(survey: Survey, made: Exported, to: ExportFormat) -> Values:
    """Every value of an exported file as the table of answers has it; None where there is none."""
    rows = _READ[to](survey, made)
    return {str(row["respondent"]): row for row in rows}


def statuses_of(made: Exported, to: ExportFormat) -> Statuses:
    """Every line of the table of statuses, the words of the workbook given back as statuses."""
    if to is not ExportFormat.XLSX:
        lines = [{name: unprotected(cell) for name, cell in row.items()} for row in csv_rows(made.statuses)]
        return {(row["respondent"], row["field"]): (row["status"], row["received"]) for row in lines}
    said = {status.words("fr"): status.value for status in Status}
    rows = workbook_rows(made.data, "Statuts")
    return {
        (row["Répondant"], row["Champ"]): (said.get(row["Statut"], row["Statut"]), row["Texte reçu"] or "")
        for row in rows
    }


def csv_rows(data: bytes) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def unprotected(cell: str) -> str:
    """A text as it was before an apostrophe kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULAS) else cell


def workbook_rows(data: bytes, sheet: str) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    header, *rows = ([cell.value for cell in row] for row in page.iter_rows())
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def read_labelled(data: bytes, suffix: str) -> tuple[dict[str, list[Any]], Any]:
    """The columns of a .sav or .dta file with user-missing values as they stand, and its metadata."""
    read: Callable[..., tuple[dict[str, list[Any]], Any]] = getattr(pyreadstat, f"read_{suffix}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{suffix}"
        path.write_bytes(data)
        return read(path, user_missing=True, output_format="dict")


def _csv(survey: Survey, made: Exported) -> list[dict[str, object]]:
    types = {column.name: column.type for column in columns(survey)}
    parse: Mapping[str, Callable[[str], object]] = {
        "VARCHAR": unprotected,
        "INTEGER": int,
        "BOOLEAN": {"true": True, "false": False}.__getitem__,
    }
    return [
        {name: parse[types[name]](cell) if cell else None for name, cell in row.items()} for row in csv_rows(made.data)
    ]


def _xlsx(_survey: Survey, made: Exported) -> list[dict[str, object]]:
    return [dict(row) for row in workbook_rows(made.data, "Réponses")]


def _parquet(_survey: Survey, made: Exported) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.parquet"
        path.write_bytes(made.data)
        with duckdb.connect() as connection:
            found = connection.execute("FROM read_parquet(?)", [str(path)])
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _labelled(suffix: str) -> Callable[[Survey, Exported], list[dict[str, object]]]:
    limits = {"sav": SPSS, "dta": STATA}[suffix]

    def read(survey: Survey, made: Exported) -> list[dict[str, object]]:
        held, _ = read_labelled(made.data, suffix)
        shape = columns(survey)
        names = variable_names([column.name for column in shape], limits)
        options = {
            field.code: [option.code for option in field.part.options]
            for field in survey.fields()
            if isinstance(field.part, OneChoice)
        }
        cells = {
            column.name: [_cell(value, column.type, options.get(column.name)) for value in held[names[column.name]]]
            for column in shape
        }
        return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]

    return read


def _cell(value: Any, type_: str, options: list[str] | None) -> object:
    if options is not None:
        return options[int(value) - 1] if _is_answer(value) else None
    if type_ == "VARCHAR":
        return value or None
    if not _is_answer(value):
        return None
    return bool(value) if type_ == "BOOLEAN" else int(value)


def _is_answer(value: Any) -> bool:
    return value is not None and not isinstance(value, str) and value > -91


_READ: Mapping[ExportFormat, Callable[[Survey, Exported], list[dict[str, object]]]] = {
    ExportFormat.CSV: _csv,
    ExportFormat.XLSX: _xlsx,
    ExportFormat.PARQUET: _parquet,
    ExportFormat.SAV: _labelled("sav"),
    ExportFormat.DTA: _labelled("dta"),
}

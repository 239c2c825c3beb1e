"""Mail addresses that are kept apart from the definition: a table of codes and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from surveykit.errors import UsageError
from surveykit.findings import Finding
from surveykit.ids import RespondentCode
from surveykit.load.respondents import SIZE_LIMIT, addresses_in, table_source
from surveykit.load.source import Source, file_problem
from surveykit.load.table import CsvCell, Row, read_table
from surveykit.load.wording import suggestion
from surveykit.model import ADDRESS_PATTERN, Survey

_EMAILS = ("email", "courriel")


def read_addresses(survey: Survey, path: Path) -> Mapping[RespondentCode, tuple[str, ...]]:
    """The addresses of respondents in a CSV file with the columns `code` and `email` (or `courriel`).

    Other columns are passed over, and so are lines without an address. Raises UsageError, with each problem at its line
    and column.
    """
    source = table_source(path, str(path), SIZE_LIMIT)
    if isinstance(source, Finding):
        raise _refused([source])
    table = read_table(source)
    problems = list(table.problems)
    columns = _columns(table.rows[0] if table.rows else ())
    if columns is None:
        problems.append(file_problem("csv_column", str(path), "expected the columns 'code' and 'email'"))
        raise _refused(problems)
    found: dict[RespondentCode, tuple[str, ...]] = {}
    for row in table.rows[1:]:
        problems += _line(survey, source, row, columns, found)
    if problems:
        raise _refused(problems)
    return found


def _columns(header: Row) -> tuple[int, int] | None:
    """The indexes of the columns of codes and of addresses, None if either is missing."""
    names = [cell.text.casefold() for cell in header]
    email = next((name for name in _EMAILS if name in names), None)
    if "code" not in names or email is None:
        return None
    return names.index("code"), names.index(email)


def _line(
    survey: Survey,
    source: Source,
    row: Row,
    columns: tuple[int, int],
    found: dict[RespondentCode, tuple[str, ...]],
) -> list[Finding]:
    """Takes up one line; what is wrong with it."""
    if len(row) <= max(columns):
        return [source.problem("csv_cells", row[0].index, f"expected a code and an address, found {len(row)} cells")]
    code, cell = (row[column] for column in columns)
    whose = survey.population.find(code.text)
    if whose is None:
        return [_nobody(survey, source, code)]
    addresses = addresses_in(cell.text)
    if wrong := _malformed(addresses):
        return [source.problem("wrong_value", cell.index, f"'{wrong[0]}' is no mail address, such as a@b.example")]
    if whose.code in found:
        return [source.problem("csv_duplicate", code.index, f"the code '{whose.code}' stands twice")]
    if addresses:
        found[whose.code] = addresses
    return []


def _nobody(survey: Survey, source: Source, code: CsvCell) -> Finding:
    near = suggestion(code.text, [one.code for one in survey.population.respondents])
    return source.problem("unknown_respondent", code.index, f"no respondent '{code.text}'{near}")


def _malformed(addresses: tuple[str, ...]) -> list[str]:
    return [one for one in addresses if not re.fullmatch(ADDRESS_PATTERN, one)]


def _refused(problems: list[Finding]) -> UsageError:
    said = "\n".join(f"{one.place}: {one.message}" for one in problems)
    return UsageError(f"these addresses cannot be used:\n{said}")

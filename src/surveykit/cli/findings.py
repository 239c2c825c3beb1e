"""`surveykit findings`: what must be asked back, ready to be sent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from surveykit import pipeline, plugins
from surveykit.cli.completion import FormatName, RespondentCode
from surveykit.cli.options import (
    check_output,
    date_option,
    day_of,
    json_option,
    output_option,
    print_json,
    register_of,
    register_option,
    say_simulated,
    survey_argument,
    tell_prefilled,
    write_output,
)
from surveykit.cli.tables import print_table
from surveykit.errors import UsageError
from surveykit.findings import Finding, Severity
from surveykit.model import Survey
from surveykit.pipeline import Campaign

_TABLES = ("csv", "xlsx")
_AS_TEXT = "txt"
"""The format of a letter that no renderer writes."""


@click.command()
@survey_argument
@register_option
@click.option(
    "--to",
    type=FormatName("csv", "xlsx", _AS_TEXT),
    help="Write a file: csv, xlsx or html; with --respondent also the letter to that one: docx, pdf, html or txt.",
)
@click.option("--respondent", type=RespondentCode(), help="Only what concerns this respondent's current return.")
@json_option
@date_option
@output_option
def findings(
    survey: Survey,
    register_path: Path | None,
    to: str | None,
    respondent: str | None,
    as_json: bool,
    date: datetime | None,
    output: Path | None,
) -> int:
    """Show what was found in the returns of SURVEY. Exit code 1 when an error is among it.

    The letter to a respondent has the errors and warnings of the current return, each question in its words.
    """
    if as_json and to is not None:
        raise UsageError("--json and --to exclude each other: give one of them")
    wanted = None if as_json else _wanted(to, output, letters=respondent is not None)
    if wanted is not None:
        check_output(output, wanted)
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        if respondent is not None:
            pipeline.find_respondent(survey, respondent)
        found = pipeline.findings(campaign, respondent)
        if as_json:
            print_json(pipeline.findings_data(found), output, confidential=True)
        elif wanted is None:
            _print(found)
        else:
            data = _written(campaign, found, wanted, respondent, date)
            write_output(data, output, wanted, confidential=True)
        say_simulated(survey.language, output, simulated=campaign.simulated)
    return int(any(one.severity is Severity.ERROR for one in found))


def _wanted(to: str | None, output: Path | None, *, letters: bool) -> str | None:
    """The format of the file that is asked for, by its name if it is not said; None on the screen."""
    return _format(output, letters=letters) if to is None and output is not None else to


def _print(found: tuple[Finding, ...]) -> None:
    header = ("severity", "respondent", "file", "question", "message", "code")
    print_table(f"{len(found)} findings", header, [_row(one) for one in found])
    tell_prefilled(found)


def _written(
    campaign: Campaign, found: tuple[Finding, ...], to: str, respondent: str | None, date: datetime | None
) -> bytes:
    survey = campaign.survey
    if to in _TABLES or (respondent is None and to == "html"):
        return pipeline.findings_file(survey, found, to, respondent, simulated=campaign.simulated)
    if respondent is None:
        raise UsageError(f"--to {to} writes the letter to one respondent: add --respondent CODE")
    held = pipeline.received(campaign)
    code = pipeline.find_respondent(survey, respondent).code
    if code not in held:
        raise UsageError(f"{code} has returned nothing in this register: there is nothing to ask back")
    return pipeline.letter_file(survey, held[code], day_of(date), to)


def _format(output: Path, *, letters: bool) -> str:
    """The format that the name of a file says, of a table or, with `letters`, of a letter; csv when it says none."""
    ending = output.suffix.lower()
    suffix = ending.removeprefix(".")
    if suffix in {"xlsx", "html"} or (letters and suffix == _AS_TEXT):
        return suffix
    named = plugins.format_of(ending) if letters else None
    return named if named is not None and pipeline.suffix_of(named) == ending else "csv"


def _row(one: Finding) -> tuple[str, ...]:
    place = one.place
    return (
        one.severity.value,
        place.respondent or "",
        place.file or "",
        place.question or "",
        one.message,
        one.code,
    )

"""`surveykit status`: who returned, when, how, with what left to settle; who is late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from surveykit import pipeline
from surveykit.cli.options import (
    date_option,
    day_of,
    json_option,
    output_option,
    print_json,
    register_of,
    register_option,
    say_simulated,
    survey_argument,
    write_output,
)
from surveykit.cli.tables import print_table
from surveykit.coding import Standing
from surveykit.errors import UsageError
from surveykit.findings import Severity
from surveykit.model import Survey
from surveykit.pipeline import RespondentStatus, Status

_HEADER = (
    "code",
    "name",
    "returned",
    "corrected",
    "days late",
    "format",
    "version",
    "to decide",
    "file",
    "errors",
    "warnings",
    "prefilled",
    "corrections",
)


@click.command()
@survey_argument
@register_option
@click.option("--to", type=click.Choice(["csv", "xlsx", "html"]), help="Write a file rather than show a table.")
@json_option
@date_option
@output_option
def status(
    survey: Survey,
    register_path: Path | None,
    to: str | None,
    as_json: bool,
    date: datetime | None,
    output: Path | None,
) -> None:
    """Show who returned SURVEY, when, how, in which version, with how many findings; who is late and by how much.

    "returned" is the day of the first complete return, and the delay is that of it; "corrected" is when a later return
    or a correction changed it last. The version says which return in order counts; "to decide" how many wait for
    `surveykit settle`. "prefilled" is how many answers came back as they had been filled in beforehand.
    """
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        held = campaign.returns()
        now = pipeline.status(campaign, campaign.today() if date is None else day_of(date), held)
        waiting = len(campaign.unattributed())
        coding = pipeline.coding_standing(campaign, held)
    if as_json:
        if to is not None:
            raise UsageError("--json and --to exclude each other: give one of them")
        print_json(pipeline.status_data(survey, now, waiting), output, confidential=True)
    elif to is not None or output is not None:
        chosen = to or _format(output)
        data = pipeline.status_file(survey, now, waiting, chosen)
        write_output(data, output, chosen, confidential=True)
    else:
        _print(survey, now, waiting)
        if any(one.texts for one in coding.fields):
            _print_coding(coding)
    say_simulated(survey.language, output, simulated=now.simulated)


def _format(output: Path | None) -> str:
    suffix = "" if output is None else output.suffix.lower().lstrip(".")
    return suffix if suffix in {"xlsx", "html"} else "csv"


def _print(survey: Survey, now: Status, waiting: int) -> None:
    zone, formats = survey.collection.zone, pipeline.format_names(now.rows, "en")
    rows = [_row(row, zone, formats) for row in now.rows]
    print_table(f"{survey.title} – {now.today:%Y-%m-%d}", _HEADER, rows)
    delayed = sum(row.returned and row.late_days > 0 for row in now.rows)
    click.echo(
        f"response rate {now.rate:.0%}: {now.returned} of {len(now.rows)} returned, {delayed} of them late; "
        f"{len(now.late)} late and still awaited (due before {now.deadline:%Y-%m-%d}); "
        f"{waiting} returns without a respondent"
    )
    for words, told in (
        ("missing", [row for row in now.rows if not row.returned]),
        ("returned their form without an answer, which does not count", now.untouched),
        ("sent a file that cannot be read (surveykit mail --for unreadable)", now.unreadable),
        ("several returns that do not go together (surveykit returns, then settle)", now.undecided),
    ):
        if told:
            click.echo(f"{words}: {', '.join(row.respondent.code for row in told)}")
    for line in pipeline.remedies_told(survey, now.remedies):
        click.echo(line)


def _print_coding(coding: Standing) -> None:
    header = ("field", "answers", "coded", "in dispute", "to code", "to code again", "counted")
    rows = [
        (
            one.field,
            *(str(len(held)) for held in (one.texts, one.counted, one.disputes, one.waiting, one.changed)),
            "yes" if one.is_counted else "no",
        )
        for one in coding.fields
    ]
    print_table("Coding of the answers in words", header, rows)
    waiting = sum(len(one.waiting) for one in coding.fields)
    changed = sum(len(one.changed) for one in coding.fields)
    click.echo(f"coding: {waiting} answers to code, {changed} to code again because they changed")


def _row(row: RespondentStatus, zone: ZoneInfo, formats: Mapping[str, str]) -> tuple[str, ...]:
    late = str(row.late_days) if row.late_days else ""
    if row.returned_at is None:
        came = "–" if row.unread is None else "unreadable"
        return row.respondent.code, row.respondent.name, came, "", late, *[""] * (len(_HEADER) - 5)
    return (
        row.respondent.code,
        row.respondent.name,
        _moment(row.complete_at or row.returned_at, zone),
        "" if row.corrected_at is None else _moment(row.corrected_at, zone),
        late,
        formats.get(row.format, ""),
        str(row.returns),
        str(row.waiting) if row.waiting else "",
        row.file,
        str(row.count(Severity.ERROR)),
        str(row.count(Severity.WARNING)),
        str(row.left_as_prefilled),
        str(row.corrections),
    )


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"

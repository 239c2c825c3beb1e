"""`surveykit status`: who returned, when, with how many findings; who is late."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import print_table, register_of, register_option, survey_argument
from surveykit.coding import Standing
from surveykit.findings import Severity
from surveykit.model import Survey
from surveykit.pipeline import RespondentStatus


@click.command()
@survey_argument
@register_option
def status(survey: Survey, register_path: Path | None) -> None:
    """Show who returned SURVEY, when, in which version, with how many findings; who is late and by how much."""
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        now = campaign.status()
        waiting = campaign.unattributed()
        coding = pipeline.coding_standing(campaign)
    header = ("code", "name", "returned", "file", "returns", "errors", "warnings", "corrections", "days late")
    print_table(f"{survey.title} – {now.today:%Y-%m-%d}", header, [_row(row) for row in now.rows])
    click.echo(
        f"response rate {now.rate:.0%}: {now.returned} of {len(now.rows)} returned; "
        f"{len(now.late)} late (due before {now.deadline:%Y-%m-%d}); {len(waiting)} returns without a respondent"
    )
    if any(one.texts for one in coding.fields):
        _print_coding(coding)


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


def _row(row: RespondentStatus) -> tuple[str, ...]:
    late = str(row.late_days) if row.late_days else ""
    if row.returned_at is None:
        return row.respondent.code, row.respondent.name, "–", "", "0", "", "", "", late
    return (
        row.respondent.code,
        row.respondent.name,
        f"{row.returned_at:%Y-%m-%d %H:%M}",
        row.file,
        str(row.returns),
        str(row.findings[Severity.ERROR]),
        str(row.findings[Severity.WARNING]),
        str(row.corrections),
        late,
    )

"""`surveykit status`: who returned, when, with how many findings; who is late."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import print_table, register_of, register_option, survey_argument
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
    header = ("code", "name", "returned", "file", "returns", "errors", "warnings", "corrections", "days late")
    print_table(f"{survey.title} – {now.today:%Y-%m-%d}", header, [_row(row) for row in now.rows])
    click.echo(
        f"response rate {now.rate:.0%}: {now.returned} of {len(now.rows)} returned; "
        f"{len(now.late)} late (due before {now.deadline:%Y-%m-%d}); {len(waiting)} returns without a respondent"
    )


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

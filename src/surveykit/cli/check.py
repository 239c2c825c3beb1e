"""`surveykit check`: static checks of a definition."""

from __future__ import annotations

import click

from surveykit import pipeline
from surveykit.findings import Severity


@click.command()
@click.argument("survey", metavar="SURVEY")
def check(survey: str) -> int:
    """Check the definition of SURVEY: each finding with file:line:column. Exit code 1 if there is an error."""
    found = pipeline.check_definition(survey)
    for one in found:
        click.echo(f"{one.place}: {one.severity.value}: {one.message} [{one.code}]")
    counts = {severity: sum(one.severity is severity for one in found) for severity in Severity}
    click.echo(", ".join(f"{number} {severity.value}s" for severity, number in counts.items()), err=True)
    return 1 if counts[Severity.ERROR] else 0

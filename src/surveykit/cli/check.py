"""`surveykit check`: static checks of a definition."""

from __future__ import annotations

import click

from surveykit import pipeline
from surveykit.cli.completion import SurveyPlace
from surveykit.cli.options import json_option, print_json
from surveykit.findings import Finding, Severity


@click.command()
@click.argument("survey", type=SurveyPlace())
@json_option
def check(survey: str, as_json: bool) -> int:
    """Check the definition of SURVEY: each finding with file:line:column. Exit code 1 if there is an error."""
    found = pipeline.check_definition(survey)
    if as_json:
        print_json([_data(one) for one in found])
    else:
        for one in found:
            click.echo(f"{one.place}: {one.severity.value}: {one.message} [{one.code}]")
    counts = {severity: sum(one.severity is severity for one in found) for severity in Severity}
    click.echo(", ".join(f"{number} {severity.value}s" for severity, number in counts.items()), err=True)
    return 1 if counts[Severity.ERROR] else 0


def _data(one: Finding) -> dict[str, str | int | None]:
    place = one.place
    return {
        "severity": one.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": one.code,
        "message": one.message,
    }

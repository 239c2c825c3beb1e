"""`surveykit findings`: what must be asked back, ready to be sent."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import (
    output_option,
    print_table,
    register_of,
    register_option,
    survey_argument,
    write_output,
)
from surveykit.findings import Finding, Severity
from surveykit.model import Survey


@click.command()
@survey_argument
@register_option
@click.option("--to", type=click.Choice(["csv", "xlsx", "html"]), help="Write a file rather than show a table.")
@click.option("--respondent", metavar="CODE", help="Only what concerns this respondent's current return.")
@output_option
def findings(
    survey: Survey, register_path: Path | None, to: str | None, respondent: str | None, output: Path | None
) -> int:
    """Show what was found in the returns of SURVEY. Exit code 1 when an error is among it."""
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        if respondent is not None:
            pipeline.find_respondent(survey, respondent)
        found = campaign.findings(respondent)
    if to is None and output is None:
        header = ("severity", "respondent", "file", "question", "message", "code")
        print_table(f"{len(found)} findings", header, [_row(one) for one in found])
    else:
        data = pipeline.findings_file(survey, found, to or _format(output), respondent)
        write_output(data, output, binary=to == "xlsx")
    return 1 if any(one.severity is Severity.ERROR for one in found) else 0


def _format(output: Path | None) -> str:
    suffix = "" if output is None else output.suffix.lower().lstrip(".")
    return suffix if suffix in {"xlsx", "html"} else "csv"


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

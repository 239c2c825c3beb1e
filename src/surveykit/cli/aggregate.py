"""`surveykit aggregate`: the consolidated figures, after disclosure control."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import (
    by_option,
    output_option,
    register_option,
    results_of,
    survey_argument,
    table_option,
    write_output,
)
from surveykit.model import Survey


@click.command()
@survey_argument
@register_option
@table_option
@by_option
@click.option("--to", type=click.Choice(["json", "csv", "xlsx"]), default="json", show_default=True)
@click.option("--before-disclosure", is_flag=True, help="All figures, in an output marked CONFIDENTIEL.")
@output_option
def aggregate(
    survey: Survey,
    register_path: Path | None,
    table: str | None,
    by: str | None,
    to: str,
    before_disclosure: bool,
    output: Path | None,
) -> None:
    """Compute the figures of SURVEY; what could single a respondent out is withheld."""
    results = results_of(survey, register_path, table, by)
    if before_disclosure:
        click.echo("CONFIDENTIEL: these figures are before disclosure control and may not be published", err=True)
    data = pipeline.figures_file(survey, results, to, confidential=before_disclosure)
    write_output(data, output, binary=to == "xlsx")

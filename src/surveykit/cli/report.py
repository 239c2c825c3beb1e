"""`surveykit report`: the consolidated report."""

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
@click.option("--to", required=True, metavar="FORMAT", help="The format: docx or html.")
@output_option
def report(
    survey: Survey,
    register_path: Path | None,
    table: str | None,
    by: str | None,
    to: str,
    output: Path | None,
) -> None:
    """Write the report of SURVEY from what may be said: a release, never the answers."""
    results = results_of(survey, register_path, table, by)
    data = pipeline.report(survey, pipeline.disclose(survey, results), to)
    write_output(data, output, binary=to != "html")

"""`surveykit report`: the consolidated report."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import output_option, register_of, register_option, survey_argument, write_output
from surveykit.model import Survey


@click.command()
@survey_argument
@register_option
@click.option("--from", "table", metavar="PARQUET", help="Compute from a Parquet file or pattern, not the register.")
@click.option("--by", metavar="GROUP", help="Also break the figures down by a grouping of the population.")
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
    if table is not None:
        results = pipeline.aggregate(survey, table, by=by)
    else:
        with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
            results = pipeline.aggregate(survey, campaign, by=by)
    data = pipeline.report(survey, pipeline.disclose(survey, results), to)
    write_output(data, output, binary=to != "html")

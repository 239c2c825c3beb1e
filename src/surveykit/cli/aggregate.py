"""`surveykit aggregate`: the consolidated figures, after disclosure control."""

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
    if table is not None:
        results = pipeline.aggregate(survey, table, by=by)
    else:
        with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
            results = pipeline.aggregate(survey, campaign, by=by)
    if before_disclosure:
        click.echo("CONFIDENTIEL: these figures are before disclosure control and may not be published", err=True)
    data = pipeline.figures_file(survey, results, to, confidential=before_disclosure)
    write_output(data, output, binary=to == "xlsx")

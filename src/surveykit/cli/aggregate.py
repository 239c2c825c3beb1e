"""`surveykit aggregate`: the consolidated figures, after disclosure control."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import (
    audit_option,
    audit_written,
    by_option,
    check_output,
    engine_option,
    output_option,
    register_option,
    results_of,
    say_simulated,
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
@engine_option
@click.option("--to", type=click.Choice(["json", "csv", "xlsx"]), default="json", show_default=True)
@click.option("--before-disclosure", is_flag=True, help="All figures, in an output marked CONFIDENTIEL.")
@audit_option
@output_option
def aggregate(
    survey: Survey,
    register_path: Path | None,
    table: str | None,
    by: str | None,
    engine: str,
    to: str,
    before_disclosure: bool,
    audit: Path | None,
    output: Path | None,
) -> None:
    """Compute the figures of SURVEY, as a draft; what could single a respondent out is withheld.

    Nothing is recorded: `surveykit publish --to json` publishes figures.
    """
    check_output(output, to)
    results = results_of(survey, register_path, table, by, engine)
    if before_disclosure:
        click.echo("CONFIDENTIEL: these figures are before disclosure control and may not be published", err=True)
    release = pipeline.disclose(survey, results)
    told = pipeline.unprotected(survey, results) if before_disclosure else release
    data = pipeline.figures_file(survey, told, to)
    with audit_written(release, audit):
        write_output(data, output, to, confidential=before_disclosure)
    say_simulated(survey.language, output, simulated=release.simulated)

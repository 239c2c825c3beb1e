"""`surveykit report`: the consolidated report."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.completion import FormatName
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
from surveykit.cli.progress import waiting
from surveykit.model import Survey


@click.command()
@survey_argument
@register_option
@table_option
@by_option
@engine_option
@click.option("--to", type=FormatName("xlsx"), required=True, help="The format: docx, pdf, html or xlsx.")
@click.option("--draft", is_flag=True, hidden=True, help="Accepted for one version: every report is a draft.")
@audit_option
@output_option
def report(
    survey: Survey,
    register_path: Path | None,
    table: str | None,
    by: str | None,
    engine: str,
    to: str,
    draft: bool,
    audit: Path | None,
    output: Path | None,
) -> None:
    """Write the report of SURVEY as a draft, from what may be said: a release, never the answers.

    Every page says PROJET, and nothing is recorded: `surveykit publish` writes the report that is sent out.
    """
    if draft:
        click.echo("--draft is not needed any more: a report is a draft, and `surveykit publish` publishes", err=True)
    check_output(output, to)
    with waiting("Computing"):
        results = results_of(survey, register_path, table, by, engine)
        release = pipeline.disclose(survey, results)
    with waiting("Writing"):
        data = pipeline.report(survey, release, to)
    with audit_written(release, audit):
        write_output(data, output, to)
    say_simulated(survey.language, output, simulated=release.simulated)

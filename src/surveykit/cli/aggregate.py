"""`surveykit aggregate`: the consolidated figures, after disclosure control."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import (
    audit_option,
    by_option,
    engine_option,
    output_option,
    publish_release,
    register_option,
    results_of,
    say_simulated,
    survey_argument,
    table_option,
    write_audit,
    write_output,
)
from surveykit.errors import UsageError
from surveykit.model import Survey


@click.command()
@survey_argument
@register_option
@table_option
@by_option
@engine_option
@click.option("--to", type=click.Choice(["json", "csv", "xlsx"]), default="json", show_default=True)
@click.option("--before-disclosure", is_flag=True, help="All figures, in an output marked CONFIDENTIEL.")
@click.option("--publish", is_flag=True, help="Record that they are published: later ones are compared with them.")
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
    publish: bool,
    audit: Path | None,
    output: Path | None,
) -> None:
    """Compute the figures of SURVEY; what could single a respondent out is withheld."""
    if publish and (before_disclosure or table is not None):
        raise UsageError(
            "--publish records what the register gives after disclosure control: leave the other option out"
        )
    results = results_of(survey, register_path, table, by, engine)
    if before_disclosure:
        click.echo("CONFIDENTIEL: these figures are before disclosure control and may not be published", err=True)
    release = pipeline.disclose(survey, results)
    told = pipeline.unprotected(survey, results) if before_disclosure else release
    data = pipeline.figures_file(survey, told, to)
    if publish:
        publish_release(survey, register_path, results, release)
    write_output(data, output, binary=to == "xlsx")
    say_simulated(output, simulated=release.simulated)
    write_audit(release, audit)

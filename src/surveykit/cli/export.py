"""`surveykit export`: the individual answers, which are confidential."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import files, pipeline
from surveykit.cli.options import (
    check_output,
    output_option,
    register_of,
    register_option,
    say_simulated,
    survey_argument,
    write_output,
)
from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.pipeline import Exported, ExportFormat


@click.command()
@survey_argument
@register_option
@click.option("--to", type=click.Choice([one.value for one in ExportFormat]), required=True)
@click.option("--confidential", is_flag=True, help="Say that you know: each respondent's answers can be read in it.")
@output_option
def export(survey: Survey, register_path: Path | None, to: str, confidential: bool, output: Path | None) -> None:
    """Write the individual answers of SURVEY with their labels, for statistics programs and spreadsheets.

    An answer without a value (blank, NC, unreadable, missing) is empty, and why stands in a second file beside the
    first, FILE.statuses.csv; in XLSX on a sheet, in SPSS and Stata as labelled missing values too.
    """
    if not confidential:
        raise UsageError(
            "an export holds the answers of each respondent, which may not be published: add --confidential to "
            "write them all the same, in a file that you keep to yourself; for figures that may be published, "
            f"run: surveykit aggregate {survey.id}"
        )
    check_output(output, to)
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        responses = [current.response for current in campaign.responses()]
        simulated = campaign.simulated
    made = pipeline.export(survey, responses, ExportFormat(to), simulated=simulated)
    click.echo("CONFIDENTIEL: each respondent's answers can be read in this output; it may not be published", err=True)
    _write(made, output, to)
    say_simulated(survey.language, output, simulated=simulated)
    for column, name in made.renamed.items():
        click.echo(f"{column} is called {name} there: names are shorter in {to}", err=True)
    for respondent, field in made.cut:
        click.echo(f"{field} of {respondent} is too long for {to} and ends in …: --to csv has the whole", err=True)


def _write(made: Exported, output: Path | None, to: str) -> None:
    """The answers, and beside them why some have no plain value: both files, or neither."""
    if output is not None:
        both = {output: made.data}
        if made.statuses:
            both[output.with_name(f"{output.stem}.statuses.csv")] = made.statuses
        with files.written(both, confidential=True):
            for path in both:
                click.echo(f"wrote {path}", err=True)
        return
    write_output(made.data, None, to)
    if made.statuses:
        click.echo(
            f"{made.without_value} answers are not plain values (blank, NC, unreadable, to confirm…): "
            "give -o FILE to have the reason of each in FILE.statuses.csv",
            err=True,
        )

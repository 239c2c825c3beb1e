"""`surveykit simulate`: plausible filled returns, for rehearsals and benchmarks."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import files, rehearsal
from surveykit.cli.completion import FormatName
from surveykit.cli.options import survey_argument, to_a_file
from surveykit.cli.progress import followed
from surveykit.model import Survey


@click.command()
@survey_argument
@click.option("--to", type=FormatName("json"), required=True, help="The format: docx, pdf, html or json.")
@click.option("--seed", type=int, required=True, help="The same seed always gives the same returns.")
@click.option("-n", "number", type=click.IntRange(min=0), help="How many respondents answer.  [default: all]")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    callback=to_a_file,
    required=True,
    help="The folder.",
)
def simulate(survey: Survey, to: str, seed: int, number: int | None, output: Path) -> None:
    """Write simulated returns of SURVEY, one file per respondent."""
    suffix = rehearsal.suffix_of_return(to)
    files.make_folder(output)
    total = len(survey.population) if number is None else number
    written = files.write_each(
        (output / f"{respondent.code}{suffix}", rehearsal.filled_form(survey, response, to))
        for respondent, response in followed(rehearsal.simulated(survey, seed, number), to, total)
    )
    click.echo(f"wrote {written} files in {output}", err=True)

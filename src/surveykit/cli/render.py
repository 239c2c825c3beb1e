"""`surveykit render`: the blank form, a personal copy, or one for everybody."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from surveykit import pipeline
from surveykit.cli.options import survey_argument, write_output
from surveykit.errors import UsageError
from surveykit.model import Survey


@click.command()
@survey_argument
@click.option("--to", required=True, metavar="FORMAT", help="The format: docx.")
@click.option("--respondent", metavar="CODE", help="One respondent's personal copy.")
@click.option("--all", "everybody", is_flag=True, help="A personal copy for every respondent, in the folder -o.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; with --all, the folder.")
def render(survey: Survey, to: str, respondent: str | None, everybody: bool, output: Path | None) -> None:
    """Write the form of SURVEY: blank, or personal with --respondent or --all."""
    if everybody and respondent is not None:
        raise UsageError("--all and --respondent exclude each other: give one of them")
    if everybody:
        _render_all(survey, to, output)
    else:
        write_output(pipeline.render(survey, to, respondent=respondent), output, binary=True)


def _render_all(survey: Survey, to: str, output: Path | None) -> None:
    if output is None:
        raise UsageError("--all writes one file per respondent: say in which folder with -o DIR")
    suffix = pipeline.suffix_of(to)
    output.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    copies = pipeline.render_copies(survey, to)
    total = len(survey.population)
    for respondent, data in track(copies, "Personal copies", total, console=console, disable=not console.is_terminal):
        (output / f"{respondent.code}{suffix}").write_bytes(data)
    click.echo(f"wrote {total} files in {output}", err=True)

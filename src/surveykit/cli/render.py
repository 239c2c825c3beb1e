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
@click.option(
    "--to", "formats", required=True, multiple=True, metavar="FORMAT", help="docx, pdf or html; several with --to each."
)
@click.option("--respondent", metavar="CODE", help="One respondent's personal copy.")
@click.option("--all", "everybody", is_flag=True, help="A personal copy for every respondent, in the folder -o.")
@click.option("--css", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your style sheet, for html.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file; a folder for --all or several formats."
)
def render(
    survey: Survey,
    formats: tuple[str, ...],
    respondent: str | None,
    everybody: bool,
    css: Path | None,
    output: Path | None,
) -> None:
    """Write the form of SURVEY: blank, or personal with --respondent or --all, in one format or several."""
    if everybody and respondent is not None:
        raise UsageError("--all and --respondent exclude each other: give one of them")
    stylesheet = "" if css is None else css.read_text(encoding="utf-8")
    if everybody:
        _render_all(survey, formats, stylesheet, _folder(output, "--all writes one file per respondent"))
    elif len(formats) > 1:
        folder = _folder(output, "several formats are several files")
        for to in formats:
            name = f"{respondent or survey.id}{pipeline.suffix_of(to)}"
            write_output(pipeline.render(survey, to, respondent=respondent, stylesheet=stylesheet), folder / name)
    else:
        data = pipeline.render(survey, formats[0], respondent=respondent, stylesheet=stylesheet)
        write_output(data, output, binary=formats[0] != "html")


def _folder(output: Path | None, why: str) -> Path:
    if output is None:
        raise UsageError(f"{why}: say in which folder with -o DIR")
    output.mkdir(parents=True, exist_ok=True)
    return output


def _render_all(survey: Survey, formats: tuple[str, ...], stylesheet: str, folder: Path) -> None:
    console = Console(stderr=True)
    total = len(survey.population)
    for to in formats:
        suffix = pipeline.suffix_of(to)
        copies = pipeline.render_copies(survey, to, stylesheet=stylesheet)
        for respondent, data in track(copies, to, total, console=console, disable=not console.is_terminal):
            (folder / f"{respondent.code}{suffix}").write_bytes(data)
    click.echo(f"wrote {total * len(formats)} files in {folder}", err=True)

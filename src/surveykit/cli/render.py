"""`surveykit render`: the blank form, a personal copy, or one for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from surveykit import files, pipeline
from surveykit.cli.completion import FormatName, RespondentCode
from surveykit.cli.options import check_output, survey_argument, to_standard_output, write_output
from surveykit.cli.prefilling import prefill_of
from surveykit.cli.progress import followed, waiting
from surveykit.errors import UsageError
from surveykit.model import Respondent, Survey
from surveykit.pipeline import Prefill


@click.command()
@survey_argument
@click.option(
    "--to",
    "formats",
    type=FormatName(),
    required=True,
    multiple=True,
    help="docx, pdf or html; several with --to each.",
)
@click.option("--respondent", type=RespondentCode(), help="One respondent's personal copy.")
@click.option("--all", "everybody", is_flag=True, help="A personal copy for every respondent, in the folder -o.")
@click.option(
    "--prefill",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fill the copies with the answers of an earlier edition: JSON, JSON Lines, Parquet, or its register.",
)
@click.option("--css", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your style sheet, for html.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=to_standard_output,
    help="The file; a folder for --all or several formats.",
)
def render(
    survey: Survey,
    formats: tuple[str, ...],
    respondent: str | None,
    everybody: bool,
    prefill: Path | None,
    css: Path | None,
    output: Path | None,
) -> None:
    """Write the form of SURVEY: blank, or personal with --respondent or --all, in one format or several."""
    if everybody and respondent is not None:
        raise UsageError("--all and --respondent exclude each other: give one of them")
    stylesheet = "" if css is None else css.read_text(encoding="utf-8")
    if everybody:
        held = prefill_of(survey, prefill, survey.population.respondents)
        folder = _folder(output, "--all writes one file per respondent", confidential=held is not None)
        _render_all(survey, formats, survey.population.respondents, held, stylesheet, folder)
    elif respondent is not None:
        _render_one(survey, formats, respondent, prefill, stylesheet, output)
    elif prefill is not None:
        raise UsageError("--prefill fills personal copies: add --respondent CODE or --all")
    else:
        _render_blank(survey, formats, stylesheet, output)


def _render_one(
    survey: Survey, formats: tuple[str, ...], code: str, prefill: Path | None, stylesheet: str, output: Path | None
) -> None:
    if len(formats) == 1:
        check_output(output, formats[0])
    chosen = (pipeline.find_respondent(survey, code),)
    held = prefill_of(survey, prefill, chosen)
    if len(formats) > 1:
        folder = _folder(output, "several formats are several files", confidential=held is not None)
        _render_all(survey, formats, chosen, held, stylesheet, folder)
        return
    ((_, data),) = _copies(survey, formats[0], chosen, held, stylesheet)
    write_output(data, output, formats[0], confidential=held is not None)


def _render_blank(survey: Survey, formats: tuple[str, ...], stylesheet: str, output: Path | None) -> None:
    if len(formats) == 1:
        check_output(output, formats[0])
        with waiting(formats[0]):
            data = pipeline.render(survey, formats[0], stylesheet=stylesheet)
        write_output(data, output, formats[0])
        return
    folder = _folder(output, "several formats are several files")
    for to in formats:
        data = pipeline.render(survey, to, stylesheet=stylesheet)
        write_output(data, folder / f"{survey.id}{pipeline.suffix_of(to)}", to)


def _folder(output: Path | None, why: str, *, confidential: bool = False) -> Path:
    if output is None:
        raise UsageError(f"{why}: say in which folder with -o DIR")
    files.make_folder(output, confidential=confidential)
    return output


def _copies(
    survey: Survey, to: str, chosen: Sequence[Respondent], held: Prefill | None, stylesheet: str
) -> Iterator[tuple[Respondent, bytes]]:
    prefilled = None if held is None else held.responses
    return followed(pipeline.render_copies(survey, to, chosen, prefilled, stylesheet=stylesheet), to, len(chosen))


def _render_all(
    survey: Survey,
    formats: tuple[str, ...],
    chosen: Sequence[Respondent],
    held: Prefill | None,
    stylesheet: str,
    folder: Path,
) -> None:
    for to in formats:
        suffix = pipeline.suffix_of(to)
        copies = _copies(survey, to, chosen, held, stylesheet)
        named = ((folder / f"{respondent.code}{suffix}", data) for respondent, data in copies)
        files.write_each(named, confidential=held is not None)
    click.echo(f"wrote {len(chosen) * len(formats)} files in {folder}", err=True)

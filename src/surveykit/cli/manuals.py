"""`surveykit codebook` and `surveykit guide`: what explains a survey to analysts and to respondents."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import is_binary, output_option, refuse_terminal, survey_argument, write_output
from surveykit.model import Survey


@click.command()
@survey_argument
@click.option("--to", required=True, metavar="FORMAT", help="The format: csv, docx, pdf or html.")
@output_option
def codebook(survey: Survey, to: str, output: Path | None) -> None:
    """Write the data dictionary of SURVEY: a line for each field, in the ministry's seven columns."""
    refuse_terminal(output, binary=is_binary(to))
    write_output(pipeline.codebook(survey, to), output, binary=is_binary(to))


@click.command()
@survey_argument
@click.option("--to", required=True, metavar="FORMAT", help="The format: docx, pdf or html.")
@output_option
def guide(survey: Survey, to: str, output: Path | None) -> None:
    """Write the guide that goes with the form of SURVEY: how to fill it in, what is expected at each question."""
    refuse_terminal(output, binary=is_binary(to))
    write_output(pipeline.guide(survey, to), output, binary=is_binary(to))

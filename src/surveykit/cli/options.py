"""The arguments and options that several commands share, and how their output is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.pipeline import (
    aggregate,
    audit_file,
    coding_remarks,
    coding_standing,
    load_survey,
    open_register,
    publish,
)
from surveykit.release import Release
from surveykit.results import Results

WIDE = 200
"""Columns of a table that is not shown on a terminal: wide enough to cut nothing."""


class SurveyName(click.ParamType[Survey]):
    """An argument that names a survey, given to the command as the survey itself."""

    name = "SURVEY"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> Survey:
        """The survey of that name or folder."""
        return value if isinstance(value, Survey) else load_survey(value)


survey_argument = click.argument("survey", type=SurveyName(), metavar="SURVEY")

register_option = click.option(
    "--register",
    "register_path",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="SURVEYKIT_REGISTER",
    help="The SQLite register.  [default: SURVEY.sqlite; environment: SURVEYKIT_REGISTER]",
)

table_option = click.option(
    "--from", "table", metavar="PARQUET", help="Compute from a Parquet file or pattern, not the register."
)

by_option = click.option("--by", metavar="GROUP", help="Also break the figures down by a grouping of the population.")

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; standard output if none.",
)

audit_option = click.option(
    "--audit",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write which rule withheld what, without any value, to this JSON file.",
)


def register_of(survey: Survey, given: Path | None) -> Path:
    """The register's file: the one given, else SURVEY.sqlite in the working directory."""
    return given if given is not None else Path(f"{survey.id}.sqlite")


def results_of(survey: Survey, register_path: Path | None, table: str | None, by: str | None) -> Results:
    """The results of a register, or of a Parquet table when one is given."""
    if table is not None:
        return aggregate(survey, table, by=by)
    with open_register(register_of(survey, register_path), survey, create=False) as campaign:
        for remark in coding_remarks(coding_standing(campaign)):
            click.echo(remark, err=True)
        return aggregate(survey, campaign, by=by)


def publish_release(survey: Survey, register_path: Path | None, results: Results, release: Release) -> None:
    """Records that a release is published, and says so."""
    with open_register(register_of(survey, register_path), survey, create=False) as campaign:
        record = publish(campaign, results, release)
    told = "the same as" if record.already else "recorded as"
    click.echo(f"{told} release {record.id} of this register", err=True)


def write_audit(release: Release, path: Path | None) -> None:
    """Writes what was withheld and why, when asked to."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(audit_file(release))
        click.echo(f"wrote {path}", err=True)


def refuse_terminal(output: Path | None, *, binary: bool) -> None:
    """Raises UsageError when a binary file would be poured on a terminal."""
    if output is None and binary and sys.stdout.isatty():
        raise UsageError("this file is not text: say where to write it with -o FILE")


def write_output(data: bytes, output: Path | None, *, binary: bool = False) -> None:
    """Writes a command's data to a file, or to standard output.

    Raises UsageError rather than pour a binary file on a terminal.
    """
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)
        click.echo(f"wrote {output}", err=True)
        return
    refuse_terminal(output, binary=binary)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table to standard output, in full when it is not a terminal."""
    console = Console(width=None if sys.stdout.isatty() else WIDE, no_color=bool(os.environ.get("NO_COLOR")))
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    console.print(table)


def _plain(cell: str) -> str:
    return cell.replace("[", r"\[")

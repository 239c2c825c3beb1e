"""The arguments and options that several commands share, and how their output is written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import click

from surveykit import files
from surveykit.cli.completion import SurveyName
from surveykit.errors import UsageError
from surveykit.findings import LEFT_AS_PREFILLED, Finding
from surveykit.model import Survey
from surveykit.pipeline import (
    ENGINES,
    aggregate,
    audit_file,
    check_name,
    is_text,
    open_register,
)
from surveykit.release import Release
from surveykit.results import Results
from surveykit.words.marks import NAMED_SIMULATED, simulated_mark, simulated_name

_AT_ONCE = 10_000
"""Pieces of JSON that are written together."""
_TEXT = {"csv", "html", "json", "txt"}
"""The formats of text that are written without a renderer too."""

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


engine_option = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="What computes the figures.",
)

STANDARD_OUTPUT = Path("-")
"""The name that means standard output instead of a file."""


def to_standard_output(_ctx: click.Context, _param: click.Parameter, given: Path | None) -> Path | None:
    """For commands that write to standard output without -o: `-o -` says the same."""
    return None if given == STANDARD_OUTPUT else given


def to_a_file(_ctx: click.Context, param: click.Parameter, given: Path | None) -> Path | None:
    """For what is never written to standard output. Raises UsageError for `-`."""
    if given == STANDARD_OUTPUT:
        raise UsageError(f"{param.opts[0]} - stands for standard output, where this is not written: give a name")
    return given


output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=to_standard_output,
    help="Where to write; standard output if none.",
)

date_option = click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="As of this day (2014-09-08) rather than today: the same day gives the same bytes.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts rather than a table.")


def _audit(ctx: click.Context, param: click.Parameter, given: Path | None) -> Path | None:
    if given is not None:
        check_name(given, "json")
    return to_a_file(ctx, param, given)


audit_option = click.option(
    "--audit",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_audit,
    help="Also write which rule withheld what, without any value, to this JSON file.",
)


def day_of(given: datetime | None) -> date:
    """The day given with --date, else today."""
    return datetime.now().astimezone().date() if given is None else given.date()


def register_of(survey: Survey, given: Path | None) -> Path:
    """The register's file: the one given, else SURVEY.sqlite in the working directory."""
    return given if given is not None else Path(f"{survey.id}.sqlite")


def results_of(
    survey: Survey, register_path: Path | None, table: str | None, by: str | None, engine: str = ENGINES[0]
) -> Results:
    """The results of a register, or of a Parquet table when one is given."""
    if table is not None:
        return aggregate(survey, table, by=by, engine=engine)
    with open_register(register_of(survey, register_path), survey, create=False) as campaign:
        results = aggregate(survey, campaign, by=by, engine=engine)
    for remark in results.remarks:
        click.echo(remark, err=True)
    return results


@contextmanager
def audit_written(release: Release, path: Path | None) -> Iterator[None]:
    """Writes what was withheld and why, when asked to, before the body runs; when the body raises, takes it back."""
    if path is None:
        yield
        return
    with files.written({path: audit_file(release)}, confidential=True):
        yield
    click.echo(f"wrote {path}", err=True)


def is_binary(to: str) -> bool:
    """Whether a file of that format is no text: a workbook, or what its renderer says.

    Raises UsageError for an unknown format, MissingExtra when its packages are not installed.
    """
    return to == "xlsx" or (to not in _TEXT and not is_text(to))


def check_output(output: Path | None, to: str) -> None:
    """Refuses what a command is about to write, before it computes it.

    Raises UsageError when a binary file would be poured on a terminal, and when the file's name says another format.
    """
    if output is not None:
        check_name(output, to)
    elif is_binary(to) and sys.stdout.isatty():
        raise UsageError("this file is not text: say where to write it with -o FILE")


def write_output(data: bytes, output: Path | None, to: str, *, confidential: bool = False) -> None:
    """Writes a command's data to a file, whole or not at all, or to standard output; `to` is their format.

    What each command says is `confidential`, and why: docs/files.md. Raises UsageError for what `check_output` refuses,
    and when the file cannot be written.
    """
    check_output(output, to)
    if output is not None:
        files.write(output, data, confidential=confidential)
        click.echo(f"wrote {output}", err=True)
        return
    _pour(data)
    sys.stdout.flush()


def say_simulated(language: str, output: Path | None = None, *, simulated: bool) -> None:
    """Says on standard error that the data are simulated, and that the name of a file that the user chose does not."""
    if not simulated:
        return
    click.echo(f"{simulated_mark(language)}: nobody gave some of the answers; what is made of them says so", err=True)
    if output is not None and NAMED_SIMULATED not in output.name.casefold():
        click.echo(f"the name of {output} does not say so: {simulated_name(output.name)} would", err=True)


def tell_prefilled(found: Iterable[Finding]) -> None:
    """Says how many answers came back as they had been filled in beforehand, if any did."""
    say_prefilled(sum(one.code == LEFT_AS_PREFILLED for one in found))


def say_prefilled(number: int) -> None:
    """Says how many answers came back as they had been filled in beforehand, if any did."""
    if number:
        click.echo(f"{number} answers were left as they had been filled in beforehand", err=True)


def stream_json(data: object) -> None:
    """Writes data as JSON, indented, to standard output, as it is made: it may be larger than memory."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(data)
    while some := "".join(islice(pieces, _AT_ONCE)):
        _pour(some.encode())
    _pour(b"\n")
    sys.stdout.flush()


def _pour(data: bytes) -> None:
    """Data to standard output as they are, or as a terminal may have them."""
    if sys.stdout.isatty():
        sys.stdout.write(data.decode())
    else:
        sys.stdout.buffer.write(data)


def print_json(data: object, output: Path | None = None, *, confidential: bool = False) -> None:
    """Writes data as JSON, indented, to a file or to standard output."""
    written = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    write_output(written, output, "json", confidential=confidential)

"""`surveykit register`: what a register holds, against the files inside it."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from surveykit import pipeline
from surveykit.brief import number_of
from surveykit.cli.options import json_option, print_json
from surveykit.cli.tables import print_table
from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.pipeline import Rereading, Signature
from surveykit.register import Break, Examination, LostRow, damage_told, examine, register_holder
from surveykit.words import Room

_said = Room("reread")
_KINDS = {
    Rereading.ANSWERS: _said.word("read otherwise"),
    Rereading.FINDINGS: _said.word("same answers, other findings"),
    Rereading.NOW_READ: _said.word("refused before, read now"),
    Rereading.NOW_REFUSED: _said.word("read before, refused now: what was read stays"),
}
_BREAKS = {
    Break.CHANGED: "is not what was written",
    Break.GONE: "is gone, or cannot be read",
    Break.UNSEALED: "was added by another program, or its seal is gone",
    Break.CHAIN: "is a seal that does not follow the one before",
}
_HEADER = ("file", "line", "respondent", "what", "field (before → now)")


@click.group()
def register() -> None:
    """Hold a register against the files inside it."""


@register.command("check")
@click.argument("path", metavar="REGISTER", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rescue",
    "new",
    metavar="NEW",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what can be relied on to a new register, and read again what is lost where its file is whole.",
)
@click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the returned files, for --rescue: a stored file that is no longer whole is taken from there.",
)
@click.option("--survey", "survey_name", metavar="SURVEY", help="The definition, when its survey is not installed.")
@click.option("--who", default=getpass.getuser, show_default="the user's name", help="Who rescues, with --rescue.")
@json_option
def check_register(
    path: Path, new: Path | None, originals: Path | None, survey_name: str | None, who: str, as_json: bool
) -> int:
    """Prove REGISTER: every page, every row against its seal, every stored file against its digest.

    Nothing is written without --rescue, and the damaged register never is. Exit code 1 when something is lost.
    """
    found = examine(path)
    if as_json:
        print_json(pipeline.examination_data(path, found), confidential=True)
    else:
        _show(path, found)
    if new is not None:
        survey = pipeline.load_survey(_named(path, found, survey_name))
        done = pipeline.rescue(survey, path, new, originals=originals, who=who)
        click.echo(
            f"wrote {new}: {sum(done.copied.values())} rows that can be relied on, {len(done.read_again)} responses "
            f"read again in their files; {len(done.unsaved)} rows left behind, because what they are about is lost",
            err=True,
        )
    return 0 if found.sound else 1


def _named(path: Path, found: Examination, name: str | None) -> str:
    if name is not None:
        return name
    if found.holder is None:
        raise UsageError(f"{path} no longer says which survey it is of: name its definition with --survey")
    return found.holder[0]


def _show(path: Path, found: Examination) -> None:
    """Says that a register is sound, or what is lost, file by file and row by row."""
    if found.sound:
        sealed = "every row has its seal" if found.sealed else "of an earlier version: its rows get seals when it grows"
        click.echo(f"{path} is sound: {len(found.files)} stored files are whole; {sealed}")
        return
    if found.damaged_files:
        rows = [(one.name, ", ".join(one.respondents), one.sha256) for one in found.damaged_files]
        print_table("Stored files that are no longer whole", ("file", "responses of", "digest"), rows)
    if found.lost:
        header = ("row", "what", "respondent", "file", "given back by the file")
        print_table("Rows that cannot be relied on", header, [_lost(one) for one in found.lost])
    click.echo(damage_told(path, found), err=True)


def _lost(one: LostRow) -> tuple[str, ...]:
    back = "yes" if one.gives_back else "no"
    return f"{one.table} {one.row}", _BREAKS[one.what], one.respondent or "", one.file or "", back


@register.command("reread")
@click.argument("path", metavar="REGISTER", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--survey", "survey_name", metavar="SURVEY", help="The definition, when its survey is not installed.")
@click.option("--why", default="", help="Take what is read now, for this reason; without it, it is only listed.")
@click.option("--who", default="", help="Who decides, with --why.")
@json_option
def reread(path: Path, survey_name: str | None, why: str, who: str, as_json: bool) -> int:
    """List what this version reads otherwise in the files of REGISTER, and take it with --who and --why.

    What was read first stays on record; corrections and decisions stay too. Exit code 1 when something is read
    otherwise and was not taken.
    """
    signed = _signature(who, why)
    survey = _survey(path, survey_name)
    with pipeline.open_register(path, survey, create=False) as campaign:
        found = pipeline.read_otherwise(survey, campaign.register, signed)
    data = pipeline.rereading_data(survey, found)
    if as_json:
        print_json(data, confidential=True)
    else:
        print_table(f"Read otherwise in {path.name}", _HEADER, [_row(one, survey.language) for one in data])
    taken = 0 if signed is None else sum(one.after is not None for one in found)
    left = len(found) - taken
    click.echo(f"{number_of(len(found), 'response')} read otherwise; {taken} taken", err=True)
    return int(left > 0 and signed is None)


def _signature(who: str, why: str) -> Signature | None:
    """Who takes what is read now and why; None when nobody does. Raises UsageError for half of it."""
    if not who.strip() and not why.strip():
        return None
    if not who.strip() or not why.strip():
        raise UsageError("say both who decides (--who) and why (--why): what is read anew is signed")
    return Signature(who, why)


def _survey(path: Path, name: str | None) -> Survey:
    identifier, edition = register_holder(path)
    survey = pipeline.load_survey(identifier if name is None else name)
    if (survey.id, survey.edition) != (identifier, edition):
        raise UsageError(
            f"{path} is the register of {identifier} {edition}, and this is {survey.id} {survey.edition}: "
            "give the folder of its definition with --survey"
        )
    return survey


def _row(one: Mapping[str, Any], language: str) -> tuple[str, ...]:
    changes = (f"{each['field']} ({each['before']} → {each['after']})" for each in one["changes"])
    return (
        one["file"],
        "" if one["line"] is None else str(one["line"]),
        one["respondent"] or "",
        _said(language, _KINDS[Rereading(one["kind"])]),
        "\n".join(changes),
    )

"""`surveykit collect`: returned files into the register."""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.completion import RespondentCode as RespondentName
from surveykit.cli.options import (
    json_option,
    register_of,
    register_option,
    say_prefilled,
    say_simulated,
    stream_json,
    survey_argument,
)
from surveykit.cli.progress import counting
from surveykit.cli.tables import print_table
from surveykit.findings import COVERING_WORDS, OF_THE_REGISTER, Severity
from surveykit.ids import RespondentCode
from surveykit.model import Survey
from surveykit.pipeline import CollectCounts, CollectReport, FileOutcome

_NAMED = 20
"""Respondents of one file: no more of them are named in the table."""
_SHOWN = OF_THE_REGISTER | {COVERING_WORDS}
"""The codes of findings that are shown with the files: who collects must see them at once."""


@click.command()
@survey_argument
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@register_option
@click.option("--respondent", type=RespondentName(), help="Whose the files are, when they do not say it themselves.")
@json_option
def collect(
    survey: Survey, paths: tuple[Path, ...], register_path: Path | None, respondent: str | None, as_json: bool
) -> int:
    """Read returned files of SURVEY (folders are walked) into the register; doing it twice changes nothing.

    Exit code 1 when a file was refused or an answer needs a person; everything is recorded all the same.
    """
    where = register_of(survey, register_path)
    with pipeline.open_register(where, survey) as campaign, counting("Reading") as progress:
        report = campaign.collect(
            *paths,
            respondent=respondent,
            who=getpass.getuser(),
            progress=progress,
        )
    if as_json:
        stream_json(pipeline.collect_data(report, whole=False))
    else:
        _table(report)
    counts = report.counts()
    _summary(survey, counts)
    return 1 if counts.needs_a_person else 0


def _table(report: CollectReport) -> None:
    rows = [_row(one) for one in report.files]
    print_table("Files", ("file", "outcome", "respondent", "errors", "warnings", "what to do"), rows)


def _summary(survey: Survey, counts: CollectCounts) -> None:
    click.echo(
        f"{counts.files} files: {counts.read} read ({counts.already} already known), {counts.refused} refused, "
        f"{counts.superseded} superseding an earlier return, {counts.unattributed} without a respondent",
        err=True,
    )
    say_simulated(survey.language, simulated=counts.simulated > 0)
    say_prefilled(counts.prefilled)


def _row(one: FileOutcome) -> tuple[str, ...]:
    """A row of the table, of a file of which one line is held at a time."""
    refused, listed, found = list[str](), list[str](), dict[str, None]()
    who, whose = list[RespondentCode](), 0
    grave: Counter[Severity] = Counter()
    for piece in one.pieces:
        mine = [each.respondent for each in piece.responses if each.respondent is not None]
        whose, who = whose + len(mine), who + mine if len(who) < _NAMED else who
        refused += (f"{_line(refusal.line)}{refusal.reason} {refusal.request}" for refusal in piece.refusals)
        listed += (refusal.reason for refusal in piece.listed)
        found |= dict.fromkeys(each.message for each in piece.findings if each.code in _SHOWN)
        grave.update(each.severity for each in piece.findings)
    outcome = f"{one.outcome.value}, already known" if one.already else one.outcome.value
    told = "\n".join((*refused, *listed, *found))
    return one.name, outcome, _told(who, whose), str(grave[Severity.ERROR]), str(grave[Severity.WARNING]), told


def _told(who: Sequence[str], number: int) -> str:
    """Whose responses a file holds: the first ones of many, and how many they are."""
    named = ", ".join(who[:_NAMED])
    return named if number <= _NAMED else f"{named}… ({number})"


def _line(number: int | None) -> str:
    return "" if number is None else f"(ligne {number}) "

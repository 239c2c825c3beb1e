"""`surveykit collect`: returned files into the register."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.completion import RespondentCode
from surveykit.cli.options import (
    json_option,
    print_json,
    register_of,
    register_option,
    say_simulated,
    survey_argument,
    tell_prefilled,
)
from surveykit.cli.progress import counting
from surveykit.cli.tables import print_table
from surveykit.findings import COVERING_WORDS, OF_THE_REGISTER, Severity
from surveykit.model import Survey
from surveykit.pipeline import CollectReport, FileOutcome

_SHOWN = OF_THE_REGISTER | {COVERING_WORDS}
"""The codes of findings that are shown with the files: who collects must see them at once."""


@click.command()
@survey_argument
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@register_option
@click.option("--respondent", type=RespondentCode(), help="Whose the files are, when they do not say it themselves.")
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
        print_json(pipeline.collect_data(report))
    else:
        _table(report)
    _summary(survey, report)
    return 1 if report.needs_a_person else 0


def _table(report: CollectReport) -> None:
    rows = [_row(one) for one in report.files]
    print_table("Files", ("file", "outcome", "respondent", "errors", "warnings", "what to do"), rows)


def _summary(survey: Survey, report: CollectReport) -> None:
    already = sum(one.already for one in report.files)
    click.echo(
        f"{len(report.files)} files: {len(report.read)} read ({already} already known), {len(report.refused)} refused, "
        f"{len(report.superseded)} superseding an earlier return, {len(report.unattributed)} without a respondent",
        err=True,
    )
    say_simulated(survey.language, simulated=report.simulated > 0)
    tell_prefilled(found for one in report.files for found in one.findings)


def _row(one: FileOutcome) -> tuple[str, ...]:
    said = [f"{_line(refusal.line)}{refusal.reason} {refusal.request}" for refusal in one.refusals]
    said += [refusal.reason for piece in one.pieces for refusal in piece.listed]
    said += dict.fromkeys(found.message for found in one.findings if found.code in _SHOWN)
    outcome = f"{one.outcome.value}, already known" if one.already else one.outcome.value
    who = ", ".join(one.respondents)
    return one.name, outcome, who, str(one.count(Severity.ERROR)), str(one.count(Severity.WARNING)), "\n".join(said)


def _line(number: int | None) -> str:
    return "" if number is None else f"(ligne {number}) "

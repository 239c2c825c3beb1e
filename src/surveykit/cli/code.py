"""`surveykit code`: the answers in words, read by people: export, import, agreement."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import (
    check_output,
    output_option,
    register_of,
    register_option,
    say_simulated,
    survey_argument,
    write_output,
)
from surveykit.cli.tables import print_table
from surveykit.coding import Agreement, Standing
from surveykit.errors import UsageError
from surveykit.findings import Finding, Severity
from surveykit.model import Survey

question_option = click.option(
    "--question", "questions", multiple=True, metavar="Q", help="Only this question (number or field); may be repeated."
)


@click.group()
def code() -> None:
    """Code what respondents wrote: themes that are counted, passages that may be quoted."""


@code.command("export")
@survey_argument
@question_option
@click.option("--coder", default="", metavar="NAME", help="Show what this coder coded before.")
@click.option("--reconciled", is_flag=True, help="For whoever settles: what coders agree on, and where they do not.")
@register_option
@output_option
def export(
    survey: Survey,
    questions: tuple[str, ...],
    coder: str,
    reconciled: bool,
    register_path: Path | None,
    output: Path | None,
) -> None:
    """Write the workbook in which the answers to SURVEY's open questions are coded.

    One page per question, one line per answer, one column per theme: tick with an x. A workbook that holds coding
    which was not imported is never written over.
    """
    check_output(output, "xlsx")
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        if output is not None and output.is_file() and (held := pipeline.unrecorded(campaign, output.read_bytes())):
            raise UsageError(
                f"{output} holds {held} coded answers that were not imported: import it, or give another name"
            )
        data = pipeline.export_coding(campaign, questions, coder=coder, reconciled=reconciled)
        now = pipeline.coding_standing(campaign)
        simulated = campaign.simulated
    write_output(data, output, "xlsx", confidential=True)
    say_simulated(survey.language, output, simulated=simulated)
    say_remarks(now)


@code.command("import")
@survey_argument
@click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--coder", default=getpass.getuser, show_default="the user's name", metavar="NAME", help="Who coded.")
@click.option("--reconciled", is_flag=True, help="These readings settle what coders see differently.")
@register_option
def import_(survey: Survey, workbook: Path, coder: str, reconciled: bool, register_path: Path | None) -> int:
    """Check a filled workbook and record what is certain of it, signed; doing it twice changes nothing.

    A later import of the same coder takes the place of the former, answer by answer. Exit code 1 when a line was
    refused: each is told with its sheet and its cell.
    """
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        done = pipeline.import_coding(
            campaign, workbook.read_bytes(), workbook.name, coder=coder, reconciled=reconciled
        )
        now = pipeline.coding_standing(campaign)
    if done.findings:
        header = ("severity", "respondent", "field", "message", "code")
        print_table(f"{len(done.findings)} findings", header, [_finding(one) for one in done.findings])
    refused = sum(one.severity is Severity.ERROR for one in done.findings)
    click.echo(
        f"{done.readings} answers coded in {workbook.name}: {done.recorded} recorded, "
        f"{done.readings - done.recorded} already known; {refused} refusals",
        err=True,
    )
    say_remarks(now)
    return 1 if done.needs_a_person else 0


@code.command("agreement")
@survey_argument
@question_option
@click.option("--disagreements", is_flag=True, help="List the answers on which coders differ.")
@register_option
def agreement(survey: Survey, questions: tuple[str, ...], disagreements: bool, register_path: Path | None) -> int:
    """Show how far coders agree on SURVEY: Cohen's kappa by theme, pooled by question.

    Over the answers that both coded, as they are now. Exit code 1 when coders differ on an answer that nobody settled.
    """
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        found = pipeline.coding_agreements(campaign, questions)
        now = pipeline.coding_standing(campaign)
    if disagreements:
        rows = _disputes(now, {one.field for one in found})
        print_table(f"{len(rows)} disagreements", ("field", "respondent", "coder", "themes"), rows)
    else:
        header = ("field", "coders", "theme", "answers", "first", "second", "both", "agreement", "kappa")
        print_table("Agreement between coders", header, [row for one in found for row in _agreement(one)])
    if not found:
        click.echo("no answer was coded by two coders", err=True)
    open_ones = sum(len(one.disputes) for one in now.fields)
    click.echo(f"{open_ones} answers on which coders differ are not settled", err=True)
    return 1 if open_ones else 0


def say_remarks(now: Standing) -> None:
    """Says on standard error which texts are not in the figures, and why."""
    for remark in pipeline.coding_remarks(now):
        click.echo(remark, err=True)


def _finding(one: Finding) -> tuple[str, ...]:
    return one.severity.value, one.place.respondent or "", one.place.field or "", one.message, one.code


def _agreement(one: Agreement) -> Iterable[tuple[str, ...]]:
    who = " / ".join(one.coders)
    share = _decimal(Fraction(one.alike, one.texts))
    yield one.field, who, "(all, pooled)", str(one.texts), "", "", "", share, _decimal(one.kappa)
    for theme in one.themes:
        numbers = (theme.texts, theme.first, theme.second, theme.both)
        yield "", "", theme.theme, *map(str, numbers), _decimal(theme.observed), _decimal(theme.kappa)


def _disputes(now: Standing, fields: Iterable[str]) -> list[tuple[str, ...]]:
    return [
        (one.field, dispute.text.respondent, name, ", ".join(sorted(themes)))
        for one in now.fields
        if one.field in fields
        for dispute in one.disputes
        for name, themes in dispute.found.items()
    ]


def _decimal(number: Fraction | None) -> str:
    return "–" if number is None else f"{float(number):.3f}"

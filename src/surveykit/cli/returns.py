"""`surveykit returns` and `surveykit settle`: the returns of a respondent side by side, and which of them counts."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
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
)
from surveykit.cli.tables import print_table
from surveykit.model import Survey
from surveykit.register import ReturnRecord, Returns

_HEADER = (
    "respondent",
    "n°",
    "return",
    "file",
    "sent",
    "message",
    "state",
    "corrections",
    "differs from the one before",
)


@click.command()
@survey_argument
@click.option("--respondent", type=RespondentCode(), help="Only the returns of this respondent.")
@register_option
@json_option
def returns(survey: Survey, respondent: str | None, register_path: Path | None, as_json: bool) -> None:
    """Show the returns of SURVEY side by side: when each was sent, which one counts, what differs from the one before.

    "message" has who sent it by mail, and how the message begins; --json has the whole. A return "waits" when it would
    lose answers or contradict a signed correction: `surveykit settle` decides.
    """
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        every = campaign.returns(respondent)
        simulated = campaign.simulated
    if as_json:
        print_json(pipeline.returns_data(survey, every), confidential=True)
    else:
        print_table(f"Returns of {survey.id} {survey.edition}", _HEADER, [*_rows(survey, every)])
    say_simulated(survey.language, simulated=simulated)


@click.command()
@survey_argument
@click.argument("respondent", type=RespondentCode())
@click.option(
    "--keep",
    required=True,
    metavar="RETURN",
    help="Its reference, its number, or the name of its file or of a copy of it.",
)
@click.option("--why", required=True, help="The reason: who confirmed it, and how.")
@click.option("--who", default=getpass.getuser, show_default="the user's name", help="Who decides.")
@register_option
def settle(survey: Survey, respondent: str, keep: str, why: str, who: str, register_path: Path | None) -> None:
    """Decide which return of RESPONDENT counts, where one would lose answers or contradict a signed correction.

    The decision is signed and names every return that was compared; `surveykit returns` lists them. A return that comes
    later is compared with the one that was kept.
    """
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        made = campaign.settle(respondent, keep, who=who, why=why)
        (theirs,) = campaign.returns(respondent)
    kept = next(one for one in theirs.records if one.record.id == made.kept)
    click.echo(f"{kept.record.reference} ({kept.file_name}) counts for {respondent}, signed {made.who}", err=True)


def _rows(survey: Survey, every: Sequence[Returns]) -> Sequence[tuple[str, ...]]:
    return [_row(survey, theirs, number, one) for theirs in every for number, one in enumerate(theirs.records, 1)]


def _state(theirs: Returns, one: ReturnRecord) -> str:
    """What a return is, and who decided it where somebody did."""
    state, made = "" if one.record.state is None else one.record.state.value, theirs.settlement
    kept = made is not None and made.kept == one.record.id
    return f"{state}\n{made.who}: {made.why}" if made is not None and kept else state


def _row(survey: Survey, theirs: Returns, number: int, one: ReturnRecord) -> tuple[str, ...]:
    record = one.record
    return (
        theirs.respondent,
        str(number),
        record.reference,
        one.file_name,
        f"{record.sent_at.astimezone(survey.collection.zone):%Y-%m-%d %H:%M}",
        "\n".join(pipeline.messages_told(one)),
        _state(theirs, one),
        str(len(one.corrections)),
        "\n".join(pipeline.differences_told(survey, theirs, one)),
    )

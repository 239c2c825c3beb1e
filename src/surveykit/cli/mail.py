"""`surveykit mail`: drafts of the messages of a campaign. Nothing is ever sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import replace

from surveykit import files, pipeline
from surveykit.cli.completion import FormatName, RespondentCode
from surveykit.cli.options import (
    date_option,
    day_of,
    register_of,
    register_option,
    say_simulated,
    survey_argument,
    to_a_file,
)
from surveykit.cli.prefilling import prefill_of
from surveykit.cli.progress import followed
from surveykit.errors import UsageError
from surveykit.model import Purpose, Survey
from surveykit.pipeline import DraftFile, Mailing, Recipient, Unread

_WITH_A_FILE = {Purpose.SENDING, Purpose.CORRECTIONS, Purpose.RECEIPT}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@survey_argument
@click.option(
    "--for",
    "purpose",
    type=click.Choice([one.value for one in Purpose]),
    required=True,
    help="The form is sent; awaited before its deadline; overdue; came back with something to verify; came back, which "
    "the receipt acknowledges; or came back in a file that nobody can read.",
)
@click.option("--respondent", type=RespondentCode(), help="The message to one respondent.")
@click.option("--all", "everybody", is_flag=True, help="One for each respondent whom it concerns.")
@click.option(
    "--to",
    "formats",
    type=FormatName(),
    multiple=True,
    help="Attach the form, the letter of corrections, or the receipt's document in this format; several with --to "
    "each.  [default: docx for sending, corrections and receipt, nothing for the others]",
)
@click.option(
    "--form",
    "forms",
    type=FormatName(),
    multiple=True,
    help="With corrections: also attach the answered form.",
)
@click.option("--prefill", type=_FILE, help="With sending: fill the forms with the answers of an earlier edition.")
@click.option("--addresses", type=_FILE, help="A CSV file with the columns code and email, which come first.")
@date_option
@register_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    callback=to_a_file,
    required=True,
    help="The folder.",
)
def mail(
    survey: Survey,
    purpose: str,
    respondent: str | None,
    everybody: bool,
    formats: tuple[str, ...],
    forms: tuple[str, ...],
    prefill: Path | None,
    addresses: Path | None,
    date: datetime | None,
    register_path: Path | None,
    output: Path,
) -> None:
    """Write the messages of SURVEY as drafts (.eml) that Outlook and Thunderbird open; nothing is ever sent.

    Reminders go only to those who have returned nothing, corrections only to those with an error or a warning left.
    Whose file cannot be read is not reminded: --for unreadable answers whoever sent it, with the reason and what to
    send instead. A receipt has what was read, question by question.
    """
    if everybody == (respondent is not None):
        raise UsageError("say to whom: --respondent CODE or --all")
    what = Purpose(purpose)
    _check_options(what, forms, prefill)
    usual = ("docx",) if what in _WITH_A_FILE else ()
    mailing = Mailing(
        what,
        day_of(date),
        formats or usual,
        forms,
        {} if addresses is None else pipeline.read_addresses(survey, addresses),
    )
    chosen = _chosen(survey, mailing, respondent, register_path)
    held = prefill_of(survey, prefill, [one.respondent for one in chosen if one.respondent is not None])
    _write(survey, mailing if held is None else replace(mailing, prefilled=held.responses), chosen, output)


def _check_options(purpose: Purpose, forms: Sequence[str], prefill: Path | None) -> None:
    """Raises UsageError for an option that goes with another purpose."""
    if forms and purpose is not Purpose.CORRECTIONS:
        raise UsageError("--form goes with --for corrections; attach the form with --to")
    if prefill is not None and purpose is not Purpose.SENDING:
        raise UsageError("--prefill goes with --for sending")


def _chosen(
    survey: Survey, mailing: Mailing, respondent: str | None, register_path: Path | None
) -> Sequence[Recipient]:
    """Whom to write to: all whom it concerns, or the one named if it concerns that one."""
    with ExitStack() as stack:
        campaign = None
        if mailing.purpose is not Purpose.SENDING:
            register = pipeline.open_register(register_of(survey, register_path), survey, create=False)
            campaign = stack.enter_context(register)
        concerned = pipeline.recipients(survey, mailing, campaign)
        aside = () if campaign is None else pipeline.left_out(mailing, campaign)
    code = None if respondent is None else pipeline.find_respondent(survey, respondent).code
    for one in aside:
        if code in {None, one.respondent}:
            click.echo(_left_out(mailing.purpose, one), err=True)
    return [one for one in concerned if code is None or one.concerns(code)]


def _left_out(purpose: Purpose, one: Unread) -> str:
    """Why nobody is written to about a file, and what there is to do."""
    again = purpose is Purpose.UNREADABLE
    if not again and one.respondent is None:
        return f"{one.name} cannot be read, and nobody knows whose it is: perhaps of somebody who is written to here"
    about = f"no draft about {one.name}" if again else f"left out: {one.respondent} ({one.name})"
    if not one.for_sender:
        told = " ".join(f"{each.reason} {each.request}" for each in one.refusals)
        return f"{about}: only you can settle it. {told}"
    if not again:
        return f"{about}: a file came that cannot be read; write with --for unreadable"
    told = " ".join(each.reason for each in one.for_sender)
    return f"{about}: nobody knows who sent it; find out, and write to them. {told}"


def _write(survey: Survey, mailing: Mailing, chosen: Sequence[Recipient], folder: Path) -> None:
    if not chosen:
        click.echo(f"{mailing.purpose.value} concerns nobody: no draft was written", err=True)
        return
    files.make_folder(folder, confidential=True)
    without: list[str] = []
    simulated: set[bool] = set()

    def named(one: DraftFile) -> tuple[Path, bytes]:
        if not one.addressed and one.respondent is not None:
            without.append(one.respondent.code)
        simulated.add(one.simulated)
        return folder / one.name, one.data

    drafts = followed(pipeline.drafts(survey, mailing, chosen), mailing.purpose.value, len(chosen))
    number = files.write_each(map(named, drafts), confidential=True)
    if without:
        click.echo(f"no address for {', '.join(without)}: To is left empty", err=True)
    say_simulated(survey.language, simulated=any(simulated))
    told = "nothing was sent: open each in your mail program, and send it from there"
    click.echo(f"wrote {number} drafts in {folder}; {told}", err=True)

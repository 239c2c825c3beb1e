"""`surveykit releases`: what was published, and whether it was sent out."""

from __future__ import annotations

import getpass
from collections import Counter
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.options import json_option, print_json, register_of, register_option, survey_argument
from surveykit.cli.tables import print_table
from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.register import ReleaseRecord
from surveykit.words.marks import simulated_mark


@click.command()
@survey_argument
@register_option
@click.option("--withdraw", type=int, metavar="N", help="Release N was never sent out: later ones ignore it.")
@click.option("--sent", type=int, metavar="N", help="Release N, which was withdrawn, was sent out after all.")
@click.option("--why", default="", help="The reason, with --withdraw or --sent.")
@click.option("--who", default=getpass.getuser, show_default="the user's name", help="Who decides.")
@json_option
def releases(
    survey: Survey,
    register_path: Path | None,
    withdraw: int | None,
    sent: int | None,
    why: str,
    who: str,
    as_json: bool,
) -> None:
    """List the releases of SURVEY that the register recorded, or say of one whether it was sent out.

    A withdrawn release stays in the register, signed, and later releases are not compared with it: only what nobody
    outside has seen may be withdrawn. It counts again as soon as --sent says that it did leave.
    """
    number = _number(withdraw, sent, why)
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        if number is not None:
            record = campaign.register.say_sent(number, sent=sent is not None, who=who, why=why)
            click.echo(_outcome(record, survey.language), err=True)
        recorded = campaign.register.releases()
    if as_json:
        print_json([_data(one) for one in recorded])
        return
    header = ("release", "day", "published by", "returned", "told", "earlier", "withheld", "files", "state")
    print_table(f"Releases of {survey.id} {survey.edition}", header, [_row(one, survey.language) for one in recorded])


def _number(withdraw: int | None, sent: int | None, why: str) -> int | None:
    """The release of which something is said, None when nothing is; raises UsageError without a reason."""
    if withdraw is not None and sent is not None:
        raise UsageError("--withdraw and --sent exclude each other: give one of them")
    number = withdraw if sent is None else sent
    if number is not None and not why.strip():
        raise UsageError("say why, with --why: what is said of a release is signed")
    return number


def _outcome(record: ReleaseRecord, language: str) -> str:
    state = "counts: later releases are compared with it" if record.counts else "is withdrawn"
    already = " already" if record.already else ""
    return f"{_named(record, language)} {state}{already}"


def _named(record: ReleaseRecord, language: str) -> str:
    return f"release {record.id}" + (f" ({simulated_mark(language)})" if record.simulated else "")


def _state(record: ReleaseRecord, language: str) -> str:
    marked = f"{simulated_mark(language)}, " if record.simulated else ""
    if record.departure is None:
        return f"{marked}public"
    verb = "public after all" if record.departure.sent else "withdrawn"
    return f"{marked}{verb} ({record.departure.who}, {record.departure.said_at:%Y-%m-%d}: {record.departure.why})"


def _row(record: ReleaseRecord, language: str) -> tuple[str, ...]:
    day = f"{record.released_at:%Y-%m-%d}"
    if record.told is None:
        return str(record.id), day, *["not recorded"] * 6, _state(record, language)
    counts = Counter(figure.status for figure in record.told.figures)
    return (
        str(record.id),
        day,
        record.told.who,
        f"{record.told.returned} of {record.told.surveyed}",
        *(str(counts[status]) for status in ("published", "earlier", "withheld")),
        ", ".join(one.name for one in record.files),
        _state(record, language),
    )


def _data(record: ReleaseRecord) -> dict[str, object]:
    return {
        "release": record.id,
        "released_at": record.released_at.isoformat(),
        "counts": record.counts,
        "withdrawn": not record.counts,
        "simulated": record.simulated,
        **_told_data(record),
        "said": _departure_data(record),
    }


def _told_data(record: ReleaseRecord) -> dict[str, object]:
    """The figures that a release published, None when only its sums were recorded."""
    told = record.told
    if told is None:
        return dict.fromkeys(("who", "surveyed", "returned", "figures", "files"))
    return {
        "who": told.who,
        "surveyed": told.surveyed,
        "returned": told.returned,
        "figures": dict(sorted(Counter(figure.status for figure in told.figures).items())),
        "files": [{"name": one.name, "sha256": one.sha256} for one in record.files],
    }


def _departure_data(record: ReleaseRecord) -> dict[str, object] | None:
    """Whether a release was sent out, by whom it was said, why and when; None when nothing was said."""
    said = record.departure
    if said is None:
        return None
    return {"sent": said.sent, "who": said.who, "why": said.why, "at": said.said_at.isoformat()}

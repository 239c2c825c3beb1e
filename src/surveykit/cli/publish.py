"""`surveykit publish`: a release, which is an act: a checklist, a question, the files, the record."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.completion import FormatName
from surveykit.cli.options import (
    audit_option,
    audit_written,
    by_option,
    register_of,
    register_option,
    survey_argument,
    to_a_file,
)
from surveykit.cli.progress import waiting
from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.register import ReleaseRecord
from surveykit.words.marks import simulated_mark


@click.command()
@survey_argument
@register_option
@by_option
@click.option(
    "--to",
    "formats",
    type=FormatName("xlsx", "json", "csv"),
    multiple=True,
    required=True,
    help="docx, pdf, html or xlsx for the report, json or csv for its figures; several with --to each.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=to_a_file,
    required=True,
    help="The file; with several formats its name without the ending, or a folder.",
)
@click.option("--yes", is_flag=True, help="Publish without asking, for scripts.")
@click.option("--who", default=getpass.getuser, show_default="the user's name", help="Who publishes.")
@click.option("--simulated", is_flag=True, help="Rehearse: the register holds simulated answers, and the files say so.")
@audit_option
def publish(
    survey: Survey,
    register_path: Path | None,
    by: str | None,
    formats: tuple[str, ...],
    output: Path,
    yes: bool,
    who: str,
    simulated: bool,
    audit: Path | None,
) -> int:
    """Publish the figures of SURVEY: the register records them, and no later release tells an answer with them.

    A checklist is shown first: who is awaited, what is unsettled or not coded, which key figures are withheld and which
    missing answers would let them be told, and what this release costs later ones. Then every file is written whole,
    and only then the release is recorded. `surveykit report` writes a draft and records nothing.

    The same release again records the files that are new, with it. One that was withdrawn counts again then: the
    checklist says who withdrew it, and why.
    """
    paths = _paths(survey, formats, output)
    if audit is not None and audit.resolve() in {path.resolve() for path in paths.values()}:
        raise UsageError(f"{audit} cannot be both the release and its audit, which is confidential: name another file")
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        pipeline.check_publishable(campaign, paths, simulated=simulated)
        with waiting("Computing"):
            release = pipeline.disclose(survey, pipeline.aggregate(survey, campaign, by=by))
            known = pipeline.checklist(campaign, release)
            former = pipeline.same_release(campaign, release)
        click.echo(f"Before {survey.id} {survey.edition} is published:", err=True)
        for line in (*pipeline.checklist_lines(survey, known, release), *_known_as(former)):
            click.echo(f"  - {line}", err=True)
        if not yes and not _confirmed(paths, former):
            click.echo("nothing was published", err=True)
            return 1
        with waiting("Writing"), audit_written(release, audit):
            record = pipeline.publish(campaign, release, paths, who=who, simulated=simulated)
    for path in paths.values():
        click.echo(f"wrote {path}", err=True)
    click.echo(_outcome(survey, record, former), err=True)
    return 0


def _known_as(former: ReleaseRecord | None) -> Iterator[str]:
    """Which release of the register this one is, when it is one, and who withdrew it."""
    if former is None:
        return
    if former.departure is None or former.counts:
        yield f"the same as {former.name} of this register, which is public"
        return
    said = former.departure
    yield (
        f"the same as {former.name} of this register, which {said.who} withdrew on {said.said_at:%Y-%m-%d} "
        f"({said.why}): to publish it makes it count again"
    )


def _outcome(survey: Survey, record: ReleaseRecord, former: ReleaseRecord | None) -> str:
    marked = f" ({simulated_mark(survey.language)})" if record.simulated else ""
    if record.already:
        written = 0 if former is None else len(record.files) - len(former.files)
        number = "1 new file was" if written == 1 else f"{written} new files were"
        if former is not None and not former.counts:
            return f"release {record.id} of this register{marked} counts again; {number} recorded with it"
        new = f"{number} recorded with it" if written else "nothing new was recorded"
        return f"the same as release {record.id} of this register{marked}: {new}"
    return (
        f"recorded as release {record.id} of this register{marked}; if it is never sent out: "
        f"surveykit releases {survey.id} --withdraw {record.id} --why REASON"
    )


def _confirmed(paths: dict[str, Path], former: ReleaseRecord | None) -> bool:
    written = ", ".join(str(path) for path in paths.values())
    which = "this release" if former is None or former.counts else f"release {former.id}, which was withdrawn,"
    try:
        return click.confirm(f"Publish {which} in {written}?", err=True)
    except click.Abort:
        raise UsageError("nothing was published: confirm it, with --yes where nobody can be asked") from None


def _paths(survey: Survey, formats: tuple[str, ...], output: Path) -> dict[str, Path]:
    """The file of each format. One format is written to the file named; several beside each other."""
    chosen = tuple(dict.fromkeys(formats))
    if output.is_dir():
        return {to: output / f"{survey.id}{_suffix(to)}" for to in chosen}
    if len(chosen) == 1:
        return {chosen[0]: output}
    known = {_suffix(to) for to in chosen}
    stem = output.name.removesuffix(output.suffix) if output.suffix in known else output.name
    return {to: output.with_name(f"{stem}{_suffix(to)}") for to in chosen}


def _suffix(to: str) -> str:
    return f".{to}" if to in {"xlsx", "json", "csv"} else pipeline.suffix_of(to)

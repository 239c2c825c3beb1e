"""`surveykit demo`: a whole campaign, offline."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
)
@click.option("--seed", type=int, default=2014, show_default=True)
def demo(output: Path, seed: int) -> None:
    """Rehearse a campaign on the real survey: send, receive, check, consolidate, report.

    Forms for the 26 agencies, simulated returns (good, clumsy and broken ones), their collection, what must
    be asked back, and the report. Nothing leaves the folder.
    """
    written = pipeline.demo(output, seed, say=lambda line: click.echo(line, err=True))
    for path, what in written:
        click.echo(f"{path}  {what}")

"""`surveykit demo`: a whole campaign, offline."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import rehearsal
from surveykit.cli.options import to_a_file


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    callback=to_a_file,
    show_default=True,
)
@click.option("--seed", type=int, default=2014, show_default=True)
def demo(output: Path, seed: int) -> None:
    """Rehearse a campaign on the real survey, from the sending of its forms to its second report.

    Forms and drafts for the 26 agencies, simulated returns (good, clumsy, broken, late), what must be asked back,
    corrections, coding, two releases, and the answers as data. Nothing leaves the folder.
    """
    stages = rehearsal.demo(output, seed, say=lambda line: click.echo(line, err=True))
    for stage in stages:
        click.echo(stage.title)
        for path, what in stage.written:
            click.echo(f"  {path}  {what}")

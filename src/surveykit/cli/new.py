"""`surveykit new`: a small survey to start from."""

from __future__ import annotations

from pathlib import Path

import click

from surveykit import pipeline


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Make the folder NAME with a small survey that already renders, and its tests."""
    folder = Path(name)
    pipeline.new_survey(folder)
    click.echo(f"wrote {folder}: next, surveykit check {name}", err=True)

"""The option `--prefill`: reads an earlier edition's answers, and prints which ones were left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.model import Respondent, Survey
from surveykit.pipeline import Prefill
from surveykit.words.marks import simulated_mark


def prefill_of(survey: Survey, path: Path | None, chosen: Sequence[Respondent]) -> Prefill | None:
    """Reads earlier answers and prints what was kept and left out; None when no file is given."""
    if path is None:
        return None
    held = pipeline.read_prefill(survey, path)
    filled = sum(one.code in held.responses for one in chosen)
    click.echo(f"prefilled: {filled} of {len(chosen)} copies", err=True)
    drawn = sum(held.responses[one.code].simulated for one in chosen if one.code in held.responses)
    if drawn:
        told = f"{drawn} copies hold simulated answers, and stay simulated whoever fills them in"
        click.echo(f"{simulated_mark(survey.language)}: {told}", err=True)
    for one in held.left_out:
        click.echo(f"not taken over: {one.name} ({one.why}; in {one.number} earlier answers)", err=True)
    return held

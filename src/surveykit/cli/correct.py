"""`surveykit correct`: a signed correction to one answer; what was read stays on record."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from surveykit import pipeline
from surveykit.cli.completion import FieldCode, RespondentCode
from surveykit.cli.options import register_of, register_option, survey_argument
from surveykit.model import Survey


@click.command()
@survey_argument
@click.argument("respondent", type=RespondentCode())
@click.argument("field", type=FieldCode())
@click.argument("value")
@click.option("--why", required=True, help="The reason: who confirmed it, and how.")
@click.option("--who", default=getpass.getuser, show_default="the user's name", help="Who decides.")
@register_option
def correct(
    survey: Survey, respondent: str, field: str, value: str, why: str, who: str, register_path: Path | None
) -> None:
    """Correct one answer of RESPONDENT's current return: FIELD becomes VALUE, as it would be typed in the form.

    An empty VALUE makes it blank, NC a non-response; options of a multiple choice are separated by commas.
    """
    with pipeline.open_register(register_of(survey, register_path), survey, create=False) as campaign:
        made = campaign.correct(respondent, field, value, who=who, why=why)
    click.echo(f"corrected {made.field} of {respondent}, signed {made.who}", err=True)

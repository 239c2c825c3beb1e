"""What the shell completes: names of surveys and formats without importing any, codes from the definition."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from surveykit import plugins
from surveykit.errors import SurveykitError
from surveykit.model import Survey
from surveykit.pipeline import load_survey


class SurveyName(click.ParamType[Survey]):
    """An argument that names a survey, given to the command as the survey itself."""

    name = "SURVEY"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> Survey:
        """The survey of that name or folder."""
        return value if isinstance(value, Survey) else load_survey(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The installed names, then the folders that hold a definition."""
        _ = ctx, param
        return _surveys(incomplete)


class SurveyPlace(click.ParamType[str]):
    """An argument that names a survey which may not hold, given to the command as it is."""

    name = "SURVEY"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """The name or folder."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The same names as of a survey that holds."""
        _ = ctx, param
        return _surveys(incomplete)


class FormatName(click.ParamType[str]):
    """A format to write; `more` are those that no renderer writes."""

    name = "FORMAT"

    def __init__(self, *more: str) -> None:
        self._more = more

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """The name as it is: whoever writes the format knows whether it exists."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names of the renderers, none of them imported."""
        _ = ctx, param
        names = (one.name for one in plugins.installed() if one.kind == "renderer")
        return _beginning(incomplete, (*names, *self._more))


class RespondentCode(click.ParamType[str]):
    """A respondent's code, looked up by the command."""

    name = "CODE"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """The code as it is."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The codes of the population, each with its name."""
        _ = param
        survey = _survey(ctx)
        people = () if survey is None else survey.population.respondents
        return [CompletionItem(one.code, help=one.name) for one in people if one.code.startswith(incomplete)]


class FieldCode(click.ParamType[str]):
    """A field's code, looked up by the command."""

    name = "FIELD"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """The code as it is."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The codes of the survey's fields, each with its label."""
        _ = param
        survey = _survey(ctx)
        fields = () if survey is None else tuple(survey.fields())
        return [CompletionItem(one.code, help=one.label) for one in fields if one.code.startswith(incomplete)]


def _survey(ctx: click.Context) -> Survey | None:
    """The survey that stands on the line that is being completed, None when it does not hold."""
    # An option whose value is being typed ends click's reading: what stood before it is still in `args`.
    for given in (ctx.params.get("survey"), *ctx.args):
        try:
            return given if isinstance(given, Survey) else load_survey(given or "")
        except SurveykitError:
            continue
    return None


def _surveys(incomplete: str) -> list[CompletionItem]:
    folders = (path.parent.as_posix() for path in Path().glob("*/survey.yaml"))
    return _beginning(incomplete, (*plugins.survey_names(), *sorted(folders)))


def _beginning(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]

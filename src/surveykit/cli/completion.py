"""What the shell completes: names of surveys and formats without importing any, codes from the definition."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit import plugins
from surveykit.errors import SurveykitError
from surveykit.model import Survey
from surveykit.pipeline import load_survey

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Known = Iterable[tuple[str, str | None]]
"""Names with what each is called, None when the name says it all."""


class _Name(click.ParamType[str]):
    """A word that the command looks up by itself; here is only what the shell may complete it to."""

    def known(self, _ctx: click.Context, /) -> Known:
        """The words that may stand there."""
        return ()

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """The word as it is."""
        return str(value)

    def shell_complete(self, ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that begin so."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 (the shell asks, and no command does)

        return [CompletionItem(name, help=said) for name, said in self.known(ctx) if name.startswith(incomplete)]


class SurveyPlace(_Name):
    """The name of an installed survey, or a folder that holds a definition, which may be a broken one."""

    name = "SURVEY"

    def known(self, _ctx: click.Context, /) -> Known:
        """The installed names, then the folders of the working directory."""
        folders = sorted(path.parent.as_posix() for path in Path().glob("*/survey.yaml"))
        return ((name, None) for name in (*plugins.survey_names(), *folders))


class SurveyName(click.ParamType[Survey]):
    """The same, given to the command as the survey itself."""

    name = "SURVEY"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> Survey:
        """The survey of that name or folder."""
        return value if isinstance(value, Survey) else load_survey(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin so."""
        return SurveyPlace().shell_complete(ctx, param, incomplete)


class FormatName(_Name):
    """A format to write; `more` are those that no renderer writes."""

    name = "FORMAT"

    def __init__(self, *more: str) -> None:
        self._more = more

    def known(self, _ctx: click.Context, /) -> Known:
        """The names of the renderers, none of them imported, and the others."""
        renderers = (one.name for one in plugins.installed() if one.kind == "renderer")
        return ((name, None) for name in (*renderers, *self._more))


class RespondentCode(_Name):
    """A respondent's code."""

    name = "CODE"

    def known(self, ctx: click.Context, /) -> Known:
        """The codes of the population, each with its name."""
        survey = _survey(ctx)
        return () if survey is None else ((one.code, one.name) for one in survey.population.respondents)


class FieldCode(_Name):
    """A field's code."""

    name = "FIELD"

    def known(self, ctx: click.Context, /) -> Known:
        """The codes of the survey's fields, each with its label."""
        survey = _survey(ctx)
        return () if survey is None else ((one.code, one.label) for one in survey.fields())


def _survey(ctx: click.Context) -> Survey | None:
    """The survey that stands on the line that is being completed, None when it does not hold."""
    # An option whose value is being typed ends click's reading: what stood before it is still in `args`.
    for given in (ctx.params.get("survey"), *ctx.args):
        try:
            return given if isinstance(given, Survey) else load_survey(given or "")
        except SurveykitError:
            continue
    return None

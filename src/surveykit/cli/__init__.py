"""The command line: one file per command, and the one place where errors become exit codes."""

from __future__ import annotations

import atexit
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from surveykit.cli.quiet import quiet_option
from surveykit.errors import DefinitionError, SurveykitError

DONE, MISUSE = 0, 2

_COMMANDS = {
    "demo": "demo",
    "surveys": "installed",
    "plugins": "installed",
    "check": "check",
    "render": "render",
    "collect": "collect",
    "status": "status",
    "findings": "findings",
    "mail": "mail",
    "correct": "correct",
    "code": "code",
    "aggregate": "aggregate",
    "report": "report",
    "publish": "publish",
    "releases": "releases",
    "export": "export",
    "codebook": "manuals",
    "guide": "manuals",
    "simulate": "simulate",
    "new": "new",
}
"""Every command, in the order of a campaign, with the module that has it."""


class _Commands(click.Group):
    """Imports a command when it is called: the others cost it nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        """Their names, in the order of a campaign."""
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None when there is none."""
        if cmd_name not in _COMMANDS:
            return None
        if cmd_name not in self.commands:
            made: click.Command = getattr(import_module(f"{__name__}.{_COMMANDS[cmd_name]}"), cmd_name)
            made.params.append(quiet_option)
            self.add_command(made)
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="surveykit")
def surveykit() -> None:
    """One definition of a survey: forms that come back as data, checks, consolidated figures, a report.

    SURVEY is the name of an installed survey or the path of a folder that holds a survey.yaml.

    Exit codes: 0 done; 1 done, and something needs a person; 2 misuse.
    """


surveykit.params.append(quiet_option)


def main() -> NoReturn:
    """Runs the command line; data goes to standard output, messages to standard error.

    The process ends here: to take every object of it apart would be a fifth of what a short command costs.
    """
    # Else pydantic looks for extensions of its own in every package that is installed, one by one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _speak_utf8()
    code = _run()
    atexit._run_exitfuncs()  # noqa: SLF001 (the only way to what Spark, temporary files and logs leave to the end)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # a full disk, a reader that left: the interpreter says so and gives another code
        sys.exit(code)
    os._exit(code)


def _run() -> int:
    try:
        code = surveykit.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = _say("interrupted")
    except click.ClickException as error:
        error.show()
        code = MISUSE
    except DefinitionError as error:
        code = _say(f"this definition cannot be used:\n{error}")
    except (SurveykitError, OSError) as error:
        code = _say(str(error))
    return code if isinstance(code, int) else DONE


def _say(message: str) -> int:
    click.echo(f"surveykit: {message}", err=True)
    return MISUSE


def _speak_utf8() -> None:
    """Windows consoles and pipes may have another encoding: a name with an accent must not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")

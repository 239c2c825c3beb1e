"""The command line: one file per command, and the one place where errors become exit codes."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from surveykit.cli.quiet import quiet_option
from surveykit.cli.shown import through_the_door

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

DONE, MISUSE = 0, 2

_COMMANDS = {
    "demo": ("demo", "Rehearse a campaign on the real survey, from the sending of its forms to its second report."),
    "surveys": ("installed", "List the installed surveys."),
    "plugins": ("installed", "List the installed renderers, readers and surveys."),
    "check": ("check", "Check the definition of SURVEY: each finding with file:line:column."),
    "render": (
        "render",
        "Write the form of SURVEY: blank, or personal with --respondent or --all, in one format or several.",
    ),
    "collect": (
        "collect",
        "Read returned files of SURVEY (folders are walked) into the register; doing it twice changes nothing.",
    ),
    "status": (
        "status",
        "Show who returned SURVEY, when, how, in which version, with how many findings; who is late and by how much.",
    ),
    "returns": (
        "returns",
        "Show the returns of SURVEY side by side: when each was sent, which one counts, what differs from the one "
        "before.",
    ),
    "settle": (
        "returns",
        "Decide which return of RESPONDENT counts, where one would lose answers or contradict a signed correction.",
    ),
    "findings": ("findings", "Show what was found in the returns of SURVEY."),
    "mail": (
        "mail",
        "Write the messages of SURVEY as drafts (.eml) that Outlook and Thunderbird open; nothing is ever sent.",
    ),
    "correct": (
        "correct",
        "Correct one answer of RESPONDENT's current return: FIELD becomes VALUE, as it would be typed in the form.",
    ),
    "code": ("code", "Code what respondents wrote: themes that are counted, passages that may be quoted."),
    "aggregate": (
        "aggregate",
        "Compute the figures of SURVEY, as a draft; what could single a respondent out is withheld.",
    ),
    "report": ("report", "Write the report of SURVEY as a draft, from what may be said: a release, never the answers."),
    "publish": (
        "publish",
        "Publish the figures of SURVEY: the register records them, and no later release tells an answer with them.",
    ),
    "releases": (
        "releases",
        "List the releases of SURVEY that the register recorded, or say of one whether it was sent out.",
    ),
    "register": ("register", "Hold a register against the files inside it."),
    "export": (
        "export",
        "Write the individual answers of SURVEY with their labels, for statistics programs and spreadsheets.",
    ),
    "codebook": (
        "manuals",
        "Write the data dictionary of SURVEY: a line for each field, in the ministry's seven columns.",
    ),
    "guide": (
        "manuals",
        "Write the guide that goes with the form of SURVEY: how to fill it in, what is expected at each question.",
    ),
    "simulate": ("simulate", "Write simulated returns of SURVEY, one file per respondent."),
    "new": ("new", "Make the folder NAME with a small survey that already renders, and its tests."),
}
"""Every command, in the order of a campaign: the module that has it, and the first sentence of its help.

`--help` and the completion of names show the sentences, so that neither imports a command; a test compares them with
the commands' own.
"""


class _Commands(click.Group):
    """Imports a command when it is called: the others cost it nothing, and to list them costs nothing either."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs a command, as click does; what it writes goes through the door to the terminal."""
        with through_the_door():
            return super().main(*args, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        """Their names, in the order of a campaign."""
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None when there is none."""
        if cmd_name not in _COMMANDS:
            return None
        if cmd_name not in self.commands:
            module, _ = _COMMANDS[cmd_name]
            made: click.Command = getattr(import_module(f"{__name__}.{module}"), cmd_name)
            made.params.append(quiet_option)
            self.add_command(made)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes their names and sentences, as click does, without importing any."""
        _Summaries().format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names that begin so, then the options; no command is imported."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 (the shell asks, and no command does)

        named = ((name, sentence) for name, (_, sentence) in _COMMANDS.items() if name.startswith(incomplete))
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=sentence) for name, sentence in named), *options]


class _Summaries(_Commands):
    """Commands that have a name and a sentence, and do nothing."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click passes it)
        """The name and the sentence of a command."""
        _, sentence = _COMMANDS[cmd_name]
        return click.Command(cmd_name, help=sentence)

    format_commands = click.Group.format_commands


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
    # A large survey makes many objects that stay: to look for unreachable ones among them is a sixth of its time.
    gc.set_threshold(50_000)
    _speak_utf8()
    with through_the_door():
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
    except SystemExit:  # how completion ends: not to be compared with errors that are still to be imported
        raise
    except click.exceptions.Abort:
        code = _say("interrupted")
    except click.ClickException as error:
        error.show()
        code = MISUSE
    except _refusals() as error:
        code = _say(_reason(error))
    return code if isinstance(code, int) else DONE


def _refusals() -> tuple[type[Exception], ...]:
    """What a command raises on purpose, and what the system refuses; imported when an error is met, not before."""
    from surveykit.errors import SurveykitError  # noqa: PLC0415 (`--help` needs none)

    return (SurveykitError, OSError)


def _reason(error: Exception) -> str:
    from surveykit.errors import DefinitionError  # noqa: PLC0415 (`--help` needs none)

    return f"this definition cannot be used:\n{error}" if isinstance(error, DefinitionError) else str(error)


def _say(message: str) -> int:
    click.echo(f"surveykit: {message}", err=True)
    return MISUSE


def _speak_utf8() -> None:
    """Windows consoles and pipes may have another encoding: a name with an accent must not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")

"""The command line: one file per command, and the one place where errors become exit codes."""

from __future__ import annotations

import sys

import click

from surveykit.cli.aggregate import aggregate
from surveykit.cli.check import check
from surveykit.cli.code import code
from surveykit.cli.collect import collect
from surveykit.cli.correct import correct
from surveykit.cli.demo import demo
from surveykit.cli.export import export
from surveykit.cli.findings import findings
from surveykit.cli.installed import plugins, surveys
from surveykit.cli.mail import mail
from surveykit.cli.manuals import codebook, guide
from surveykit.cli.new import new
from surveykit.cli.quiet import quiet_option
from surveykit.cli.render import render
from surveykit.cli.report import report
from surveykit.cli.simulate import simulate
from surveykit.cli.status import status
from surveykit.errors import DefinitionError, SurveykitError

DONE, MISUSE = 0, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="surveykit")
def surveykit() -> None:
    """One definition of a survey: forms that come back as data, checks, consolidated figures, a report.

    SURVEY is the name of an installed survey or the path of a folder that holds a survey.yaml.

    Exit codes: 0 done; 1 done, and something needs a person; 2 misuse.
    """


for command in (
    demo, surveys, plugins, check, render, collect, status, findings, mail, correct, code, aggregate, report,
    export, codebook, guide, simulate, new,
):  # fmt: skip
    command.params.append(quiet_option)
    surveykit.add_command(command)
surveykit.params.append(quiet_option)


def main() -> None:
    """Runs the command line; data goes to standard output, messages to standard error."""
    _speak_utf8()
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
    sys.exit(code if isinstance(code, int) else DONE)


def _say(message: str) -> int:
    click.echo(f"surveykit: {message}", err=True)
    return MISUSE


def _speak_utf8() -> None:
    """Windows consoles and pipes may have another encoding: a name with an accent must not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")

"""`--help`, `--version` and the completion of command names import no more than click and a table."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from surveykit.cli import _COMMANDS, surveykit

SCRIPT = (
    "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
    "sys.argv = ['surveykit', *sys.argv[1:]]; from surveykit.__main__ import main; main()"
)
HEAVY = {"pydantic", "msgspec", "rich", "ruamel", "duckdb", "sqlite3"}
"""What no such command needs, with every part of surveykit but those of `LIGHT`."""
LIGHT = {
    "surveykit",
    "surveykit.__main__",
    "surveykit.lazy",
    "surveykit.cli",
    "surveykit.cli.quiet",
    "surveykit.cli.shown",
}
COMPLETE = {"_SURVEYKIT_COMPLETE": "bash_complete", "COMP_WORDS": "surveykit re", "COMP_CWORD": "1"}


def _run(tmp_path: Path, *arguments: str, **environment: str) -> tuple[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=tmp_path,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "environment", "shown"),
    [
        (["--help"], {}, "Write the report of SURVEY"),
        (["-h"], {}, "Commands:"),
        (["--version"], {}, "version"),
        ([], COMPLETE, "plain,report"),
    ],
    ids=["help", "short help", "version", "completion"],
)
def test_nothing_is_imported_to_list_the_commands(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], shown: str
) -> None:
    said, modules = _run(tmp_path, *arguments, **environment)
    assert shown in said
    assert not modules & HEAVY
    assert {one for one in modules if one.partition(".")[0].startswith("surveykit")} <= LIGHT


def test_a_command_that_is_called_is_imported(tmp_path: Path) -> None:
    _, modules = _run(tmp_path, "surveys", "--help")
    assert "surveykit.cli.installed" in modules


def test_the_table_says_what_the_commands_say_themselves() -> None:
    context = click.Context(surveykit)
    own = {name: surveykit.get_command(context, name) for name in _COMMANDS}
    said = {name: command.get_short_help_str(1000) for name, command in own.items() if command is not None}
    assert said == {name: sentence for name, (_, sentence) in _COMMANDS.items()}

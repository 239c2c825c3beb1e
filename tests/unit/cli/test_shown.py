"""Nothing that came from outside moves the cursor of a terminal, or turns a line around."""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from small_register import opened
from surveykit.cli import surveykit
from surveykit.cli.options import write_output
from surveykit.cli.progress import counting
from surveykit.cli.shown import Shown, shown, through_the_door
from surveykit.cli.tables import print_table

EVIL = "a\x1b]0;title\x07\x9b31m\u202egnp\u2066\rx\x08\u2028.docx"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def test_what_acts_is_shown_by_its_code() -> None:
    assert shown(EVIL) == "a\\x1b]0;title\\x07\\x9b31m\\u202egnp\\u2066\\x0dx\\x08\\u2028.docx"


@pytest.mark.parametrize(
    "text", ["Île-de-France : « 12 » – n’est pas…", "a\tb\nc\r\nd", "日本語 العربية 👩\u200d🔬", ""]
)
def test_what_people_write_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text


def test_messages_errors_and_tables_go_through_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = StringIO(), StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with through_the_door(), counting("Reading"):
        click.echo(EVIL)
        click.echo(EVIL, err=True)
        click.BadParameter(EVIL).show()
        print_table(EVIL, (EVIL,), [(EVIL,)])
    assert out.getvalue().count("\\x1b") == 4
    assert err.getvalue().count("\\x1b") == 2
    assert not ACTS.search(out.getvalue().replace("\n", "") + err.getvalue().replace("\n", ""))
    assert (sys.stdout, sys.stderr) == (out, err)


def test_data_are_shown_on_a_terminal_and_are_exact_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", Shown(terminal))
    write_output(EVIL.encode(), None, "csv")
    assert terminal.getvalue() == shown(EVIL)
    write_output(EVIL.encode(), tmp_path / "a.csv", "csv")
    assert (tmp_path / "a.csv").read_bytes() == EVIL.encode()


@pytest.mark.parametrize("words", [("check",), ("collect", "reseaux_2014"), ("register", "check")])
def test_a_refusal_of_a_command_shows_a_name(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(surveykit, [*words, EVIL.replace("\x00", "")])
    assert done.exit_code != 0
    assert not ACTS.search((done.output + done.stderr).replace("\n", ""))


def test_a_name_in_a_register_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with opened(path) as register:
        register.add_file(b"the content", EVIL)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"the content", b"THE content"))
    done = CliRunner().invoke(surveykit, ["register", "check", str(path)], standalone_mode=False)
    assert done.return_value == 1
    assert "\\u202egnp" in done.output
    assert not ACTS.search(done.output.replace("\n", ""))

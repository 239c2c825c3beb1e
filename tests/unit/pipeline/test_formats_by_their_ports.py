"""The core knows a format by its ports only: a stranger's is named, explained and written as our own are."""

from __future__ import annotations

import json
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from surveykit import load_survey, pipeline, plugins
from surveykit.cli import surveykit as command_line
from surveykit.document import Document, lines
from surveykit.ports import Presented


class Braille:
    """A format of one's own, which has words in French only, and a reader of its name that takes two suffixes."""

    suffix = ".brf"
    suffixes = (".brf", ".brl")
    media_type = "text/x-braille"

    def display_name(self, language: str, /) -> str:
        return {"fr": "braille"}[language]

    def instructions(self, language: str, /) -> str:
        return {"fr": "Lisez du bout des doigts."}[language]

    def render(self, document: Document, /) -> bytes:
        return "\n".join(["braille", *(line for line, _ in lines(document))]).encode()


@pytest.fixture
def braille(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("surveykit_braille")
    module.format = Braille()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    installed = plugins.entry_points

    def with_braille(*, group: str, name: str | None = None) -> list[EntryPoint]:
        points = [*(installed(group=group) if name is None else installed(group=group, name=name))]
        if group in {plugins.RENDERERS, plugins.READERS} and name in {None, "touch"}:
            points.append(EntryPoint("touch", "surveykit_braille:format", group))
        return points

    monkeypatch.setattr(plugins, "entry_points", with_braille)


@pytest.mark.parametrize("name", ["docx", "pdf", "html"])
def test_our_own_formats_present_themselves(name: str) -> None:
    made = plugins.renderer(name)
    assert isinstance(made, Presented)
    for language in ("fr", "en"):
        assert made.display_name(language)
        assert made.instructions(language).endswith(".")
    with pytest.raises(LookupError, match="no catalogue of words in 'xx'"):
        made.display_name("xx")


def test_files_that_a_program_opens_come_before_text(braille: None) -> None:
    assert [suffix for suffix, _ in plugins.presented()] == [".docx", ".pdf", ".html", ".brf"]


@pytest.mark.parametrize(
    ("suffix", "french", "english"),
    [
        ("docx", "Word", "Word"),
        ("docm", "Word", "Word"),
        ("pdf", "PDF", "PDF"),
        ("xhtml", "Page web", "Web page"),
        ("ndjson", "JSON", "JSON"),
        ("brf", "braille", "BRF"),
        ("brl", "braille", "BRL"),
        ("odt", "ODT", "ODT"),
    ],
)
def test_a_returned_file_is_called_by_its_format(suffix: str, french: str, english: str, braille: None) -> None:
    assert (pipeline.format_name(suffix, "fr"), pipeline.format_name(suffix, "en")) == (french, english)


def test_the_guide_explains_what_is_installed(braille: None) -> None:
    told = pipeline.guide(load_survey("reseaux_2014"), "touch").decode().replace("\u00a0", " ")
    for said in ("Word (.docx)", "PDF (.pdf)", "Page web (.html)", "braille (.brf)", "Lisez du bout des doigts."):
        assert said in told


def test_the_guide_leaves_out_what_has_no_words_in_its_language(monkeypatch: pytest.MonkeyPatch, braille: None) -> None:
    monkeypatch.setattr(Braille, "instructions", lambda self, language: {}[language])
    told = pipeline.guide(load_survey("reseaux_2014"), "touch").decode()
    assert "PDF (.pdf)" in told and "(.brf)" not in told


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("letter.brf", "braille"),
        ("letter.docx", "PK"),
        ("letter.txt", "Ministère"),
        ("letter.unknown", "severity,"),
        ("letter.docm", "severity,"),
    ],
)
def test_the_letter_is_written_in_the_format_of_its_file(name: str, begins: str, tmp_path: Path, braille: None) -> None:
    """A name whose format no renderer writes makes a table for scripts."""
    filled = tmp_path / "1.jsonl"
    answers = {"survey": "reseaux_2014", "edition": "2014", "respondent": "alsace", "answers": {"q1_total": "12,5"}}
    filled.write_text(json.dumps(answers), "utf-8")
    register = ["--register", str(tmp_path / "r.sqlite")]
    runner = CliRunner()
    runner.invoke(command_line, ["collect", "reseaux_2014", str(filled), *register], catch_exceptions=False)
    made = tmp_path / name
    words = ["findings", "reseaux_2014", *register, "--respondent", "alsace", "-o", str(made)]
    done = runner.invoke(command_line, words, catch_exceptions=False)
    assert made.exists(), done.output
    assert made.read_text("utf-8", "replace").startswith(begins)

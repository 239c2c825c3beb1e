"""A stranger's package adds a format and a survey, and nothing of surveykit has to change for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plaintext_format import STRANGER
from surveykit import plugins
from surveykit.errors import UsageError

CHECK = """
from surveykit import load_survey, plugins
from surveykit.testing import check_format

renderer, reader = plugins.renderer("text"), plugins.readers().ready["text"]
check_format(renderer, reader, visible_text=bytes.decode)
check_format(renderer, reader, visible_text=bytes.decode, survey=load_survey("stranger"))
"""

ANSWERS = """
import surveykit as sk

with sk.open_register("jardins.sqlite", sk.load_survey("stranger")) as register:
    for current in register.responses():
        print(current.respondent, current.response.values())
    print(*(found.code for found in register.findings()))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the stranger's wheel was built and installed, without a network."""
    folder = tmp_path_factory.mktemp("stranger")
    source, target = folder / "source", folder / "installed"
    shutil.copytree(STRANGER, source, ignore=shutil.ignore_patterns("__pycache__"))
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", target, source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def run(installed: Path, *arguments: str | Path, cwd: Path, code: int = 0) -> str:
    path = os.pathsep.join([str(installed), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    environment = os.environ | {"PYTHONPATH": path, "COLUMNS": "200", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def on_a_terminal(installed: Path, *arguments: str, cwd: Path) -> tuple[str, int]:
    """What a command shows on a terminal, and its exit code."""
    script = (
        "import os, pty, sys; status = pty.spawn([sys.executable, '-m', 'surveykit', *sys.argv[1:]]); "
        "sys.exit(os.waitstatus_to_exitcode(status))"
    )
    path = os.pathsep.join([str(installed), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": path, "COLUMNS": "200", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout, done.returncode


def surveykit(installed: Path, *arguments: str | Path, cwd: Path, code: int = 0) -> str:
    return run(installed, "-m", "surveykit", *arguments, cwd=cwd, code=code)


@pytest.mark.wheel
def test_the_format_keeps_every_law(installed: Path, tmp_path: Path) -> None:
    run(installed, "-c", CHECK, cwd=tmp_path)


@pytest.mark.wheel
def test_the_package_is_listed_without_being_imported(installed: Path, tmp_path: Path) -> None:
    (installed / "surveykit_plaintext" / "__init__.py").rename(installed / "away.py")
    try:
        listed = surveykit(installed, "plugins", cwd=tmp_path)
    finally:
        (installed / "away.py").rename(installed / "surveykit_plaintext" / "__init__.py")
    rows = [line for line in listed.splitlines() if "surveykit-plaintext" in line]
    assert [row.split()[:2] for row in (line.strip("│┃| ").replace("│", " ") for line in rows)] == [
        ["renderer", "text"],
        ["reader", "text"],
        ["survey", "stranger"],
    ]


@pytest.mark.wheel
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_format_of_text_is_written_on_a_terminal_and_another_is_not(installed: Path, tmp_path: Path) -> None:
    said, code = on_a_terminal(installed, "render", "stranger", "--to", "text", cwd=tmp_path)
    assert code == 0
    assert "%surveykit-text 1" in said
    said, code = on_a_terminal(installed, "render", "stranger", "--to", "docx", cwd=tmp_path)
    assert code == 2
    assert "this file is not text" in said
    said, code = on_a_terminal(installed, "guide", "stranger", "--to", "text", cwd=tmp_path)
    assert code == 0
    assert "Remplir le questionnaire" in said
    assert "texte brut" in said
    assert "répondez derrière chaque crochet" in said


@pytest.mark.wheel
def test_a_campaign_in_plain_text(installed: Path, tmp_path: Path) -> None:
    surveykit(installed, "check", "stranger", cwd=tmp_path)
    surveykit(installed, "render", "stranger", "--to", "text", "--all", "-o", "forms", cwd=tmp_path)
    form = (tmp_path / "forms" / "gare.txt").read_text("utf-8")
    filled = form.replace("[q1_jardins] ", "[q1_jardins] 12").replace("legumes] [ ]", "legumes] [X]")
    filled = filled.replace("[q3_remarques] <<<\n", "[q3_remarques] <<<\nDes pommes,\r\net des poires.")
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "réponse de la gare.txt").write_text("\ufeff" + filled, "utf-8", newline="")
    (tmp_path / "returns" / "coupé.txt").write_text(form[: len(form) // 2], "utf-8")
    surveykit(installed, "collect", "stranger", "returns", "--register", "jardins.sqlite", cwd=tmp_path, code=1)
    answers, found = run(installed, "-c", ANSWERS, cwd=tmp_path).splitlines()
    values = {"q1_jardins": 12, "q2_cultures": frozenset({"legumes"}), "q3_remarques": "Des pommes,\net des poires."}
    assert answers == f"gare {values}"
    assert found == "truncated"
    surveykit(installed, "render", "reseaux_2014", "--to", "text", "-o", "real.txt", cwd=tmp_path)
    assert "[q1_diagnostic] " in (tmp_path / "real.txt").read_text("utf-8")
    surveykit(installed, "render", "stranger", "--to", "docx", "-o", "jardins.docx", cwd=tmp_path)
    assert (tmp_path / "jardins.docx").read_bytes().startswith(b"PK")


def offering(folder: Path, distribution: str, group: str, name: str, target: str) -> None:
    """A distribution's metadata that offers one plug-in, as an installer leaves them."""
    info = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {target}\n", "utf-8")


@pytest.mark.parametrize(
    ("group", "what", "use"),
    [
        (plugins.RENDERERS, "format", lambda: plugins.renderer("epub")),
        (plugins.READERS, "format", plugins.readers),
        (plugins.SURVEYS, "survey", lambda: plugins.survey_folder("epub")),
    ],
)
def test_two_packages_that_offer_one_name_are_refused(
    group: str, what: str, use: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offering(tmp_path, "first-epub", group, "epub", "first_epub:plugin")
    offering(tmp_path, "second-epub", group, "epub", "second_epub:plugin")
    monkeypatch.syspath_prepend(tmp_path)
    assert callable(use)
    with pytest.raises(UsageError, match=rf"{what} 'epub' \(first-epub, second-epub\): uninstall all but one"):
        use()
    assert {one.distribution for one in plugins.installed() if one.name == "epub"} == {"first-epub", "second-epub"}


@pytest.mark.parametrize("package", ["gone_survey", "gone.survey"])
def test_a_survey_whose_package_is_gone_is_refused(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offering(tmp_path, "gone-survey", plugins.SURVEYS, "gone", package)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UsageError, match=rf"'gone' is said to be the package {package}, and there is none"):
        plugins.survey_folder("gone")


def test_a_package_cannot_take_the_name_of_a_format_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offering(tmp_path, "other-word", plugins.RENDERERS, "docx", "other_word:renderer")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UsageError, match=r"'docx' \(other-word, surveykit\)"):
        plugins.renderer("docx")


def test_the_same_package_found_twice_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offering(tmp_path, "surveykit-again", plugins.RENDERERS, "docx", "surveykit_docx:renderer")
    monkeypatch.syspath_prepend(tmp_path)
    assert plugins.renderer("docx").suffix == ".docx"

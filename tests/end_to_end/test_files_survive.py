"""What a full disk, a kill and other people find of what commands write."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from interrupted import interrupted, limited, run

SURVEY, OLD = "mon_enquete", b"the earlier file"
SHARED, OWNERS = 0o644, 0o600

CODING = """
coding:
  - fields:
      - {field: q5_difficultes, label: Difficultés}
    themes:
      - {code: moyens, label: Moyens}
      - {code: autre, label: Autre}
"""

COMMANDS = {
    "form.html": ("render {survey} --to html -o {at}/form.html", SHARED),
    "form.docx": ("render {survey} --to docx --respondent {code} -o {at}/form.docx", SHARED),
    "filled.html": ("render {survey} --to html --respondent {code} --prefill {register} -o {at}/filled.html", OWNERS),
    "status.csv": ("status {survey} -o {at}/status.csv", OWNERS),
    "status.json": ("status {survey} --json -o {at}/status.json", OWNERS),
    "findings.csv": ("findings {survey} -o {at}/findings.csv", OWNERS),
    "findings.json": ("findings {survey} --json -o {at}/findings.json", OWNERS),
    "letter.txt": ("findings {survey} --respondent {code} -o {at}/letter.txt", OWNERS),
    "coding.xlsx": ("code export {survey} -o {at}/coding.xlsx", OWNERS),
    "figures.json": ("aggregate {survey} -o {at}/figures.json", SHARED),
    "audit.json": ("aggregate {survey} --audit {at}/audit.json", OWNERS),
    "all.json": ("aggregate {survey} --before-disclosure -o {at}/all.json", OWNERS),
    "bilan.html": ("report {survey} --to html -o {at}/bilan.html", SHARED),
    "published.html": ("publish {survey} --to html -o {at}/published.html --yes --simulated", SHARED),
    "answers.csv": ("export {survey} --to csv --confidential -o {at}/answers.csv", OWNERS),
    "answers.statuses.csv": ("export {survey} --to csv --confidential -o {at}/answers.csv", OWNERS),
    "codebook.csv": ("codebook {survey} --to csv -o {at}/codebook.csv", SHARED),
    "guide.html": ("guide {survey} --to html -o {at}/guide.html", SHARED),
}
"""What each command writes, how, and the rights of it (docs/files.md)."""

FILLED_UP = ("form.docx", "status.csv", "letter.txt", "audit.json", "all.json", "bilan.html", "answers.statuses.csv")

FOLDERS = {
    "forms": ("render {survey} --to html --all -o {at}/forms", SHARED),
    "prefilled": ("render {survey} --to html --all --prefill {register} -o {at}/prefilled", OWNERS),
    "several": ("render {survey} --to html --to docx --respondent {code} --prefill {register} -o {at}/several", OWNERS),
    "mail": ("mail {survey} --for sending --all --to html -o {at}/mail", OWNERS),
    "returns": ("simulate {survey} --to json --seed 2 -n 3 -o {at}/returns", SHARED),
}


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    former = os.umask(0o022)
    yield
    os.umask(former)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a survey and the register of its returns, one of which has something to ask back."""
    folder = tmp_path_factory.mktemp("campaign")
    assert run(folder, "new", SURVEY).returncode == 0
    with (folder / SURVEY / "survey.yaml").open("a", encoding="utf-8") as definition:
        definition.write(CODING)
    assert run(folder, "simulate", SURVEY, "--to", "json", "--seed", "1", "-o", "returns").returncode == 0
    for path in (folder / "returns").iterdir():
        path.write_text(path.read_text("utf-8").replace(": 3", ': "trois ou quatre"'), encoding="utf-8")
    assert run(folder, "collect", SURVEY, "returns").returncode in {0, 1}
    return folder


@pytest.fixture
def folder(campaign: Path, tmp_path: Path) -> Path:
    shutil.copytree(campaign, tmp_path, dirs_exist_ok=True)
    (tmp_path / "out").mkdir()
    return tmp_path


def words_of(command: str, folder: Path, at: str = "out") -> list[str]:
    code = min(path.stem for path in (folder / "returns").iterdir())
    return command.format(survey=SURVEY, code=code, register=f"{SURVEY}.sqlite", at=at).split()


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def said(done: object) -> str:
    return str(getattr(done, "stderr", b""), "utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_file_is_for_whom_it_should_be(folder: Path, name: str) -> None:
    command, expected = COMMANDS[name]
    done = run(folder, *words_of(command, folder, at="made/deep"))
    assert done.returncode in {0, 1}, said(done)
    path = folder / "made" / "deep" / name
    assert path.stat().st_size > 0
    assert rights(path) == expected
    assert rights(path.parent) == rights(path.parent.parent) == (0o755 if expected == SHARED else 0o700)


@pytest.mark.parametrize("name", FOLDERS)
def test_each_folder_is_for_whom_it_should_be(folder: Path, name: str) -> None:
    command, expected = FOLDERS[name]
    done = run(folder, *words_of(command, folder))
    assert done.returncode == 0, said(done)
    made = folder / "out" / name
    assert rights(made) == (0o755 if expected == SHARED else 0o700)
    held = [*made.iterdir()]
    assert len(held) > 1
    assert {rights(path) for path in held} == {expected}


@pytest.mark.parametrize("name", FILLED_UP)
def test_a_disk_that_fills_up_leaves_the_earlier_file_and_says_so(folder: Path, name: str) -> None:
    for each in COMMANDS:
        (folder / "out" / each).write_bytes(OLD)
    before = {path: path.read_bytes() for path in (folder / "out").iterdir()}
    done = interrupted(folder, "full", "half", *words_of(COMMANDS[name][0], folder))
    assert done.returncode == 2
    assert "the disk is full" in said(done)
    assert "as it was" in said(done)
    assert "Traceback" not in said(done)
    assert "wrote" not in said(done)
    assert {path: path.read_bytes() for path in (folder / "out").iterdir()} == before


PUBLISHED = f"publish {SURVEY} --to html --to json -o out/bilan --yes --simulated"


@pytest.mark.parametrize(
    ("what", "moment", "stands"),
    [
        ("full", "half", OLD),
        ("full", "flushing", OLD),
        ("killed", "half", OLD),
        ("killed", "flushing", OLD),
        ("killed", "placing", OLD),
        ("killed", "placed", None),
    ],
)
def test_nothing_is_recorded_as_published_that_was_not_written(
    folder: Path, what: str, moment: str, stands: bytes | None
) -> None:
    files = [folder / "out" / name for name in ("bilan.html", "bilan.json")]
    for one in files:
        one.write_bytes(OLD)
    done = interrupted(folder, what, moment, *PUBLISHED.split())
    assert done.returncode == (2 if what == "full" else -signal.SIGKILL), said(done)
    assert (files[0].read_bytes() == OLD) == (stands is OLD)
    assert files[1].read_bytes() == OLD
    assert json.loads(run(folder, "releases", SURVEY, "--json").stdout) == []
    again = run(folder, *PUBLISHED.split())
    assert again.returncode == 0, said(again)
    assert OLD not in {one.read_bytes() for one in files}
    assert len(json.loads(run(folder, "releases", SURVEY, "--json").stdout)) == 1


@pytest.mark.parametrize("name", FOLDERS)
def test_a_disk_that_fills_up_leaves_the_files_of_a_folder_as_they_were(folder: Path, name: str) -> None:
    words = words_of(FOLDERS[name][0], folder)
    assert run(folder, *words).returncode == 0
    before = {path: path.read_bytes() for path in (folder / "out" / name).iterdir()}
    done = interrupted(folder, "full", "flushing", *words)
    assert done.returncode == 2
    assert "the disk is full" in said(done)
    assert {path: path.read_bytes() for path in (folder / "out" / name).iterdir()} == before


@pytest.mark.parametrize("words", ["new autre_enquete", f"simulate {SURVEY} --to docx --seed 1 -o out/more"])
def test_what_the_system_refuses_is_told_and_leaves_nothing(folder: Path, words: str) -> None:
    before = sorted(folder.rglob("*"))
    done = limited(folder, 1000, *words.split())
    assert done.returncode == 2
    assert "cannot be written, it is larger than is allowed there" in said(done)
    assert [one for one in sorted(folder.rglob("*")) if one.is_file()] == [one for one in before if one.is_file()]
    assert not (folder / "autre_enquete").exists()


@pytest.mark.parametrize("name", ["form.docx", "answers.csv"])
@pytest.mark.parametrize("moment", ["half", "flushing", "placing", "placed"])
def test_a_kill_leaves_the_earlier_file_or_the_new_one(folder: Path, name: str, moment: str) -> None:
    words = words_of(COMMANDS[name][0], folder)
    assert run(folder, *words).returncode == 0
    path = folder / "out" / name
    new = path.read_bytes()
    path.write_bytes(OLD)
    killed = interrupted(folder, "killed", moment, *words)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == (new if moment == "placed" else OLD)
    left = [one for one in path.parent.iterdir() if one.name.startswith(".")]
    assert {rights(one) for one in left} <= ({OWNERS} if name == "answers.csv" else {OWNERS, SHARED})


def test_what_a_kill_left_is_nobodys_return(folder: Path) -> None:
    words = f"simulate {SURVEY} --to json --seed 1 -o out/returns".split()
    assert interrupted(folder, "killed", "placing", *words).returncode == -signal.SIGKILL
    left = [*(folder / "out" / "returns").iterdir()]
    assert left
    assert all(one.name.startswith(".surveykit-") for one in left)
    done = run(folder, "collect", SURVEY, "out/returns", "--register", "new.sqlite")
    assert done.returncode == 0
    assert "0 files: 0 read" in said(done)

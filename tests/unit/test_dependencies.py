"""What is declared to be installed, and under which licences."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BOUND = re.compile(r"(?P<name>[\w.-]+)>=(?P<lowest>[\d.]+)")


def _pinned(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def test_the_lowest_versions_that_are_tried_are_those_declared() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    declared = [*PROJECT["project"]["dependencies"], *(one for named in extras.values() for one in named)]
    lowest: dict[str, set[str]] = {}
    for found in filter(None, map(BOUND.match, declared)):
        lowest.setdefault(found["name"], set()).add(found["lowest"])
    assert {name: {version} for name, version in _pinned("constraints-lowest.txt").items()} == lowest


def test_nothing_under_agpl_is_among_what_users_install() -> None:
    apart, users = _pinned("constraints-agpl.txt"), _pinned("constraints.txt")
    assert {"outloud", "pymupdf"} <= apart.keys()
    assert not apart.keys() & users.keys()
    groups = PROJECT["dependency-groups"]
    assert [one for one in groups["dev"] if "outloud" in one] == []
    assert [one.partition(">")[0] for one in groups["agpl"]] == ["outloud"]


def test_the_licence_of_the_letters_is_in_the_metadata() -> None:
    project = PROJECT["project"]
    assert project["license"] == "MIT AND OFL-1.1"
    assert all((ROOT / one).is_file() for one in project["license-files"])
    fonts = {path.parent for path in (ROOT / "renderers").rglob("*.ttf")}
    assert {(ROOT / one).parent for one in project["license-files"]} >= fonts

"""Each decision says its date and whether it holds, and the index lists them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
HEADER = re.compile(
    r"# (?P<number>\d+)\. (?P<title>\S.*)\n\n"
    r"Date: (?P<date>20\d\d-\d\d-\d\d)\nStatus: (?P<status>Accepted|Superseded by (?P<by>\d+))\n\n"
)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name[:4])
def test_a_decision_has_a_date_and_a_status(path: Path) -> None:
    found = HEADER.match(path.read_text("utf-8"))
    assert found is not None
    assert int(found["number"]) == int(path.name[:4])
    assert found["by"] is None or int(found["by"]) in {int(one.name[:4]) for one in DECISIONS}
    line = f"| {found['number']} | [{found['title']}]({path.name}) | {found['date']} | {found['status']} |"
    assert line in (FOLDER / "README.md").read_text("utf-8").splitlines()


def test_they_are_numbered_one_after_the_other_and_no_other_is_listed() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == [*range(1, len(DECISIONS) + 1)]
    index = (FOLDER / "README.md").read_text("utf-8")
    assert len(re.findall(r"^\| \d+ \|", index, re.MULTILINE)) == len(DECISIONS)

"""Kills a process (SIGKILL) at a random moment of its work on a register: nothing that it acknowledged is lost.

    python tests/helpers/register_kills.py RETURNS -n 200 --seed 1 [--coding WORKBOOK]

RETURNS is a folder of returned files of `reseaux_2014`, such as the demonstration's. The acts are taken in turn:
`collect` of files, `collect` of JSON Lines, `correct` again and again, `code import`, `publish`. After each kill the
register must be sound (`register check`), what was acknowledged must be there, and the same act done again must end as
it ends undisturbed; done once more, it must change nothing. A process that ended before its kill does not count. Prints
the counts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from surveykit.pipeline import aggregate, disclose, import_coding, load_survey, open_register, publish
from surveykit.register import examine

SURVEY = load_survey("reseaux_2014")
LINES = 120

Acknowledge = Callable[[str], None]
Act = Callable[[Path, Acknowledge], None]


class Case(NamedTuple):
    """An act on a register, what it starts from, and how what it acknowledged is looked for afterwards."""

    name: str
    base: Path | None
    act: Act
    held: Callable[[Path], list[str]]
    again: bool = True


def collect_files(sources: Path, path: Path, acknowledge: Acknowledge) -> None:
    """Collects a folder; a number is acknowledged when so many of its files are done."""
    with open_register(path, SURVEY) as campaign:
        campaign.collect(sources, progress=lambda done, _: acknowledge(str(done)))


def correct(path: Path, acknowledge: Acknowledge) -> None:
    """Corrects one answer again and again."""
    with open_register(path, SURVEY) as campaign:
        for number in range(60):
            campaign.correct("alsace", "q1_diagnostic", str(number), who="x", why=f"reason {number}")
            acknowledge(f"reason {number}")


def code(workbook: Path, path: Path, acknowledge: Acknowledge) -> None:
    """Imports a workbook of coding."""
    with open_register(path, SURVEY) as campaign:
        done = import_coding(campaign, workbook.read_bytes(), workbook.name, coder="Claire")
        acknowledge(str(done.readings))


def release(path: Path, acknowledge: Acknowledge) -> None:
    """Publishes the figures in two formats."""
    with open_register(path, SURVEY) as campaign:
        found = disclose(SURVEY, aggregate(SURVEY, campaign))
        paths = {to: path.with_name(f"figures.{to}") for to in ("json", "csv")}
        record = publish(campaign, found, paths, who="x", simulated=True)
        acknowledge(str(record.id))


def asked(path: Path, query: str) -> list[str]:
    """The texts that a query finds in a register."""
    with closing(sqlite3.connect(path)) as raw:
        return [str(row[0]) for row in raw.execute(query)]


def numbers_up_to(query: str, path: Path) -> list[str]:
    """The numbers from one to the number that a query finds."""
    return [str(number) for number in range(1, int(asked(path, query)[0]) + 1)]


TREATED = (
    "SELECT count(*) FROM file f WHERE EXISTS (SELECT 1 FROM response WHERE file = f.sha256)"
    " OR EXISTS (SELECT 1 FROM refusal WHERE file = f.sha256)"
)


def started(act: Act, path: Path) -> tuple[int, int]:
    """A child process that does an act on a register: its number, and the pipe in which it acknowledges."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        act(path, lambda said: os.write(writing, f"{said}\n".encode()) and None)
        code = 0
    finally:
        os._exit(code)


def done(act: Act, path: Path, after: float | None = None) -> tuple[list[str], bool, float]:
    """An act done in a child: what it acknowledged, whether it was killed (`after` seconds), how long it took."""
    begun = time.monotonic()
    child, pipe = started(act, path)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(pipe) as told:
        said = [line.strip() for line in told if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    if not killed and os.WEXITSTATUS(status):
        raise SystemExit(f"the act failed: {status}")
    return said, killed, time.monotonic() - begun


def state(path: Path) -> tuple[object, ...]:
    """All that a register holds by now, in a few words: the last seal covers every row."""
    return tuple(asked(path, "SELECT hex(chain) FROM seal ORDER BY id DESC LIMIT 1"))


def answers(path: Path) -> object:
    """What counts for each respondent, and the figures that were told."""
    with open_register(path, SURVEY) as campaign:
        told = [one.sha256 for one in campaign.register.releases()]
        coded = [one.coding for one in campaign.register.codings()]
        return [(one.respondent, one.response) for one in campaign.responses()], told, coded


def faults_after_a_kill(case: Case, folder: Path, after: float, whole: object) -> tuple[list[str], bool]:
    """What is wrong after one kill, and whether there was one."""
    path = begin(case, folder)
    said, killed, _ = done(case.act, path, after)
    if not killed:
        return [], False
    found: list[str] = []
    if path.exists() and path.stat().st_size:
        if not examine(path).sound:
            found.append("not sound after the kill")
        lost = set(said) - set(case.held(path))
        if lost:
            found.append(f"acknowledged and lost: {sorted(lost)}")
    elif said:
        found.append("no register, though something was acknowledged")
    if case.again:
        done(case.act, path)
        once = state(path)
        done(case.act, path)
        if state(path) != once:
            found.append("done again, it changes something")
        if answers(path) != whole:
            found.append("it ends otherwise than undisturbed")
        if not examine(path).sound:
            found.append("not sound at the end")
    if case.again and [*folder.glob("*-journal")]:
        found.append("a journal is left beside the register")
    return found, True


def begin(case: Case, folder: Path) -> Path:
    """A fresh register to do an act on."""
    for old in folder.iterdir():
        old.unlink()
    path = folder / "r.sqlite"
    if case.base is not None:
        shutil.copy(case.base, path)
    return path


def cases(returns: Path, workbook: Path | None, folder: Path) -> Iterator[Case]:
    """The acts, with what they start from."""
    base, some = folder / "base.sqlite", folder / "returns"
    with open_register(base, SURVEY) as campaign:
        campaign.collect(returns)
    some.mkdir()
    saved = sorted(returns.glob("*.json"))
    for one in (*sorted(returns.glob("*.docx"))[:5], *saved[:3], *returns.glob("*.html")):
        shutil.copy(one, some)
    lines = folder / "lines"
    lines.mkdir()
    (lines / "answers.jsonl").write_text("".join(_lines(saved)), encoding="utf-8")
    treated = partial(numbers_up_to, TREATED)
    yield Case("collect, files", None, partial(collect_files, some), treated)
    yield Case("collect, JSON Lines", None, partial(collect_files, lines), treated)
    yield Case("correct", base, correct, lambda path: asked(path, "SELECT why FROM correction"), again=False)
    if workbook is not None:
        held = partial(asked, query="SELECT json_array_length(readings) FROM coding")
        yield Case("code import", base, partial(code, workbook), held)
    yield Case("publish", base, release, lambda path: asked(path, "SELECT id FROM release"))


def _lines(saved: list[Path]) -> Iterator[str]:
    """Answers of each respondent in turn, a line each, made of a few that somebody gave."""
    given = [json.loads(one.read_bytes()) for one in saved]
    for number in range(LINES):
        whose = SURVEY.population.respondents[number % len(SURVEY.population.respondents)].code
        one = given[number % len(given)]
        answers = {**one["answers"], "q1_diagnostic": number}
        yield json.dumps({**one, "respondent": whose, "answers": answers}) + "\n"


def main() -> int:
    """Kills, and prints the counts."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("returns", type=Path)
    wanted.add_argument("-n", type=int, default=200)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--coding", type=Path)
    given = wanted.parse_args()
    kills, wrong = run(given.returns, given.coding, given.n, given.seed)
    sys.stdout.write("| act | kills | faults |\n|---|---|---|\n")
    for name, number in kills.items():
        sys.stdout.write(f"| {name} | {number} | {wrong[name]} |\n")
    sys.stdout.write(f"| all | {sum(kills.values())} | {sum(wrong.values())} |\n")
    return int(sum(wrong.values()) > 0)


def run(returns: Path, workbook: Path | None, number: int, seed: int) -> tuple[Counter[str], Counter[str]]:
    """So many kills, the acts in turn: how many of each act, and how many with a fault."""
    lot, kills, wrong = random.Random(seed), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        work = folder / "work"
        work.mkdir()
        every = [*cases(returns, workbook, folder)]
        known = {}
        for case in every:
            _, _, takes = done(case.act, begin(case, work))
            known[case.name] = takes, answers(work / "r.sqlite")
        while sum(kills.values()) < number:
            case = every[sum(kills.values()) % len(every)]
            takes, whole = known[case.name]
            faults, killed = faults_after_a_kill(case, work, lot.uniform(0, takes), whole)
            kills[case.name] += killed
            if faults:
                wrong[case.name] += 1
                sys.stderr.write(f"{case.name}: {'; '.join(faults)}\n")
    return kills, wrong


if __name__ == "__main__":
    sys.exit(main())

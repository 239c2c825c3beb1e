"""A national campaign: what each return costs to collect, and what the register of all of them costs to be told.

    python benchmarks/collect_scale.py [LINES] [FILES] [--short]

LINES (100,000) answers as JSON Lines are collected from one file, of as many respondents, and FILES (10,000) Word
forms, of as many; before and after those of 26, again and again, of which the median counts. `status`, `findings` and
`report` are then run on the register of the Word files. Each way runs in a process of its own, and what is told is its
processor time and its peak of memory; what a return costs is told without what the first ones cost: imports, the form.

Beside it stands what one would write by hand: `json.loads` of each line into a table of SQLite, and the words of each
content control, which python-docx finds, into a CSV file. Neither knows whose an answer is, reads what a respondent
wrote for a number, finds anything, keeps the file, or can go on where it was stopped.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from measuring import rounds, size, tell_ratios
from msgspec import Struct
from msgspec.structs import replace

from surveykit import interchange
from surveykit.ids import CopyRef, RespondentCode
from surveykit.load import load_definition
from surveykit.model import Survey
from surveykit.rehearsal import filled_form, simulated

HERE = Path(__file__).parent
SURVEY = HERE.parent / "surveys" / "reseaux_2014"
FEW = 26
PARTS = ("docProps/core.xml", "docProps/custom.xml", "word/header1.xml")
"""The parts of a form that say whose copy it is."""

COLLECT = """
import statistics, sys, tempfile, time
from pathlib import Path
from surveykit.load import load_definition
from surveykit.pipeline import open_register
def taken(survey, returns, register):
    start = time.process_time()
    with open_register(register, survey) as campaign:
        counts = campaign.collect(returns).counts()
    assert counts.read and not counts.refused, counts
    return time.process_time() - start
few, returns_of_few, survey, returns, register, rounds = sys.argv[1:]
own, whole = load_definition(Path(few)), load_definition(Path(survey))
with tempfile.TemporaryDirectory() as folder:
    def some(name):
        return [taken(own, returns_of_few, Path(folder) / f"{name}{number}") for number in range(int(rounds))]
    taken(own, returns_of_few, Path(folder) / "first")
    before, many, after = some("before"), taken(whole, returns, Path(register)), some("after")
print(statistics.median([*before, *after]), many)
"""
LINES = """
import json, sqlite3, sys, time
start = time.process_time()
with sqlite3.connect(sys.argv[2]) as table, open(sys.argv[1], encoding="utf-8") as lines:
    table.execute("CREATE TABLE answer (respondent, field, value)")
    for line in lines:
        held = json.loads(line)
        told = [(held["respondent"], code, json.dumps(value)) for code, value in held["answers"].items()]
        table.executemany("INSERT INTO answer VALUES (?, ?, ?)", told)
print(time.process_time() - start)
"""
FILES = """
import csv, sys, time
from pathlib import Path
import docx
from docx.oxml.ns import qn
start = time.process_time()
with open(sys.argv[2], "w", encoding="utf-8", newline="") as table:
    written = csv.writer(table)
    for path in sorted(Path(sys.argv[1]).glob("*.docx")):
        for control in docx.Document(str(path)).element.body.iter(qn("w:sdt")):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            words = "".join(text.text or "" for text in control.iter(qn("w:t")))
            written.writerow((path.name, None if tag is None else tag.get(qn("w:val")), words))
print(time.process_time() - start)
"""


class Spent(Struct, frozen=True):
    """Seconds of processor time of a process, those that it told itself, and its peak of memory in MB."""

    whole: float
    told: tuple[float, ...]
    memory: float


def ran(*words: str | Path) -> Spent:
    """A process of Python, run to its end."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([sys.executable, *words], stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        last = out.read().decode().strip().rpartition("\n")[2] if "-c" in words else "0"
    assert process.returncode in {0, 1}, words
    return Spent(used.ru_utime + used.ru_stime, tuple(map(float, last.split())), used.ru_maxrss / 1024)


def campaign(folder: Path, number: int) -> Survey:
    """The survey asked of as many, in a folder of its own."""
    shutil.copytree(SURVEY, folder)
    with (folder / "respondents.csv").open("a", encoding="utf-8") as table:
        for rank in range(FEW, number):
            table.write(f"antenne_{rank},Antenne {rank},{'outre_mer' if rank % 9 == 0 else 'metropole'}\n")
    return load_definition(folder)


def write_lines(survey: Survey, path: Path) -> None:
    """The answers of every respondent, a line each."""
    own = load_definition(SURVEY)
    drawn = [interchange.to_json_object(own, replace(one, simulated=False)) for _, one in simulated(own, 1)]
    with path.open("w", encoding="utf-8") as lines:
        for respondent, one in zip(survey.population.respondents, cycle(drawn), strict=False):
            lines.write(json.dumps({**one, "respondent": respondent.code}, ensure_ascii=False) + "\n")


def write_files(survey: Survey, folder: Path) -> None:
    """The filled form of every respondent: a few are rendered, and the others are copies of these with other names."""
    folder.mkdir()
    own = load_definition(SURVEY)
    drawn = [
        (one.code, one.name, [*_members(filled_form(own, replace(response, simulated=False), "docx"))])
        for one, response in simulated(own, 1, int(size(FEW, 2, place=2)))
    ]
    for respondent, (code, name, members) in zip(survey.population.respondents, cycle(drawn), strict=False):
        was, is_ = (str(CopyRef(survey.id, survey.edition, RespondentCode(one))) for one in (code, respondent.code))
        with zipfile.ZipFile(folder / f"{respondent.code}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in members:
                held = data
                if part in PARTS:
                    held = data.replace(was.encode(), is_.encode()).replace(name.encode(), respondent.name.encode())
                archive.writestr(part, held)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for one in archive.infolist():
            yield one.filename, archive.read(one)


def collected(work: Path, kind: str, number: int, by_hand: str) -> dict[str, float]:
    """What a return costs, in milliseconds, of 26 respondents and of many, and by hand; the register stays there."""
    made: list[tuple[Path, Path]] = []
    for many in (FEW, number):
        survey, returns = work / f"{kind}_{many}", work / f"{kind}_{many}.returns"
        asked = campaign(survey, many)
        if kind == "lines":
            write_lines(asked, returns := returns.with_suffix(".jsonl"))
        else:
            write_files(asked, returns)
        made.append((survey, returns))
    spent = ran("-c", COLLECT, *made[0], *made[1], work / f"{kind}_{number}.sqlite", str(rounds(10)))
    few, whole = (1000 * seconds / many for seconds, many in zip(spent.told, (FEW, number), strict=True))
    print(f"{kind:<6} {FEW:>8,} respondents: {few:7.2f} ms a return")
    print(f"{kind:<6} {number:>8,} respondents: {whole:7.2f} ms a return, peak {spent.memory:6.0f} MB", flush=True)
    told = {f"{kind}, {FEW} respondents": few, f"{kind}, {number:,} respondents": whole}
    spent = ran("-c", by_hand, returns, work / f"{kind}.by_hand")
    told[f"{kind}, by hand"] = 1000 * spent.told[0] / number
    print(
        f"{kind:<6} {number:>8,} by hand:     {told[f'{kind}, by hand']:7.2f} ms a return, peak {spent.memory:6.0f} MB"
    )
    return told


def main() -> None:
    lines, files = int(size(100_000, 40)), int(size(10_000, 30, place=1))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        of_lines = collected(work, "lines", lines, LINES)
        of_files = collected(work, "files", files, FILES)
        survey, register = work / f"files_{files}", work / f"files_{files}.sqlite"
        given = (survey, "--register", register)
        for words in (
            ("status",),
            ("findings",),
            ("report", "--to", "docx", "-o", work / "report.docx"),
            ("report", "--to", "html", "-o", work / "report.html"),
        ):
            spent = ran("-m", "surveykit", words[0], *given, *words[1:])
            name = " ".join(map(str, words[:3]))
            print(f"{name:<18} of {files:,}: {spent.whole:5.1f} s, peak {spent.memory:5.0f} MB", flush=True)
    tell_ratios(f"lines, {FEW} respondents", of_lines)
    tell_ratios(f"files, {FEW} respondents", of_files)


if __name__ == "__main__":
    main()

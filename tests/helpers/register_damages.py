"""Damages copies of a register in many ways: no command reads another answer from one, or ends in a traceback.

    python tests/helpers/register_damages.py REGISTER -n 400 --seed 1

REGISTER is a register of `reseaux_2014`, such as the demonstration's. Each damage is made to a copy, on which `export`,
`status`, `findings`, `report` and `register check` run, in this process; where `export` tells every answer, one of the
three after it, in turn. What they say of the sound register is known: each must say the same, or refuse, and `register
check` must see what was done to a row or a stored file. Prints counts by kind of damage; exit code 1 when something was
read otherwise.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from surveykit.cli import surveykit
from surveykit.errors import SurveykitError

SURVEY = "reseaux_2014"
PAGE = 4096
COMMANDS = {
    "status": ("status", SURVEY, "--json", "--date", "2014-12-01"),
    "findings": ("findings", SURVEY, "--json"),
    "export": ("export", SURVEY, "--to", "csv", "--confidential"),
    "report": ("report", SURVEY, "--to", "html"),
}
"""What is run on every damaged copy; each writes what it says to standard output."""

Damage = Callable[[Path, random.Random], None]


class Said(NamedTuple):
    """How a command ended: its exit code, what it wrote, what it told."""

    code: int
    data: bytes
    told: str


def run(*words: str) -> Said:
    """A command in this process; an exception that is not a refusal has the code -1 and its traceback."""
    out, err = TextIOWrapper(BytesIO(), encoding="utf-8"), TextIOWrapper(BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code, told = _outcome(words)
    for one in (out, err):
        one.flush()
    return Said(code, out.buffer.getvalue(), err.buffer.getvalue().decode() + told)  # type: ignore[attr-defined]


def _outcome(words: Sequence[str]) -> tuple[int, str]:
    try:
        code = surveykit.main([*words], standalone_mode=False)
    except (SurveykitError, OSError) as error:
        return 2, str(error)
    except Exception:  # noqa: BLE001 (what is looked for)
        return -1, traceback.format_exc()
    return code if isinstance(code, int) else 0, ""


@contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the register with its triggers dropped, which come back at the end."""
    with closing(sqlite3.connect(path)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _, sql in triggers:
            raw.execute(sql)
        raw.commit()


def flip(path: Path, lot: random.Random) -> None:
    """One bit anywhere is another."""
    data = bytearray(path.read_bytes())
    data[lot.randrange(len(data))] ^= 1 << lot.randrange(8)
    path.write_bytes(data)


def flip_in_a_row(path: Path, lot: random.Random) -> None:
    """One bit in the pages of a table without files is another."""
    data = bytearray(path.read_bytes())
    page = lot.choice(pages_of(path, lot.choice(SMALL)))
    data[(page - 1) * PAGE + lot.randrange(PAGE)] ^= 1 << lot.randrange(8)
    path.write_bytes(data)


SMALL = ("response", "correction", "event", "refusal", "release", "told", "seal")


def pages_of(path: Path, table: str) -> list[int]:
    """The pages that a table takes, found by writing it elsewhere and looking for what it holds."""
    data = path.read_bytes()
    with closing(sqlite3.connect(path)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    found, waiting = [], [root]
    while waiting:
        page = waiting.pop()
        found.append(page)
        waiting += _below(data, page)
    return found


def _below(data: bytes, page: int) -> list[int]:
    """The pages that an interior page of a table leads to."""
    start = (page - 1) * PAGE
    head = start + (100 if page == 1 else 0)
    if data[head] != 5:
        return []
    cells = int.from_bytes(data[head + 3 : head + 5], "big")
    places = [int.from_bytes(data[head + 12 + 2 * one : head + 14 + 2 * one], "big") for one in range(cells)]
    return [int.from_bytes(data[one : one + 4], "big") for one in (*(start + place for place in places), head + 8)]


def zero_a_page(path: Path, lot: random.Random) -> None:
    """A page is zeros."""
    data = bytearray(path.read_bytes())
    page = lot.randrange(len(data) // PAGE)
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(data)


def swap_pages(path: Path, lot: random.Random) -> None:
    """Two pages have changed places."""
    data = bytearray(path.read_bytes())
    one, other = (slice(page * PAGE, (page + 1) * PAGE) for page in lot.sample(range(len(data) // PAGE), 2))
    data[one], data[other] = data[other], data[one]
    path.write_bytes(data)


def cut_off(path: Path, lot: random.Random) -> None:
    """The end is cut off."""
    data = path.read_bytes()
    path.write_bytes(data[: lot.randrange(1, len(data))])


def garble_the_header(path: Path, lot: random.Random) -> None:
    """Some bytes of the first hundred are others."""
    data = bytearray(path.read_bytes())
    start = lot.randrange(100)
    data[start : start + lot.randrange(1, 20)] = lot.randbytes(lot.randrange(1, 20))
    path.write_bytes(data)


def add_garbage(path: Path, lot: random.Random) -> None:
    """Bytes follow the end."""
    path.write_bytes(path.read_bytes() + lot.randbytes(lot.choice((1, 100, PAGE, 3 * PAGE))))


def replace_text(path: Path, lot: random.Random) -> None:
    """An answer is another of the same length, in the bytes of the file."""
    data = path.read_bytes()
    found = [*_numbers(data)]
    place = lot.choice(found)
    digit = str((int(data[place : place + 1]) + lot.randrange(1, 10)) % 10).encode()
    path.write_bytes(data[:place] + digit + data[place + 1 :])


def _numbers(data: bytes) -> Iterator[int]:
    """Where a digit of a number stands that was answered."""
    mark = b'"value":'
    place = data.find(mark)
    while place >= 0:
        if data[place + len(mark) : place + len(mark) + 1].isdigit():
            yield place + len(mark)
        place = data.find(mark, place + 1)


def edit_a_row(path: Path, lot: random.Random) -> None:
    """A column of a row is another, with the guards dropped and put back."""
    with unguarded(path) as raw:
        table, column, value = lot.choice(
            _with_rows(
                raw,
                ("response", "respondent", "'bretagne'"),
                ("response", "answers", """replace(answers, '"value":1', '"value":7')"""),
                ("response", "found", "'[]'"),
                ("response", "saved_at", "'2014-01-01T00:00:00+00:00'"),
                ("response", "untouched", "1 - untouched"),
                ("correction", "answer", """'{"state":"blank"}'"""),
                ("correction", "who", "who || 'x'"),
                ("file", "name", "name || 'x'"),
                ("file", "modified_at", "'2013-01-01T00:00:00+00:00'"),
                ("event", "at", "'2014-01-01T00:00:00+00:00'"),
                ("release", "released_at", "'2014-01-01T00:00:00+00:00'"),
                ("told", "figures", "'[]'"),
                ("coding", "coder", "coder || 'x'"),
                ("register", "created_at", "'2014-01-01T00:00:00+00:00'"),
            )
        )
        row = lot.choice(raw.execute(f"SELECT rowid FROM {table} WHERE {column} IS NOT {value}").fetchall())
        raw.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = ?", row)


def _with_rows(raw: sqlite3.Connection, *every: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """The tables, columns and values of which there is a row to be changed."""
    rows = "SELECT 1 FROM {} WHERE {} IS NOT {}"
    return [one for one in every if raw.execute(rows.format(*one)).fetchone()]


def delete_a_row(path: Path, lot: random.Random) -> None:
    """A row is gone, with the guards dropped and put back; now and then its seal too."""
    with unguarded(path) as raw:
        every = ("response", "correction", "file", "event", "refusal", "release", "told", "coding", "seal")
        table = lot.choice([one for one in every if raw.execute(f"SELECT 1 FROM {one}").fetchone()])
        (row,) = lot.choice(raw.execute(f"SELECT rowid FROM {table}").fetchall())
        raw.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
        if lot.random() < 0.5:
            raw.execute("DELETE FROM seal WHERE of = ? AND row = ?", (table, row))


def add_a_row(path: Path, lot: random.Random) -> None:
    """A correction or a response that nobody gave is there, added as the guards allow."""
    with closing(sqlite3.connect(path)) as raw:
        if lot.random() < 0.5:
            raw.execute(
                "INSERT INTO correction (response, field, answer, who, why, corrected_at) SELECT max(id),"
                ' \'q1_diagnostic\', \'{"state":"answered","value":77,"raw":"77","to_confirm":false}\', \'x\', \'y\','
                " '2014-10-01T00:00:00+00:00' FROM response"
            )
        else:
            raw.execute(
                "INSERT INTO response (file, part, respondent, received_at, answers, findings, found, saved_at,"
                " untouched) SELECT file, part + 9, respondent, '2014-11-01T00:00:00+00:00', answers, findings, found,"
                " '2014-11-01T00:00:00+00:00', 0 FROM response WHERE id = ?",
                (lot.randrange(1, 20),),
            )
        raw.commit()


def change_a_digest(path: Path, lot: random.Random) -> None:
    """The digest of a stored file is another."""
    with unguarded(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        (row,) = lot.choice(raw.execute("SELECT id FROM file").fetchall())
        raw.execute("UPDATE file SET sha256 = ? WHERE id = ?", (lot.randbytes(32).hex(), row))


def change_a_content(path: Path, lot: random.Random) -> None:
    """A byte of a stored file is another."""
    with unguarded(path) as raw:
        table = lot.choice(("file", "file", "coding"))
        row, content = lot.choice(raw.execute(f"SELECT id, content FROM {table}").fetchall())
        data = bytearray(content)
        data[lot.randrange(len(data))] ^= 1 << lot.randrange(8)
        raw.execute(f"UPDATE {table} SET content = ? WHERE id = ?", (bytes(data), row))


def drop_a_guard(path: Path, lot: random.Random) -> None:
    """A trigger, an index or the view is gone, or a trigger changes what is added."""
    with closing(sqlite3.connect(path)) as raw:
        kinds = "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view', 'index') AND sql IS NOT NULL"
        kind, name = lot.choice(raw.execute(kinds).fetchall())
        raw.execute(f"DROP {kind} {name}")
        if kind == "view":
            raw.execute("CREATE VIEW standing AS SELECT *, respondent AS adopted FROM response WHERE id < 9")
        raw.commit()


def leave_a_journal(path: Path, lot: random.Random) -> None:
    """A journal lies beside the register: rubbish, or the half of one."""
    beside = path.with_name(f"{path.name}-journal")
    head = bytes.fromhex("d9d505f920a163d7")
    beside.write_bytes((head if lot.random() < 0.7 else b"") + lot.randbytes(lot.randrange(10, 3 * PAGE)))


def be_another_file(path: Path, lot: random.Random) -> None:
    """Something else stands in its place."""
    made: Sequence[Callable[[], object]] = (
        lambda: path.write_bytes(b"PK\3\4" + lot.randbytes(5000)),
        lambda: path.write_bytes(lot.randbytes(lot.randrange(1, 9000))),
        lambda: path.write_bytes(b""),
        lambda: path.write_bytes(bytes(8 * PAGE)),
        lambda: _other_program(path),
    )
    lot.choice(made)()


def _other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("CREATE TABLE response (id INTEGER, answers TEXT); INSERT INTO response VALUES (1, '{}')")


DAMAGES: tuple[Damage, ...] = (
    flip,
    flip_in_a_row,
    zero_a_page,
    swap_pages,
    cut_off,
    garble_the_header,
    add_garbage,
    replace_text,
    edit_a_row,
    delete_a_row,
    add_a_row,
    change_a_digest,
    change_a_content,
    drop_a_guard,
    leave_a_journal,
    be_another_file,
)
MUST_BE_SEEN = {
    replace_text,
    edit_a_row,
    delete_a_row,
    add_a_row,
    change_a_digest,
    change_a_content,
    drop_a_guard,
    cut_off,
}
"""The damages that `register check` must see whatever the lot; others may fall on a place that holds nothing."""


class Verdict(NamedTuple):
    """What was seen on one damaged copy."""

    damage: str
    seed: int
    faults: tuple[str, ...]
    refused: int
    checked: int


def sound_words(register: Path) -> dict[str, Said]:
    """What each command says of the sound register."""
    return {name: run(*words, "--register", str(register)) for name, words in COMMANDS.items()}


def hidden(register: Path) -> frozenset[str]:
    """Texts of answers of the register, which no message may hold."""
    with closing(sqlite3.connect(register)) as raw:
        rows = raw.execute(
            "SELECT json_extract(each.value, '$.raw') FROM response, json_each(answers, '$.answers') each"
        ).fetchall()
    return frozenset(text for (text,) in rows if isinstance(text, str) and len(text) > 12)


def judge(register: Path, damage: Damage, seed: int, sound: dict[str, Said], texts: frozenset[str]) -> Verdict:
    """Damages a copy and runs every command on it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / register.name
        faults: list[str] = []
        others, refused = ("status", "findings", "report"), 0
        for name in ("export", *others, "check"):
            if refused == 0 and name in others and name != others[seed % len(others)]:
                continue
            for old in Path(folder).iterdir():
                old.unlink()
            shutil.copy(register, path)
            damage(path, random.Random(seed))
            if name == "check":
                said = run("register", "check", str(path), "--json")
            else:
                said = run(*COMMANDS[name], "--register", str(path))
            refused += said.code == 2
            if said.code == -1 or "Traceback" in said.told:
                faults.append(f"{name}: {said.told}")
            if name != "check" and said.code != 2 and (said.code, said.data) != (sound[name].code, sound[name].data):
                faults.append(f"{name}: says otherwise")
            if any(text in said.told for text in texts if name != "findings" or said.code == 2):
                faults.append(f"{name}: its message holds an answer")
        if said.code == 0 and damage in MUST_BE_SEEN:
            faults.append("check: sees nothing")
        return Verdict(damage.__name__, seed, tuple(faults), refused, said.code)


def main() -> int:
    """Makes the damages and prints the counts."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("register", type=Path)
    asked.add_argument("-n", type=int, default=400)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    sound, texts = sound_words(given.register), hidden(given.register)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong = 0
    for number in range(given.n):
        found = judge(given.register, DAMAGES[number % len(DAMAGES)], given.seed * 100_000 + number, sound, texts)
        counts[found.damage].update(["made"])
        counts[found.damage].update({"refused": found.refused > 0, "seen by check": found.checked != 0})
        for fault in found.faults:
            wrong += 1
            counts[found.damage].update(["faults"])
            sys.stderr.write(f"{found.damage} {found.seed}: {fault}\n")
    sys.stdout.write(
        "| damage | made | a command refuses | `register check` sees it | read otherwise, or a traceback |\n"
    )
    sys.stdout.write("|---|---|---|---|---|\n")
    for name, each in counts.items():
        sys.stdout.write(
            f"| {name} | {each['made']} | {each['refused']} | {each['seen by check']} | {each['faults']} |\n"
        )
    whole = sum(counts.values(), Counter[str]())
    sys.stdout.write(f"| all | {whole['made']} | {whole['refused']} | {whole['seen by check']} | {whole['faults']} |\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())

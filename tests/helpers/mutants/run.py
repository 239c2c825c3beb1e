"""Counts what becomes of the answers of changed forms, and writes the seeds of those that are misread.

    python tests/helpers/mutants/run.py --format docx -n 20000 --seed 1

The forms are those of `reseaux_2014`, and so are the changes at each seed. At most two processes run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parents[1]))

from mutants.verdict import Verdict

FORMATS = {"docx": "mutants.word", "html": "mutants.saved_page", "json": "mutants.answers_json", "pdf": "mutants.pdf"}
"""The module that makes the mutants of each format: it has `CHANGES`, `trials` and `mutant`."""


class Outcome(Struct, frozen=True):
    """What became of one mutant: its changes, the verdicts counted, and what explains a bad one."""

    seed: int
    whole: Verdict
    changes: tuple[str, ...]
    fields: Counter[str]
    why: tuple[str, ...] = ()


def outcome(form: str, seed: int, wanted: str | None = None) -> Outcome:
    """The mutant of a seed, judged; `wanted` is one of its changes."""
    module = import_module(FORMATS[form])
    trials = module.trials()
    trial = trials[seed % len(trials)]
    made = module.mutant(trial, seed, wanted)
    judged = trial.judge(made)
    counts = Counter(str(one) for one in judged.verdicts.values())
    return Outcome(seed, judged.whole, made.changes, counts, judged.why if judged.is_bad else ())


def _judged(order: tuple[str, int, str | None]) -> Outcome:
    return outcome(*order)


def outcomes(form: str, number: int, seed: int, processes: int, wanted: str | None = None) -> Iterator[Outcome]:
    """The outcomes of as many seeds in a row, in order."""
    orders = [(form, one, wanted) for one in range(seed, seed + number)]
    if processes == 1:
        yield from map(_judged, orders)
        return
    with get_context("fork").Pool(processes) as pool:
        yield from pool.imap(_judged, orders, chunksize=50)


def main() -> int:
    """Runs, prints the counts, writes the failures. Returns 1 when there are any."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--format", choices=sorted(FORMATS), required=True)
    asked.add_argument("-n", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, choices=(1, 2), default=2)
    asked.add_argument("--only", default=None, help="a change that every mutant has")
    asked.add_argument("--failures", type=Path, default=None, help="a file for the seeds that are misread")
    given = asked.parse_args()
    start = time.perf_counter()
    whole, fields, by_change, bad = Counter[str](), Counter[str](), Counter[tuple[str, str]](), []
    for one in outcomes(given.format, given.n, given.seed, given.processes, given.only):
        whole[one.whole] += 1
        fields.update(one.fields)
        by_change.update((name, str(one.whole)) for name in set(one.changes))
        if one.why:
            bad.append(one)
    _tell(given.n, time.perf_counter() - start, whole, fields, by_change)
    told = (f"seed {one.seed} ({', '.join(one.changes)}): {'; '.join(one.why)[:600]}" for one in bad[:40])
    sys.stdout.write("".join(f"{line}\n" for line in told))
    if given.failures is not None:
        lines = (json.dumps({"seed": one.seed, "changes": one.changes, "why": one.why}) for one in bad)
        given.failures.write_text("\n".join(lines), encoding="utf-8")
    return 1 if bad else 0


def _tell(
    number: int, spent: float, whole: Counter[str], fields: Counter[str], by_change: Counter[tuple[str, str]]
) -> None:
    order = [str(one) for one in Verdict]
    names = sorted({name for name, _ in by_change})
    lines = [
        f"{number} mutants in {spent:.0f} s; by file: {', '.join(f'{one} {whole[one]}' for one in order)}",
        f"by answer: {', '.join(f'{one} {fields[one]}' for one in order)}",
        f"{'change':<32}" + "".join(f"{one:>9}" for one in order),
        *(f"{name:<32}" + "".join(f"{by_change[name, one]:>9}" for one in order) for name in names),
    ]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    raise SystemExit(main())

"""How long the 30 figures of 26 responses take, stage by stage and as a whole process; or those of a large table.

    python benchmarks/aggregate_26.py [ROWS] [--short]

With ROWS, a Parquet file of that many made-up responses is written to a temporary folder and aggregated from there.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from compileall import compile_dir
from pathlib import Path
from typing import TypeVar

import duckdb
from measuring import rounds, size, tell_ratios

import reseaux_2014
import surveykit
from surveykit.aggregation import aggregate, columns, needed_columns, rows
from surveykit.disclosure import disclose
from surveykit.engines.duckdb import memory_engine, parquet_engine
from surveykit.ids import FieldId
from surveykit.load import load_definition
from surveykit.model import Count, Scale, Survey, YesNo
from surveykit.responses import Answer, Answered, Response

T = TypeVar("T")
ROUNDS = rounds(7)
START = "process: import duckdb; connect()"
"""What no process that uses DuckDB can do without: the others are told as its multiples."""

MEDIANS: dict[str, float] = {}
WHOLE = """
from pathlib import Path
import reseaux_2014
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose
from surveykit.engines.duckdb import memory_engine
from surveykit.load import load_definition
from surveykit.responses import Response
survey = load_definition(Path(str(reseaux_2014.folder())))
given = [Response(survey.id, survey.edition, one.code, {}) for one in survey.population.respondents]
with memory_engine(columns(survey), rows(survey, given)) as engine:
    results = aggregate(survey, engine, by="ensemble", identified=True)
assert len(disclose(survey, results).figures) == 90
"""
MADE_UP = {
    "INTEGER": "CASE WHEN hash(i * {n}) % 10 > 0 THEN (hash(i + {n}) % 6)::INTEGER END",
    "BOOLEAN": "CASE WHEN hash(i * {n}) % 10 > 0 THEN hash(i + {n}) % 3 = 0 END",
    "VARCHAR": "CASE WHEN i % 5 = 0 THEN 'outre_mer' ELSE 'metropole' END",
}


def timed(stage: str, call: Callable[[], T]) -> T:
    """Runs a stage some times; prints and keeps the median."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        result = call()
        spent.append(time.perf_counter() - start)
    MEDIANS[stage] = statistics.median(spent)
    print(f"{stage:<52} {MEDIANS[stage] * 1000:9.1f} ms   (best {min(spent) * 1000:.1f})")
    return result


def process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def command(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "surveykit", *map(str, arguments)], check=True, capture_output=True)


def load() -> Survey:
    return load_definition(Path(str(reseaux_2014.folder())))


def answers(survey: Survey, chance: random.Random) -> Iterator[tuple[FieldId, Answer]]:
    for field in survey.fields():
        match field.part:
            case Count():
                yield field.code, Answered(chance.randint(0, 40))
            case Scale():
                yield field.code, Answered(chance.randint(0, 5))
            case YesNo():
                yield field.code, Answered(chance.random() < 0.5)
            case _:
                pass


def small() -> None:
    # As an installation leaves it: where Python is told to write no bytecode, each process would compile it again.
    compile_dir(surveykit.__path__[0], quiet=2)
    timed("process: nothing", lambda: process("pass"))
    timed(START, lambda: process("import duckdb; duckdb.connect()"))
    timed("process: load survey, 26 rows, aggregate, disclose", lambda: process(WHOLE))
    with tempfile.TemporaryDirectory() as folder:
        register, returned = ("--register", f"{folder}/register.sqlite"), Path(folder) / "returned"
        command("simulate", "reseaux_2014", "--to", "json", "--seed", 26, "-o", returned)
        command("collect", "reseaux_2014", returned, *register)
        asked = ("aggregate", "reseaux_2014", *register, "-o", f"{folder}/figures.json")
        timed("process: surveykit aggregate, 26 returns", lambda: command(*asked))
    survey = timed("load the definition", load)
    chance = random.Random(26)
    everyone = [one.code for one in survey.population.respondents]
    given = [Response(survey.id, survey.edition, one, dict(answers(survey, chance))) for one in everyone]
    table = timed("responses to rows", lambda: rows(survey, given))
    timed("rows into memory", lambda: memory_engine(columns(survey), table).close())
    with memory_engine(columns(survey), table) as engine:
        timed("aggregate 30 indicators", lambda: aggregate(survey, engine))
        results = timed(
            "aggregate 30 indicators, in all and by 2 groups", lambda: aggregate(survey, engine, by="ensemble")
        )
    timed("disclose", lambda: disclose(survey, results))
    tell_ratios(START, MEDIANS)


def large(count: int) -> None:
    survey = load()
    needed = needed_columns(survey, "ensemble")
    cells = [f'{MADE_UP[column.type].format(n=n + 1)} AS "{column.name}"' for n, column in enumerate(needed[1:])]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "responses.parquet"
        duckdb.sql(f"SELECT 'r' || i AS respondent, {', '.join(cells)} FROM range({count}) AS r(i)").write_parquet(
            str(path)
        )
        seconds: dict[str, float] = {}
        for by in (None, "ensemble"):
            with parquet_engine(path, needed) as engine:
                start = time.perf_counter()
                results = aggregate(survey, engine, by=by)
                name = "in all" if by is None else f"in all and by {by}"
                seconds[name] = time.perf_counter() - start
            assert results.returned == count
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{count} rows of Parquet, {name}: {seconds[name]:.2f} s, peak memory of the process {peak} MB")
    tell_ratios("in all", seconds)


if __name__ == "__main__":
    asked = int(size(0, 0))
    if asked:
        large(asked)
    else:
        small()

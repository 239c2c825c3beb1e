"""45 indicators by 26 groups over a large table, beside a scan that only decodes it, pandas and Polars by hand.

    python benchmarks/aggregate_large.py [MILLIONS] [COPIES] [--short]

A Parquet file of MILLIONS (10) million made-up responses is written to a temporary folder. With COPIES (1) it is read
that many times, by as many names: memory must not grow with them. Each way runs in a process of its own, the first
round is not counted, and the others are told as a median, in seconds and against the scan that only decodes, with the
peak of memory. pandas and Polars compute the same indicators over all responses and by group;
neither does what comes with ours: the bases, the check that no respondent stands twice, who entered which figure and
the audit of their differences, the other rules of disclosure control.
"""

from __future__ import annotations

import datetime
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
from measuring import SHORT, rounds, size, tell_ratios

from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import (
    AnyIndicator,
    Change,
    Collection,
    Count,
    Grouping,
    Issuer,
    ManyChoices,
    Mean,
    Median,
    Multiple,
    Option,
    Population,
    Question,
    Ratio,
    Respondent,
    ScaleSummary,
    Section,
    Share,
    Survey,
    Total,
    YesNo,
)
from surveykit.model import Scale as ScaleField

ROUNDS = rounds(3)
GROUPS = [f"g{n}" for n in range(26)]
COUNTS = [f"c{n}" for n in range(13)]
SCALES = [f"s{n}" for n in range(3)]
TICKS = [f"o{n}" for n in range(6)]
TRUTHS = [f"y{n}" for n in range(7)]


def survey() -> Survey:
    """13 totals, 4 means, 5 medians, 3 scales, 6 options ticked, 7 shares among some, 4 ratios, 2 changes: 45."""
    fields = (
        *(Count(code=FieldId(one), label=one) for one in COUNTS),
        *(ScaleField(code=FieldId(one), label=one) for one in SCALES),
        ManyChoices(
            code=FieldId("m"), label="m", options=tuple(Option(code=OptionCode(one), label=one) for one in TICKS)
        ),
        *(YesNo(code=FieldId(one), label=one) for one in TRUTHS),
    )
    return Survey(
        id="large",
        edition="1",
        title="Large",
        issuer=Issuer(bodies=("B",), reference="R"),
        scope="S",
        collection=Collection(deadline=datetime.date(2026, 1, 1), addresses=("a@exemple.example",)),
        sections=(Section(title="S", questions=(Question(number="1", text="?", fields=fields),)),),
        indicators=tuple(indicators()),
        population=Population(
            unit="u",
            units="u",
            groupings={"region": Grouping(label="Region", values={one: one for one in GROUPS})},
            respondents=tuple(
                Respondent(code=RespondentCode(f"u{n}"), name=one, attributes={"region": one})
                for n, one in enumerate(GROUPS)
            ),
        ),
    )


def indicators() -> Iterator[AnyIndicator]:
    for one in COUNTS:
        yield Total(id=f"total_{one}", label="T", value=one)
    for one in COUNTS[:4]:
        yield Mean(id=f"mean_{one}", label="M", value=one)
    for one in COUNTS[:5]:
        yield Median(id=f"median_{one}", label="M", value=one)
    for one in SCALES:
        yield ScaleSummary(id=f"scale_{one}", label="S", field=FieldId(one))
    yield Multiple(id="ticks", label="T", field=FieldId("m"))
    for one in TRUTHS:
        yield Share(id=f"share_{one}", label="S", of=one, where="c0 > 5")
    for n in range(4):
        yield Ratio(id=f"ratio_{n}", label="R", numerator=COUNTS[2 * n], denominator=COUNTS[2 * n + 1])
    for n in (8, 10):
        yield Change(id=f"change_{n}", label="C", before=COUNTS[n], after=COUNTS[n + 1])


def table(path: Path, rows: int) -> None:
    """A made-up table: about one answer in ten is missing."""

    def chance(n: int) -> str:
        return f"(hash(i * 100 + {n}) % 1000000) / 1000000.0"

    columns = ["'r' || i AS respondent", "'g' || (hash(i) % 26) AS region"]
    for n, one in enumerate(COUNTS):
        columns.append(f"CASE WHEN {chance(n)} < 0.92 THEN floor({chance(n + 20)} * 60)::INTEGER END AS {one}")
    for n, one in enumerate(SCALES):
        columns.append(f"CASE WHEN {chance(n + 40)} < 0.95 THEN floor({chance(n + 45)} * 6)::INTEGER END AS {one}")
    for n, one in enumerate(TICKS):
        columns.append(f"CASE WHEN {chance(50)} < 0.9 THEN {chance(n + 51)} < 0.4 END AS m__{one}")
    for n, one in enumerate(TRUTHS):
        columns.append(f"CASE WHEN {chance(n + 60)} < 0.93 THEN {chance(n + 70)} < 0.6 END AS {one}")
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"COPY (SELECT {', '.join(columns)} FROM range({rows}) t(i)) TO '{path}' (FORMAT parquet)")


START = """
import resource, sys, time
sys.path.insert(0, {here!r})
files = {pattern!r}
"""
END = """
print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
OURS = """
from aggregate_large import survey
from surveykit.aggregation import aggregate, needed_columns
from surveykit.disclosure import disclose
from surveykit.engines.duckdb import parquet_engine
asked = survey()
start = time.perf_counter()
with parquet_engine(files, needed_columns(asked, "region")) as engine:
    {call}
spent = time.perf_counter() - start
"""
WHOLE = OURS.format(
    call="""
    said = disclose(asked, aggregate(asked, engine, by="region"))
    assert [one.status for one in said.figures] == ["published"] * (39 * 27)
"""
)
SCANS = OURS.format(
    call="""
    from surveykit.aggregation import counted
    from surveykit.aggregation.plan import asks, keys, scan
    counted(asked, engine, scan(asks(asked)), keys(asked, '"region"'))
"""
)
DECODE = """
import duckdb
from aggregate_large import COUNTS, SCALES, TICKS, TRUTHS
whole = [f"bit_xor({one})" for one in COUNTS + SCALES] + [f"bool_or({one})" for one in TRUTHS]
whole += [f"bool_or(m__{one})" for one in TICKS] + ["max(length(region))"]
with duckdb.connect() as connection:
    connection.execute("SET enable_progress_bar = false")
    start = time.perf_counter()
    connection.execute(f"SELECT {', '.join(whole)} FROM '{files}'").fetchall()
    spent = time.perf_counter() - start
"""
POLARS = """
import polars as pl
from aggregate_large import COUNTS, SCALES, TICKS, TRUTHS
def every():
    for one in COUNTS:
        yield from (pl.col(one).sum().alias(f"t{one}"), pl.col(one).count().alias(f"n{one}"))
    for one in COUNTS[:4]:
        yield pl.col(one).mean().alias(f"m{one}")
    for one in COUNTS[:5]:
        yield pl.col(one).median().alias(f"d{one}")
    for one in SCALES:
        yield pl.col(one).mean().alias(f"m{one}")
        yield pl.col(one).median().alias(f"d{one}")
        for value in range(6):
            yield (pl.col(one) == value).sum().alias(f"{one}{value}")
    for one in TICKS:
        yield pl.col(f"m__{one}").sum().alias(one)
    for one in TRUTHS:
        there = pl.col("c0") > 5
        yield (there & pl.col(one)).sum().alias(f"k{one}")
        yield (there & pl.col(one).is_not_null()).sum().alias(f"b{one}")
    for n in range(6):
        a, b = pl.col(COUNTS[2 * n]), pl.col(COUNTS[2 * n + 1])
        both = a.is_not_null() & b.is_not_null()
        yield a.filter(both).sum().alias(f"a{n}")
        yield b.filter(both).sum().alias(f"b{n}")
start = time.perf_counter()
frame = pl.scan_parquet(files)
frame.select(*every()).collect(engine="streaming")
frame.group_by("region").agg(*every()).collect(engine="streaming")
spent = time.perf_counter() - start
"""
PANDAS = """
import pandas as pd
from glob import glob
from aggregate_large import COUNTS, SCALES, TICKS, TRUTHS
start = time.perf_counter()
names = ["region", *COUNTS, *SCALES, *TRUTHS, *(f"m__{one}" for one in TICKS)]
frame = pd.concat([pd.read_parquet(one, columns=names, dtype_backend="pyarrow") for one in sorted(glob(files))])
for part in (frame.assign(region="all").groupby("region"), frame.groupby("region")):
    part[COUNTS].agg(["sum", "count", "max"])
    part[COUNTS[:4]].mean()
    part[COUNTS[:5] + SCALES].median()
    for one in SCALES:
        part[one].value_counts()
    part[[f"m__{one}" for one in TICKS]].sum()
for names_of in (lambda some: some.assign(region="all").groupby("region"), lambda some: some.groupby("region")):
    among = names_of(frame[frame["c0"] > 5])
    among[TRUTHS].agg(["sum", "count"])
    for n in range(6):
        pair = [COUNTS[2 * n], COUNTS[2 * n + 1]]
        names_of(frame[["region", *pair]].dropna())[pair].sum()
spent = time.perf_counter() - start
"""


def measured(code: str, pattern: str) -> tuple[float, float]:
    """The median seconds and the peak of memory, in MB, of some runs, each in a process of its own."""
    text = START.format(here=str(Path(__file__).parent), pattern=pattern) + code + END
    found = []
    uncounted = 0 if SHORT else 1
    for _ in range(uncounted + ROUNDS):
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        found.append(tuple(map(float, done.stdout.split())))
    return statistics.median(one[0] for one in found[uncounted:]), max(one[1] for one in found[uncounted:])


def main() -> None:
    millions, copies = size(10, 0.01), int(size(1, 1, place=1))
    ways = {"decode only": DECODE, "surveykit, the two scans": SCANS, "surveykit, whole": WHOLE}
    if copies == 1:
        ways |= {"Polars by hand": POLARS, "pandas by hand": PANDAS}
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "part0.parquet"
        table(first, int(millions * 1_000_000))
        for n in range(1, copies):
            (Path(folder) / f"part{n}.parquet").hardlink_to(first)
        print(f"{millions * copies:g} M responses, 45 indicators by 26 groups")
        seconds: dict[str, float] = {}
        for name, code in ways.items():
            seconds[name], memory = measured(code, f"{folder}/part*.parquet")
            print(f"{name:28}{seconds[name]:8.2f} s   {memory:7.0f} MB", flush=True)
    tell_ratios("decode only", seconds)


if __name__ == "__main__":
    main()

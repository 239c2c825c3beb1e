"""Answers to 2**31 - 1 and amounts to 10**12 give exact figures in each engine, computed ones too; or a refusal."""

from __future__ import annotations

import json
import random
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from small_survey import small_survey, towns
from surveykit import aggregate
from surveykit.disclosure import unprotected
from surveykit.errors import UsageError
from surveykit.model import (
    AnyIndicator,
    Change,
    ExtrapolatedTotal,
    Mean,
    Median,
    Ratio,
    Sampling,
    Share,
    Survey,
    Total,
)
from surveykit.results import (
    ChangeResult,
    ExtrapolatedResult,
    MeanResult,
    MedianResult,
    Moments,
    Precision,
    RatioResult,
    Result,
    ShareResult,
    TotalResult,
)
from surveykit.tables import figures_json, figures_sheet, to_csv

UNITS = 100
A, B = "q1_ateliers", "q1_ateliers_avant"
Rows = Sequence[tuple[int, int]]
ENGINES = ["duckdb", pytest.param("spark", marks=pytest.mark.spark)]
INDICATORS: tuple[AnyIndicator, ...] = (
    Total(id="somme", label="S", value=A),
    Total(id="produits", label="P", value=f"{A} * {B}"),
    Total(id="proches", label="R", value=f"{A} * {B} - abs({A} - {B}) - 1"),
    ExtrapolatedTotal(id="estimee", label="E", value=A, interval=True),
    Mean(id="moyenne", label="M", value=f"{A} + {B}", interval=True),
    Mean(id="moyenne_produits", label="M", value=f"{A} * {B}"),
    Ratio(id="rapport", label="R", numerator=A, denominator=B, percent=False, interval=True),
    Change.model_validate({"id": "evolution", "label": "E", "from": B, "to": A, "interval": True}),
    Median(id="mediane", label="M", value=f"{A} * {B}"),
    Share(id="plus", label="P", of=f"{A} * {B} > {B} * {B} - 1"),
    Share(id="egaux", label="E", of=f"{A} * {B} = {B} * {B}"),
)

LARGE = (
    (999, "INTEGER"),
    (10**9 + 1, "INTEGER"),
    (2**31 - 1, "INTEGER"),
    (2**32 - 1, "UINTEGER"),
    (10**12, "BIGINT"),
    (10**12, "DECIMAL(18,0)"),
    (2**53, "BIGINT"),
    (10**18, "UBIGINT"),
)
CUBE = f"{A} * {A} * {A} * {B}"
TOO_LARGE = (
    (Total(id="trop", label="T", value=CUBE), "multiply fewer answers"),
    (Median(id="trop", label="T", value=CUBE), "multiply fewer answers"),
    (Share(id="trop", label="T", of=f"{CUBE} > 1"), "multiply fewer answers"),
    (Total(id="trop", label="T", value=A, where=f"{CUBE} > 1"), "multiply fewer answers"),
    (Mean(id="trop", label="T", value=f"{A} * {B}", interval=True), "or leave out its `interval`"),
)


def in_engines(cases: Sequence[tuple[object, ...]], of_spark: Sequence[int]) -> Iterator[object]:
    """Each case in DuckDB, and some in Spark, which takes seconds for each."""
    for number, case in enumerate(cases):
        yield pytest.param(*case, "duckdb", id=f"{number}-duckdb")
        if number in of_spark:
            yield pytest.param(*case, "spark", marks=pytest.mark.spark, id=f"{number}-spark")


@pytest.fixture(scope="module", autouse=True)
def one_session() -> Iterator[None]:
    """Spark starts once for the tests that need it, and stops after them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        from pyspark.sql import SparkSession  # noqa: PLC0415 (it takes seconds)

        if (session := SparkSession.getActiveSession()) is not None:
            session.stop()


def survey(count: int, *indicators: AnyIndicator) -> Survey:
    return small_survey(
        report=None,
        indicators=indicators or INDICATORS,
        sampling=Sampling(size=UNITS),
        population=towns({f"r{number}": {"bord": "nord"} for number in range(count)}),
    )


def parquet(path: Path, rows: Rows, kind: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t (respondent VARCHAR, bord VARCHAR, {A} {kind}, {B} {kind})")
        given = [(f"r{number}", "nord", *row) for number, row in enumerate(rows)]
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", given)
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def drawn(seed: int, most: int) -> Rows:
    """Twelve answers to each question, many of them the largest or next to it, some pairs alike."""
    chance = random.Random(seed)
    found = [
        (chance.choice((most, most - 1, chance.randint(0, most))), chance.randint(most // 2, most)) for _ in range(10)
    ]
    return [*found, (most, most), (most - 1, most - 1)]


def moments(values: Sequence[int]) -> Moments:
    return Moments(len(values), sum(values), max(map(abs, values)))


def variance(linearised: Sequence[Fraction]) -> Precision:
    """Of the sum of linearised values, drawn without replacement from the units."""
    n = len(linearised)
    middle = sum(linearised) / n
    spread = sum((one - middle) ** 2 for one in linearised)
    return Precision((1 - Fraction(n, UNITS)) * Fraction(n, n - 1) * spread, n - 1)


def by_hand(rows: Rows) -> dict[str, tuple[Result, Precision | None]]:
    """Every figure from Python's own whole numbers."""
    a, b = [one for one, _ in rows], [other for _, other in rows]
    n, products, sums = len(rows), [x * y for x, y in rows], [x + y for x, y in rows]
    mean, ratio = Fraction(sum(sums), n), Fraction(sum(a), sum(b))
    of_ratio = variance([Fraction(x - ratio * y) / sum(b) for x, y in rows])
    stands = Fraction(UNITS, n)
    heavier = Moments(n, stands * sum(a), stands * max(a))
    return {
        "somme": (TotalResult(moments(a)), None),
        "produits": (TotalResult(moments(products)), None),
        "proches": (TotalResult(moments([x * y - abs(x - y) - 1 for x, y in rows])), None),
        "estimee": (ExtrapolatedResult(heavier, Fraction(UNITS), Fraction(UNITS)), variance([stands * x for x in a])),
        "moyenne": (MeanResult(moments(sums), n), variance([(x - mean) / n for x in sums])),
        "moyenne_produits": (MeanResult(moments(products), n), None),
        "rapport": (RatioResult(moments(a), moments(b)), of_ratio),
        "evolution": (ChangeResult(moments(b), moments(a)), of_ratio),
        "mediane": (MedianResult(dict(sorted(Counter(products).items()))), None),
        "plus": (ShareResult(sum(x * y > y * y - 1 for x, y in rows), n), None),
        "egaux": (ShareResult(sum(x == y for x, y in rows), n), None),
    }


@pytest.mark.parametrize(("most", "kind", "engine"), [*in_engines(LARGE, of_spark=[2, 3, 4])])
def test_every_figure_of_large_answers_is_exact(tmp_path: Path, most: int, kind: str, engine: str) -> None:
    rows = drawn(most, most)
    found = aggregate(survey(len(rows)), parquet(tmp_path / "t.parquet", rows, kind), engine=engine)
    expected = by_hand(rows)
    assert [(one.id, one.result, one.precision) for one in found.figures] == [
        (name, *figure) for name, figure in expected.items()
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_amounts_of_many_are_summed_with_their_squares(tmp_path: Path, engine: str) -> None:
    """A billion of thousands by each of 300,000: the products add up to 3 * 10**29."""
    count, amount = 300_000, 10**12
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT 'r' || i AS respondent, {amount} - i % 3 AS {A}, {amount}::BIGINT AS {B} "
            f"FROM range({count}) t(i)) TO '{tmp_path / 't.parquet'}' (FORMAT parquet)"
        )
    asked = survey(2, Mean(id="m", label="M", value=A, interval=True), Total(id="t", label="T", value=f"{A} * {B}"))
    asked = asked.model_copy(update={"sampling": Sampling(size=10 * count)})
    mean, product = aggregate(asked, tmp_path / "t.parquet", engine=engine).figures
    total = count * amount - count
    assert mean.result == MeanResult(Moments(count, total, amount), count)
    assert product.result == TotalResult(Moments(count, total * amount, amount**2))
    assert mean.precision is not None
    spread = Fraction(2, 3) * count / (count - 1)
    assert mean.precision.variance == (1 - Fraction(1, 10)) * spread / count


@pytest.mark.parametrize(("indicator", "told", "engine"), [*in_engines(TOO_LARGE, of_spark=[0, 1, 4])])
def test_what_takes_more_than_38_digits_is_refused_by_name(
    tmp_path: Path, indicator: AnyIndicator, told: str, engine: str
) -> None:
    path = parquet(tmp_path / "t.parquet", [(10**12, 10**12 - 1)] * 12, "BIGINT")
    asked = survey(12, Total(id="petit", label="P", value=A), indicator)
    with pytest.raises(UsageError, match=f"indicator 'trop' cannot be computed exactly.*38 digits.*{told}"):
        aggregate(asked, path, engine=engine)


def test_digits_beyond_those_of_a_double_reach_every_table(tmp_path: Path) -> None:
    rows = [(2**31 - 1, 2**31 - 3)] * 3 + [(2**31 - 1, 2**31 - 2)] * 9
    asked = survey(12)
    found = unprotected(asked, aggregate(asked, parquet(tmp_path / "t.parquet", rows, "INTEGER")))
    total = sum(x * y for x, y in rows)
    assert total > 2**53
    figures = {one["id"]: one for one in json.loads(figures_json("e", "1", 12, 12, found.figures))["figures"]}
    assert figures["produits"]["value"] == total
    assert figures["mediane"]["value"] == (2**31 - 1) * (2**31 - 2)
    written = to_csv(figures_sheet("Chiffres", found.figures)).decode("utf-8-sig")
    assert str(total) in written
    assert str((2**31 - 1) * (2**31 - 2)) in written

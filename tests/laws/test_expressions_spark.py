"""Law: the SQL of an expression gives on Spark what it gives on DuckDB, which is what Python computes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

import pytest

from expression_targets import TOO_LARGE, Answers, cells, disagreements, integer, too_large
from random_expressions import SCHEMA, Author, Row, WholeAuthor, some_rows, written
from surveykit.engines import spark
from surveykit.errors import TooLarge
from surveykit.expressions import BOOLEAN, INTEGER, NUMBER, Choices, Expression, to_sql, wide

pytestmark = pytest.mark.spark
TYPES = {INTEGER: "BIGINT", NUMBER: "DOUBLE", BOOLEAN: "BOOLEAN"}
AT_ONCE = 40


@pytest.fixture(scope="module", autouse=True)
def one_session() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        spark.local_session().stop()


def table(rows: Sequence[Row]) -> spark.SparkEngine:
    names: list[tuple[str, str]] = []
    for name, kind in SCHEMA.items():
        codes = [f"{name}__{code}" for code in kind.codes] if isinstance(kind, Choices) else [name]
        names += [(one, "BOOLEAN" if isinstance(kind, Choices) else TYPES.get(kind, "STRING")) for one in codes]
    shape = ", ".join(f"`{name}` {kind}" for name, kind in [("number", "INT"), *names])
    held = [
        (number, *(cell for name, kind in SCHEMA.items() for cell in cells(row.get(name), kind)))
        for number, row in enumerate(rows)
    ]
    return spark.SparkEngine(spark.local_session().createDataFrame(held, shape))


def in_spark(expressions: Sequence[Expression], rows: Sequence[Row]) -> Answers:
    with table(rows) as engine:
        return [column for start in range(0, len(expressions), AT_ONCE)
                for column in selected(engine, expressions[start : start + AT_ONCE], rows)]  # fmt: skip


def selected(engine: spark.SparkEngine, expressions: Sequence[Expression], rows: Sequence[Row]) -> Answers:
    """Several at once, in 38 digits where 64 bits are too few, each by itself where those are; then row by row."""
    for texts in ([to_sql(one) for one in expressions], [wide(to_sql(one)) for one in expressions]):
        try:
            found = engine.rows(f"SELECT {', '.join(texts)} FROM responses ORDER BY number")
        except TooLarge:
            continue
        columns = zip(*found, strict=True)
        return [
            [integer(cell) if one.type == INTEGER else cell for cell in column]
            for one, column in zip(expressions, columns, strict=True)
        ]
    if len(expressions) > 1:
        return [selected(engine, [one], rows)[0] for one in expressions]
    return [[alone(engine, expressions[0], number, row) for number, row in enumerate(rows)]]


def alone(engine: spark.SparkEngine, expression: Expression, number: int, row: Row) -> object:
    text = wide(to_sql(expression))
    try:
        ((cell,),) = engine.rows(f"SELECT {text} FROM responses WHERE number = {number}")
    except TooLarge:
        assert too_large(expression, row)
        return TOO_LARGE
    return integer(cell) if expression.type == INTEGER else cell


@pytest.mark.parametrize(("writer", "seed", "count"), [(Author, 12, 120), (WholeAuthor, 13, 60)])
def test_python_and_spark_agree(writer: type[Author], seed: int, count: int) -> None:
    assert disagreements(list(written(seed, count, writer)), some_rows(seed, 12), in_spark) == []

"""DuckDB over memory, Parquet files and a user's relation: what it reads, and what it cannot reach."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from small_survey import small_survey
from surveykit.aggregation import Column, aggregate, columns, needed_columns
from surveykit.engines.duckdb import memory_engine, parquet_engine, relation_engine, to_parquet
from surveykit.errors import UsageError
from surveykit.model import Total
from surveykit.results import Moments, TotalResult

COLUMNS = (Column("respondent", "VARCHAR"), Column("n", "INTEGER"), Column("ok", "BOOLEAN"))
ROWS = [("a", 1, True), ("b", None, None), ("c'é", -3, False)]
ALL = 'SELECT "respondent", "n", "ok" FROM responses ORDER BY "respondent"'


def write(path: Path, sql: str) -> Path:
    with duckdb.connect() as connection:
        connection.sql(sql).write_parquet(str(path))
    return path


def test_rows_in_memory_come_back_as_they_were() -> None:
    with memory_engine(COLUMNS, ROWS) as engine:
        assert engine.rows(ALL) == ROWS
    with memory_engine(COLUMNS, []) as engine:
        assert engine.rows(ALL) == []


@pytest.mark.parametrize("value", ["beaucoup", "7", 40.11, Decimal("40.11"), 40.0, True, 2**31])
def test_a_value_that_does_not_fit_is_refused_and_never_cast(value: str | float | Decimal) -> None:
    with pytest.raises(UsageError, match="does not fit its column"):
        memory_engine(COLUMNS, [("a", value, True)])
    with pytest.raises(UsageError, match="does not fit its column"):
        to_parquet(COLUMNS, [("a", value, True)])


def test_a_query_that_cannot_run_is_a_usage_error_of_one_line() -> None:
    with memory_engine(COLUMNS, ROWS) as engine, pytest.raises(UsageError, match="nope") as caught:
        engine.rows('SELECT "nope" FROM responses')
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{other}')",
        "SELECT * FROM '{other}'",
        "COPY (SELECT 1) TO '{other}.csv'",
        "ATTACH '{other}.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET allowed_paths = ['{other}']",
    ],
)
def test_no_engine_reaches_another_file_or_changes_its_settings(tmp_path: Path, sql: str) -> None:
    other = write(tmp_path / "other.parquet", "SELECT 1 AS x")
    mine = write(tmp_path / "mine.parquet", "SELECT 'a' AS respondent, 1 AS n, true AS ok")
    for engine in (memory_engine(COLUMNS, ROWS), parquet_engine(mine, COLUMNS)):
        with engine, pytest.raises(UsageError):
            engine.rows(sql.format(other=other))


def test_parquet_is_read_from_a_file_and_from_a_glob_with_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "l'été [1]"
    folder.mkdir()
    first = write(folder / "un.parquet", "SELECT 'a' AS respondent, 1 AS n, true AS ok, 'x' AS more")
    write(folder / "deux.parquet", "SELECT false AS ok, 'b' AS respondent, 2::BIGINT AS n")
    with parquet_engine(first, COLUMNS) as engine:
        assert engine.rows(ALL) == [("a", 1, True)]
    with parquet_engine(f"{tmp_path}/*/*.parquet", COLUMNS) as engine:
        assert engine.rows(ALL) == [("a", 1, True), ("b", 2, False)]


def test_a_column_of_nothing_and_one_of_listed_words_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", "SELECT 'a'::ENUM('a', 'b') AS respondent, NULL AS n, NULL AS ok")
    with parquet_engine(path, COLUMNS) as engine:
        assert engine.rows(ALL) == [("a", None, None)]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 'a' AS respondents, 1 AS n, true AS ok", r"no column 'respondent' \(did you mean 'respondents'\?\)"),
        ("SELECT 'a' AS respondent, 1.5::DOUBLE AS n, true AS ok", "column 'n' is DOUBLE, expected INTEGER"),
        ("SELECT 'a' AS respondent, 1 AS n, 'oui' AS ok", "column 'ok' is VARCHAR, expected BOOLEAN"),
        ("SELECT 1 AS respondent, 1 AS n, true AS ok", "column 'respondent' is INTEGER, expected VARCHAR"),
        ("SELECT 1 AS x", "no column 'respondent'; no column 'n'; no column 'ok'"),
    ],
)
def test_a_column_missing_or_of_another_kind_is_named(tmp_path: Path, sql: str, message: str) -> None:
    good = write(tmp_path / "1.parquet", "SELECT 'a' AS respondent, 1 AS n, true AS ok")
    bad = write(tmp_path / "2.parquet", sql)
    with pytest.raises(UsageError, match=message):
        parquet_engine(bad, COLUMNS)
    with pytest.raises(UsageError, match=message):
        parquet_engine(tmp_path / "*.parquet", COLUMNS)
    with duckdb.connect() as connection, pytest.raises(UsageError, match=message):
        relation_engine(connection.sql(sql), COLUMNS)
    assert good.exists()


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.parquet"
    text.write_text("respondent;n;ok")
    for path, message in (
        (text, "cannot read .* as Parquet"),
        (tmp_path / "none.parquet", "no file at"),
        (tmp_path / "*.parq", "no file at"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(UsageError, match=message):
            parquet_engine(path, COLUMNS)


def test_a_relation_of_the_user_is_read_and_its_connection_left_alone() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE responses (other INTEGER)")
        with relation_engine(connection.sql("SELECT 'a' AS respondent, 1 AS n, true AS ok, 2 AS more")) as engine:
            assert engine.rows(ALL) == [("a", 1, True)]
        assert connection.execute("SELECT count(*) FROM responses").fetchall() == [(0,)]


def test_a_column_of_large_whole_numbers_is_summed_without_rounding() -> None:
    survey = small_survey(report=None, indicators=(Total(id="t", label="T", value="q1_ateliers"),))
    for odd in (2**53 + 1, 2**64 - 1, 2**70 + 1, 10**37 + 1):
        with duckdb.connect() as connection:
            given = connection.sql(f"SELECT unnest(['amiens', 'brest']) AS respondent, {odd} AS q1_ateliers")
            (figure,) = aggregate(survey, relation_engine(given, needed_columns(survey))).figures
        assert figure.result == TotalResult(Moments(2, 2 * odd, odd))


def test_a_column_that_no_longer_can_be_read_is_not_taken_for_large_numbers() -> None:
    survey = small_survey(report=None, indicators=(Total(id="t", label="T", value="q1_ateliers"),))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT 'amiens' AS respondent, 'douze' AS told")
        given = connection.sql("SELECT respondent, CAST(told AS INTEGER) AS q1_ateliers FROM t")
        with pytest.raises(UsageError, match=r"cannot compute on the responses: .*douze"):
            aggregate(survey, relation_engine(given, needed_columns(survey)))


def test_the_three_give_the_same_figures(tmp_path: Path) -> None:
    survey = small_survey()
    shape = columns(survey)
    rows = [
        (code, None, bord, n, n * 2, n, None, n % 6, n % 2 == 0, True, False, None, n % 3 > 0, n, "ville", None, None)
        for n, (code, bord) in enumerate([("amiens", "nord"), ("brest", "nord"), ("evry", "sud"), ("frejus", "sud")])
    ]
    with memory_engine(shape, rows) as engine, duckdb.connect() as connection:
        expected = aggregate(survey, engine, by="bord")
        connection.execute(f"CREATE TABLE t ({', '.join(f'{column.name} {column.type}' for column in shape)})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' for _ in shape)})", rows)
        relation = connection.table("t")
        relation.write_parquet(str(tmp_path / "t.parquet"))
        assert aggregate(survey, relation_engine(relation), by="bord") == expected
    with parquet_engine(tmp_path / "t.parquet", needed_columns(survey, "bord")) as engine:
        assert aggregate(survey, engine, by="bord") == expected
    assert expected.returned == 4

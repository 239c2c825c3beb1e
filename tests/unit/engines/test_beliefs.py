"""What the SQL texts take for granted of an engine, each line run on DuckDB and on Spark.

Those texts are the same for both (`aggregation/sql.py`, `expressions/sql.py`), so they may rest on nothing that one of
them does otherwise. A whole number comes out exactly, as an int or a Decimal; where it has no room the query is
refused, and never yields another number or NULL.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from math import copysign

import pytest
from msgspec import Struct

from surveykit.aggregation import Column
from surveykit.engines import duckdb as in_process
from surveykit.errors import TooLarge
from surveykit.expressions import wide
from surveykit.ports import Engine, SqlValue

COLUMNS = (
    Column("respondent", "VARCHAR"),
    Column("n", "INTEGER"),
    Column("b", "BOOLEAN"),
    Column("t", "VARCHAR"),
    Column("w", "DECIMAL(24,12)"),
)
INT, LONG, DIGITS = 2**31 - 1, 2**63 - 1, 10**38 - 1
FEW = (
    ("a", 3, True, "é😀", Decimal("1.5")),
    ("b", INT, False, "l'été", Decimal("0.000000000001")),
    ("c", None, None, None, None),
)
FIVES = tuple((f"r{number}", 5, True, "five", Decimal(1)) for number in range(40))


def whole(number: int | str) -> str:
    """A literal or a column as whole numbers stand in the texts."""
    return f"CAST({number} AS BIGINT)"


N = whole('"n"')
LEAST = f"({N} - {whole(4)} - {whole(LONG)})"
"""The least number of 64 bits, of whoever said 3."""
HUGE = f"sum({N} * {whole(10**37)})"
BITS = " + ".join(f'CASE WHEN "n" IS NULL THEN {1 << bit} ELSE 0 END' for bit in range(60))
A, B, C, NOBODY = (f"\"respondent\" = '{name}'" for name in "abcz")
MANY = '"n" = 5'
MIXED = f"COALESCE({N}, CAST({10**30} AS DECIMAL(38, 0)))"
EITHER = f'CASE WHEN "b" THEN CAST({10**30 + 1} AS DECIMAL(38, 0)) ELSE {N} END'
AS_DOUBLE = 'CAST("n" AS DOUBLE)'
GREATEST = "1.7976931348623157e308"


class Belief(Struct, frozen=True):
    """What is believed, a query that shows it, and its rows; none when it must be refused.

    With `or_refused` an engine may lack the room, and then must say so. `digits` asks it of the text for 38 digits.
    """

    what: str
    query: str
    rows: tuple[tuple[SqlValue, ...], ...] = ()
    or_refused: bool = False
    digits: bool = False


def of(where: str, what: str, select: str, *row: SqlValue, or_refused: bool = False) -> Belief:
    """About one row that some of the responses make; refused when no value is given."""
    return Belief(what, f"SELECT {select} FROM responses WHERE {where}", (row,) if row else (), or_refused)


def digits(where: str, what: str, select: str, *row: SqlValue) -> Belief:
    """The same, in 38 digits."""
    return Belief(what, f"SELECT {select} FROM responses WHERE {where}", (row,) if row else (), digits=True)


WHOLE_NUMBERS = (
    of(A, "64 bits hold a sum", f"{N} + {whole(LONG - 3)}", LONG),
    of(A, "and refuse one that is larger", f"{N} + {whole(LONG)}"),
    of(A, "a difference", f"(- {N}) - {whole(LONG)}"),
    of(A, "a product", f"{N} * {whole(LONG)}"),
    of(B, "a product of three", f"{N} * {N} * {N}"),
    of(A, "the opposite of the least", f"- {LEAST}"),
    of(A, "the magnitude of the least", f"ABS({LEAST})"),
    of(A, "the largest magnitude", f"max(abs({LEAST}))"),
    of(A, "a cast of 65 bits", f'CAST(CAST({2**62} AS DECIMAL(38, 0)) * CAST("n" AS DECIMAL(38, 0)) AS BIGINT)'),
    of(B, "a square of the largest INTEGER fits", f"{N} * {N}", INT**2),
    of(B, "what was an INTEGER has 64 bits once cast", f"{N} + {N}", 2 * INT),
    of(MANY, "a sum of rows is exact or refused", f"sum({N} - {N} + {whole(LONG)})", 40 * LONG, or_refused=True),
    of(MANY, "a sum of products too", f"sum({N} * {whole(10**18)})", 200 * 10**18, or_refused=True),
    of(MANY, "a sum that fits is exact", f"sum({N}), max(abs(- {N}))", 200, 5),
    Belief(
        "a sum by groups is exact or refused",
        f'SELECT "b", sum({N} - {N} + {whole(LONG)}) FROM responses WHERE {MANY} GROUP BY "b"',
        ((True, 40 * LONG),),
        or_refused=True,
    ),
    digits(
        A,
        "38 digits hold what 64 bits do not",
        f"- {LEAST}, ABS({LEAST}), max(abs({LEAST})) OVER ()",
        2**63,
        2**63,
        2**63,
    ),
    digits(A, "a product of two of 64 bits", f"{LEAST} * {LEAST}", 2**126),
    digits(B, "a product of four INTEGER", f"{N} * {N} * {N} * {N}", INT**4),
    digits(A, "the largest number of 38 digits", f"{whole(DIGITS - 3)} + {N}", DIGITS),
    digits(A, "one more is refused", f"{whole(DIGITS - 2)} + {N}"),
    digits(A, "one less than the least", f"{whole(2 - DIGITS)} - {N}"),
    digits(A, "a product of 39 digits", f"{whole(10**19)} * {whole(10**19)} * {N}"),
    digits(
        MANY,
        "squares of 10^15 are summed exactly",
        f"sum(({N} + {whole(10**15)}) * ({N} + {whole(10**15)}))",
        40 * (10**15 + 5) ** 2,
    ),
    digits(MANY, "a sum of 39 digits is refused", HUGE),
    digits(
        MANY,
        "it is when it comes back",
        f"sum(CASE WHEN \"respondent\" < 'r3' THEN {N} ELSE - {N} END * {whole(10**37)})",
    ),
    Belief("it is by groups", f'SELECT "b", {HUGE} FROM responses WHERE {MANY} GROUP BY "b"', digits=True),
    of(A, "numbers that a double rounds are told apart", f"{N} + {whole(2**53 - 3)} < {N} + {whole(2**53 - 2)}", True),
    digits(A, "in 38 digits too", f"{N} + {whole(10**30)} = {N} + {whole(10**30 + 1)}", False),
    of(A, "the two sorts meet exactly", f"{MIXED}, {EITHER}", 3, 10**30 + 1),
    of(C, "sixty bits make one number", BITS, 2**60 - 1),
    of(A, "a literal and a whole number make one of 64 bits", f"2147483647 + {N}", INT + 3),
)

UNKNOWN = (
    of(
        NOBODY,
        "over no row a sum and a maximum are NULL, counts are 0 (of conditions, at most)",
        f'sum({N}), max(abs({N})), count(*), count("n"), COALESCE(count_if("b"), 0)',
        None,
        None,
        0,
        0,
        0,
    ),
    of(
        "TRUE",
        "counts leave NULL out, and so do sums",
        f'count(*), count("n"), count_if("b"), count_if(NOT "b"), sum({N} * {N})',
        43,
        42,
        41,
        1,
        9 + INT**2 + 40 * 25,
    ),
    of(
        C,
        "NULL makes what is computed of it NULL",
        f"{N} + {whole(1)}, {N} * {whole(0)}, {N} - {N}, - {N}, ABS({N})",
        None,
        None,
        None,
        None,
        None,
    ),
    of(
        C,
        "a comparison with it too",
        f'{N} = {N}, {N} > {whole(1)}, "n" BETWEEN 1 AND 2, {N} IN ({whole(1)})',
        None,
        None,
        None,
        None,
    ),
    of(
        C,
        "Kleene's or and and",
        '"b" OR TRUE, "b" AND FALSE, "b" OR FALSE, "b" AND TRUE, NOT "b"',
        True,
        False,
        None,
        None,
        None,
    ),
    of(
        A,
        "a list with NULL holds, or is not known",
        f"{N} IN ({N}, CAST(NULL AS BIGINT)), {N} IN ({whole(1)}, CAST(NULL AS BIGINT))",
        True,
        None,
    ),
    of(
        C,
        "a case that is not known is not taken",
        'CASE WHEN "b" THEN 1 ELSE 0 END, CASE WHEN "b" THEN 1 END, COALESCE("b", FALSE)',
        0,
        None,
        False,
    ),
    of(C, "a text joined to NULL is NULL", '"t" || \'*\' || "respondent"', None),
    Belief(
        "those without a group are one",
        'SELECT "b", count(*) FROM responses GROUP BY "b" ORDER BY "b" NULLS LAST',
        ((False, 1), (True, 41), (None, 1)),
    ),
    Belief(
        "a set that is grouped by NULL is told from one that is not grouped",
        "SELECT CASE WHEN GROUPING(x) = 0 THEN 0 WHEN GROUPING(y) = 0 THEN 1 END AS z, count(*), COALESCE(x, y) AS v "
        f'FROM (SELECT {N} AS x, CASE WHEN "b" THEN 7 ELSE 0 END AS y FROM responses WHERE "n" IS NULL OR "n" = 3) r '
        "GROUP BY GROUPING SETS ((x), (y)) ORDER BY z, v NULLS FIRST",
        ((0, 1, None), (0, 1, 3), (1, 1, 0), (1, 1, 7)),
    ),
)

ONLY_WHERE_ASKED = (
    of(
        "TRUE",
        "what a case leaves out is not computed",
        f'sum(CASE WHEN "b" THEN {N} * {whole(10**17)} END)',
        (3 + 200) * 10**17,
        or_refused=True,
    ),
    Belief(
        "nor is what several leave out",
        f'SELECT max(v), max(w) FROM (SELECT CASE WHEN "n" < 9 THEN {N} * {N} * {N} END AS v, '
        f'CASE WHEN "n" < 9 AND "b" THEN {N} * {N} * {N} + {whole(1)} END AS w FROM responses) AS r',
        ((125, 126),),
    ),
)

DOUBLES = (
    of(A, "a whole number becomes the nearest double", f"CAST({N} + {whole(2**53 - 2)} AS DOUBLE)", float(2**53)),
    of(
        A,
        "operations are those of doubles",
        'CAST("w" AS DOUBLE) / 10e0, 0.1e0 + 0.2e0, CAST("n" AS DOUBLE) / 7e0',
        0.15,
        0.1 + 0.2,
        3 / 7,
    ),
    of(A, "a divisor of zero is NULL", f"{AS_DOUBLE} / NULLIF({AS_DOUBLE} - 3e0, 0e0)", None),
    of(
        A,
        "what is not finite is beyond the greatest, and no error",
        f"({AS_DOUBLE} * 1e308) BETWEEN -{GREATEST} AND {GREATEST}",
        False,
    ),
    of(A, "zero has a sign", '(CAST("n" AS DOUBLE) - 3e0) * -1e0', -0.0),
    of(A, "a whole DOUBLE is a whole number", 'CAST(CAST("n" AS DOUBLE) AS BIGINT)', 3),
    of(A, "a number beside a DOUBLE is one", f"{N} > 2.5e0, {N} IN (2.5e0, 3e0)", True, True),
)

TEXTS = (
    of(A, "a length counts code points", 'LENGTH("t")', 2),
    of(B, "characters come of their numbers", "\"t\" = ('l' || CHR(39) || CHR(233) || 't' || CHR(233))", True),
    of(A, "texts differ by their case and accents", "\"t\" = 'É😀', \"t\" = 'e😀', \"t\" = 'é😀'", False, False, True),
    Belief(
        "what stands twice is found",
        'SELECT "t", count(*) FROM responses WHERE "t" IN (\'five\', \'x\') OR "t" IS NULL '
        'GROUP BY "t" HAVING count(*) > 1 OR "t" IS NULL ORDER BY "t" NULLS LAST',
        (("five", 40), (None, 1)),
    ),
    Belief(
        "names are in the order of their characters",
        'SELECT "respondent" FROM responses WHERE "n" = 3 OR "b" IS NULL OR '
        '"respondent" = \'r9\' ORDER BY "respondent"',
        (("a",), ("c",), ("r9",)),
    ),
    of(B, "a weight keeps its twelve decimals", '"w"', Decimal("0.000000000001")),
)

BELIEFS = (*WHOLE_NUMBERS, *UNKNOWN, *ONLY_WHERE_ASKED, *DOUBLES, *TEXTS)


@pytest.fixture(scope="module")
def duckdb_engine() -> Iterator[Engine]:
    with in_process.memory_engine(COLUMNS, [*FEW, *FIVES]) as engine:
        yield engine


@pytest.fixture(scope="module")
def spark_engine() -> Iterator[Engine]:
    from surveykit.engines import spark  # noqa: PLC0415 (it needs Java)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with spark.memory_engine(COLUMNS, [*FEW, *FIVES]) as engine:
            yield engine
        spark.local_session().stop()


def holds(belief: Belief, engine: Engine) -> None:
    query = wide(belief.query) if belief.digits else belief.query
    if not belief.rows:
        with pytest.raises(TooLarge):
            engine.rows(query)
        return
    with suppress(*([TooLarge] if belief.or_refused else [])):
        assert [tuple(map(shown, row)) for row in engine.rows(query)] == [tuple(map(shown, row)) for row in belief.rows]


def shown(cell: SqlValue) -> object:
    """A value by its kind: a whole number of any type that holds it exactly, a double with its sign."""
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, float):
        return "double", cell, copysign(1, cell)
    return ("whole", int(cell)) if isinstance(cell, int | Decimal) and cell == int(cell) else cell


@pytest.mark.parametrize("belief", BELIEFS, ids=lambda one: one.what)
def test_it_is_so_in_duckdb(belief: Belief, duckdb_engine: Engine) -> None:
    holds(belief, duckdb_engine)


@pytest.mark.spark
@pytest.mark.parametrize("belief", BELIEFS, ids=lambda one: one.what)
def test_it_is_so_in_spark(belief: Belief, spark_engine: Engine) -> None:
    holds(belief, spark_engine)

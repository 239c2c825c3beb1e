"""The estimates are those of R's `survey` package, standard errors and intervals included, to 1e-9.

Not among them: the variance of a variable and post-stratification, which no indicator computes, and R's two other
rules for a median (`math`, `hf7`): ours is `school`.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from math import pi, sqrt, tan
from pathlib import Path

import pytest

from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure.content import content
from surveykit.disclosure.interval import exact_interval, student
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import (
    AnyIndicator,
    Collection,
    Count,
    ExtrapolatedTotal,
    Grouping,
    Issuer,
    Mean,
    Median,
    MissingPolicy,
    Population,
    Question,
    Ratio,
    Respondent,
    Sampling,
    Section,
    Share,
    Survey,
    YesNo,
)
from surveykit.release import Interval
from surveykit.responses import Answered, Blank, Response

FOLDER = Path(__file__).parents[1] / "data" / "reference_statistics"
ZERO = MissingPolicy.ZERO
Row = Mapping[str, str]


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def indicators(numbers: Sequence[str], truths: Sequence[str], scales: Sequence[str]) -> Iterator[AnyIndicator]:
    """Everything that R was asked, by an identifier made of the kind of statistic and the variables."""
    for one in numbers:
        yield Mean(id=f"mean_{one}", label="M", value=one, interval=True)
        yield ExtrapolatedTotal(id=f"total_{one}", label="T", value=one, missing=ZERO, interval=True)
        yield Median(id=f"median_{one}", label="M", value=one)
    for one in truths:
        yield Share(id=f"share_{one}", label="S", of=one, interval=True)
        number = f"case when {one} then 1 when not {one} then 0 end"
        yield Mean(id=f"mean_{one}", label="M", value=number, interval=True)
        yield ExtrapolatedTotal(id=f"total_{one}", label="T", value=number, missing=ZERO, interval=True)
    for first in numbers:
        for second in numbers:
            if first != second:
                yield Ratio(id=f"ratio_{first}_{second}", label="R", numerator=first, denominator=second, interval=True)
                change = f"{second} - {first}"
                yield Mean(id=f"change_mean_{first}_{second}", label="C", value=change, interval=True)
                yield ExtrapolatedTotal(
                    id=f"change_total_{first}_{second}", label="C", value=change, missing=ZERO, interval=True
                )
    for one in scales:
        for value in range(6):
            yield Share(id=f"dist_{one}_{value}", label="D", of=f"{one} = {value}", interval=True)


def survey(
    asked: Sequence[Row],
    fields: tuple[Count | YesNo, ...],
    groupings: Sequence[str],
    sampling: Sampling,
    every: Iterator[AnyIndicator],
) -> Survey:
    """A survey of one question, of the respondents of a table."""
    population = Population(
        unit="U",
        units="U",
        groupings={
            name: Grouping(label=name, values={value: value for value in sorted({row[name] for row in asked})})
            for name in groupings
        },
        respondents=tuple(
            Respondent(
                code=f"u{n}",
                name=f"U{n}",
                attributes={name: row[name] for name in (*groupings, "weight") if name in row},
            )
            for n, row in enumerate(asked)
        ),
    )
    return Survey(
        id="reference",
        edition="1",
        title="Référence",
        issuer=Issuer(bodies=("R",), reference="R"),
        scope="Tout",
        collection=Collection(deadline=datetime.date(2026, 1, 1), addresses=("r@exemple.example",)),
        sections=(Section(title="S", questions=(Question(number="1", text="?", fields=fields),)),),
        indicators=tuple(every),
        population=population,
        sampling=sampling,
    )


AGENCY_NUMBERS = ("q1", "q2a", "q2b", "q9", "q3", "q10", "q20", "q11a")
AGENCY_TRUTHS = ("q11", "q4_1", "q4_2", "q4_3", "q4_4", "q4_5", "q4_6")


def field(name: str, truths: Sequence[str]) -> Count | YesNo:
    return YesNo(code=FieldId(name), label=name) if name in truths else Count(code=FieldId(name), label=name)


def value(text: str, *, truth: bool, times: int) -> Answered | Blank:
    if not text:
        return Blank()
    return Answered(text == "1") if truth else Answered(int(Decimal(text) * times))


Found = Mapping[tuple[str, str], tuple[float, Interval | None]]


def figures(data: str, sampling: Sampling, by: str) -> Found:
    """Every figure by indicator and group ("all" for everyone): value and interval."""
    if data == "agencies":
        asked, numbers, truths, times = table("agencies.csv"), AGENCY_NUMBERS, AGENCY_TRUTHS, 1
        groupings, scales = ("stratum",), ("q3",)
    else:
        asked, numbers, truths, times = table("sample.csv"), ("x", "y", "scale"), ("yes",), 100
        groupings, scales = ("stratum", "grp"), ("scale",)
    fields = tuple(field(name, truths) for name in (*numbers, *truths))
    made = survey(asked, fields, groupings, sampling, indicators(numbers, truths, scales))
    returned = [
        Response(
            made.id,
            made.edition,
            RespondentCode(f"u{n}"),
            {
                FieldId(name): value(row[name], truth=name in truths, times=times if name in {"x", "y"} else 1)
                for name in (*numbers, *truths)
            },
        )
        for n, row in enumerate(asked)
        if row.get("responded", "1") == "1"
    ]
    with memory_engine(columns(made), rows(made, returned)) as engine:
        results = aggregate(made, engine, by=by)
    told = {}
    for one in results.figures:
        said = content("fr", one.result, one.base.answered, {})
        interval = None if one.precision is None else exact_interval(one.precision, said)
        assert isinstance(said.value, int | float)
        told[one.id, "all" if one.group is None else one.group.value] = (float(said.value), interval)
    return told


@cache
def design(data: str) -> Found:
    match data:
        case "agencies_srs":
            return figures("agencies", Sampling(), "stratum")
        case "agencies_strat":
            return figures("agencies", Sampling(strata="stratum"), "stratum")
        case _:
            sizes = {"A": 3000, "B": 1500, "C": 500}
            return figures("sample", Sampling(strata="stratum", sizes=sizes), "grp")


def indicator_of(row: Row) -> str | None:
    variable = row["var"].replace("/", "_").replace("->", "_")
    match row["stat"]:
        case "mean" | "total" | "ratio" | "change_mean" | "change_total" | "share" as stat:
            return f"{stat}_{variable}"
        case "share_logit_ci":
            return f"share_{variable}"
        case "median_school":
            return f"median_{variable}"
        case "dist":
            return f"dist_{variable}_{row['domain'][-1]}"
        case _:
            return None


REFERENCE = [row for row in table("r_survey.csv") if indicator_of(row) and row["data"] != "sample_poststrat"]
"""Of the 156 statistics of R, those that an indicator computes."""


def hundredths(row: Row) -> float:
    """The amounts of the sample were counted in hundredths."""
    amounts = row["data"] == "sample_strat" and row["var"][0] in "xy" and row["stat"] != "ratio"
    return 100.0 if amounts and row["var"] != "yes" else 1.0


def test_the_reference_is_there() -> None:
    assert len(REFERENCE) == 110
    assert {row["stat"] for row in REFERENCE} >= {"mean", "total", "share", "ratio", "change_mean", "dist"}


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: f"{row['data']}-{row['stat']}-{row['var']}-{row['domain']}")
def test_an_estimate_is_that_of_r(row: Row) -> None:
    name, times = indicator_of(row), hundredths(row)
    assert name is not None
    domain = row["domain"] if row["stat"] != "dist" and row["domain"] != "paired" else "all"
    found, interval = design(row["data"])[name, domain]
    # R's own logit estimate carries the rounding of its iterations.
    assert found / times == pytest.approx(float(row["estimate"]), rel=1e-9)
    if row["se"] != "NA":
        assert interval is not None
        assert interval.standard_error / times == pytest.approx(float(row["se"]), rel=1e-9)
    if row["ci_low"] != "NA" and row["stat"] != "share":
        assert interval is not None
        assert interval.low / times == pytest.approx(float(row["ci_low"]), rel=1e-8)
        assert interval.high / times == pytest.approx(float(row["ci_high"]), rel=1e-8)


def test_the_bounds_of_student() -> None:
    p = 0.95
    assert student(p, 1) == pytest.approx(tan(p * pi / 2), rel=1e-12)
    assert student(p, 2) == pytest.approx(p * sqrt(2 / (1 - p**2)), rel=1e-12)
    # The two ways meet, where one ends and the other begins.
    steps = [student(p, degrees) - student(p, degrees + 1) for degrees in (399, 400, 401)]
    assert steps[1] == pytest.approx((steps[0] + steps[2]) / 2, rel=1e-3)


def test_declared_weights_that_say_the_same_as_the_strata_give_the_same_figures() -> None:
    sizes = {"A": 3000, "B": 1500, "C": 500}
    weighted = figures("sample", Sampling(strata="stratum", sizes=sizes, weights="weight"), "grp")
    for name, (found, interval) in design("sample_strat").items():
        again, interval_again = weighted[name]
        assert again == pytest.approx(found, rel=1e-11)
        assert (interval is None) == (interval_again is None)
        if interval is not None and interval_again is not None:
            assert interval_again.standard_error == pytest.approx(interval.standard_error, rel=1e-9, abs=1e-12)

"""Spark runs the same texts as DuckDB and finds the same figures, to the last bit."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from msgspec.structs import replace

from figures_by_hand import COMMON, SURVEY
from small_survey import RESPONDENTS, small_survey
from surveykit import aggregate as pipeline_aggregate
from surveykit.aggregation import aggregate, columns, needed_columns, rows
from surveykit.engines import duckdb as ours
from surveykit.engines import spark as engines
from surveykit.errors import UsageError
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import ExtrapolatedTotal, Mean, MissingPolicy, Ratio, Sampling, Share, Survey, Total
from surveykit.responses import Answered, Blank, Response

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark
FIELDS = {
    "q1_ateliers": lambda chance: chance.randrange(40),
    "q1_ateliers_avant": lambda chance: chance.randrange(40),
    "q2_matin": lambda chance: chance.randrange(500),
    "q2_apres_midi": lambda chance: chance.randrange(500),
    "q3_satisfaction": lambda chance: chance.randrange(6),
    "q4_publics": lambda chance: frozenset(map(OptionCode, chance.sample(("enfants", "adultes", "autres"), 2))),
    "q5_charte": lambda chance: chance.random() < 0.6,
    "q5_signataires": lambda chance: chance.randrange(9),
    "q6_porteur": lambda chance: chance.choice(("ville", "association")),
}


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = engines.local_session()
        yield made
        made.stop()


def returned(seed: int, names: tuple[str, ...] = RESPONDENTS) -> list[Response]:
    chance = random.Random(seed)
    held = [
        {FieldId(name): Answered(draw(chance)) if chance.random() < 0.8 else Blank() for name, draw in FIELDS.items()}
        for _ in names
    ]
    return [
        Response(SURVEY.id, SURVEY.edition, RespondentCode(name), one) for name, one in zip(names, held, strict=True)
    ]


def sampled() -> Survey:
    """Weighted estimates with their variances: strata, and weights that are no whole numbers."""
    base = small_survey(report=None)
    weighted = tuple(
        replace_attributes(one, weight=f"{1 + n / 7:.6f}") for n, one in enumerate(base.population.respondents)
    )
    zero = MissingPolicy.ZERO
    return small_survey(
        report=None,
        sampling=Sampling(strata="bord", sizes={"nord": 30, "sud": 50}, weights="poids"),
        population=base.population.model_copy(update={"respondents": weighted}),
        indicators=(
            Total(id="t", label="T", value="q1_ateliers"),
            ExtrapolatedTotal(id="e", label="E", value="q1_ateliers", missing=zero, interval=True),
            Mean(id="m", label="M", value="q2_matin + q2_apres_midi", interval=True),
            Share(id="s", label="S", of="q5_charte", interval=True, by=FieldId("q6_porteur")),
            Ratio(id="r", label="R", numerator="q1_ateliers", denominator="q2_matin", interval=True),
        ),
    )


def many_at_once() -> Survey:
    """More conditions on one answer than the bits of a whole number."""
    shares = (Share(id=f"s{n}", label="S", of="q5_charte", where=f"q1_ateliers > {n}") for n in range(70))
    return small_survey(report=None, indicators=tuple(shares))


def replace_attributes(one, weight: str):
    return one.model_copy(update={"attributes": {**one.attributes, "poids": weight}})


@pytest.mark.parametrize(
    "survey",
    [SURVEY, COMMON, sampled(), many_at_once()],
    ids=["every kind", "on common bases", "weighted", "many at once"],
)
def test_both_engines_find_the_same(session: SparkSession, survey: Survey) -> None:
    for seed, by in ((1, "bord"), (2, None)):
        answered = returned(seed)[: 6 - seed]
        table = rows(survey, answered)
        found = []
        for engine in (ours, engines):
            with engine.memory_engine(columns(survey), table) as opened:
                found.append(aggregate(survey, opened, by=by, identified=seed == 1))
        assert found[0] == found[1]
        assert any(figure.base.answered for figure in found[0].figures)


def test_parquet_and_a_data_frame_give_what_duckdb_gives(session: SparkSession, tmp_path: Path) -> None:
    survey = SURVEY
    many = tuple(f"r{n}" for n in range(3000))
    answered = [replace(one, respondent=RespondentCode(f"r{n}")) for n, one in enumerate(returned(3, many))]
    shape = columns(survey)
    path = tmp_path / "table.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(f'{one.name} {one.type}' for one in shape)})")
        cells = [list(cells) for cells in zip(*rows(survey, answered), strict=True)]
        connection.execute(f"INSERT INTO t SELECT {', '.join(f'unnest(?::{one.type}[])' for one in shape)}", cells)
        connection.execute("UPDATE t SET bord = CASE WHEN hash(respondent) % 2 = 0 THEN 'nord' ELSE 'sud' END")
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    expected = pipeline_aggregate(survey, path, by="bord")
    assert expected.returned == 3000
    assert pipeline_aggregate(survey, path, by="bord", engine="spark") == expected
    frame = session.read.parquet(str(path))
    session.conf.set("spark.sql.ansi.enabled", "false")
    assert pipeline_aggregate(survey, frame, by="bord") == expected
    assert session.conf.get("spark.sql.ansi.enabled") == "false"
    assert not [table for table in session.catalog.listTables() if table.name.startswith("surveykit")]
    with pytest.raises(UsageError, match="no column 'q1_ateliers'"):
        pipeline_aggregate(survey, frame.drop("q1_ateliers"))
    with pytest.raises(UsageError, match="computed by Spark"):
        pipeline_aggregate(survey, frame, engine="duckdb")


def test_what_cannot_be_computed_is_refused_in_one_line(session: SparkSession, tmp_path: Path) -> None:
    shape = needed_columns(small_survey(report=None))
    with engines.memory_engine(shape, []) as engine:
        assert engine.rows("SELECT count(*), 'a \"b\"' FROM responses") == [(0, 'a "b"')]
        with pytest.raises(UsageError, match="nope") as caught:
            engine.rows('SELECT "nope" FROM responses')
        assert "\n" not in str(caught.value)
        with pytest.raises(UsageError, match="overflow"):
            engine.rows("SELECT CAST(9223372036854775807 AS BIGINT) + count(*) + 1 FROM responses")
    with pytest.raises(UsageError, match="does not fit its column"):
        engines.memory_engine(shape, [("a", *("beaucoup" for _ in shape[1:]))])
    (tmp_path / "no.parquet").write_bytes(b"no")
    with pytest.raises(UsageError, match="as Parquet"):
        engines.parquet_engine(tmp_path / "no.parquet", shape)

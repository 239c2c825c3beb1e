"""What releases call the answers that figures are made of: the register holds these names, and they never change."""

from __future__ import annotations

from pathlib import Path

from every_indicator import survey_of
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose, published_sums
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Mean, Share, Total
from surveykit.responses import Answered, Response

SURVEY = survey_of(
    (
        Total(id="a", label="A", value="n * p * p", where="n > 2"),
        Share(id="b", label="B", of="n + 1 > p", where="y or k * 2 < n"),
        Mean(id="c", label="C", value="coalesce(n - p, length('abc'))"),
        Share(id="d", label="D", of="n / p > 0.5"),
    ),
    [("nord", "petit")] * 6,
)
NAMES = (Path(__file__).parents[2] / "data" / "answer_names_version_0_1.txt").read_text("utf-8").splitlines()
"""As version 0.1 wrote them."""


def test_answers_that_are_computed_keep_the_names_that_releases_recorded() -> None:
    """Whether 64 bits are enough for them or not."""
    for many in (4, 10**9):
        values = {FieldId("n"): Answered(many), FieldId("p"): Answered(2 * many), FieldId("y"): Answered(True)}
        responses = [Response(SURVEY.id, SURVEY.edition, RespondentCode(f"r{n}"), values) for n in range(6)]
        with memory_engine(columns(SURVEY), rows(SURVEY, responses)) as engine:
            found = aggregate(SURVEY, engine, identified=True)
        assert found.memberships is not None
        # Which answers a base tells of is looked at otherwise since; those that are the same are called the same.
        assert len(set(found.memberships.atoms) & set(NAMES)) >= len(NAMES) - 4
        recorded = {entry.atom for one in published_sums(found, disclose(SURVEY, found)) for entry in one.entries}
        assert len(recorded) > 3
        assert len(recorded & set(NAMES)) > 3

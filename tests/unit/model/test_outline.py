"""The outline of a report: what it names exists, and every chart has its numbers in a table."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from small_survey import small_survey
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import (
    Annex,
    AnyChart,
    DistributionChart,
    Followed,
    Moment,
    MomentsChart,
    Outline,
    SharesChart,
    Theme,
    drawn_by,
)

TOTAL, CHANGE, SHARE = IndicatorId("ateliers_aujourdhui"), IndicatorId("evolution"), IndicatorId("part_charte")
SCALE = IndicatorId("satisfaction")


def outline(*charts: AnyChart, indicators: tuple[IndicatorId, ...] = (), questions: tuple[str, ...] = ()) -> Outline:
    asked = tuple(FieldId(code) for code in questions)
    theme = Theme(title="Thème", indicators=indicators, charts=charts, open_questions=asked)
    return Outline(title="Bilan", themes=(theme,))


def moments(first: IndicatorId, second: IndicatorId) -> MomentsChart:
    pair = (Moment(label="Avant", indicator=first), Moment(label="Après", indicator=second, planned=True))
    return MomentsChart(title="Suivi", unit="ateliers", series=(Followed(label="Ateliers", moments=pair),))


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (outline(indicators=(IndicatorId("satisfacton"),)), "themes.0.indicators.0: unknown indicator 'satisfacton'"),
        (outline(DistributionChart(indicator=IndicatorId("satisfacton"))), "did you mean 'satisfaction'?"),
        (outline(DistributionChart(indicator=TOTAL), indicators=(TOTAL,)), "draws scale or multiple"),
        (outline(SharesChart(title="x", indicators=(SHARE, TOTAL)), indicators=(SHARE, TOTAL)), "draws share"),
        (outline(moments(TOTAL, CHANGE), indicators=(TOTAL, CHANGE)), "a chart of kind moments draws total"),
        (outline(DistributionChart(indicator=SCALE)), "would stand nowhere"),
        (outline(questions=("q7_observation",)), "unknown field 'q7_observation'; did you mean 'q7_observations'?"),
        (outline(questions=("q1_ateliers",)), "'q1_ateliers' is of kind count, expected text"),
    ],
)
def test_an_outline_that_does_not_hold_is_refused_with_its_reason(report: Outline, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        small_survey(report=report)
    assert said in str(refused.value)


def test_an_outline_that_holds_has_every_annex_unless_it_says_which() -> None:
    whole = outline(DistributionChart(indicator=SCALE), indicators=(SCALE,), questions=("q7_observations",))
    assert small_survey(report=whole).report == whole
    assert whole.annexes == tuple(Annex)


def test_a_chart_says_what_it_draws() -> None:
    assert drawn_by(moments(TOTAL, CHANGE)) == (TOTAL, CHANGE)
    assert drawn_by(SharesChart(title="x", indicators=(SHARE, TOTAL))) == (SHARE, TOTAL)
    assert drawn_by(DistributionChart(indicator=SCALE)) == (SCALE,)

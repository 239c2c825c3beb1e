"""A release built by hand: a figure of each kind of content, groups, an interval, an earlier value, hidden bases."""

from __future__ import annotations

from datetime import date

from surveykit.bases import Base, HiddenBase
from surveykit.ids import IndicatorId
from surveykit.release import (
    Change,
    Class,
    Content,
    Distribution,
    Elsewhere,
    Estimate,
    Group,
    Interval,
    Mean,
    Median,
    Multiple,
    Published,
    Ratio,
    Release,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)

BASE = Base(surveyed=26, returned=24, eligible=24, answered=23)
HIDDEN = HiddenBase(surveyed=26, returned=24)
OUEST = Group("ensemble", "ouest", "Ensemble territorial", "Ouest")
CLASSES = (Class(0, "0", 1, 0.25), Class(1, "1", 3.5, 0.75))
OPTIONS = (Class("lettre", "Lettre de <mission>", 11, 11 / 23), Class("autre", "Autre", 0, 0.0))
DAY = date(2014, 9, 17)


def figure(
    code: str,
    kind: str,
    content: Content,
    *,
    group: Group | None = None,
    base: Base | HiddenBase = BASE,
    unanimous: bool = False,
    interval: Interval | None = None,
    as_of: date | None = None,
) -> Published:
    label = f"Libellé <{code}> & « suite »"
    return Published(IndicatorId(code), kind, label, "réseaux", group, base, content, unanimous, interval, as_of)


FIGURES = (
    figure("total", "total", Total(512)),
    figure("total", "total", Total(12), group=OUEST),
    figure("estimate", "extrapolated_total", Estimate(1234.5), interval=Interval(10.25, 1214.5, 1254.5)),
    figure("mean", "mean", Mean(2.25)),
    figure("median", "median", Median(3.5)),
    figure("share", "share", Share(1.0, 20, 20), unanimous=True),
    figure("ratio", "ratio", Ratio(0.4213, 198, 470)),
    figure("each", "ratio", Ratio(2.35, 47, 20, percent=False)),
    figure("change", "change", Change(-0.05, 100, 95)),
    figure("scale", "scale", Scale(0.75, None, CLASSES)),
    figure("multiple", "multiple", Multiple(OPTIONS)),
    figure("distribution", "distribution", Distribution(OPTIONS)),
    figure("secret", "total", Withheld("too_few", "moins de 3 répondants"), base=HIDDEN),
    figure("none", "ratio", Undefined("dénominateur nul")),
    figure("before", "total", Total(394), as_of=DAY),
    figure("elsewhere", "total", Elsewhere(), as_of=DAY),
)

RELEASE = Release("reseaux", "2014", 26, 24, FIGURES, "fr")

"""The policy at its edges, groups withheld beside a secret one, and what is printed of each kind of figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from small_survey import small_survey
from surveykit import release
from surveykit.bases import Base
from surveykit.compose.report import printed
from surveykit.disclosure import Confidential, disclose, unprotected
from surveykit.disclosure.content import content
from surveykit.errors import UsageError
from surveykit.ids import IndicatorId, OptionCode
from surveykit.model import Dissemination, Median
from surveykit.release import Published, Undefined, Withheld
from surveykit.results import (
    ChangeResult,
    ExtrapolatedResult,
    Figure,
    Group,
    MeanResult,
    MedianResult,
    Moments,
    MultipleResult,
    RatioResult,
    Result,
    Results,
    ScaleResult,
    ShareResult,
    TotalResult,
)
from surveykit.tables import figures_sheet
from surveykit.words import notation

MEDIAN = "mediane"
SURVEY = small_survey(
    report=None, indicators=(*small_survey().indicators, Median(id=MEDIAN, label="Médiane", value="q1_ateliers"))
)
NBSP = "\u00a0"
TOO_FEW = Withheld("too_few", f"moins de 3{NBSP}répondants")
DOMINANCE = Withheld("dominance", f"un répondant représente plus de 85{NBSP}% du total")
BESIDE = Withheld("secondary", "un groupe secret se déduirait du total")
TOTAL, SHARE, RATIO, CHANGE = "ateliers_aujourdhui", "part_charte", "seances_par_atelier", "evolution"
SCALE, MULTIPLE, RATE = "satisfaction", "publics", "taux_reponse"


def figure(name: str, result: Result, answered: int, group: str | None = None) -> Figure:
    base = Base(surveyed=200, returned=150, eligible=120, answered=answered)
    return Figure(IndicatorId(name), Group("bord", group) if group else None, base, result)


def results(*figures: Figure) -> Results:
    return Results("ateliers", "2024", 200, 150, figures)


def said(name: str, result: Result, answered: int, policy: Dissemination | None = None) -> Published:
    survey = SURVEY if policy is None else small_survey(dissemination=policy)
    return disclose(survey, results(figure(name, result, answered)))[name]


def total(count: int, value: int, peak: int) -> TotalResult:
    return TotalResult(Moments(count, value, peak))


def scale(*counts: int) -> ScaleResult:
    return ScaleResult(dict(enumerate(counts)))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        (TOTAL, lambda n: total(n, 30, 10)),
        (SHARE, lambda n: ShareResult(1, n)),
        (RATIO, lambda n: RatioResult(Moments(n, 30, 10), Moments(n, 60, 20))),
        (CHANGE, lambda n: ChangeResult(Moments(n, 30, 10), Moments(n, 60, 20))),
        (SCALE, lambda n: scale(n - 1, 1, 0, 0, 0, 0)),
        (
            MULTIPLE,
            lambda n: MultipleResult({OptionCode("enfants"): n, OptionCode("adultes"): 1, OptionCode("autres"): 0}, n),
        ),
    ],
)
def test_three_answers_may_be_said_and_two_may_not(name: str, make: object) -> None:
    assert callable(make)
    assert said(name, make(3), 3).status == "published"
    for n in (2, 1):
        kept = said(name, make(n), n)
        assert (kept.content, kept.value, kept.status, kept.unanimous) == (TOO_FEW, None, "withheld", False)
        assert kept.base.answered == n


def test_the_minimum_is_that_of_the_policy() -> None:
    policy = Dissemination(minimum_units=10)
    assert said(TOTAL, total(9, 90, 10), 9, policy).content == Withheld("too_few", f"moins de 10{NBSP}répondants")
    assert said(TOTAL, total(10, 90, 10), 10, policy).value == 90


def test_85_percent_exactly_may_be_said_and_the_least_above_may_not() -> None:
    assert said(TOTAL, total(3, 100, 85), 3).value == 100
    assert said(TOTAL, total(3, 100, 86), 3).content == DOMINANCE
    large = 10**20 + 1  # of which no double holds a multiple
    assert said(TOTAL, total(3, 20 * large, 17 * large), 3).value == 20 * large
    assert said(TOTAL, total(3, 20 * large, 17 * large + 1), 3).content == DOMINANCE
    assert said(TOTAL, total(3, 5, 5), 3).content == DOMINANCE


def test_the_share_is_that_of_the_policy_and_is_printed_whole() -> None:
    policy = Dissemination(maximum_share=Decimal("0.875"))
    assert said(TOTAL, total(3, 8, 7), 3, policy).value == 8
    reason = f"un répondant représente plus de 87,5{NBSP}% du total"
    assert said(TOTAL, total(3, 800, 701), 3, policy).content == Withheld("dominance", reason)
    assert said(TOTAL, total(3, 5, 5), 3, Dissemination(maximum_share=Decimal(1))).value == 5


def test_both_sides_of_ratios_and_changes_are_looked_at() -> None:
    fair, dominated = Moments(3, 100, 50), Moments(3, 100, 99)
    for kind, name in ((RatioResult, RATIO), (ChangeResult, CHANGE)):
        assert said(name, kind(fair, fair), 3).status == "published"
        assert said(name, kind(dominated, fair), 3).content == DOMINANCE
        assert said(name, kind(fair, dominated), 3).content == DOMINANCE


def test_contributions_that_cancel_out_are_a_dominance_not_a_zero() -> None:
    assert said(TOTAL, total(4, 0, 7), 4).content == DOMINANCE
    assert said(TOTAL, total(4, -100, 40), 4).value == -100
    assert said(RATIO, RatioResult(Moments(4, 8, 3), Moments(4, 0, 7)), 4).content == DOMINANCE


def test_shares_and_scales_are_not_sums() -> None:
    assert said(SHARE, ShareResult(1, 3), 3).status == "published"
    assert said(SCALE, scale(0, 0, 0, 0, 2, 1), 3).status == "published"


def test_the_response_rate_is_always_said() -> None:
    rate = said(RATE, ShareResult(1, 6, public=True), 1)
    assert rate.content == release.Share(1 / 6, 1, 6)
    assert (rate.kind, rate.unanimous) == ("share", False)
    assert said(RATE, ShareResult(0, 6, public=True), 0).content == release.Share(0.0, 0, 6)
    assert said(RATE, ShareResult(6, 6, public=True), 6).unanimous is False


def test_a_response_rate_that_cannot_be_is_undefined() -> None:
    assert said(RATE, ShareResult(0, 0, public=True), 0).content == Undefined("dénominateur nul")
    more = said(RATE, ShareResult(7, 6, public=True), 7)
    assert more.content == Undefined("plus de réponses que de répondants interrogés")


def test_no_answer_and_a_zero_denominator_are_undefined() -> None:
    for name, result in ((TOTAL, total(0, 0, 0)), (SHARE, ShareResult(0, 0)), (SCALE, scale(0, 0, 0, 0, 0, 0))):
        found = said(name, result, 0)
        assert (found.content, found.status, found.unanimous) == (Undefined("aucune réponse"), "undefined", False)
    zero, some = Moments(3, 0, 0), Moments(3, 30, 10)
    assert said(RATIO, RatioResult(some, zero), 3).content == Undefined("dénominateur nul")
    assert said(CHANGE, ChangeResult(zero, some), 3).content == Undefined("dénominateur nul")


def test_an_undefined_figure_says_no_more_than_a_withheld_one() -> None:
    """That a denominator is zero is the answer of all: on two answers it is kept, on three it is flagged."""
    zero, some = Moments(2, 0, 0), Moments(2, 30, 10)
    assert said(RATIO, RatioResult(some, zero), 2).content == TOO_FEW
    assert said(RATIO, RatioResult(Moments(3, 30, 29), Moments(3, 0, 0)), 3).content == DOMINANCE
    assert said(RATIO, RatioResult(Moments(3, 30, 10), Moments(3, 0, 0)), 3).unanimous


@pytest.mark.parametrize(
    ("name", "result", "unanimous"),
    [
        (TOTAL, total(3, 0, 0), True),
        (TOTAL, total(3, 3, 1), False),
        (SHARE, ShareResult(0, 3), True),
        (SHARE, ShareResult(3, 3), True),
        (SHARE, ShareResult(1, 3), False),
        (RATIO, RatioResult(Moments(3, 0, 0), Moments(3, 9, 3)), True),
        (CHANGE, ChangeResult(Moments(3, 9, 3), Moments(3, 0, 0)), True),
        (CHANGE, ChangeResult(Moments(3, 9, 3), Moments(3, 9, 3)), False),
        (SCALE, scale(0, 0, 3, 0, 0, 0), True),
        (SCALE, scale(0, 1, 2, 0, 0, 0), False),
        (
            MULTIPLE,
            MultipleResult({OptionCode("enfants"): 3, OptionCode("adultes"): 0, OptionCode("autres"): 3}, 3),
            True,
        ),
        (
            MULTIPLE,
            MultipleResult({OptionCode("enfants"): 3, OptionCode("adultes"): 1, OptionCode("autres"): 0}, 3),
            False,
        ),
    ],
)
def test_a_figure_that_tells_the_answer_of_all_is_flagged(name: str, result: Result, unanimous: bool) -> None:
    found = said(name, result, 3)
    assert (found.status, found.unanimous) == ("published", unanimous)


def breakdown(name: str, whole: Result, north: Result, south: Result, bases: tuple[int, int, int]) -> list[Published]:
    return list(
        disclose(
            SURVEY,
            results(
                figure(name, whole, bases[0]),
                figure(name, north, bases[1], "nord"),
                figure(name, south, bases[2], "sud"),
            ),
        ).figures
    )


def test_every_group_may_be_said_when_each_may() -> None:
    found = breakdown(TOTAL, total(6, 60, 12), total(3, 30, 12), total(3, 30, 11), (6, 3, 3))
    assert [one.value for one in found] == [60, 30, 30]
    assert found[1].group == release.Group("bord", "nord", "Bord", "Nord")


def test_one_secret_group_of_two_hides_the_other_and_not_the_total() -> None:
    found = breakdown(TOTAL, total(5, 60, 12), total(3, 30, 12), total(2, 30, 20), (5, 3, 2))
    assert [one.content for one in found] == [release.Total(60), BESIDE, TOO_FEW]
    dominated = breakdown(TOTAL, total(6, 60, 29), total(3, 30, 12), total(3, 30, 29), (6, 3, 3))
    assert [one.content for one in dominated] == [release.Total(60), BESIDE, DOMINANCE]


def test_a_secret_total_hides_one_of_the_groups_that_add_up_to_it() -> None:
    found = breakdown(TOTAL, total(6, 5, 30), total(3, 90, 30), total(3, -85, 30), (6, 3, 3))
    assert [one.content for one in found] == [DOMINANCE, BESIDE, release.Total(-85)]


def test_a_zero_denominator_is_hidden_with_its_breakdown_and_an_empty_group_says_nothing() -> None:
    fair, zero, none = Moments(3, 30, 10), Moments(3, 0, 0), Moments(0, 0, 0)
    few = RatioResult(Moments(2, 9, 5), Moments(2, 9, 5))
    whole = RatioResult(Moments(5, 39, 10), Moments(5, 9, 5))
    found = breakdown(RATIO, whole, RatioResult(fair, zero), few, (5, 3, 2))
    assert [one.content for one in found[1:]] == [BESIDE, TOO_FEW]
    assert not found[1].unanimous
    empty = breakdown(RATIO, few, RatioResult(none, none), few, (2, 0, 2))
    assert [one.content for one in empty] == [TOO_FEW, Undefined("aucune réponse"), TOO_FEW]


def test_the_breakdown_of_one_indicator_does_not_hide_that_of_another() -> None:
    found = disclose(
        SURVEY,
        results(
            figure(RATE, ShareResult(150, 200, public=True), 150),
            figure(RATE, ShareResult(1, 100, public=True), 1, "nord"),
            figure(TOTAL, total(4, 40, 12), 4),
            figure(TOTAL, total(1, 10, 10), 1, "nord"),
            figure(TOTAL, total(3, 30, 12), 3, "sud"),
            figure(SHARE, ShareResult(3, 6), 6),
            figure(SHARE, ShareResult(1, 3), 3, "nord"),
            figure(SHARE, ShareResult(2, 3), 3, "sud"),
        ),
    )
    assert [one.status for one in found.figures] == [
        *("published", "published"),
        *("published", "withheld", "withheld"),
        *("published", "published", "published"),
    ]


def test_labels_units_kinds_and_bases_are_those_of_the_survey() -> None:
    found = said(TOTAL, total(5, 50, 12), 5)
    assert (found.id, found.kind, found.label, found.unit) == (TOTAL, "total", "Ateliers", "ateliers")
    assert (found.group, found.base) == (None, Base(200, 150, 120, 5))
    kinds = [(one.id, one.kind) for one in SURVEY.indicators]
    assert kinds[0] == (RATE, "response_rate")
    assert said(SCALE, scale(1, 2, 0, 0, 0, 0), 3).kind == "scale"
    assert said(MULTIPLE, MultipleResult({OptionCode("enfants"): 3}, 3), 3).kind == "multiple"
    assert said(CHANGE, ChangeResult(Moments(3, 9, 3), Moments(3, 6, 2)), 3).kind == "change"


def test_quotients_are_those_of_whole_numbers() -> None:
    assert said(SHARE, ShareResult(1, 3), 3).content == release.Share(1 / 3, 1, 3)
    ratio = said(RATIO, RatioResult(Moments(3, 10**20 + 1, 4 * 10**19), Moments(3, 3 * 10**20, 10**20)), 3)
    assert ratio.content == release.Ratio((10**20 + 1) / (3 * 10**20), 10**20 + 1, 3 * 10**20)
    change = said(CHANGE, ChangeResult(Moments(3, 20, 8), Moments(3, 19, 8)), 3)
    assert change.content == release.Change(-0.05, 20, 19)


@pytest.mark.parametrize(
    ("counts", "mean", "median"),
    [
        ((0, 0, 0, 0, 5, 0), 4.0, 4.0),
        ((1, 1, 1, 1, 1, 0), 2.0, 2.0),
        ((0, 0, 3, 0, 0, 3), 3.5, 3.5),
        ((0, 3, 3, 0, 0, 0), 1.5, 1.5),
        ((0, 0, 4, 0, 0, 2), 3.0, 2.0),
        ((3, 0, 0, 0, 0, 4), 20 / 7, 5.0),
        ((50, 49, 0, 0, 0, 1), 54 / 100, 0.5),
    ],
)
def test_mean_and_median_of_a_scale(counts: tuple[int, ...], mean: float, median: float) -> None:
    found = said(SCALE, scale(*counts), sum(counts)).content
    assert isinstance(found, release.Scale)
    assert (found.mean, found.median) == (mean, median)
    assert [(one.code, one.label, one.count) for one in found.distribution] == [
        (n, str(n), count) for n, count in enumerate(counts)
    ]
    assert [one.share for one in found.distribution] == [count / sum(counts) for count in counts]


def test_a_median_that_a_double_would_round_stays_whole() -> None:
    large = 2**60 + 1
    for counts, median in (
        ({large - 2: 2, large: 2, large + 2: 1}, large),
        ({large - 2: 3, large: 3}, large - 1),
        ({large: 3, large + 1: 3}, large + 1),
        ({2**52: 3, 2**52 + 1: 3}, 2**52 + 1),
        ({2**52: 3, 2**52 + 2: 3}, 2.0**52 + 1),
        ({2: 3, 5: 3}, 3.5),
        ({2: 3, 4: 3}, 3.0),
    ):
        found = said(MEDIAN, MedianResult(counts), 6)
        assert (found.value, type(found.value)) == (median, type(median))
        assert printed.value("fr", found.content) == notation("fr").as_number(median, 0 if median == int(median) else 1)


def test_a_median_needs_five_answers() -> None:
    four, five = said(SCALE, scale(1, 1, 1, 1, 0, 0), 4).content, said(SCALE, scale(1, 1, 1, 1, 1, 0), 5).content
    assert isinstance(four, release.Scale)
    assert isinstance(five, release.Scale)
    assert (four.median, five.median) == (None, 2.0)


def test_the_options_of_a_multiple_keep_their_order_and_labels() -> None:
    counts = {OptionCode("enfants"): 4, OptionCode("adultes"): 1, OptionCode("autres"): 0}
    assert said(MULTIPLE, MultipleResult(counts, 4), 4).content == release.Multiple(
        (
            release.Class("enfants", "Enfants", 4, 1.0),
            release.Class("adultes", "Adultes", 1, 0.25),
            release.Class("autres", "Autres (précisez)", 0, 0.0),
        )
    )


def test_unprotected_figures_are_all_there_and_are_no_release() -> None:
    given = results(
        figure(TOTAL, total(1, 7, 7), 1),
        figure(TOTAL, total(0, 0, 0), 0, "nord"),
        figure(TOTAL, total(1, 7, 7), 1, "sud"),
        figure(SCALE, scale(0, 1, 0, 0, 0, 1), 2),
    )
    found = unprotected(SURVEY, given)
    assert isinstance(found, Confidential)
    assert not isinstance(found, release.Release)
    assert (found.survey, found.edition, found.surveyed, found.returned) == ("ateliers", "2024", 200, 150)
    assert [one.status for one in found.figures] == ["published", "undefined", "published", "published"]
    assert found.figures[0].value == 7
    assert isinstance(found.figures[3].content, release.Scale)
    assert found.figures[3].content.median == 3.0


def test_results_of_another_survey_are_refused() -> None:
    other = Results("ateliers", "2023", 6, 0, ())
    for verb in (disclose, unprotected):
        with pytest.raises(UsageError, match="ateliers/2023, expected ateliers/2024"):
            verb(SURVEY, other)


def test_a_ratio_of_unlike_things_is_a_number_in_print_and_in_tables() -> None:
    per_workshop = [one.model_copy(update={"percent": False}) if one.id == RATIO else one for one in SURVEY.indicators]
    survey = small_survey(indicators=tuple(per_workshop))
    given = results(figure(RATIO, RatioResult(Moments(20, 425, 40), Moments(20, 100, 9)), 20))
    found = disclose(survey, given)[RATIO]
    assert found.content == release.Ratio(4.25, 425, 100, percent=False)
    assert 4.25 in figures_sheet("Chiffres", [found]).rows[0]
    assert disclose(SURVEY, given)[RATIO].content == release.Ratio(4.25, 425, 100)


def test_a_total_that_is_not_whole_is_refused_and_never_cut_short() -> None:
    with pytest.raises(ValueError, match="a total of 7091/2, expected a whole number"):
        content("fr", TotalResult(Moments(6, Fraction(7091, 2), 40)), 6, {})


@pytest.mark.parametrize(
    ("total", "entered", "value", "words"),
    [
        (7_920_001_029_600_038_525, 11, 720_000_093_600_003_502, "720 000 093 600 003 502"),
        (2 * 10**17 + 5, 2, 10**17 + 3, "100 000 000 000 000 003"),
        (-2 * 10**17 - 5, 2, -(10**17) - 2, "-100 000 000 000 000 002"),
        (199_999_999_999_999, 2, 99_999_999_999_999.5, "99 999 999 999 999,5"),
        (27, 2, 13.5, "13,5"),
    ],
)
def test_a_mean_has_no_digit_that_it_was_not_given(total: int, entered: int, value: float, words: str) -> None:
    """Beyond fifteen digits a double has none after the point, and beyond sixteen not all before it."""
    result = MeanResult(Moments(entered, total, total // entered), entered)
    found = content("fr", result, entered, {})
    assert found == release.Mean(value)
    assert type(found.value) is type(value)
    assert printed.value("fr", found).replace("\u202f", " ").replace("\u2212", "-") == words


def test_an_extrapolated_total_has_all_its_digits_too() -> None:
    result = ExtrapolatedResult(Moments(3, 3 * 10**17 + 3, 10**17 + 1), 12, 3)
    assert content("fr", result, 3, {}) == release.Estimate(12 * 10**17 + 12)

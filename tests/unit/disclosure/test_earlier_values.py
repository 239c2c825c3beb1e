"""What a release told stays told: its value stands, with its day and its base, where none newer may be said."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from small_survey import RESPONDENTS, small_survey
from surveykit.aggregation import aggregate, columns, rows
from surveykit.bases import Base
from surveykit.disclosure import disclose, published_sums, told_by
from surveykit.disclosure.earlier import defined_otherwise
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Mean, Sampling, Survey, Total, meanings_of
from surveykit.release import Elsewhere, Published, Release, Withheld
from surveykit.release import Total as ToldTotal
from surveykit.responses import Answered, Blank, Response
from surveykit.results import EarlierRelease, Results

SEPTEMBER, OCTOBER = date(2014, 9, 17), date(2014, 10, 1)
NOW = (10, 12, 9, 14, 11, 13)
TOTAL = "ateliers_aujourdhui"
SURVEY = small_survey(
    report=None,
    rules=(),
    indicators=(
        Total(id=TOTAL, label="Ateliers", unit="ateliers", value="q1_ateliers"),
        Total(id="avant", label="Avant", value="q1_ateliers_avant"),
    ),
)


def found(
    survey: Survey, many: int, earlier: tuple[EarlierRelease, ...] = (), *, more: int = 0, by: str | None = None
) -> Results:
    """The results of the first so many respondents; those of the first answer is `more` than it was."""
    given = [
        Response(
            "ateliers",
            "2024",
            RespondentCode(who),
            {
                field.code: Answered(NOW[place] + (more if place == 0 else 0))
                if field.code in {"q1_ateliers", "q1_ateliers_avant"}
                else Blank()
                for field in survey.fields()
            },
        )
        for place, who in enumerate(RESPONDENTS[:many])
    ]
    with memory_engine(columns(survey), rows(survey, given)) as engine:
        return aggregate(survey, engine, by=by, identified=True, earlier=earlier)


def told(survey: Survey, results: Results, day: date, number: int = 1) -> EarlierRelease:
    """What a release of these results leaves behind."""
    release = disclose(survey, results)
    return EarlierRelease(
        f"release {number} of {day}", published_sums(results, release), day, release.figures, meanings_of(survey)
    )


def without_date(figure: Published) -> Published:
    return replace(figure, as_of=None)


def test_of_five_told_and_one_late_the_total_of_five_stands_with_its_day_and_base() -> None:
    first = told(SURVEY, found(SURVEY, 5), SEPTEMBER)
    release = disclose(SURVEY, found(SURVEY, 6, (first,)))
    figure = release[TOTAL]
    assert (figure.status, figure.value, figure.as_of) == ("earlier", sum(NOW[:5]), SEPTEMBER)
    assert figure.base == Base(6, 5, 5, 5)
    assert release.returned == 6
    # The ruling stays in the audit: this is why it is not renewed.
    assert [one.rule for one in release.audit.rulings] == ["differences", "differences"]


def test_of_three_told_and_three_late_the_total_is_renewed() -> None:
    first = told(SURVEY, found(SURVEY, 3), SEPTEMBER)
    figure = disclose(SURVEY, found(SURVEY, 6, (first,)))[TOTAL]
    assert (figure.status, figure.value, figure.as_of) == ("published", sum(NOW), None)


def test_a_figure_that_was_never_told_is_withheld() -> None:
    first = told(SURVEY, found(SURVEY, 2), SEPTEMBER)  # fewer than three: nothing was told
    assert [one.status for one in first.figures] == ["withheld", "withheld"]
    assert isinstance(disclose(SURVEY, found(SURVEY, 2, (first,)))[TOTAL].content, Withheld)


def test_a_corrected_answer_does_not_take_back_what_was_told() -> None:
    first = told(SURVEY, found(SURVEY, 5), SEPTEMBER)
    figure = disclose(SURVEY, found(SURVEY, 5, (first,), more=3))[TOTAL]
    assert (figure.status, figure.value) == ("earlier", sum(NOW[:5]))


def test_an_earlier_value_keeps_the_day_of_the_release_that_told_it_first() -> None:
    first = told(SURVEY, found(SURVEY, 4), SEPTEMBER)
    second = told(SURVEY, found(SURVEY, 5, (first,)), OCTOBER, 2)
    assert second.figures[0].status == "earlier"
    figure = disclose(SURVEY, found(SURVEY, 6, (first, second)))[TOTAL]
    assert (figure.as_of, figure.value) == (SEPTEMBER, sum(NOW[:4]))


def test_of_two_releases_the_later_value_stands() -> None:
    first = told(SURVEY, found(SURVEY, 3), SEPTEMBER)
    second = told(SURVEY, found(SURVEY, 6, (first,)), OCTOBER, 2)
    figure = disclose(SURVEY, found(SURVEY, 6, (first, second), more=1))[TOTAL]
    assert (figure.status, figure.as_of, figure.value) == ("earlier", OCTOBER, sum(NOW))


def test_an_earlier_value_stays_public_when_only_the_release_that_repeated_it_left() -> None:
    first = told(SURVEY, found(SURVEY, 5), SEPTEMBER)
    second = told(SURVEY, found(SURVEY, 6, (first,)), OCTOBER, 2)
    # The first is withdrawn: its total of five is in the second all the same, and that of six would tell the sixth.
    figure = disclose(SURVEY, found(SURVEY, 6, (second,)))[TOTAL]
    assert (figure.status, figure.as_of) == ("earlier", SEPTEMBER)
    assert sorted(one.figure for one in second.sums) == ["ateliers_aujourdhui", "avant"]


def test_what_is_published_again_is_the_same_release() -> None:
    first = told(SURVEY, found(SURVEY, 5), SEPTEMBER)
    second = told(SURVEY, found(SURVEY, 6, (first,)), OCTOBER, 2)
    third = told(SURVEY, found(SURVEY, 6, (first, second)), OCTOBER, 3)
    assert (third.sums, third.figures) == (second.sums, second.figures)


def test_an_indicator_that_is_defined_otherwise_since_has_no_earlier_value() -> None:
    first = told(SURVEY, found(SURVEY, 5), SEPTEMBER)
    words = Total(id=TOTAL, label="Nombre d’ateliers", unit="lieux", value="q1_ateliers")
    spaced = Total(id=TOTAL, label="Ateliers", value=" q1_ateliers ")
    double = Total(id=TOTAL, label="Ateliers", value="2 * q1_ateliers")
    for indicator, status in ((words, "earlier"), (spaced, "earlier"), (double, "withheld")):
        survey = small_survey(report=None, rules=(), indicators=(indicator,))
        assert disclose(survey, found(survey, 6, (first,)))[TOTAL].status == status


def test_groups_keep_their_earlier_values_too() -> None:
    first = told(SURVEY, found(SURVEY, 6, by="bord"), SEPTEMBER)
    release = disclose(SURVEY, found(SURVEY, 6, (first,), by="bord", more=2))
    before = {(one.id, one.group): one for one in first.figures if one.status == "published"}
    assert any(group is not None for _, group in before)
    for figure in release.figures:
        if (figure.id, figure.group) in before:
            assert without_date(figure) == before[figure.id, figure.group]
    # The answer that was corrected is in the total and in one group; nothing of the other group has changed.
    assert [one.status for one in release.figures if one.id == TOTAL] == ["earlier", "earlier", "published"]


def test_an_earlier_value_tells_nothing_new() -> None:
    """The sums of the second release are those of the first, and no more."""
    first = told(SURVEY, found(SURVEY, 5), SEPTEMBER)
    results = found(SURVEY, 6, (first,))
    assert published_sums(results, disclose(SURVEY, results)) == first.sums


@pytest.fixture
def older() -> tuple[Results, EarlierRelease]:
    """A release that was recorded with its sums only."""
    results = found(SURVEY, 5)
    return results, EarlierRelease("release 1", published_sums(results, disclose(SURVEY, results)), SEPTEMBER)


def test_the_values_of_a_release_recorded_without_them_are_proven_by_its_sums(
    older: tuple[Results, EarlierRelease],
) -> None:
    results, release = older
    assert tuple(told_by(SURVEY, results, release.sums)) == disclose(SURVEY, results).figures


def test_a_value_that_its_sums_do_not_prove_is_not_shown(older: tuple[Results, EarlierRelease]) -> None:
    _, release = older
    corrected = found(SURVEY, 5, more=1)
    figures = tuple(told_by(SURVEY, corrected, release.sums))
    assert [one.content for one in figures] == [Elsewhere(), Elsewhere()]
    figure: Published = disclose(SURVEY, found(SURVEY, 6, (replace(release, figures=figures),)))[TOTAL]
    assert (figure.status, figure.value, figure.as_of) == ("earlier", None, SEPTEMBER)


def test_a_figure_that_was_withheld_is_not_proven_by_the_sums_of_others(older: tuple[Results, EarlierRelease]) -> None:
    results, release = older
    only = [one for one in release.sums if one.figure == TOTAL]
    (figure,) = told_by(SURVEY, results, only)
    assert (figure.id, figure.content) == (TOTAL, ToldTotal(sum(NOW[:5])))


def test_a_release_without_a_register_has_no_earlier_value() -> None:
    release: Release = disclose(SURVEY, found(SURVEY, 6))
    assert {one.as_of for one in release.figures} == {None}


def test_a_total_stands_when_only_its_breakdown_by_an_answer_is_added_or_dropped() -> None:
    """The national figure of five is the same: it never turns to « s » because of what it is broken down by."""
    broken = small_survey(
        report=None, rules=(), indicators=(SURVEY.indicators[0].model_copy(update={"by": FieldId("q5_charte")}),)
    )
    plain = small_survey(report=None, rules=(), indicators=SURVEY.indicators[:1])
    for then, now in ((broken, plain), (plain, broken)):
        figure = disclose(now, found(now, 6, (told(then, found(then, 5), SEPTEMBER),)))[TOTAL]
        assert (figure.status, figure.value, figure.as_of) == ("earlier", sum(NOW[:5]), SEPTEMBER)


def test_a_group_of_another_grouping_that_has_the_same_name_is_another_group() -> None:
    """Of the three in the north of one grouping 31 was told; the north of another one has no earlier value."""
    first = told(SURVEY, found(SURVEY, 6, by="bord"), SEPTEMBER)
    other = tuple(
        replace(one, group=None if one.group is None else replace(one.group, by="rive")) for one in first.figures
    )
    release = disclose(SURVEY, found(SURVEY, 6, (replace(first, figures=other),), by="bord", more=2))
    assert [one.status for one in release.figures if one.id == TOTAL] == ["earlier", "withheld", "published"]


def test_a_mean_that_is_weighted_since_has_no_earlier_value() -> None:
    mean = Mean(id=TOTAL, label="Ateliers", value="q1_ateliers")
    plain = small_survey(report=None, rules=(), indicators=(mean,))
    strata = small_survey(report=None, rules=(), indicators=(mean,), sampling=Sampling(strata="bord"))
    first = told(plain, found(plain, 5), SEPTEMBER)
    assert disclose(plain, found(plain, 6, (first,)))[TOTAL].status == "earlier"
    assert disclose(strata, found(strata, 6, (first,)))[TOTAL].status == "withheld"
    assert defined_otherwise(strata, (first,)) == (TOTAL,)
    again = told(strata, found(strata, 6, (first,)), OCTOBER, 2)  # it told nothing of it
    assert defined_otherwise(strata, (first, again)) == (TOTAL,)
    assert defined_otherwise(plain, (first,)) == ()

"""What is withheld because it would be found by subtraction, in which order, and what the audit says of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from small_survey import RESPONDENTS, small_survey
from surveykit.aggregation import aggregate, columns, rows
from surveykit.bases import Base, HiddenBase
from surveykit.disclosure import disclose, published_sums
from surveykit.engines.duckdb import memory_engine
from surveykit.errors import UsageError
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import Dissemination, Outline, Ratio, Survey, Theme, Total
from surveykit.release import Published, Release, Withheld
from surveykit.release.audit import AuditScope, Ruling
from surveykit.responses import Answered, Blank, Response, Value
from surveykit.results import EarlierRelease, Results

SURVEY = small_survey()
REASON = "avec d’autres chiffres publiés, il révélerait la réponse de moins de 3\u00a0répondants"
WITHHELD = Withheld("differences", REASON)
Returns = dict[str, dict[str, Value]]


def results(
    survey: Survey, returns: Returns, *, by: str | None = None, earlier: tuple[EarlierRelease, ...] = ()
) -> Results:
    given = [
        Response(
            "ateliers",
            "2024",
            RespondentCode(who),
            {field.code: Answered(one[field.code]) if field.code in one else Blank() for field in survey.fields()},
        )
        for who, one in returns.items()
    ]
    with memory_engine(columns(survey), rows(survey, given)) as engine:
        return aggregate(survey, engine, by=by, identified=True, earlier=earlier)


def everyone(**values: tuple[Value | None, ...]) -> Returns:
    """The answers of the six, by field; None is a blank."""
    return {
        who: {name: value for name, every in values.items() if (value := every[place]) is not None}
        for place, who in enumerate(RESPONDENTS)
    }


def recorded(found: Results, name: str = "release 1") -> EarlierRelease:
    return EarlierRelease(name, published_sums(found, disclose(SURVEY, found)))


def group(release: Release, indicator: str, value: str) -> Published:
    return next(one for one in release.groups(indicator) if one.group is not None and one.group.value == value)


NOW = (10, 12, 9, 14, 11, 13)
PAST = (8, 12, 10, 12, 9, None)


def test_a_change_over_all_but_one_of_a_total_would_tell_that_one() -> None:
    release = disclose(SURVEY, results(SURVEY, everyone(q1_ateliers=NOW, q1_ateliers_avant=PAST)))
    assert release["ateliers_aujourdhui"].value == sum(NOW)
    assert release["evolution"].content == WITHHELD
    assert release["evolution"].base == Base(6, 6, 6, 5)
    assert release.audit.scope is AuditScope.RELEASES
    (ruling,) = (one for one in release.audit.rulings if one.indicator == "evolution")
    assert ruling == Ruling("evolution", None, "differences", base=False, against=("ateliers_aujourdhui",))


def test_a_change_over_the_same_respondents_tells_nothing_more() -> None:
    release = disclose(SURVEY, results(SURVEY, everyone(q1_ateliers=NOW, q1_ateliers_avant=NOW)))
    assert release["evolution"].value == 0.0


def test_a_change_over_all_but_three_is_said() -> None:
    past = (8, 12, 10, None, None, None)
    release = disclose(SURVEY, results(SURVEY, everyone(q1_ateliers=NOW, q1_ateliers_avant=past)))
    assert release["evolution"].status == "published"


def test_key_figures_are_kept_first_then_the_order_of_the_report_then_of_the_definition() -> None:
    theme = Theme(title="Activité", indicators=("ateliers_aujourdhui", "evolution"))
    first = small_survey(report=Outline(title="Bilan", key_figures=("evolution",), themes=(theme,)))
    returns = everyone(q1_ateliers=NOW, q1_ateliers_avant=PAST)
    release = disclose(first, results(first, returns))
    assert release["evolution"].status == "published"
    assert release["ateliers_aujourdhui"].content == WITHHELD
    plain = small_survey(report=None)
    assert disclose(plain, results(plain, returns))["ateliers_aujourdhui"].status == "published"


def test_expressions_that_share_answers_are_compared() -> None:
    survey = small_survey(
        report=None,
        rules=(),
        indicators=(
            Total(id="avant", label="L", value="q1_ateliers_avant"),
            Total(id="hausse", label="L", value="q1_ateliers - q1_ateliers_avant"),
            Total(id="maintenant", label="L", value="q1_ateliers"),
        ),
    )
    now = tuple(50 * one for one in NOW)
    release = disclose(survey, results(survey, everyone(q1_ateliers=now, q1_ateliers_avant=PAST)))
    assert [one.status for one in release.figures] == ["published", "published", "withheld"]
    assert release.audit.rulings[0].against == ("avant", "hausse")


def test_no_policy_no_comparison() -> None:
    policy = Dissemination(minimum_units=1)
    survey = small_survey(dissemination=policy)
    release = disclose(survey, results(survey, everyone(q1_ateliers=NOW, q1_ateliers_avant=PAST)))
    assert release["evolution"].status == "published"


def test_differences_of_fewer_than_the_minimum_are_what_is_refused() -> None:
    past = (8, 12, 10, 12, None, None)
    returns = everyone(q1_ateliers=NOW, q1_ateliers_avant=past)
    two = small_survey(dissemination=Dissemination(minimum_units=2))
    assert disclose(two, results(two, returns))["evolution"].status == "published"
    assert disclose(SURVEY, results(SURVEY, returns))["evolution"].content == WITHHELD
    four = small_survey(dissemination=Dissemination(minimum_units=4))
    three = everyone(q1_ateliers=NOW, q1_ateliers_avant=(None, *past[1:4], None, 9))
    assert disclose(four, results(four, three))["evolution"].status == "withheld"


def late(value: int, *who: str) -> tuple[Returns, Returns]:
    every = everyone(q1_ateliers=NOW, q3_satisfaction=(1, 2, 3, 3, 4, value))
    return {one: every[one] for one in RESPONDENTS if one not in who}, every


@pytest.mark.parametrize(
    ("who", "said"), [(("caen",), False), (("caen", "evry"), False), (("brest", "caen", "evry"), True)]
)
def test_a_later_release_says_nothing_that_one_or_two_late_returns_change(who: tuple[str, ...], said: bool) -> None:
    before, after = late(5, *who)
    first = recorded(results(SURVEY, before))
    release = disclose(SURVEY, results(SURVEY, after, earlier=(first,)))
    assert (release["ateliers_aujourdhui"].status == "published") is said
    assert (release["satisfaction"].status == "published") is said
    assert release["taux_reponse"].value == 1.0
    assert release.audit.earlier == ("release 1",)
    against = {name for one in release.audit.rulings for name in one.against}
    assert said or "release 1: ateliers_aujourdhui" in against


def test_the_same_release_again_says_the_same() -> None:
    before, _ = late(5, "caen")
    first = results(SURVEY, before)
    again = results(SURVEY, before, earlier=(recorded(first),))
    assert disclose(SURVEY, again).figures == disclose(SURVEY, first).figures


def test_a_corrected_answer_is_not_told_by_what_it_changes() -> None:
    _, every = late(5)
    first = recorded(results(SURVEY, every))
    corrected = {**every, "brest": {**every["brest"], "q1_ateliers": 30}}
    release = disclose(SURVEY, results(SURVEY, corrected, earlier=(first,)))
    assert release["ateliers_aujourdhui"].content == WITHHELD
    assert release["satisfaction"].status == "published"


def test_every_earlier_release_counts_not_only_the_last() -> None:
    _, every = late(5)
    few = {who: every[who] for who in RESPONDENTS[:3]}
    five = {who: every[who] for who in RESPONDENTS[:5]}
    first = recorded(results(SURVEY, five), "release 1")
    second = recorded(results(SURVEY, few, earlier=(first,)), "release 2")
    assert not any(one.figure == "ateliers_aujourdhui" for one in second.sums), "it would tell two"
    release = disclose(SURVEY, results(SURVEY, every, earlier=(first, second)))
    assert release["ateliers_aujourdhui"].status == "withheld"


def test_a_breakdown_after_a_release_without_it_is_compared_with_it() -> None:
    before, after = late(5, "evry")
    first = recorded(results(SURVEY, before))
    release = disclose(SURVEY, results(SURVEY, after, by="bord", earlier=(first,)))
    assert release["ateliers_aujourdhui"].content == WITHHELD
    assert group(release, "ateliers_aujourdhui", "nord").status == "withheld", "both groups would tell the total"
    assert group(release, "ateliers_aujourdhui", "sud").value == sum(NOW[3:])


def test_what_everyone_is_known_to_have_answered_is_taken_out_of_other_figures() -> None:
    """All of the north say no: of a sum over two of them and two others, only the others' answers are left."""
    survey = small_survey(
        report=None,
        rules=(),
        indicators=(
            Total(id="avant", label="L", value="q1_ateliers_avant"),
            Ratio(id="rapport", label="L", numerator="q1_ateliers_avant", denominator="q2_matin"),
        ),
    )
    past, denominator = (0, 0, 0, 9, 9, 9), (4, None, 5, 3, None, 6)
    found = results(survey, everyone(q1_ateliers_avant=past, q2_matin=denominator), by="bord")
    release = disclose(survey, found)
    assert group(release, "avant", "nord").unanimous
    assert release["rapport"].status == "withheld"


def test_a_base_that_would_tell_who_has_a_charter_is_withheld_with_its_figure() -> None:
    charter = (True, True, False, True, True, False)
    returns = everyone(q1_ateliers=NOW, q5_charte=charter)
    first = recorded(results(SURVEY, {who: returns[who] for who in RESPONDENTS[:5]}))
    release = disclose(SURVEY, results(SURVEY, returns, earlier=(first,)))
    assert release["ateliers_avec_charte"].base == HiddenBase(6, 6)
    assert release["ateliers_avec_charte"].status == "withheld"
    assert [one for one in release.audit.rulings if one.base] == [
        Ruling("ateliers_avec_charte", None, "differences", base=True, against=("release 1: part_charte",))
    ]


def test_a_base_on_too_few_returns_is_withheld_when_answers_decide_it() -> None:
    returns = {who: {"q1_ateliers": 5, "q5_charte": True} for who in RESPONDENTS[:2]}
    release = disclose(SURVEY, results(SURVEY, returns))
    assert release["ateliers_avec_charte"].base == HiddenBase(6, 2)
    assert release["ateliers_aujourdhui"].base == Base(6, 2, 2, 2)


def test_a_dominated_sum_does_not_follow_from_other_figures() -> None:
    """Without the secret group the ratio's numerator would give it: the same sums over the same respondents."""
    survey = small_survey(
        report=None,
        rules=(),
        indicators=(
            Total(id="ateliers", label="L", value="q1_ateliers"),
            Ratio(id="rapport", label="L", numerator="q1_ateliers", denominator="q2_matin"),
        ),
    )
    found = results(survey, everyone(q1_ateliers=(97, 1, 1, 40, 50, 60), q2_matin=(5, 6, 7, 5, 6, 7)), by="bord")
    release = disclose(survey, found)
    assert isinstance(secret := group(release, "ateliers", "nord").content, Withheld)
    assert secret.rule == "dominance"
    for one in ("ateliers", "rapport"):
        assert group(release, one, "sud").status == "withheld"


def test_figures_without_their_respondents_are_judged_one_by_one_and_the_audit_says_so() -> None:
    found = results(SURVEY, everyone(q1_ateliers=NOW, q1_ateliers_avant=PAST))
    release = disclose(SURVEY, replace(found, memberships=None))
    assert release["evolution"].status == "published"
    assert release.audit.scope is AuditScope.FIGURES


def test_a_table_is_compared_by_patterns_and_cannot_be_recorded() -> None:
    returns = everyone(q1_ateliers=NOW, q1_ateliers_avant=PAST, q5_charte=(True, True, False, True, True, None))
    known = results(SURVEY, returns, by="bord")
    given = [
        Response(
            "ateliers", "2024", RespondentCode(who), {FieldId(name): Answered(value) for name, value in one.items()}
        )
        for who, one in returns.items()
    ]
    with memory_engine(columns(SURVEY), rows(SURVEY, given)) as engine:
        found = aggregate(SURVEY, engine, by="bord")
    release = disclose(SURVEY, found)
    assert release.figures == disclose(SURVEY, known).figures
    assert release.audit.scope is AuditScope.RELEASE
    assert release.audit.rulings == disclose(SURVEY, known).audit.rulings
    assert found.memberships is not None
    assert all(one.respondent is None for part in found.memberships.components for one in part.patterns)
    with pytest.raises(UsageError, match="not from a table"):
        published_sums(found, release)


def test_what_is_recorded_is_what_is_said_and_nothing_more() -> None:
    found = results(
        SURVEY, everyone(q1_ateliers=NOW, q1_ateliers_avant=PAST, q4_publics=(frozenset({OptionCode("enfants")}),) * 6)
    )
    release = disclose(SURVEY, found)
    sums = published_sums(found, release)
    said = {one.id for one in release.figures if one.status == "published"} - {"taux_reponse"}
    assert said == {"ateliers_aujourdhui", "publics"}
    assert {one.figure for one in sums} == said
    (whole,) = (one for one in sums if one.figure == "ateliers_aujourdhui")
    assert [entry.respondent for entry in whole.entries] == list(RESPONDENTS)
    assert {entry.atom for entry in whole.entries} == {'"q1_ateliers"'}
    assert len({entry.digest for entry in whole.entries}) == len(set(NOW))
    assert [one.unanimous for one in sums if one.figure == "publics"] == [True, True, True]


@pytest.mark.parametrize(
    ("asked", "hidden"), [((False, False, False, None, None, None), False), ((False, False, *4 * (None,)), True)]
)
def test_that_nobody_is_concerned_is_told_of_those_who_answered(asked: tuple[bool | None, ...], hidden: bool) -> None:
    found = results(SURVEY, everyone(q1_ateliers=NOW, q5_charte=asked))
    release = disclose(SURVEY, found)
    figure = release["ateliers_avec_charte"]
    assert isinstance(figure.base, HiddenBase) is hidden
    told = [one for one in published_sums(found, release) if one.figure == "ateliers_avec_charte"]
    assert bool(told) is not hidden
    for one in told:
        assert one.unanimous
        assert {entry.respondent for entry in one.entries} == set(RESPONDENTS[:3])

"""What is legal in a definition and yet suspicious is told, with its path; what is meant is left alone."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from small_survey import small_survey
from surveykit.checks.definition import check_definition
from surveykit.checks.remark import Remark
from surveykit.findings import Severity
from surveykit.model import KeyFigures, Outline, Survey, Theme

PATH_OF_SIGNATORIES = ("sections", 1, "questions", 1, "fields", 1)


def remarks(survey: Survey) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(one.code, one.path) for one in check_definition(survey)]


def changed(path: tuple[str | int, ...], value: object) -> Survey:
    """The small survey with one part of it replaced."""
    whole = small_survey().model_dump(mode="json", by_alias=True)
    here: Any = whole
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return Survey.model_validate_json(json.dumps(whole))


def with_rule(check: str, **more: str) -> Survey:
    return changed(("rules",), [{"code": "essai", "check": check, "message": "À vérifier.", **more}])


def with_indicator(**indicator: str) -> Survey:
    survey = changed(("report",), None).model_dump(mode="json", by_alias=True)
    survey["indicators"] = [{"id": "essai", "label": "Essai", **indicator}]
    survey["derived"] = []
    survey["rules"] = []
    return Survey.model_validate(survey)


@pytest.mark.parametrize(
    ("check", "more", "code"),
    [
        ("q3_satisfaction <= 5", {}, "never_false"),
        ("q3_satisfaction between 0 and 5", {}, "never_false"),
        ("q1_ateliers >= 0", {}, "never_false"),
        ("q2_matin < 501", {}, "never_false"),
        ("q5_charte or not q5_charte", {}, "never_false"),
        ("q6_porteur in ('ville', 'association', 'autre')", {}, "never_false"),
        ("implies(has(q4_publics, 'enfants'), count_ticked(q4_publics) >= 1)", {}, "never_false"),
        ("q3_satisfaction > 5", {}, "never_true"),
        ("q1_ateliers > 5 and q1_ateliers < 5", {}, "never_true"),
        ("q5_charte", {"when": "q5_charte"}, "never_false"),
        ("not q5_charte", {"when": "q5_charte"}, "never_true"),
        ("q5_charte", {"when": "q3_satisfaction = 6"}, "never_true"),
        ("1 < 2", {}, "constant"),
        ("q5_charte", {"when": "true"}, "constant"),
        ("q6_porteur <> 'ville'", {"severity": "error"}, "option_refused"),
        ("implies(has(q4_publics, 'autres'), not has(q4_publics, 'autres'))", {"severity": "error"}, "option_refused"),
    ],
)
def test_a_rule_that_cannot_be_what_was_meant(check: str, more: dict[str, str], code: str) -> None:
    assert code in [one for one, path in remarks(with_rule(check, **more)) if path[0] == "rules"]


@pytest.mark.parametrize(
    ("check", "more"),
    [
        ("q3_satisfaction < 5", {}),
        ("q1_ateliers > 0", {}),
        ("q1_ateliers <= q1_ateliers_avant", {}),
        ("length(q7_observations) < 10000", {}),
        ("q7_observations <> 'néant'", {}),
        ("answered(q7_observations)", {"when": "q1_ateliers = 3"}),
        ("q6_porteur <> 'ville'", {"severity": "warning"}),
        ("implies(q6_porteur = 'ville', q5_charte)", {"severity": "error"}),
        ("implies(answered(q5_signataires), q5_charte)", {}),
        ("coalesce(q1_ateliers, 0) > 3 or q2_matin in (1, 2)", {}),
        ("q1_ateliers > 0.5", {}),
    ],
)
def test_a_rule_that_may_be_meant_is_left_alone(check: str, more: dict[str, str]) -> None:
    assert [one for one in remarks(with_rule(check, **more)) if one[1][0] == "rules"] == []


def test_rules_that_check_the_same_are_told() -> None:
    rule = {"check": "q1_ateliers > 0", "message": "À vérifier."}
    survey = changed(("rules",), [{"code": "un", **rule}, {"code": "deux", **rule}])
    assert ("repeated_rule", ("rules", 1, "check")) in remarks(survey)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("q5_signataires > 3", "condition_on_itself"),
        ("q6_porteur = 'ville'", "condition_on_later"),
        ("true", "constant"),
        ("q3_satisfaction > 5", "never_true"),
        ("q4_autres = 'x' and not has(q4_publics, 'autres')", "never_true"),
    ],
)
def test_a_condition_that_cannot_be_what_was_meant(when: str, code: str) -> None:
    survey = changed((*PATH_OF_SIGNATORIES, "condition", "when"), when)
    assert (code, (*PATH_OF_SIGNATORIES, "condition", "when")) in remarks(survey)


@pytest.mark.parametrize(
    ("indicator", "code", "severity"),
    [
        ({"kind": "share", "of": "answered(q7_observations)"}, "base_is_everyone", Severity.INFO),
        ({"kind": "share", "of": "coalesce(q5_charte, false)"}, "base_is_everyone", Severity.INFO),
        ({"kind": "share", "of": "q3_satisfaction > 5"}, "never_true", Severity.WARNING),
        ({"kind": "share", "of": "q3_satisfaction <= 5"}, "never_false", Severity.WARNING),
        ({"kind": "share", "of": "true"}, "constant", Severity.WARNING),
        ({"kind": "total", "value": "q1_ateliers", "where": "q3_satisfaction < 0"}, "never_true", Severity.WARNING),
        ({"kind": "ratio", "numerator": "q5_signataires", "denominator": "q1_ateliers"}, "different_bases",
         Severity.WARNING),
        ({"kind": "change", "from": "q1_ateliers", "to": "q5_signataires"}, "different_bases", Severity.WARNING),
    ],
)  # fmt: skip
def test_an_indicator_that_may_mislead(indicator: dict[str, str], code: str, severity: Severity) -> None:
    found = [one for one in check_definition(with_indicator(**indicator)) if one.path[0] == "indicators"]
    assert [(one.code, one.severity) for one in found] == [(code, severity)]


@pytest.mark.parametrize(
    "indicator",
    [
        {"kind": "share", "of": "q5_charte"},
        {"kind": "ratio", "numerator": "q1_ateliers", "denominator": "q1_ateliers_avant"},
        {
            "kind": "ratio",
            "numerator": "case when q5_charte then q5_signataires when not q5_charte then 0 end",
            "denominator": "q1_ateliers",
        },
        {"kind": "ratio", "numerator": "q5_signataires", "denominator": "q5_signataires + q1_ateliers"},
    ],
)
def test_an_indicator_that_is_plain_is_left_alone(indicator: dict[str, str]) -> None:
    assert [one for one in remarks(with_indicator(**indicator)) if one[1][0] == "indicators"] == []


def test_what_the_report_leaves_out_or_repeats_is_told() -> None:
    found = remarks(changed(("report", "themes", 1, "indicators"), ["part_charte", "evolution"]))
    assert ("not_shown", ("indicators", 5, "id")) in found
    assert ("not_shown", ("indicators", 2, "id")) not in found
    assert ("shown_twice", ("report", "themes", 1, "indicators", 1)) in found


def test_a_derived_value_that_nothing_uses_is_told() -> None:
    derived = [{"code": "inutile", "label": "Inutile", "value": "q1_ateliers + 1"}]
    survey = small_survey().model_dump(mode="json", by_alias=True)
    found = remarks(Survey.model_validate({**survey, "derived": [*survey["derived"], *derived]}))
    assert [path for code, path in found if code == "unused"] == [("derived", 1, "code")]


def test_small_and_empty_groups_are_told() -> None:
    respondents = small_survey().model_dump(mode="json")["population"]["respondents"]
    for one in respondents[:5]:
        one["attributes"] = {"bord": "nord"}
    survey = changed(("population", "respondents"), respondents)
    assert ("small_group", ("population", "groupings", "bord", "values", "sud")) in remarks(survey)
    respondents[5]["attributes"] = {"bord": "nord"}
    survey = changed(("population", "respondents"), respondents)
    assert ("empty_group", ("population", "groupings", "bord", "values", "sud")) in remarks(survey)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Le mot "atelier', "straight quotation mark without a second one"),
        ("Combien? Et pourquoi", "no space before ?"),
    ],
)
def test_typography_that_nobody_can_set_for_the_author_is_told(text: str, words: str) -> None:
    found = [one for one in check_definition(changed(("title",), text)) if one.path == ("title",)]
    assert [one.code for one in found] == ["typography"]
    assert words in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "L’atelier\N{NO-BREAK SPACE}: suite\N{NARROW NO-BREAK SPACE}; fin\N{NARROW NO-BREAK SPACE}?",
        "Dit «\N{NO-BREAK SPACE}atelier\N{NO-BREAK SPACE}»",
        "De 8 h 30 à 10 h, page 2?x=1",
        "12:30",
        "L'atelier",
        'Le mot "atelier"',
        "Bilan : suite",
        "« Bilan »",
        "Combien ?",
    ],
)
def test_good_typography_is_left_alone(text: str) -> None:
    assert [one for one in remarks(changed(("title",), text)) if one[1] == ("title",)] == []


def test_expressions_keep_their_straight_quotes() -> None:
    survey = with_rule("q6_porteur = 'ville' or q1_ateliers > 3")
    assert [one for one in remarks(survey) if one[1][0] == "rules"] == []


def test_long_labels_and_names_are_told() -> None:
    path = ("sections", 1, "questions", 2, "fields", 0)
    found = remarks(changed((*path, "label"), "x" * 101))
    assert ("long_label", (*path, "label")) in found
    assert ("long_name", (*path, "label")) in found
    found = remarks(changed((*path, "options", 1, "label"), "x" * 101))
    assert ("long_label", (*path, "options", 1, "label")) in found


def test_addresses_deadlines_and_names_that_look_mistyped_are_told() -> None:
    survey = changed(("collection", "addresses"), ["ateliers@exemple.example", "ateliers at exemple", "a@b"])
    assert [path[-1] for code, path in remarks(survey) if code == "address"] == [1, 2]
    late = changed(("collection", "deadline"), datetime.date(2042, 6, 30).isoformat())
    assert ("deadline", ("collection", "deadline")) in remarks(late)
    twins = changed(("population", "respondents", 4, "name"), "  brest ")
    assert ("same_name", ("population", "respondents", 4, "name")) in remarks(twins)


def test_too_many_combinations_make_no_remark() -> None:
    options = [{"code": f"o{n}", "label": f"Option {n}"} for n in range(16)]
    path = ("sections", 1, "questions", 0, "fields", 0, "options")
    whole = changed(("rules",), []).model_dump(mode="json", by_alias=True)
    whole["sections"][path[1]]["questions"][path[3]]["fields"][path[5]]["options"] = options
    whole["rules"] = [{"code": "essai", "check": "count_ticked(q4_publics) >= 0", "message": "À vérifier."}]
    assert [one for one in remarks(Survey.model_validate(whole)) if one[1][0] == "rules"] == []


def test_a_disclosure_policy_weaker_than_usual_is_told() -> None:
    found = remarks(changed(("dissemination",), {"minimum_units": 2, "maximum_share": "0.9"}))
    assert [path[-1] for code, path in found if code == "weak_policy"] == ["minimum_units", "maximum_share"]
    assert "weak_policy" not in [code for code, _ in remarks(small_survey())]


def test_a_median_on_few_answers_is_a_weak_policy() -> None:
    """It asks for as many answers as any figure, whatever its own minimum."""
    weak = remarks(changed(("dissemination",), {"median_minimum_units": 4}))
    assert [path[-1] for code, path in weak if code == "weak_policy"] == ["median_minimum_units"]
    strong = remarks(changed(("dissemination",), {"minimum_units": 5, "median_minimum_units": 1}))
    assert "weak_policy" not in [code for code, _ in strong]


def test_key_figures_on_different_respondents_are_told_with_the_two_remedies() -> None:
    def found(headline: KeyFigures) -> list[Remark]:
        theme = Theme(title="A", indicators=("ateliers_aujourdhui", "evolution"))
        survey = small_survey(report=Outline(title="Bilan", headline=headline, themes=(theme,)))
        return [one for one in check_definition(survey) if one.code == "different_respondents"]

    both = ("ateliers_aujourdhui", "evolution")
    (remark,) = found(KeyFigures(indicators=both))
    assert remark.path == ("report", "key_figures")
    assert "q1_ateliers_avant" in remark.message
    assert "base: common" in remark.message
    assert "base: own" in remark.message
    assert found(KeyFigures(base="common", indicators=both)) == []
    assert found(KeyFigures(base="own", indicators=both)) == []
    assert found(KeyFigures(indicators=("taux_reponse", "evolution"))) == []

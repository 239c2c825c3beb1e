"""Whom figures on a common base rest on is said once, where they stand, in the words of the survey."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from small_release import small_release
from small_survey import small_survey
from surveykit.bases import Base, HiddenBase
from surveykit.compose.report import report
from surveykit.compose.report.base_words import common_base, shown_bases
from surveykit.document import lines
from surveykit.ids import IndicatorId
from surveykit.model import KeyFigures, Outline, Theme
from surveykit.release import Elsewhere, Release, Withheld
from surveykit.tables import report_sheets

ACTIVITY = Theme(title="Activité", indicators=("ateliers_aujourdhui", "evolution"))
KEY = KeyFigures(base="common", indicators=("taux_reponse", "ateliers_aujourdhui", "evolution"))
ON_QUESTION_1 = "Les chiffres clés portent sur les 12\u00a0villes qui ont répondu à la question\u00a01."


def test_the_key_figures_say_it_on_the_first_page_and_nowhere_else() -> None:
    survey = small_survey(report=Outline(title="Bilan", headline=KEY, themes=(ACTIVITY,)))
    release = small_release(survey)
    text = "\n".join(words for words, _ in lines(report(survey, release)))
    assert text.count("portent sur les") == 1
    assert ON_QUESTION_1 in text
    assert any(ON_QUESTION_1 in note for note in report_sheets(survey, release)[-1].notes)


def test_a_theme_says_it_under_its_title() -> None:
    theme = ACTIVITY.model_copy(update={"base": "common", "indicators": (*ACTIVITY.indicators, "part_charte")})
    survey = small_survey(report=Outline(title="Bilan", themes=(theme,)))
    (base,) = survey.common_bases
    assert common_base(survey, base, small_release(survey)) == (
        "Les chiffres du thème «\u00a0Activité\u00a0» portent sur les 12\u00a0villes qui ont répondu aux "
        "questions 1 et 5."
    )


def test_an_earlier_base_has_its_day_and_a_secret_one_is_not_told() -> None:
    survey = small_survey(report=Outline(title="Bilan", headline=KEY, themes=(ACTIVITY,)))
    release = small_release(survey)
    earlier = tuple(replace(one, as_of=date(2014, 9, 17)) for one in release.figures)
    told = common_base(survey, survey.common_bases[0], replace(release, figures=earlier))
    assert told.endswith("à la question\u00a01, au\u00a017\u00a0septembre 2014.")


def test_a_key_figure_with_its_own_base_is_named() -> None:
    headline = KEY.model_copy(update={"indicators": (*KEY.indicators, "part_charte")})
    plain = small_survey(report=Outline(title="Bilan", headline=headline, themes=(ACTIVITY,)))
    kept = tuple(one.model_copy(update={"base": "own"}) if one.id == "part_charte" else one for one in plain.indicators)
    survey = small_survey(report=plain.report, indicators=kept)
    told = common_base(survey, survey.common_bases[0], small_release(survey))
    label = survey.indicator_by_id["part_charte"].label
    assert told == f"{ON_QUESTION_1} Le chiffre «\u00a0{label}\u00a0» porte sur tous les répondants à sa question."


def test_a_figure_that_was_not_renewed_has_the_base_of_its_day() -> None:
    survey = small_survey(report=Outline(title="Bilan", headline=KEY, themes=(ACTIVITY,)))
    release = small_release(survey)
    kept = {"evolution": (8, date(2014, 9, 17))}
    told = common_base(survey, survey.common_bases[0], _earlier(release, kept))
    label = survey.indicator_by_id[IndicatorId("evolution")].label
    except_one = f"sauf «\u00a0{label}\u00a0» (8\u00a0villes, au\u00a017\u00a0septembre 2014)."
    assert told == f"{ON_QUESTION_1.removesuffix('.')}, {except_one}"


def test_of_earlier_figures_the_last_told_come_first() -> None:
    survey = small_survey(report=Outline(title="Bilan", headline=KEY, themes=(ACTIVITY,)))
    kept = {"evolution": (8, date(2014, 9, 17)), "ateliers_aujourdhui": (9, date(2014, 10, 1))}
    told = common_base(survey, survey.common_bases[0], _earlier(small_release(survey), kept))
    assert "portent sur les 9\u00a0villes qui ont répondu à la question\u00a01, au\u00a01er\u00a0octobre 2014" in told
    assert told.endswith("(8\u00a0villes, au\u00a017\u00a0septembre 2014).")


def test_the_base_of_a_figure_that_is_not_shown_is_no_base_of_those_that_are() -> None:
    survey = small_survey(report=Outline(title="Bilan", headline=KEY, themes=(ACTIVITY,)))
    release = _earlier(small_release(survey), {"evolution": (8, date(2014, 9, 17))})
    secret = tuple(
        replace(one, content=Withheld("dominance", "un répondant domine")) if one.id == "ateliers_aujourdhui" else one
        for one in release.figures
    )
    told = common_base(survey, survey.common_bases[0], replace(release, figures=secret))
    assert told.endswith(
        "portent sur les 8\u00a0villes qui ont répondu à la question\u00a01, au\u00a017\u00a0septembre 2014."
    )


def test_a_figure_told_in_an_edition_that_the_register_does_not_hold_is_named() -> None:
    survey = small_survey(report=Outline(title="Bilan", headline=KEY, themes=(ACTIVITY,)))
    release = small_release(survey)
    elsewhere = tuple(
        replace(one, content=Elsewhere(), base=HiddenBase(26, 24), as_of=date(2014, 9, 17))
        if one.id == "evolution"
        else one
        for one in release.figures
    )
    told = common_base(survey, survey.common_bases[0], replace(release, figures=elsewhere))
    assert told.endswith("» (déjà diffusé le 17\u00a0septembre 2014).")


def _earlier(release: Release, kept: Mapping[str, tuple[int, date]]) -> Release:
    """The release with some figures as they were told on a day, on so many answers."""
    figures = tuple(
        replace(one, base=replace(one.base, answered=kept[one.id][0]), as_of=kept[one.id][1]) if one.id in kept else one
        for one in release.figures
    )
    return replace(release, figures=figures)


def test_of_figures_that_are_not_shown_nothing_is_told() -> None:
    survey = small_survey(report=Outline(title="Bilan", headline=KEY, themes=(ACTIVITY,)))
    release = small_release(survey)
    hidden = replace(release, figures=tuple(replace(one, content=Withheld("too_few", "s")) for one in release.figures))
    assert shown_bases(survey, release) == survey.common_bases
    assert shown_bases(survey, hidden) == ()
    assert "Les chiffres clés porte" not in "\n".join(words for words, _ in lines(report(survey, hidden)))
    assert "Les chiffres clés porte" not in " ".join(report_sheets(survey, hidden)[-1].notes)


def test_one_figure_and_one_respondent_are_singular() -> None:
    one = KEY.model_copy(update={"indicators": ("taux_reponse", "ateliers_aujourdhui")})
    survey = small_survey(report=Outline(title="Bilan", headline=one, themes=(ACTIVITY,)))
    release = small_release(survey)
    told = common_base(survey, survey.common_bases[0], release)
    assert told == "Le chiffre clé porte sur les 12\u00a0villes qui ont répondu à la question\u00a01."
    few = tuple(replace(each, base=Base(15, 12, 12, 1)) for each in release.figures)
    told = common_base(survey, survey.common_bases[0], replace(release, figures=few))
    assert told == "Le chiffre clé porte sur 1\u00a0ville ayant répondu à la question\u00a01."
    theme = ACTIVITY.model_copy(update={"base": "common", "indicators": ("ateliers_aujourdhui",)})
    survey = small_survey(report=Outline(title="Bilan", themes=(theme,)))
    told = common_base(survey, survey.common_bases[0], release)
    assert told.startswith("Le chiffre du thème «\u00a0Activité\u00a0» porte sur")
    both = small_survey(report=Outline(title="Bilan", headline=one, themes=(theme,)))
    told = common_base(both, both.common_bases[0], release)
    assert told.startswith("Le chiffre clé et celui du thème «\u00a0Activité\u00a0» portent sur")

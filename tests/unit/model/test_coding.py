"""Code frames: what they must hold, and the survey whose coded texts are answers like others."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from coding_bench import NOTES, OTHERS, coded_survey
from surveykit.ids import FieldId, OptionCode
from surveykit.model import (
    NO_THEME,
    CodedField,
    CodedTheme,
    CodeFrame,
    Condition,
    ManyChoices,
    Multiple,
    declared_frames,
    with_coding,
)


def test_a_coded_text_becomes_a_list_right_after_it_and_an_indicator() -> None:
    survey = coded_survey()
    coded = with_coding(survey, declared_frames(survey.coding))
    codes = [field.code for field in coded.fields()]
    assert codes.index(FieldId("q7_observations_themes")) == codes.index(NOTES) + 1
    assert codes.index(FieldId("q4_autres_themes")) == codes.index(OTHERS) + 1
    themes = coded.field_by_code[FieldId("q7_observations_themes")].part
    assert isinstance(themes, ManyChoices)
    assert [option.code for option in themes.options] == ["locaux", "horaires", "autre", NO_THEME]
    indicator = coded.indicator_by_id["q7_observations_themes"]
    assert isinstance(indicator, Multiple)
    assert (indicator.label, indicator.field) == ("Observations par thème", "q7_observations_themes")
    assert [one.id for one in coded.indicators[: len(survey.indicators)]] == [one.id for one in survey.indicators]


def test_the_list_is_asked_when_its_text_is() -> None:
    survey = coded_survey()
    coded = with_coding(survey, declared_frames(survey.coding))
    expected = survey.field_by_code[OTHERS].condition
    assert expected == Condition(when="has(q4_publics, 'autres')", label="«\u00a0Autres (précisez)\u00a0»")
    assert coded.field_by_code[FieldId("q4_autres_themes")].condition == expected
    assert coded.field_by_code[FieldId("q7_observations_themes")].condition is None


def test_it_is_done_once_and_piece_by_piece() -> None:
    survey = coded_survey()
    every = declared_frames(survey.coding)
    whole = with_coding(survey, every)
    assert with_coding(survey, {}) is survey
    assert with_coding(whole, every) is whole
    steps = with_coding(with_coding(survey, {NOTES: every[NOTES]}), every)
    assert {field.code for field in steps.fields()} == {field.code for field in whole.fields()}


def test_a_theme_that_a_coder_added_is_an_option_too() -> None:
    survey = coded_survey()
    coded = with_coding(survey, {NOTES: {OptionCode("locaux"): "Locaux", OptionCode("prix"): "Prix"}})
    part = coded.field_by_code[FieldId("q7_observations_themes")].part
    assert isinstance(part, ManyChoices)
    assert [option.label for option in part.options] == ["Locaux", "Prix", "Aucun thème"]


def _frame(**changes: Any) -> tuple[CodeFrame, ...]:
    parts: dict[str, Any] = {
        "fields": (CodedField(field=NOTES, label="x"),),
        "themes": (CodedTheme(code="a", label="A"), CodedTheme(code="b", label="B")),
    }
    return (CodeFrame(**(parts | changes)),)


def _themes(*given: tuple[str, str]) -> tuple[CodeFrame, ...]:
    return _frame(themes=tuple(CodedTheme(code=code, label=label) for code, label in given))


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        (_frame(fields=(CodedField(field="q7_observation", label="x"),)), "did you mean 'q7_observations'"),
        (_frame(fields=(CodedField(field="q1_ateliers", label="x"),)), "is of kind count, expected text"),
        ((*_frame(), *_frame()), "coded field 'q7_observations' stands twice"),
        (
            _frame(themes=(CodedTheme(code="a", label="A"), CodedTheme(code="a", label="B"))),
            "theme code 'a' stands twice",
        ),
        (
            _frame(themes=(CodedTheme(code="a", label="A"), CodedTheme(code="b", label="a"))),
            "theme label 'a' stands twice",
        ),
        (_themes(("aucun_theme", "A")), "which every frame has"),
        (_themes(("a" * 40, "A")), "60 with a theme's code"),
    ],
)
def test_a_frame_that_does_not_hold_is_refused(frames: tuple[CodeFrame, ...], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        coded_survey(coding=frames)


def test_the_names_of_what_coding_adds_are_kept_free() -> None:
    survey = coded_survey()
    taken = Multiple(id="q7_observations_themes", label="x", field=FieldId("q4_publics"))
    with pytest.raises(ValidationError, match="rename that indicator"):
        coded_survey(indicators=(*survey.indicators, taken))

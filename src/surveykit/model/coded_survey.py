"""A survey whose texts were coded: their themes are answers like others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from surveykit.ids import FieldId, IndicatorId, OptionCode
from surveykit.model.coding import NO_THEME, NO_THEME_LABEL, CodeFrame, Frames, themes_code
from surveykit.model.facts import facts_of
from surveykit.model.indicators import Multiple
from surveykit.model.questions import AnyPart, ManyChoices, Option, Question, Section
from surveykit.model.survey import Survey
from surveykit.texts import NARROW_NBSP, NBSP


def with_coding(survey: Survey, frames: Frames) -> Survey:
    """The survey with, for each field in `frames`, a many-choices field of its themes and the indicator that counts it.

    So coded texts are answers like others: the same bases, disclosure rules and tables. The list is asked under the
    same condition as its text; its last option is `NO_THEME`. Fields that have their list already are left alone.
    """
    lists = _lists(survey, frames)
    if not lists:
        return survey
    parts = {name: getattr(survey, name) for name in Survey.model_fields}
    changed = {
        "coding": tuple(_others(survey.coding, lists)),
        "sections": tuple(_section(section, lists) for section in survey.sections),
        "indicators": (*survey.indicators, *(_indicator(survey, field, lists[field]) for field in lists)),
    }
    return Survey(**(parts | changed))


def _lists(survey: Survey, frames: Frames) -> dict[FieldId, ManyChoices]:
    """The list of themes of each coded field that has none yet."""
    labels = {one.field: one.label for frame in survey.coding for one in frame.fields}
    return {
        field: _list(survey, field, labels[field], themes)
        for field, themes in frames.items()
        if themes_code(field) not in survey.field_by_code
    }


def _others(frames: Iterable[CodeFrame], lists: Mapping[FieldId, ManyChoices]) -> Iterator[CodeFrame]:
    """The frames of the fields that have no list yet."""
    for frame in frames:
        fields = tuple(one for one in frame.fields if one.field not in lists)
        if fields:
            yield CodeFrame(fields=fields, themes=frame.themes)


def _list(survey: Survey, field: FieldId, label: str, themes: Mapping[OptionCode, str]) -> ManyChoices:
    options = (*themes.items(), (NO_THEME, NO_THEME_LABEL))
    return ManyChoices(
        code=themes_code(field),
        label=label,
        condition=survey.field_by_code[field].condition,
        optional=True,
        options=tuple(Option(code=code, label=said) for code, said in options),
    )


def _section(section: Section, lists: Mapping[FieldId, ManyChoices]) -> Section:
    return Section(title=section.title, questions=tuple(_question(one, lists) for one in section.questions))


def _question(question: Question, lists: Mapping[FieldId, ManyChoices]) -> Question:
    return question.model_copy(update={"fields": tuple(_beside(question, lists))})


def _beside(question: Question, lists: Mapping[FieldId, ManyChoices]) -> Iterator[AnyPart]:
    """The question's fields, the list of a text's themes right after it (after the list that a detail belongs to)."""
    for part in question.fields:
        yield part
        codes = [part.code]
        codes += [option.detail.code for option in facts_of(part).options if option.detail is not None]
        yield from (lists[code] for code in codes if code in lists)


def _indicator(survey: Survey, field: FieldId, themes: ManyChoices) -> Multiple:
    units = survey.population.units
    number = survey.field_by_code[field].question.number
    note = (
        f"Réponses en texte libre à la question {number}, codées par thème{NARROW_NBSP}; une réponse pouvant relever "
        f"de plusieurs thèmes, la somme des parts peut dépasser 100{NBSP}%."
    )
    return Multiple(id=IndicatorId(themes.code), label=themes.label, unit=units, field=themes.code, note=note)

"""The answers to a question, counted in a table of their own."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.compose.report import printed, words
from surveykit.document import Block, Cell, Group, Paragraph, Role, Table
from surveykit.model import Survey
from surveykit.release import Class, Distribution, Elsewhere, Multiple, Published, Scale, Undefined, Withheld
from surveykit.words import Room, notation

_said = Room("report")


def distribution(survey: Survey, figure: Published) -> Block:
    """The answers to a question, each with its number of respondents and their share."""
    language, label = survey.language, figure.label
    option = _said(language, "Answer")
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    match figure.content:
        case Scale(distribution=classes) as scale:
            before = (_said(language, "{summary!c}.", summary=printed.scale_summary(language, scale)),)
            table = _classes(survey, figure, _said(language, "Level"), classes)
        case Multiple(distribution=classes):
            table = _classes(survey, figure, option, classes)
            after = (_said(language, "As several answers are possible, the shares may add up to more than 100%."),)
        case Distribution(distribution=classes):
            table = _classes(survey, figure, option, classes)
        case Elsewhere():
            day = printed.day(language, figure)
            told = _said(
                language, "“{label}”: distribution already released on {day} (see that edition).", label=label, day=day
            )
            return Paragraph(told, Role.NOTE)
        case Withheld(reason=reason) | Undefined(reason=reason):
            told = _said(language, "“{label}”: distribution not released ({reason}).", label=label, reason=reason)
            return Paragraph(told, Role.NOTE)
        case _:
            raise TypeError(f"{figure.id} is of kind {figure.kind}, which has no distribution")
    if figure.unanimous:
        after = (*after, _said(language, "All respondents gave the same answer."))
    base = _said(language, "Base: {base}.", base=printed.base(language, figure, survey.population))
    return Group((table, Paragraph(" ".join((*before, base, *after)), Role.NOTE)))


def _classes(survey: Survey, figure: Published, first: str, classes: Sequence[Class]) -> Table:
    language, units = survey.language, survey.population.units
    return Table(
        caption=figure.label,
        description=_said(language, "Number and share of {units} for each answer.", units=units),
        header=(
            Cell(first, header=True),
            Cell(words.number_of(language, units), number=True),
            Cell(_said(language, "Share of {units}", units=units), number=True),
        ),
        rows=tuple(
            (
                Cell(one.label, header=True),
                Cell(notation(language).as_number(one.count), number=True),
                Cell(printed.class_share(language, one, figure), number=True),
            )
            for one in classes
        ),
        widths=(60, 20, 20),
    )

"""The report: what may be said, told by theme. It sees a release, and never a response or a result."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit.compose.report.annexes import annexes
from surveykit.compose.report.first_page import first_page
from surveykit.compose.report.numbering import numbered
from surveykit.compose.report.themes import SPREAD, theme
from surveykit.compose.report.written import elsewhere
from surveykit.document import Block, Cell, Document, Group, Heading, Paragraph, Role, Table
from surveykit.model import DistributionChart, Outline, Survey, Theme, with_coding
from surveykit.release import Release
from surveykit.texts import NBSP
from surveykit.words import Room, notation
from surveykit.words.marks import marks_of

__all__ = ["report"]

_said = Room("report")


def report(survey: Survey, release: Release, marks: tuple[str, ...] = ()) -> Document:
    """The consolidated report of a survey, by the themes of its outline, with the marks on every page.

    A release of simulated data has their mark too, given or not.

    A survey that declares no outline gets one theme with all its indicators, and every annex.
    """
    asked, survey = survey, with_coding(survey, release.themes)
    outline = survey.report or _plain_outline(survey)
    written = tuple(elsewhere(survey, outline, len(outline.themes) + 1, release))
    themes = enumerate(outline.themes, start=1)
    blocks = (
        *first_page(survey, outline, release),
        *(block for number, told in themes for block in theme(survey, told, number, release)),
        *written,
        *_references(survey.language, outline, len(outline.themes) + (2 if written else 1)),
        *annexes(survey, outline, release, asked=asked),
    )
    header = f"{outline.title} – {survey.edition}"
    author = survey.issuer.bodies[-1]
    marks = marks_of(survey.language, simulated=release.simulated, also=marks)
    return Document(outline.title, survey.language, numbered(survey.language, blocks), header, author, marks=marks)


def _plain_outline(survey: Survey) -> Outline:
    theme = Theme(
        title=_said(survey.language, "Results"),
        indicators=tuple(one.id for one in survey.indicators),
        charts=tuple(DistributionChart(indicator=one.id) for one in survey.indicators if isinstance(one, SPREAD)),
    )
    return Outline(title=survey.title, themes=(theme,))


def _references(language: str, outline: Outline, number: int) -> Iterator[Block]:
    if not outline.references:
        return
    table = Table(
        caption=_said(language, "Figures published earlier"),
        description=_said(language, "Reference figures, with their year and their source."),
        header=(
            Cell(_said(language, "Indicator"), header=True),
            Cell(_said(language, "Year"), number=True),
            Cell(_said(language, "Value"), number=True),
            Cell(_said(language, "Source")),
        ),
        rows=tuple(
            (
                Cell(one.label, header=True),
                Cell(str(one.year), number=True),
                Cell(f"{notation(language).as_number(one.value, one.decimals)}{NBSP}{one.unit}", number=True),
                Cell(one.source),
            )
            for one in outline.references
        ),
        widths=(30, 9, 16, 45),
    )
    caveat = (Paragraph(outline.references_caveat, Role.WARNING),) if outline.references_caveat else ()
    heading = Heading(1, _said(language, "{number}. References for comparison", number=str(number)))
    yield Group((heading, *caveat, table))

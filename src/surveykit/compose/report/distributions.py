"""The answers to a question, counted in a table of their own."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.compose.report import printed, words
from surveykit.document import Block, Cell, Group, Paragraph, Role, Table
from surveykit.model import Survey
from surveykit.release import Class, Distribution, Elsewhere, Multiple, Published, Scale, Undefined, Withheld
from surveykit.texts import NBSP, french_number


def distribution(survey: Survey, figure: Published) -> Block:
    """The answers to a question, each with its number of respondents and their share."""
    units = survey.population.units
    under = [f"{words.BASE}{NBSP}: {printed.base(figure, survey.population)}."]
    match figure.content:
        case Scale(distribution=classes) as scale:
            under.insert(0, printed.scale_summary(scale).capitalize() + ".")
            table = _classes(figure, words.LEVEL, classes, units)
        case Multiple(distribution=classes):
            table = _classes(figure, words.OPTION, classes, units)
            under.append(words.SEVERAL)
        case Distribution(distribution=classes):
            table = _classes(figure, words.OPTION, classes, units)
        case Elsewhere():
            told = printed.in_full(figure).replace(printed.TOLD_BEFORE, "déjà diffusée", 1)
            return Paragraph(f"{words.guillemets(figure.label)}{NBSP}: répartition {told}.", Role.NOTE)
        case Withheld(reason=reason) | Undefined(reason=reason):
            return Paragraph(f"{words.guillemets(figure.label)}{NBSP}: répartition non diffusée ({reason}).", Role.NOTE)
        case _:
            raise TypeError(f"{figure.id} is of kind {figure.kind}, which has no distribution")
    if figure.unanimous:
        under.append("Tous les répondants ont donné la même réponse.")
    return Group((table, Paragraph(" ".join(under), Role.NOTE)))


def _classes(figure: Published, first: str, classes: Sequence[Class], units: str) -> Table:
    return Table(
        caption=figure.label,
        description=f"Nombre et part des {units} pour chaque réponse.",
        header=(
            Cell(first, header=True),
            Cell(words.number_of(units), number=True),
            Cell(f"Part des {units}", number=True),
        ),
        rows=tuple(
            (
                Cell(one.label, header=True),
                Cell(french_number(one.count), number=True),
                Cell(printed.class_share(one, figure), number=True),
            )
            for one in classes
        ),
        widths=(60, 20, 20),
    )

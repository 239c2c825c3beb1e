"""The annexes: every figure with its bases, the breakdown, the method, what is withheld, the questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, assert_never

from surveykit.compose import words as form_words
from surveykit.compose.report import printed, words
from surveykit.compose.report.questionnaire import questions
from surveykit.compose.report.themes import has_one_number
from surveykit.document import Block, Cell, Group, Heading, Listing, PageBreak, Paragraph, Role, Table
from surveykit.model import Annex, Dissemination, Outline, Survey
from surveykit.release import Published, Release, Withheld
from surveykit.texts import french_percent


def annexes(survey: Survey, outline: Outline, release: Release, *, asked: Survey) -> Iterator[Block]:
    """The annexes that the outline asks for and that have something to say, numbered in their order.

    `asked` is the survey as it was put to respondents, without the themes that their answers were coded with.
    """
    number = 0
    for annex in outline.annexes:
        blocks = tuple(questions(asked) if annex is Annex.QUESTIONNAIRE else _annex(survey, annex, release))
        if blocks:
            number += 1
            heading = Heading(1, f"Annexe {number} – {words.ANNEXES[annex]}")
            yield from (PageBreak(), Group((heading, blocks[0])), *blocks[1:])


def _annex(
    survey: Survey,
    annex: Literal[Annex.FIGURES, Annex.GROUPS, Annex.METHOD, Annex.WITHHELD],
    release: Release,
) -> Iterator[Block]:
    match annex:
        case Annex.FIGURES:
            return _figures(survey, release)
        case Annex.GROUPS:
            return _groups(survey, release)
        case Annex.METHOD:
            return _method(survey, release)
        case Annex.WITHHELD:
            return _withheld(release)
        case _:
            assert_never(annex)


def _figures(survey: Survey, release: Release) -> Iterator[Block]:
    yield Paragraph(words.bases_told())
    figures = [one for one in release.figures if one.group is None]
    yield Table(
        caption=f"Ensemble des chiffres, avec leurs bases (nombre {form_words.of(survey.population.units)})",
        description="Pour chaque indicateur, son résultat et les quatre nombres de sa base.",
        header=(
            Cell(words.INDICATOR, header=True),
            Cell(words.RESULT, number=True),
            *(Cell(head, number=True) for head in words.BASES),
        ),
        rows=tuple(_figure_row(one) for one in figures),
        widths=(33, 21, 12, 10, 12, 12),
    )
    notes = [words.letter_told(survey.dissemination), *words.marks_in(figures, letter=False)]
    if any(one.interval is not None for one in figures):
        notes.append(words.INTERVALS)
    yield Paragraph(" ".join(notes), Role.LEGEND)


def _figure_row(figure: Published) -> tuple[Cell, ...]:
    base = figure.base
    numbers = (base.surveyed, base.returned, base.eligible, base.answered)
    return (
        Cell(figure.label, header=True),
        Cell(printed.in_full(figure), number=True, withheld=isinstance(figure.content, Withheld)),
        *(Cell(printed.respondents(number), number=True) for number in numbers),
    )


def _groups(survey: Survey, release: Release) -> Iterator[Block]:
    """One table of all the indicators that have one number, a column for each group."""
    whole = [one for one in release.figures if one.group is None and has_one_number(survey, one)]
    rows = [(one, *(each for each in release.groups(one.id) if _of_population(each))) for one in whole]
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        return
    groups = [one.group for one in rows[0] if one.group is not None]
    units = survey.population.units
    yield Paragraph(words.groups_told(units))
    yield Table(
        caption=f"Indicateurs par {words.lowered(groups[0].by_label)}",
        description=f"Les mêmes indicateurs par groupe, avec entre parenthèses le nombre {form_words.of(units)}.",
        header=(
            Cell(words.INDICATOR, header=True),
            Cell("Ensemble", number=True),
            *(Cell(group.label, number=True) for group in groups),
        ),
        rows=tuple((Cell(printed.summed_up(row[0]), header=True), *map(_group_cell, row)) for row in rows),
        widths=(2 * (len(groups) + 1), *(2 for _ in (None, *groups))),
    )
    shown = [one for row in rows for one in row]
    notes = words.marks_in(shown, letter=False, same=words.SAME_IN_GROUP)
    yield Paragraph(" ".join([words.letter_told(survey.dissemination), *notes]), Role.LEGEND)


def _of_population(figure: Published) -> bool:
    return figure.group is not None and not figure.group.answered


def _group_cell(figure: Published) -> Cell:
    return Cell(printed.in_group(figure), number=True, withheld=isinstance(figure.content, Withheld))


def _method(survey: Survey, release: Release) -> Iterator[Block]:
    policy = survey.dissemination
    rate = words.response_rate(release, survey.population)
    corrected = () if release.corrected is None else (words.corrected(release.corrected, survey.population.units),)
    yield Group((Heading(2, "Collecte et calcul"), Listing((rate, *corrected, *words.calculated(survey)))))
    share = french_percent(policy.maximum_share)
    rules = words.protection(policy.minimum_units, share, policy.median_minimum_units, release.audit)
    source = (policy.source,) if policy.source else ()
    if not source and policy == Dissemination(statement=policy.statement):
        source = (words.DEFAULT_SOURCE,)
    yield Group((Heading(2, "Protection des réponses"), Listing((*rules, *source))))
    noted = [one for one in survey.indicators if one.note]
    if noted:
        yield Heading(2, "Définition des indicateurs")
        yield Table(
            caption="Définition et mode de calcul des indicateurs",
            description="Pour chaque indicateur, ce qui est compté et sur quels répondants.",
            header=(Cell(words.INDICATOR, header=True), Cell("Définition")),
            rows=tuple((Cell(one.label, header=True), Cell(one.note)) for one in noted),
            widths=(36, 64),
        )


def _withheld(release: Release) -> Iterator[Block]:
    earlier = sum(one.as_of is not None for one in release.figures)
    if earlier:
        yield Paragraph(words.earlier_told(earlier, len(release.figures)))
    secret = [(one, one.content) for one in release.figures if isinstance(one.content, Withheld)]
    if not secret:
        yield Paragraph(words.NONE_WITHHELD if earlier else words.ALL_PUBLISHED)
        return
    yield Paragraph(words.withheld_told(len(secret), len(release.figures)))
    yield Table(
        caption="Chiffres couverts par le secret",
        description="Chaque chiffre non diffusé, avec la règle qui l’a retiré.",
        header=(Cell(words.INDICATOR, header=True), Cell(words.POPULATION), Cell(words.REASON)),
        rows=tuple(
            (Cell(one.label, header=True), Cell(_population(one)), Cell(words.sentence(content.reason)))
            for one, content in secret
        ),
        widths=(42, 18, 40),
    )


def _population(figure: Published) -> str:
    return figure.group.label if figure.group else "Ensemble"

"""The annexes: every figure with its bases, the breakdown, the method, what is withheld, the questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, assert_never

from surveykit.compose.report import method_words, printed, words
from surveykit.compose.report.questionnaire import questions
from surveykit.compose.report.themes import has_one_number
from surveykit.document import Block, Cell, Group, Heading, Listing, PageBreak, Paragraph, Role, Table
from surveykit.model import Annex, Dissemination, Outline, Survey
from surveykit.release import Published, Release, Withheld
from surveykit.words import Room

_said = Room("report")


def annexes(survey: Survey, outline: Outline, release: Release, *, asked: Survey) -> Iterator[Block]:
    """The annexes that the outline asks for and that have something to say, numbered in their order.

    `asked` is the survey as it was put to respondents, without the themes that their answers were coded with.
    """
    number = 0
    for annex in outline.annexes:
        blocks = tuple(questions(asked) if annex is Annex.QUESTIONNAIRE else _annex(survey, annex, release))
        if blocks:
            number += 1
            title = words.said(survey.language, words.ANNEXES[annex])
            heading = _said(survey.language, "Annex {number} – {title}", number=str(number), title=title)
            yield from (PageBreak(), Group((Heading(1, heading), blocks[0])), *blocks[1:])


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
            return _withheld(survey.language, release)
        case _:
            assert_never(annex)


def _figures(survey: Survey, release: Release) -> Iterator[Block]:
    language = survey.language
    yield Paragraph(method_words.bases_told(language))
    figures = [one for one in release.figures if one.group is None]
    yield Table(
        caption=_said(language, "All figures, with their bases (number of {units})", units=survey.population.units),
        description=_said(language, "Of each indicator, its result and the four numbers of its base."),
        header=(
            Cell(_said(language, "Indicator"), header=True),
            Cell(_said(language, "Result"), number=True),
            *(Cell(words.said(language, head), number=True) for head in words.BASES),
        ),
        rows=tuple(_figure_row(language, one) for one in figures),
        widths=(33, 21, 12, 10, 12, 12),
    )
    notes = [words.legend(survey), *words.marks_in(language, figures, letter=False)]
    if any(one.interval is not None for one in figures):
        notes.append(
            _said(
                language,
                "In square brackets: confidence interval at 95%, the respondents being taken for a random sample of "
                "the population surveyed.",
            )
        )
    yield Paragraph(" ".join(notes), Role.LEGEND)


def _figure_row(language: str, figure: Published) -> tuple[Cell, ...]:
    base = figure.base
    numbers = (base.surveyed, base.returned, base.eligible, base.answered)
    return (
        Cell(figure.label, header=True),
        Cell(printed.in_full(language, figure), number=True, withheld=isinstance(figure.content, Withheld)),
        *(Cell(printed.respondents(language, number), number=True) for number in numbers),
    )


def _groups(survey: Survey, release: Release) -> Iterator[Block]:
    """One table of all the indicators that have one number, a column for each group."""
    rows = [*_rows_of_groups(survey, release)]
    if not rows:
        return
    language, units = survey.language, survey.population.units
    yield Paragraph(words.groups_told(language, units))
    yield _table_of_groups(survey, rows)
    shown = [one for row in rows for one in row]
    notes = words.marks_in(language, shown, letter=False, same=words.SAME_IN_GROUP)
    yield Paragraph(" ".join([words.legend(survey), *notes]), Role.LEGEND)


def _rows_of_groups(survey: Survey, release: Release) -> Iterator[tuple[Published, ...]]:
    """Each figure of one number that is broken down by groups of the population, with that of each group."""
    for whole in release.figures:
        if whole.group is None and has_one_number(survey, whole):
            groups = tuple(one for one in release.groups(whole.id) if _of_population(one))
            if groups:
                yield whole, *groups


def _table_of_groups(survey: Survey, rows: Sequence[tuple[Published, ...]]) -> Table:
    language = survey.language
    groups = [one.group for one in rows[0] if one.group is not None]
    return Table(
        caption=_said(language, "Indicators by {grouping!m}", grouping=groups[0].by_label),
        description=_said(
            language,
            "The same indicators by group, with the number of {units} in brackets.",
            units=survey.population.units,
        ),
        header=(
            Cell(_said(language, "Indicator"), header=True),
            Cell(_said(language, "Whole"), number=True),
            *(Cell(group.label, number=True) for group in groups),
        ),
        rows=tuple(_row_of_groups(language, row) for row in rows),
        widths=(2 * (len(groups) + 1), 2, *(2 for _ in groups)),
    )


def _row_of_groups(language: str, row: tuple[Published, ...]) -> tuple[Cell, ...]:
    return Cell(printed.summed_up(language, row[0]), header=True), *(_group_cell(language, one) for one in row)


def _of_population(figure: Published) -> bool:
    return figure.group is not None and not figure.group.answered


def _group_cell(language: str, figure: Published) -> Cell:
    return Cell(printed.in_group(language, figure), number=True, withheld=isinstance(figure.content, Withheld))


def _method(survey: Survey, release: Release) -> Iterator[Block]:
    language = survey.language
    yield Group(
        (Heading(2, _said(language, "Collection and calculation")), Listing(tuple(_collected(survey, release))))
    )
    rules = (*words.protection(language, survey.dissemination, release.audit), *_source(survey))
    yield Group((Heading(2, _said(language, "Protection of answers")), Listing(rules)))
    noted = [one for one in survey.indicators if one.note]
    if noted:
        yield Heading(2, _said(language, "Definition of indicators"))
        yield Table(
            caption=_said(language, "Definition of indicators and how they are computed"),
            description=_said(language, "Of each indicator, what is counted and among which respondents."),
            header=(Cell(_said(language, "Indicator"), header=True), Cell(_said(language, "Definition"))),
            rows=tuple((Cell(one.label, header=True), Cell(one.note)) for one in noted),
            widths=(36, 64),
        )


def _collected(survey: Survey, release: Release) -> Iterator[str]:
    """How many answered, how many answers were corrected, and how the figures are computed."""
    yield method_words.response_rate(survey.language, release, survey.population)
    if release.corrected is not None:
        yield method_words.corrected(survey.language, release.corrected, survey.population.units)
    yield from method_words.calculated(survey)


def _source(survey: Survey) -> Iterator[str]:
    """The source of the rules of dissemination, when it is known."""
    policy = survey.dissemination
    if policy.source:
        yield policy.source
    elif policy == Dissemination(statement=policy.statement):
        yield _said(
            survey.language,
            "These thresholds apply by default. The first two are those that INSEE uses for business statistics.",
        )


def _withheld(language: str, release: Release) -> Iterator[Block]:
    every = len(release.figures)
    earlier = sum(one.as_of is not None for one in release.figures)
    if earlier:
        yield Paragraph(words.earlier_told(language, earlier, every))
    secret = [(one, one.content) for one in release.figures if isinstance(one.content, Withheld)]
    if secret:
        yield Paragraph(words.withheld_told(language, len(secret), every))
        yield _table_of_withheld(language, secret)
    elif earlier:
        yield Paragraph(_said(language, "No other figure is covered by secrecy."))
    else:
        yield Paragraph(_said(language, "All computed figures are released; none is covered by secrecy."))


def _table_of_withheld(language: str, secret: Sequence[tuple[Published, Withheld]]) -> Table:
    return Table(
        caption=_said(language, "Figures covered by secrecy"),
        description=_said(language, "Each figure that is not released, with the rule that removed it."),
        header=(
            Cell(_said(language, "Indicator"), header=True),
            Cell(_said(language, "Population")),
            Cell(_said(language, "Reason")),
        ),
        rows=tuple(
            (Cell(one.label, header=True), Cell(_population(language, one)), Cell(words.sentence(content.reason)))
            for one, content in secret
        ),
        widths=(42, 18, 40),
    )


def _population(language: str, figure: Published) -> str:
    return figure.group.label if figure.group else _said(language, "Whole")

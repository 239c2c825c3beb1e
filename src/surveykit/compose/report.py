"""The report: what may be said, told by theme. It sees a release, and never a response or a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveykit.compose import report_words as words
from surveykit.document import (
    Block,
    Cell,
    Document,
    Facts,
    Group,
    Heading,
    KeyFigures,
    Listing,
    Masthead,
    Paragraph,
    Role,
    Table,
    Title,
)
from surveykit.model import Dissemination, Outline, ScaleSummary, Survey, Theme, themes_code, with_coding
from surveykit.model import Multiple as MultipleIndicator
from surveykit.release import Class, Multiple, Published, Release, Scale, Withheld
from surveykit.texts import NBSP, french_number, french_percent


def report(survey: Survey, release: Release) -> Document:
    """The consolidated report of a survey, by the themes of its outline.

    A survey that declares no outline gets one theme with all its indicators.
    """
    survey = with_coding(survey, release.themes)
    outline = survey.report or _plain_outline(survey)
    blocks = (
        *_first_page(survey, outline, release),
        *(block for theme in outline.themes for block in _theme(survey, theme, release)),
        *_written(survey, outline, release),
        *_references(outline),
        *_method(survey, release),
        *_withheld(release),
        *_bases(survey, release),
    )
    header = f"{outline.title} – {survey.edition}"
    return Document(outline.title, survey.language, blocks, header, survey.issuer.bodies[-1])


def _plain_outline(survey: Survey) -> Outline:
    theme = Theme(title="Résultats", indicators=tuple(indicator.id for indicator in survey.indicators))
    return Outline(title=survey.title, themes=(theme,))


def _first_page(survey: Survey, outline: Outline, release: Release) -> Iterator[Block]:
    yield Masthead(survey.issuer.bodies)
    yield Title(outline.title, survey.issuer.reference)
    units = survey.population.units
    yield Facts(
        (
            ("Champ", survey.scope),
            ("Participation", words.response_rate(release, units)),
            ("Diffusion", survey.dissemination.statement or "Résultats diffusés sous forme consolidée."),
        )
    )
    key_figures = [release[indicator] for indicator in outline.key_figures]
    shown = [one for one in key_figures if one.status == "published"]
    if shown:
        figures = tuple((words.value(one.content), one.label, words.base(one, units)) for one in shown)
        yield Group((Heading(1, "Chiffres clés"), KeyFigures(figures), _legend(survey)))


def _legend(survey: Survey) -> Paragraph:
    policy = survey.dissemination
    return Paragraph(words.legend(policy.minimum_units, french_percent(policy.maximum_share)), Role.LEGEND)


def _theme(survey: Survey, theme: Theme, release: Release) -> Iterator[Block]:
    opening: list[Block] = [Heading(1, theme.title)]
    if theme.text:
        opening.append(Paragraph(theme.text))
    figures = [release[one] for one in theme.indicators if one in survey.indicator_by_id]
    if theme.indicators and not figures:  # themes of answers that were not coded
        return
    spread = [one for one in figures if isinstance(survey.indicator_by_id[one.id], ScaleSummary | MultipleIndicator)]
    numbers = [one for one in figures if one not in spread]
    tables: list[Block] = []
    if numbers:
        tables.append(_numbers(survey, f"Indicateurs – {theme.title}", numbers))
    notes = _notes(survey, numbers)
    if notes:
        tables.append(Group((Paragraph(words.READING, Role.NOTE), Listing(notes))))
    for one in spread:
        tables += _distribution(survey, one)
    tables += _by_group(survey, theme.title, figures, release)
    yield Group((*opening, *tables[:1]))
    yield from tables[1:]


def _numbers(survey: Survey, title: str, figures: Sequence[Published]) -> Table:
    units = survey.population.units
    return Table(
        caption=title,
        description="Chaque indicateur avec son résultat, le calcul dont il provient et le nombre de répondants.",
        header=(
            Cell(words.INDICATOR, header=True),
            Cell(words.RESULT, number=True),
            Cell("Calcul", number=True),
            Cell(words.BASE, number=True),
        ),
        rows=tuple(_number_row(one, units) for one in figures),
        widths=(46, 18, 18, 18),
    )


def _number_row(figure: Published, units: str) -> tuple[Cell, ...]:
    secret = isinstance(figure.content, Withheld)
    return (
        Cell(figure.label, header=True),
        Cell(words.value(figure.content, figure.unit) + words.mark(figure), number=True, withheld=secret),
        Cell(words.terms(figure.content), number=True),
        Cell(words.base(figure, units), number=True),
    )


def _notes(survey: Survey, figures: Sequence[Published]) -> tuple[str, ...]:
    noted = ((one.label, survey.indicator_by_id[one.id].note) for one in figures)
    notes = [words.note(label, note) for label, note in noted if note]
    if any(one.unanimous for one in figures):
        notes.append(words.SAME_ANSWER)
    return tuple(notes)


def _distribution(survey: Survey, figure: Published) -> Iterator[Block]:
    units = survey.population.units
    note = survey.indicator_by_id[figure.id].note
    under = [f"{words.BASE}{NBSP}: {words.base(figure, units)}."]
    match figure.content:
        case Scale(distribution=classes) as scale:
            under.insert(0, words.scale_summary(scale).capitalize() + ".")
            table = _classes(figure, words.LEVEL, classes, units)
        case Multiple(distribution=classes):
            table = _classes(figure, words.OPTION, classes, units)
        case _:
            row = (
                Cell(figure.label, header=True),
                Cell(words.value(figure.content, ""), number=True, withheld=True),
            )
            header = (Cell(words.INDICATOR, header=True), Cell(words.RESULT, number=True))
            table = Table(figure.label, "Répartition non diffusée.", header, (row,), (70, 30))
    if figure.unanimous:
        under.append("Tous les répondants ont donné la même réponse.")
    if note:
        under.append(note)
    yield Group((table, Paragraph(" ".join(under), Role.NOTE)))


def _classes(figure: Published, first: str, classes: Sequence[Class], units: str) -> Table:
    return Table(
        caption=figure.label,
        description=f"Nombre et part des {units} pour chaque réponse.",
        header=(Cell(first, header=True), Cell(units, number=True), Cell(words.SHARE, number=True)),
        rows=tuple(
            (
                Cell(one.label, header=True),
                Cell(french_number(one.count), number=True),
                Cell(french_percent(one.share, 1), number=True),
            )
            for one in classes
        ),
        widths=(60, 20, 20),
    )


def _written(survey: Survey, outline: Outline, release: Release) -> Iterator[Block]:
    """What respondents wrote: the themes of the coded questions that no part of the outline shows, and quotations."""
    elsewhere = {str(one) for theme in outline.themes for one in theme.indicators}
    coded = [field for field in release.themes if themes_code(field) not in elsewhere]
    if not coded and not release.quotations:
        return
    yield Group((Heading(1, words.WRITTEN), Paragraph(words.CODED)))
    for field in coded:
        yield from _distribution(survey, release[themes_code(field)])
    if release.quotations:
        said = tuple(words.quotation(one) for one in release.quotations)
        yield Group((Paragraph(words.QUOTATIONS), Listing(said)))


def _by_group(survey: Survey, title: str, figures: Sequence[Published], release: Release) -> Iterator[Block]:
    """One table for all the indicators of a theme that have one number, a column for each group."""
    rows = [(one, *release.groups(one.id)) for one in figures if _has_one_number(survey, one)]
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        return
    groups = [one.group for one in rows[0] if one.group is not None]
    units = survey.population.units
    table = Table(
        caption=f"{title}{NBSP}: {groups[0].by_label.lower()}",
        description=f"Les mêmes indicateurs par groupe, avec entre parenthèses le nombre de réponses ({units}).",
        header=(
            Cell(words.INDICATOR, header=True),
            Cell("Ensemble", number=True),
            *(Cell(group.label, number=True) for group in groups),
        ),
        rows=tuple((Cell(_short_label(survey, row[0]), header=True), *map(_group_cell, row)) for row in rows),
        widths=(3 * len(groups), *(2 for _ in (None, *groups))),
    )
    under = f"Entre parenthèses{NBSP}: nombre de réponses ({units})."
    if any(one.unanimous for row in rows for one in row):
        under += f" *{NBSP}: tous les répondants du groupe ont donné la même réponse."
    yield Group((table, Paragraph(under, Role.NOTE)))


def _has_one_number(survey: Survey, figure: Published) -> bool:
    return not isinstance(survey.indicator_by_id[figure.id], MultipleIndicator)


def _short_label(survey: Survey, figure: Published) -> str:
    is_scale = isinstance(survey.indicator_by_id[figure.id], ScaleSummary)
    return f"{figure.label} (moyenne)" if is_scale else figure.label


def _group_cell(figure: Published) -> Cell:
    return Cell(words.in_group(figure), number=True, withheld=isinstance(figure.content, Withheld))


def _references(outline: Outline) -> Iterator[Block]:
    if not outline.references:
        return
    table = Table(
        caption="Chiffres publiés antérieurement",
        description="Chiffres de référence, avec leur année et leur source.",
        header=(
            Cell(words.INDICATOR, header=True),
            Cell(words.YEAR, number=True),
            Cell(words.VALUE, number=True),
            Cell(words.SOURCE),
        ),
        rows=tuple(
            (
                Cell(one.label, header=True),
                Cell(str(one.year), number=True),
                Cell(f"{french_number(one.value, one.decimals)}{NBSP}{one.unit}", number=True),
                Cell(one.source),
            )
            for one in outline.references
        ),
        widths=(34, 10, 18, 38),
    )
    blocks: list[Block] = [Heading(1, words.REFERENCES), table]
    if outline.references_caveat:
        blocks.append(Paragraph(outline.references_caveat, Role.WARNING))
    yield Group(tuple(blocks))


def _method(survey: Survey, release: Release) -> Iterator[Block]:
    policy = survey.dissemination
    share = french_percent(policy.maximum_share)
    items = [
        words.response_rate(release, survey.population.units),
        "Les totaux sont des sommes observées sur les répondants, sans extrapolation aux non-répondants.",
        "Une réponse absente, illisible ou «\u00a0non communiquée\u00a0» n’est jamais comptée comme un zéro.",
        "Les parts, rapports et évolutions sont calculés sur les mêmes répondants aux deux termes.",
        *words.protection(policy.minimum_units, share, policy.median_minimum_units, release.audit),
    ]
    if policy.source:
        items.append(policy.source)
    elif policy == Dissemination(statement=policy.statement):
        items.append(words.DEFAULT_SOURCE)
    yield Group((Heading(1, words.METHOD), Listing(tuple(items)), _legend(survey)))


def _withheld(release: Release) -> Iterator[Block]:
    secret = [(one, one.content) for one in release.figures if isinstance(one.content, Withheld)]
    if not secret:
        return
    rows = tuple((Cell(_full_label(one), header=True), Cell(content.reason)) for one, content in secret)
    header = (Cell(words.INDICATOR, header=True), Cell(words.REASON))
    description = "Chaque chiffre non diffusé, avec la règle qui l’a retiré."
    table = Table(words.WITHHELD, description, header, rows, (50, 50))
    yield Heading(1, "Annexe – Chiffres non diffusés")
    yield table


def _full_label(figure: Published) -> str:
    return f"{figure.label} – {figure.group.label}" if figure.group else figure.label


def _bases(survey: Survey, release: Release) -> Iterator[Block]:
    units = survey.population.units
    heads = ("Population", "Retours", "Concernés", "Réponses")
    rows = tuple(
        (
            Cell(one.label, header=True),
            *(
                Cell(words.respondents(number), number=True)
                for number in (one.base.surveyed, one.base.returned, one.base.eligible, one.base.answered)
            ),
        )
        for one in release.figures
        if one.group is None
    )
    table = Table(
        caption=f"{words.BASES} (nombre d’{units})" if units[:1] in "AEIOU" else f"{words.BASES} (nombre de {units})",
        description="Pour chaque indicateur, les répondants interrogés, revenus, concernés et exploitables.",
        header=(Cell(words.INDICATOR, header=True), *(Cell(head, number=True) for head in heads)),
        rows=rows,
        widths=(48, 13, 13, 13, 13),
    )
    yield Heading(1, "Annexe – Bases des indicateurs")
    yield table

"""A release as a table in a notebook, in French as its labels are: each figure as a report prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from surveykit.release.printed import class_share, in_full, mark, respondents, said
from surveykit.texts import NBSP, canonical, counted
from surveykit.told import Distribution, Multiple, Published

MOST = 40
"""A table shows so many figures, and says how many there are more."""
_HEADER = ("Indicateur", "Population", "Valeur", "Base", "Diffusion")
_EVERYBODY = "Ensemble"
_CAPTION = '<caption style="text-align: left; white-space: nowrap">{}</caption>'
_LEFT = ' style="text-align: left"'


def table(title: str, figures: Sequence[Published]) -> str:
    """The first figures as an HTML table, one in each row, with a caption and headers for screen readers."""
    names = "".join(f'<th scope="col"{_LEFT}>{name}</th>' for name in _HEADER)
    return "\n".join(
        (
            '<table lang="fr">',
            _CAPTION.format(_words(f"{title}{NBSP}: {counted(len(figures), 'chiffre')}")),
            f"<thead><tr>{names}</tr></thead>",
            "<tbody>",
            *(_row(figure) for figure in figures[:MOST]),
            *_more(len(figures) - MOST),
            "</tbody>",
            "</table>",
        )
    )


def _row(figure: Published) -> str:
    base = f"{respondents(figure.base.answered)} sur {respondents(figure.base.eligible)}"
    cells = (_words(_population(figure)), _value(figure), _words(base), _words(said(figure)))
    head = f'<th scope="row"{_LEFT}>{_words(figure.label)}</th>'
    return f"<tr>{head}{''.join(f'<td{_LEFT}>{cell}</td>' for cell in cells)}</tr>"


def _population(figure: Published) -> str:
    return _EVERYBODY if figure.group is None else f"{figure.group.by_label}{NBSP}: {figure.group.label}"


def _value(figure: Published) -> str:
    """The value; of a distribution each class, on a line of its own."""
    match figure.content:
        case Multiple(distribution=classes) | Distribution(distribution=classes):
            lines = [f"{one.label}{NBSP}: {class_share(one, figure)}" for one in classes]
            return "<br>".join(map(_words, lines)) + mark(figure)
        case _:
            return _words(in_full(figure))


def _more(left: int) -> Iterator[str]:
    if left > 0:
        said = f"… et {counted(left, 'autre chiffre', 'autres chiffres')}, que donnent to_pandas() et to_polars()"
        yield f'<tr><td colspan="{len(_HEADER)}"{_LEFT}>{_words(said)}</td></tr>'


def _words(text: str) -> str:
    return escape(canonical(text))

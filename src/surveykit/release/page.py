"""A release as a table in a notebook, in the language of its labels: each figure as a report prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from surveykit.release.printed import class_share, in_full, mark, out_of, respondents, said
from surveykit.texts import canonical, joined
from surveykit.told import Class, Distribution, Multiple, Published
from surveykit.words import Room

MOST = 40
"""A table shows so many figures, and says how many there are more."""
_said = Room("figures")
_HEADER = (
    _said.word("Indicator"),
    _said.word("Population"),
    _said.word("Value"),
    _said.word("Base"),
    _said.word("Release"),
)
_CAPTION = '<caption style="text-align: left; white-space: nowrap">{}</caption>'
_LEFT = ' style="text-align: left"'


def table(language: str, survey: str, edition: str, figures: Sequence[Published], marks: Sequence[str]) -> str:
    """The first figures as an HTML table, one in each row, with a caption and headers for screen readers."""
    names = "".join(f'<th scope="col"{_LEFT}>{_said(language, name)}</th>' for name in _HEADER)
    return "\n".join(
        (
            f'<table lang="{escape(language)}">',
            _CAPTION.format(_words(joined((*marks, _caption(language, survey, edition, len(figures)))))),
            f"<thead><tr>{names}</tr></thead>",
            "<tbody>",
            *(_row(language, figure) for figure in figures[:MOST]),
            *_more(language, len(figures) - MOST),
            "</tbody>",
            "</table>",
        )
    )


def _caption(language: str, survey: str, edition: str, number: int) -> str:
    return _said.counted(
        language,
        number,
        "{survey}, edition {edition}: {count} figure",
        "{survey}, edition {edition}: {count} figures",
        survey=survey,
        edition=edition,
    )


def _row(language: str, figure: Published) -> str:
    base = out_of(language, respondents(language, figure.base.answered), respondents(language, figure.base.eligible))
    told = _words(said(language, figure))
    cells = (_words(_population(language, figure)), _value(language, figure), _words(base), told)
    head = f'<th scope="row"{_LEFT}>{_words(figure.label)}</th>'
    return f"<tr>{head}{''.join(f'<td{_LEFT}>{cell}</td>' for cell in cells)}</tr>"


def _population(language: str, figure: Published) -> str:
    group = figure.group
    if group is None:
        return _said(language, "Whole")
    return _said(language, "{name}: {value}", name=group.by_label, value=group.label)


def _value(language: str, figure: Published) -> str:
    """The value; of a distribution each class, on a line of its own."""
    match figure.content:
        case Multiple(distribution=classes) | Distribution(distribution=classes):
            return "<br>".join(_words(_class(language, one, figure)) for one in classes) + mark(figure)
        case _:
            return _words(in_full(language, figure))


def _class(language: str, one: Class, figure: Published) -> str:
    return _said(language, "{name}: {value}", name=one.label, value=class_share(language, one, figure))


def _more(language: str, left: int) -> Iterator[str]:
    if left > 0:
        told = _said.counted(
            language,
            left,
            "… and {count} other figure, which to_pandas() and to_polars() give",
            "… and {count} other figures, which to_pandas() and to_polars() give",
        )
        yield f'<tr><td colspan="{len(_HEADER)}"{_LEFT}>{_words(told)}</td></tr>'


def _words(text: str) -> str:
    return escape(canonical(text))

"""What a notebook shows of a release: an accessible table of figures as the report prints them, short and escaped."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from every_figure import FIGURES, RELEASE, figure
from surveykit.compose.report import printed
from surveykit.release import Multiple, Release, Total
from surveykit.release.page import MOST
from surveykit.texts import NBSP


class Table(HTMLParser):
    """The cells of a table, row by row, with the element and attributes of each; every tag must be closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, dict[str, str | None], str]]] = []
        self.caption = ""
        self.attributes: dict[str, str | None] = {}
        self._open: list[str] = []
        self._text = ""
        self._attributes: dict[str, str | None] = {}
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._text += "\n"
            return
        self._open.append(tag)
        assert tag in {"table", "caption", "thead", "tbody", "tr", "th", "td"}
        if tag == "table":
            self.attributes = dict(attrs)
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td", "caption"}:
            self._text, self._attributes = "", dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "caption":
            self.caption = self._text
        elif tag in {"th", "td"}:
            self.rows[-1].append((tag, self._attributes, self._text))

    def handle_data(self, data: str) -> None:
        self._text += data


def texts(release: Release) -> list[list[str]]:
    return [[text for _, _, text in row] for row in Table(release._repr_html_()).rows]


def test_a_table_says_what_it_is_and_heads_its_rows_and_columns() -> None:
    table = Table(RELEASE._repr_html_())
    assert table.attributes["lang"] == "fr"
    assert table.caption == f"reseaux, édition 2014{NBSP}: 16{NBSP}chiffres"
    assert [(tag, held["scope"], text) for tag, held, text in table.rows[0]] == [
        ("th", "col", "Indicateur"),
        ("th", "col", "Population"),
        ("th", "col", "Valeur"),
        ("th", "col", "Base"),
        ("th", "col", "Diffusion"),
    ]
    assert {(row[0][0], row[0][1]["scope"]) for row in table.rows[1:]} == {("th", "row")}
    assert {tuple(tag for tag, _, _ in row[1:]) for row in table.rows[1:]} == {("td",) * 4}


def test_each_figure_is_shown_as_a_report_prints_it() -> None:
    for shown, told in zip(texts(RELEASE)[1:], FIGURES, strict=True):
        assert shown[0] == told.label
        if told.kind not in {"multiple", "distribution"}:
            assert shown[2] == printed.in_full("fr", told)
    by_id = {told.id: shown for shown, told in zip(texts(RELEASE)[1:], FIGURES, strict=True) if told.group is None}
    assert by_id["total"][1:] == ["Ensemble", f"512{NBSP}réseaux", "23 sur 24", "diffusé"]
    assert by_id["multiple"][2] == f"Lettre de <mission>{NBSP}: 48{NBSP}%\nAutre{NBSP}: 0{NBSP}%"
    assert by_id["secret"][2:] == ["s", "s sur s", f"non diffusé{NBSP}: moins de 3 répondants"]
    assert by_id["none"][4] == f"sans objet{NBSP}: dénominateur nul"
    assert by_id["before"][4] == f"diffusé le 17{NBSP}septembre 2014, non actualisé depuis"
    assert by_id["share"][4] == "diffusé, tous les répondants ayant donné la même réponse"


def test_a_table_of_simulated_data_says_so() -> None:
    simulated = replace(RELEASE, simulated=True)
    assert Table(simulated._repr_html_()).caption.startswith("DONNÉES SIMULÉES – reseaux, édition 2014")
    assert repr(simulated).endswith("; simulated data>")
    assert "SIMUL" not in RELEASE._repr_html_()


def test_a_group_is_named_with_what_it_is_a_group_of() -> None:
    assert texts(RELEASE)[2][1] == f"Ensemble territorial{NBSP}: Ouest"


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "</table><img src=x onerror=alert(1)>", "\x00\ud800 & \"'"]
)
def test_no_text_becomes_markup(hostile: str) -> None:
    named = replace(FIGURES[0], label=hostile, unit=hostile)
    classed = figure("multiple", "multiple", Multiple((replace(FIGURES[10].content.distribution[0], label=hostile),)))  # type: ignore[union-attr]
    shown = replace(RELEASE, survey=hostile, figures=(named, classed))._repr_html_()
    Table(shown)  # refuses any element that is not of a table
    assert "\x00" not in shown
    shown.encode()


def test_a_long_release_is_shown_by_its_beginning() -> None:
    long = replace(RELEASE, figures=tuple(figure(f"f{n}", "total", Total(n)) for n in range(MOST + 103)))
    rows = texts(long)
    assert len(rows) == 1 + MOST + 1
    assert rows[-1] == [f"… et 103{NBSP}autres chiffres, que donnent to_pandas() et to_polars()"]
    assert Table(long._repr_html_()).rows[-1][0][1]["colspan"] == "5"
    assert len(texts(replace(long, figures=long.figures[:MOST]))) == 1 + MOST

"""What the report shows of a release: its figures with their bases, its secrets marked, and nobody's name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveykit import load_survey
from surveykit.bases import Base
from surveykit.compose import report_words as words
from surveykit.compose.report import report
from surveykit.document import Block, Group, Table, lines
from surveykit.model import Survey
from surveykit.release import (
    Change,
    Content,
    Multiple,
    Published,
    Ratio,
    Release,
    Scale,
    Share,
    Total,
    Undefined,
    Withheld,
)
from surveykit.release import Class as OneClass
from surveykit.release import Group as OneGroup

SECRET = Withheld("too_few", "moins de 3 répondants")


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("reseaux_2014")


def _content(kind: str) -> Content:
    return {
        "response_rate": Share(24 / 26, 24, 26),
        "total": Total(1512),
        "share": Share(0.5, 10, 20),
        "ratio": Ratio(198 / 470, 198, 470),
        "change": Change(-0.0519, 540, 512),
        "scale": Scale(2.9, 3.0, tuple(OneClass(n, str(n), n, n / 15) for n in range(6))),
        "multiple": Multiple((OneClass("x", "Une méthode", 11, 11 / 23),)),
    }[kind]


def _release(survey: Survey, **contents: Content) -> Release:
    base = Base(26, 24, 24, 23)
    figures = tuple(
        Published(one.id, one.kind, one.label, one.unit, None, base, contents.get(one.id, _content(one.kind)))
        for one in survey.indicators
    )
    return Release(survey.id, survey.edition, 26, 24, figures)


def _text(survey: Survey, release: Release) -> str:
    return "\n".join(line for line, _ in lines(report(survey, release)))


def test_every_indicator_stands_in_the_report_with_its_base(survey: Survey) -> None:
    text = _text(survey, _release(survey))
    for indicator in survey.indicators:
        assert indicator.label in text
    for printed in (
        "1\u202f512\u00a0réseaux",
        "42,1\u00a0%",
        "198 sur 470",
        "\u22125,2\u00a0%",
        "de 540 à 512",
        "Moyenne\u00a0: 2,9\u202f; médiane\u00a0: 3.",
        "23\u00a0ARS sur 24",
        "24\u00a0ARS sur 26 ont répondu, soit un taux de réponse de 92\u00a0%.",
        "716\u00a0réseaux",
        "161,9\u00a0M€",
    ):
        assert printed in text, printed


def test_a_secret_is_marked_with_a_legend_and_its_reason(survey: Survey) -> None:
    release = _release(survey, reseaux_aujourdhui=SECRET, coherence_guide=SECRET, methodologie=SECRET)
    text = _text(survey, release)
    assert "«\u00a0s\u00a0»\u00a0: chiffre couvert par le secret" in text
    assert text.count("moins de 3 répondants") >= 3
    cells = [cell for table in _tables(report(survey, release).blocks) for row in table.rows for cell in row]
    assert sum(cell.withheld for cell in cells) == 3
    assert {cell.text for cell in cells if cell.withheld} == {"s"}


def _tables(blocks: tuple[Block, ...]) -> list[Table]:
    found = []
    for block in blocks:
        if isinstance(block, Group):
            found += _tables(block.blocks)
        if isinstance(block, Table):
            found.append(block)
    return found


def test_groups_stand_side_by_side_and_unanimity_is_told(survey: Survey) -> None:
    whole = _release(survey)
    figures = []
    for figure in whole.figures:
        figures.append(figure)
        for value, label in (("metropole", "Métropole"), ("outre_mer", "Outre-mer")):
            group = OneGroup("ensemble", value, "Ensemble territorial", label)
            figures.append(replace(figure, group=group, unanimous=figure.id == "cpom" and value == "outre_mer"))
    text = _text(survey, replace(whole, figures=tuple(figures)))
    assert "Métropole" in text
    assert "50,0\u00a0%* (23)" in text
    assert "*\u00a0: tous les répondants du groupe ont donné la même réponse." in text


def test_a_survey_without_an_outline_still_has_its_report(survey: Survey) -> None:
    plain = Survey(**{name: getattr(survey, name) for name in Survey.model_fields if name != "report"})
    text = _text(plain, _release(plain))
    for indicator in plain.indicators:
        assert indicator.label in text


def test_nothing_is_printed_of_what_does_not_exist(survey: Survey) -> None:
    nothing = {one.id: Undefined("aucune réponse") for one in survey.indicators}
    release = replace(_release(survey, **nothing), returned=0)
    text = _text(survey, release)
    assert "0\u00a0ARS sur 26 a répondu" in text
    assert words.value(Undefined("aucune réponse")) == "–"


def test_a_sum_of_one_takes_no_plural() -> None:
    assert words.value(Total(1), "réseaux") == "1"
    assert words.value(Total(2), "réseaux") == "2\u00a0réseaux"


def test_tables_are_whole(survey: Survey) -> None:
    for table in _tables(report(survey, _release(survey)).blocks):
        assert table.caption
        assert table.description
        assert len(table.widths) == len(table.header)
        assert all(len(row) == len(table.header) and row[0].header for row in table.rows)

"""What the report shows of a release: its figures with their bases, its secrets marked, and nobody's name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveykit import load_survey
from surveykit.bases import Base, HiddenBase
from surveykit.compose import report_words as words
from surveykit.compose.report import report
from surveykit.document import Block, Group, KeyFigures, Table, lines
from surveykit.ids import FieldId, IndicatorId, OptionCode
from surveykit.model import Dissemination, Survey, Theme, themes_code
from surveykit.release import (
    Change,
    Content,
    Multiple,
    Published,
    Quotation,
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
from surveykit.release.audit import Audit, Scope

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
    headline = next(block for group in report(survey, release).blocks for block in _inside(group, KeyFigures))
    assert [what for _, what, _ in headline.figures] == [
        release[one].label for one in survey.report.key_figures if one != "reseaux_aujourdhui"
    ]


def _inside(block: Block, kind: type) -> list:
    return [one for one in block.blocks if isinstance(one, kind)] if isinstance(block, Group) else []


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


def test_the_report_says_which_protection_applies_and_what_it_does_not_cover(survey: Survey) -> None:
    said = {scope: _text(survey, replace(_release(survey), audit=Audit(scope))) for scope in Scope}
    together = "révélerait la réponse de moins de 3\u00a0répondants n’est pas diffusé"
    assert "rapprochés entre eux et, s’il y en a eu, de ceux des diffusions précédentes" in said[Scope.RELEASES]
    assert "mais non de ceux d’autres diffusions" in said[Scope.RELEASE]
    assert together in said[Scope.RELEASES]
    assert together in said[Scope.RELEASE]
    assert "n’ont pas été rapprochés entre eux" in said[Scope.FIGURES]
    assert together not in said[Scope.FIGURES]
    for text in said.values():
        for limit in ("l’entente de plusieurs répondants", "connaissances extérieures", "approximations"):
            assert limit in text


def test_the_report_is_the_same_when_it_is_made_again_after_it_was_recorded(survey: Survey) -> None:
    first, again = Audit(Scope.RELEASES), Audit(Scope.RELEASES, earlier=("release 1 of 2014-09-08",))
    assert _text(survey, replace(_release(survey), audit=first)) == _text(
        survey, replace(_release(survey), audit=again)
    )


def test_a_hidden_base_is_marked_as_a_secret(survey: Survey) -> None:
    whole = _release(survey)
    figures = tuple(replace(one, base=HiddenBase(26, 24), content=SECRET) for one in whole.figures)
    text = _text(survey, replace(whole, figures=figures))
    assert "s\u00a0ARS sur s" in text
    assert "23\u00a0ARS sur 24" not in text


def test_a_total_that_tells_the_answer_of_all_is_starred(survey: Survey) -> None:
    whole = _release(survey)
    figures = tuple(replace(one, unanimous=one.id == "reseaux_terme") for one in whole.figures)
    text = _text(survey, replace(whole, figures=figures))
    assert "1\u202f512\u00a0réseaux*" in text
    assert text.count(words.SAME_ANSWER) == 1


def test_default_thresholds_are_printed_with_their_source(survey: Survey) -> None:
    parts = {name: getattr(survey, name) for name in Survey.model_fields}
    default, other = Dissemination(statement="Diffusion."), Dissemination(minimum_units=4)
    for policy, printed in ((default, True), (other, False), (survey.dissemination, False)):
        made = Survey(**(parts | {"dissemination": policy}))
        assert (words.DEFAULT_SOURCE in _text(made, _release(made))) is printed


def _coded(survey: Survey, content: Content, *quoted: str) -> Release:
    whole = _release(survey)
    field = FieldId("q8_difficultes")
    base = Base(26, 24, 24, 11)
    figure = Published(
        IndicatorId(themes_code(field)), "multiple", "Difficultés rencontrées", "ARS", None, base, content
    )
    quotations = tuple(Quotation(field, "8", text, "Mme Petit") for text in quoted)
    return replace(
        whole,
        figures=(*whole.figures, figure),
        themes={field: {OptionCode("financement"): "Contraintes financières"}},
        quotations=quotations,
    )


def test_the_themes_of_coded_answers_and_what_may_be_quoted_are_told(survey: Survey) -> None:
    found = Multiple((OneClass("financement", "Contraintes financières", 7, 7 / 11),))
    text = _text(survey, _coded(survey, found, "Crédits\nincertains."))
    for printed in (
        words.WRITTEN,
        "Difficultés rencontrées",
        "Contraintes financières",
        "63,6\u00a0%",
        "11\u00a0ARS sur 24",
        "«\u00a0Crédits incertains.\u00a0» (question 8)",
    ):
        assert printed in text
    assert "Petit" not in text
    assert words.QUOTATIONS not in _text(survey, _coded(survey, found))


def test_withheld_themes_say_nothing_and_a_survey_without_coding_has_no_such_part(survey: Survey) -> None:
    text = _text(survey, _coded(survey, SECRET))
    assert words.WRITTEN in text
    assert "Contraintes financières" not in text
    assert words.WRITTEN not in _text(survey, _release(survey))


def test_a_part_of_the_outline_may_show_the_themes_of_a_coded_question(survey: Survey) -> None:
    assert survey.report is not None
    part = Theme(title="Difficultés", indicators=(IndicatorId("q8_difficultes_themes"),))
    told = Survey(
        **{name: getattr(survey, name) for name in Survey.model_fields}
        | {"report": survey.report.model_copy(update={"themes": (*survey.report.themes, part)})}
    )
    found = Multiple((OneClass("financement", "Contraintes financières", 7, 7 / 11),))
    text = _text(told, _coded(told, found))
    assert "Contraintes financières" in text.partition("Difficultés\n")[2]
    assert words.CODED not in text, "it stands in one place"
    assert "Difficultés\n" not in _text(told, _release(survey)), "nothing was coded yet"

"""What the report shows of a release: its figures with their bases, its secrets marked, and nobody's name."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from small_survey import small_survey
from surveykit import load_survey
from surveykit.bases import Base, HiddenBase
from surveykit.compose.report import printed, report, words
from surveykit.document import Block, Chart, Contents, Group, Heading, KeyFigures, Paragraph, Table, bars_of, lines
from surveykit.ids import FieldId, IndicatorId, OptionCode
from surveykit.model import Dissemination, Median, Survey, Theme, themes_code
from surveykit.model import Ratio as RatioIndicator
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
from surveykit.release.audit import Audit, AuditScope

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
        "multiple": Multiple((OneClass("x", "Une méthode", 11, 11 / 23), OneClass("y", "Une autre", 0, 0.0))),
    }[kind]


def _release(survey: Survey, **contents: Content) -> Release:
    base = Base(26, 24, 24, 23)
    figures = tuple(
        Published(one.id, one.kind, one.label, one.unit, None, base, contents.get(one.id, _content(one.kind)))
        for one in survey.indicators
    )
    return Release(survey.id, survey.edition, 26, 24, figures, survey.language)


def _text(survey: Survey, release: Release) -> str:
    return "\n".join(line for line, _ in lines(report(survey, release)))


def test_every_indicator_stands_in_the_report_with_its_base(survey: Survey) -> None:
    text = _text(survey, _release(survey))
    for indicator in survey.indicators:
        assert indicator.label in text
    for shown in (
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
        assert shown in text, shown


def test_a_secret_is_marked_and_told_in_an_annex_with_its_reason(survey: Survey) -> None:
    release = _release(survey, reseaux_aujourdhui=SECRET, coherence_guide=SECRET, methodologie=SECRET)
    document = report(survey, release)
    text = "\n".join(line for line, _ in lines(document))
    assert "s\u00a0: chiffre couvert par le secret." in text
    assert "Un chiffre est couvert par le secret («\u00a0s\u00a0») lorsqu’il repose sur moins de 3" in text
    assert "3\u00a0chiffres sur 30 ne sont pas diffusés" in text
    assert text.count("Moins de 3 répondants") == 3
    assert "«\u00a0Méthodologies utilisées\u00a0»\u00a0: répartition non diffusée (moins de 3 répondants)." in text
    cells = [cell for table in _all(document.blocks, Table) for row in table.rows for cell in row]
    assert {cell.text for cell in cells if cell.withheld} == {"s"}
    assert sum(cell.withheld for cell in cells) == 5  # total and mean in their themes, all three in the annex


def test_a_key_figure_that_may_not_be_said_is_absent_and_said_to_be(survey: Survey) -> None:
    document = report(survey, _release(survey, reseaux_aujourdhui=SECRET))
    (headline,) = _all(document.blocks, KeyFigures)
    assert [what for _, what, _ in headline.figures] == [
        survey.indicator_by_id[one].label for one in survey.report.key_figures if one != "reseaux_aujourdhui"
    ]
    told = [block.text for block in _all(document.blocks, Paragraph)]
    assert words.absent("fr", [("Réseaux identifiés et financés aujourd’hui", "moins de 3 répondants")]) in told


def _all(blocks: tuple[Block, ...], kind: type) -> list:
    found: list = []
    for block in blocks:
        if isinstance(block, Group):
            found += _all(block.blocks, kind)
        if isinstance(block, kind):
            found.append(block)
    return found


def test_the_first_page_says_the_method_in_three_sentences_and_the_contents_follow(survey: Survey) -> None:
    document = report(survey, _release(survey))
    place = next(n for n, block in enumerate(document.blocks) if isinstance(block, Contents))
    (method,) = (
        block
        for block in document.blocks[:place]
        if isinstance(block, Group) and block.blocks[0] == Heading(1, "Méthode")
    )
    assert len(method.blocks) == 1 + 3
    titles = [heading.text for heading in _all(document.blocks[place:], Heading) if heading.level == 1]
    assert titles[0] == "1. Première orientation\u00a0: l’appui à la coordination"
    assert titles[1] == "2. Seconde orientation\u00a0: la polyvalence"
    assert [title for title in titles if title.startswith("Annexe")] == [
        "Annexe 1 – Tous les chiffres et leurs bases",
        "Annexe 2 – Méthode et définitions",
        "Annexe 3 – Chiffres non diffusés",
        "Annexe 4 – Questionnaire",
    ]


def test_every_question_stands_in_the_last_annex_and_no_answer_to_an_open_one(survey: Survey) -> None:
    text = _text(survey, _release(survey))
    asked = text[text.index("Annexe 4 – Questionnaire", text.index("Annexe 4 – Questionnaire") + 1) :]
    for question in survey.questions():
        assert question.text in asked
    assert "ne sont pas reproduites dans ce document" in text


def test_tables_and_charts_are_numbered_in_order(survey: Survey) -> None:
    blocks = report(survey, _release(survey)).blocks
    for kind, word in ((Table, "Tableau"), (Chart, "Graphique")):
        found = [str(block.numbering) for block in _all(blocks, kind)]
        assert found == [f"{word}\u00a0{rank}" for rank in range(1, len(found) + 1)]


def test_a_table_stands_beside_every_chart(survey: Survey) -> None:
    blocks = report(survey, _release(survey)).blocks
    cells = {cell.text for table in _all(blocks, Table) for row in table.rows for cell in row}
    charts = _all(blocks, Chart)
    assert len(charts) == 8
    for chart in charts:
        assert chart.description.startswith("Diagramme en ")
        for bar in bars_of(chart.drawing):
            assert bar.value is not None
            assert any(words_of.startswith(bar.shown.split("\u00a0")[0]) for words_of in cells), bar


def test_a_chart_shows_no_secret_and_says_that_it_does_not(survey: Survey) -> None:
    release = _release(survey, reseaux_terme=SECRET, politique_si=Undefined("aucune réponse"), stade=SECRET)
    document = report(survey, release)
    titles = [chart.title for chart in _all(document.blocks, Chart)]
    assert not any(title.startswith("Stade des réorganisations") for title in titles)
    assert "Cohérence avec les orientations du guide (nombre d’ARS)" in titles
    absent = {
        (bar.label, bar.shown)
        for chart in _all(document.blocks, Chart)
        for bar in bars_of(chart.drawing)
        if bar.value is None
    }
    assert absent == {
        ("Au terme des réorganisations", "non diffusé"),
        ("ARS menant une politique de système d’information", "sans objet"),
    }
    told = [block.text for block in _all(document.blocks, Paragraph)]
    assert sum("Les valeurs non diffusées ne sont pas représentées." in text for text in told) == 2
    everything = {one.id: SECRET for one in survey.indicators}
    assert _all(report(survey, _release(survey, **everything)).blocks, Chart) == []


def test_totals_of_other_respondents_are_not_an_evolution(survey: Survey) -> None:
    whole = _release(survey)
    caveat = words.other_respondents("fr", "ARS")
    assert caveat not in _text(survey, whole)
    fewer = Base(26, 24, 24, 20)
    figures = tuple(replace(one, base=fewer) if one.id == "reseaux_terme" else one for one in whole.figures)
    assert _text(survey, replace(whole, figures=figures)).count(caveat) == 1


def test_groups_stand_side_by_side_and_unanimity_is_told(survey: Survey) -> None:
    whole = _release(survey)
    figures = []
    for figure in whole.figures:
        figures.append(figure)
        for value, label in (("metropole", "Métropole"), ("outre_mer", "Outre-mer")):
            group = OneGroup("ensemble", value, "Ensemble territorial", label)
            figures.append(replace(figure, group=group, unanimous=figure.id == "cpom" and value == "outre_mer"))
    text = _text(survey, replace(whole, figures=tuple(figures)))
    assert "Annexe 2 – Résultats par groupe" in text
    assert "Métropole" in text
    assert "50\u00a0%* (23)" in text
    assert words.said("fr", words.SAME_IN_GROUP) in text
    assert words.said("fr", words.SAME_ANSWER) not in text


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (Share(0.5, 3, 6), "3 sur 6"),
        (Share(0.3684, 7, 19), "37\u00a0%"),
        (Share(0.4213, 75, 178), "42,1\u00a0%"),
        (Ratio(2 / 9, 2, 9), "2 sur 9"),
        (Ratio(4.5, 9, 2, percent=False), "4,50"),
        (Ratio(12.46, 1246, 100, percent=False), "12,5"),
        (Change(0.25, 8, 10), "de 8 à 10"),
        (Change(0.25, 20, 25), "+25\u00a0%"),
        (Change(-0.0519, 540, 512), "\u22125,2\u00a0%"),
    ],
)
def test_a_percentage_rests_on_enough_to_be_one(content: Content, shown: str) -> None:
    assert printed.value("fr", content) == shown


def test_a_ratio_of_unlike_things_is_a_number_in_its_unit(survey: Survey) -> None:
    changed = [
        one.model_copy(update={"percent": False, "unit": "patients par réseau"})
        if isinstance(one, RatioIndicator)
        else one
        for one in survey.indicators
    ]
    per_network = survey.model_copy(update={"indicators": tuple(changed)})
    every = {one.id: Ratio(2.35, 470, 200, percent=False) for one in changed if isinstance(one, RatioIndicator)}
    text = _text(per_network, _release(per_network, **every))
    assert "2,35\u00a0patients par réseau" in text
    assert "235" not in text


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
    assert printed.value("fr", Undefined("aucune réponse")) == "–"


def test_a_sum_of_one_takes_no_plural() -> None:
    assert printed.value("fr", Total(1), "réseaux") == "1"
    assert printed.value("fr", Total(2), "réseaux") == "2\u00a0réseaux"


def test_tables_are_whole(survey: Survey) -> None:
    for table in _all(report(survey, _release(survey)).blocks, Table):
        assert table.caption
        assert table.description
        assert len(table.widths) == len(table.header)
        assert all(len(row) == len(table.header) and row[0].header for row in table.rows)


def test_the_report_says_which_protection_applies_and_what_it_does_not_cover(survey: Survey) -> None:
    said = {scope: _text(survey, replace(_release(survey), audit=Audit(scope))) for scope in AuditScope}
    together = "révélerait la réponse de moins de 3\u00a0répondants n’est pas diffusé"
    assert "rapprochés entre eux et, s’il y en a eu, de ceux des diffusions précédentes" in said[AuditScope.RELEASES]
    assert "mais non de ceux d’autres diffusions" in said[AuditScope.RELEASE]
    assert together in said[AuditScope.RELEASES]
    assert together in said[AuditScope.RELEASE]
    assert "n’ont pas été rapprochés entre eux" in said[AuditScope.FIGURES]
    assert together not in said[AuditScope.FIGURES]
    for text in said.values():
        for limit in ("l’entente de plusieurs répondants", "connaissances extérieures", "approximations"):
            assert limit in text


def test_the_report_is_the_same_when_it_is_made_again_after_it_was_recorded(survey: Survey) -> None:
    first, again = Audit(AuditScope.RELEASES), Audit(AuditScope.RELEASES, earlier=("release 1 of 2014-09-08",))
    assert _text(survey, replace(_release(survey), audit=first)) == _text(
        survey, replace(_release(survey), audit=again)
    )


def test_the_legend_says_what_a_median_rests_on_where_there_is_one() -> None:
    median = Median(id=IndicatorId("milieu"), label="Milieu", value="q2_matin")
    policy = Dissemination(minimum_units=3, median_minimum_units=7)
    with_median = small_survey(indicators=(median,), report=None, dissemination=policy)
    assert words.legend(with_median).endswith(
        " Une médiane l’est aussi lorsqu’elle repose sur moins de 7\u00a0réponses."
    )
    assert "médiane" not in words.legend(small_survey(dissemination=policy))


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
    assert text.count(words.said("fr", words.SAME_ANSWER)) == 2  # in its theme, and among all the figures


def test_default_thresholds_are_printed_with_their_source(survey: Survey) -> None:
    parts = {name: getattr(survey, name) for name in Survey.model_fields}
    default, other = Dissemination(statement="Diffusion."), Dissemination(minimum_units=4)
    for policy, is_told in ((default, True), (other, False), (survey.dissemination, False)):
        made = Survey(**(parts | {"dissemination": policy}))
        assert ("Ces seuils sont appliqués par défaut." in _text(made, _release(made))) is is_told


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
    for told in (
        words.coded("fr"),
        "Difficultés rencontrées",
        "Contraintes financières",
        "64\u00a0%",
        "11\u00a0ARS sur 24",
        "«\u00a0Crédits incertains.\u00a0» (question\u00a08)",
    ):
        assert told in text
    assert "Petit" not in text
    assert "Extraits dont la citation a été autorisée" not in _text(survey, _coded(survey, found))


def test_withheld_themes_say_nothing_and_a_survey_without_coding_has_no_such_part(survey: Survey) -> None:
    text = _text(survey, _coded(survey, SECRET))
    assert words.coded("fr") in text
    assert "Contraintes financières" not in text
    assert words.coded("fr") not in _text(survey, _release(survey))


def test_a_question_within_a_question_keeps_its_mark_in_the_annex(survey: Survey) -> None:
    text = _text(survey, _release(survey))
    assert "Si oui, combien\u202f? (nombre de réseaux)" in text
    assert "? :" not in text.replace("\u00a0", " ").replace("\u202f", " ")


def test_coded_questions_that_no_theme_names_have_a_part_of_their_own(survey: Survey) -> None:
    assert survey.report is not None
    themes = tuple(one.model_copy(update={"open_questions": ()}) for one in survey.report.themes)
    without = survey.model_copy(update={"report": survey.report.model_copy(update={"themes": themes})})
    found = Multiple((OneClass("financement", "Contraintes financières", 7, 7 / 11),))
    number = len(themes) + 1
    text = _text(without, _coded(without, found, "Crédits incertains."))
    assert f"{number}. Réponses en texte libre" in text
    assert f"{number + 1}. Éléments de comparaison" in text
    assert "Crédits incertains." in text
    assert ". Réponses en texte libre" not in _text(survey, _coded(survey, found))


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
    assert text.count("– Difficultés rencontrées\n") == 1, "its table stands in one place"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (None, None),
        (0, "Aucune réponse n’a été corrigée par le bureau."),
        (1, "1\u00a0réponse a été corrigée par le bureau après échange avec les ARS."),
        (12, "12\u00a0réponses ont été corrigées par le bureau après échange avec les ARS."),
        (1200, "1\u202f200\u00a0réponses ont été corrigées par le bureau après échange avec les ARS."),
    ],
)
def test_the_method_says_how_many_answers_were_corrected(survey: Survey, number: int | None, told: str | None) -> None:
    text = _text(survey, replace(_release(survey), corrected=number))
    assert ("par le bureau" in text) == (told is not None)
    assert told is None or told in text.partition("Collecte et calcul")[2]


def test_the_legend_says_why_a_figure_that_is_shown_does_not_exist() -> None:
    base = Base(8, 8, 8, 7)
    missing = Published(IndicatorId("t1"), "total", "T1", "", None, base, Undefined("une réponse manque"))
    nobody = replace(missing, content=Undefined("aucune réponse"))
    assert words.marks_in("fr", [missing]) == ("–\u00a0: sans objet (une réponse manque).",)
    assert words.marks_in("fr", [missing, nobody, missing]) == (
        "–\u00a0: sans objet (une réponse manque ou aucune réponse).",
    )

"""The small survey with an indicator of every kind: what figures are computed on, by the engines and by hand."""

from __future__ import annotations

from small_survey import small_survey
from surveykit.ids import FieldId, IndicatorId
from surveykit.model import (
    Change,
    Derived,
    Distribution,
    KeyFigures,
    Mean,
    Median,
    MissingPolicy,
    Multiple,
    Outline,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Survey,
    Theme,
    Total,
)

SURVEY = small_survey(
    report=None,
    derived=(
        Derived(code="total_seances", label="Séances", value="q2_matin + q2_apres_midi"),
        Derived(
            code="signataires",
            label="Signataires, aucun sans charte",
            value="case when q5_charte then q5_signataires when not q5_charte then 0 end",
        ),
    ),
    indicators=(
        ResponseRate(id="taux", label="Taux"),
        Total(id="ateliers", label="Ateliers", value="q1_ateliers"),
        Total(id="signataires_si_charte", label="Signataires", value="q5_signataires"),
        Total(id="signataires", label="Signataires", value="signataires"),
        Total(id="avec_signataires", label="Somme", value="q1_ateliers + q5_signataires"),
        Total(id="hausse", label="Hausse", value="q1_ateliers - q1_ateliers_avant"),
        Total(id="publics_coches", label="Publics", value="count_ticked(q4_publics)"),
        Total(id="ateliers_sous_charte", label="Ateliers", value="q1_ateliers", where="q5_charte"),
        Share(id="charte", label="Charte", of="q5_charte"),
        Share(id="en_hausse", label="En hausse", of="q1_ateliers > q1_ateliers_avant"),
        Share(id="enfants_ou_charte", label="Enfants", of="has(q4_publics, 'enfants') or q5_charte"),
        Share(id="ville", label="La ville", of="q6_porteur = 'ville'", where="q3_satisfaction >= 2"),
        Ratio(id="par_atelier", label="Par atelier", numerator="total_seances", denominator="q1_ateliers"),
        Change(id="evolution", label="Évolution", before="q1_ateliers_avant", after="signataires"),
        ScaleSummary(id="satisfaction", label="Satisfaction", field=FieldId("q3_satisfaction")),
        ScaleSummary(id="satisfaits", label="Charte", field=FieldId("q3_satisfaction"), where="not q5_charte"),
        Multiple(id="publics", label="Publics", field=FieldId("q4_publics")),
        Multiple(id="publics_charte", label="Publics", field=FieldId("q4_publics"), where="q5_charte"),
        Mean(id="moyenne", label="Moyenne", value="q1_ateliers"),
        Mean(id="moyenne_zero", label="Moyenne", value="q5_signataires", missing=MissingPolicy.ZERO),
        Median(id="mediane", label="Médiane", value="q1_ateliers"),
        Median(id="mediane_hausse", label="Médiane", value="q1_ateliers - q1_ateliers_avant", where="q5_charte"),
        Share(id="charte_zero", label="Charte", of="q5_charte", missing=MissingPolicy.ZERO),
        Total(id="ateliers_tous", label="Ateliers", value="q1_ateliers", missing=MissingPolicy.COMPLETE),
        Distribution(id="chartes", label="Chartes", field=FieldId("q5_charte")),
        Distribution(id="porteurs", label="Porteurs", field=FieldId("q6_porteur")),
        Distribution(id="tailles", label="Tailles", field=FieldId("q1_ateliers"), classes=(0, 1, 3, 10)),
        Total(id="selon_charte", label="Ateliers", value="q1_ateliers", by=FieldId("q5_charte")),
        Distribution(id="selon_porteur", label="Tailles", field=FieldId("q3_satisfaction"), by=FieldId("q6_porteur")),
    ),
)

SETS = tuple(
    tuple(map(IndicatorId, names.split()))
    for names in (
        "taux ateliers evolution charte satisfaction tailles mediane",
        "moyenne_zero charte_zero signataires_si_charte",
        "publics en_hausse ateliers_tous selon_charte",
        "ateliers_sous_charte publics_charte selon_porteur",
        "porteurs publics",
    )
)
"""Sets of indicators on a common base each; the third and the last share one, and so their base."""
TOGETHER = (SETS[0], SETS[1], (*SETS[2], "porteurs"), SETS[3])

COMMON = Survey(
    **{name: getattr(SURVEY, name) for name in Survey.model_fields if name != "report"},
    report=Outline(
        title="Bilan",
        headline=KeyFigures(base="common", indicators=SETS[0]),
        themes=tuple(Theme(title=f"Thème {n}", base="common", indicators=one) for n, one in enumerate(SETS[1:])),
    ),
)
"""The same survey, where figures of each set rest on those who answered all of it."""

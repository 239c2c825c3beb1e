"""A release of the small survey, built by hand: one figure of each kind, a secret, and a group."""

from __future__ import annotations

from small_survey import small_survey
from surveykit.bases import Base
from surveykit.model import DistributionChart, Followed, Moment, MomentsChart, Outline, Survey, Theme
from surveykit.release import Change, Class, Content, Group, Multiple, Published, Ratio, Release, Scale, Share, Total
from surveykit.release import Withheld as Secret

CONTENTS: dict[str, Content] = {
    "taux_reponse": Share(0.8, 12, 15),
    "ateliers_aujourdhui": Total(1234),
    "part_charte": Share(2 / 3, 4, 6),
    "seances_par_atelier": Ratio(0.425, 425, 1000),
    "evolution": Change(0.1, 110, 121),
    "satisfaction": Scale(3.25, 3.5, tuple(Class(n, str(n), n, n / 15) for n in range(6))),
    "publics": Multiple((Class("enfants", "Enfants", 9, 0.75), Class("adultes", "Adultes", 3, 0.25))),
    "ateliers_avec_charte": Secret("too_few", "moins de 3 répondants"),
}


def charted_survey() -> Survey:
    """The small survey with a chart of each kind that its indicators allow, and an open question."""
    moments = (
        Moment(label="Aujourd’hui", indicator="ateliers_aujourdhui"),
        Moment(label="Sous charte", indicator="ateliers_avec_charte", planned=True),
    )
    activity = Theme(
        title="Activité",
        text="Ce que font les ateliers.",
        indicators=("ateliers_aujourdhui", "ateliers_avec_charte", "evolution", "seances_par_atelier", "part_charte"),
        charts=(MomentsChart(title="Suivi", unit="ateliers", series=(Followed(label="Ateliers", moments=moments),)),),
    )
    organisation = Theme(
        title="Organisation",
        indicators=("satisfaction", "publics"),
        charts=(DistributionChart(indicator="satisfaction"), DistributionChart(indicator="publics")),
        open_questions=("q7_observations",),
    )
    return small_survey(
        report=Outline(
            title="Bilan des ateliers",
            key_figures=("taux_reponse", "ateliers_avec_charte"),
            themes=(activity, organisation),
        )
    )


def small_release(survey: Survey) -> Release:
    """The release: twelve villes of fifteen answered, and six of them have a group for the total."""
    base = Base(15, 12, 12, 12)
    figures = []
    for one in survey.indicators:
        figures.append(Published(one.id, one.kind, one.label, one.unit, None, base, CONTENTS[one.id]))
        if one.id == "ateliers_aujourdhui":
            for value, label in (("nord", "Nord"), ("sud", "Sud")):
                group = Group("bord", value, "Bord", label)
                figures.append(Published(one.id, one.kind, one.label, one.unit, group, base, Total(617)))
    return Release(survey.id, survey.edition, 15, 12, tuple(figures), survey.language)

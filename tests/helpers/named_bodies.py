"""A survey of bodies with long names, alike in part, and their returns: who is named where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from small_survey import small_survey
from surveykit.collect import Collected, Envelope, collect
from surveykit.compose.form import form
from surveykit.document import Document
from surveykit.filled import CopySource, Entry, FilledForm, Words
from surveykit.findings import Finding
from surveykit.ids import CopyRef, FieldId, RespondentCode
from surveykit.model import Grouping, Population, Respondent, Survey

BODIES = {
    "alsace": "Agence régionale de santé d’Alsace",
    "basse_normandie": "Agence régionale de santé de Basse-Normandie",
    "corse": "Agence régionale de santé de Corse",
    "ile_de_france": "Agence régionale de santé d’Île-de-France",
    "martinique": "Agence régionale de santé de la Martinique",
    "normandie": "Agence régionale de santé de Normandie",
    "ocean_indien": "Agence régionale de santé de l’Océan Indien (La Réunion et Mayotte)",
    "paca": "Agence régionale de santé de Provence-Alpes-Côte d’Azur",
    "pays_de_la_loire": "Agence régionale de santé des Pays de la Loire",
    "rhone_alpes": "Agence régionale de santé de Rhône-Alpes",
}


def survey_of(
    names: Mapping[str, str] = BODIES,
    emails: Mapping[str, Sequence[str]] | None = None,
    attributes: Mapping[str, Mapping[str, str]] | None = None,
    **changes: Any,
) -> Survey:
    """The small survey, asked of these bodies; each is of the grouping `bord`, half of them on each bank."""
    everyone = tuple(
        Respondent(
            code=RespondentCode(code),
            name=name,
            email=tuple((emails or {}).get(code, ())),
            attributes={"bord": "sud" if rank else "nord", **(attributes or {}).get(code, {})},
        )
        for rank, (code, name) in enumerate(names.items())
    )
    banks = {"bord": Grouping(label="Bord", values={"nord": "Nord", "sud": "Sud"})}
    return small_survey(
        population=Population(unit="ARS", units="ARS", groupings=banks, respondents=everyone), **changes
    )


SURVEY = survey_of()


def filed(
    holder: str | None,
    file_name: str = "",
    *,
    sender: str = "",
    contact: str = "",
    email: str = "",
    survey: Survey = SURVEY,
    shown: Document | None = None,
) -> Collected:
    """What is read of the copy of a holder (None: a form that names nobody) that came in under these names."""
    lines = {FieldId("contact_nom"): contact, FieldId("contact_courriel"): email}
    copies = [CopyRef(survey.id, survey.edition, RespondentCode(holder))] if holder else []
    entries = {code: Entry((Words(text),)) for code, text in lines.items() if text}
    filled = FilledForm(survey.ref, entries, tuple((one, CopySource.ANSWER) for one in copies), complete=False)
    return collect(survey, form(survey) if shown is None else shown, filled, Envelope(file_name, sender))


def doubts(told: Collected) -> list[Finding]:
    """The findings on whose the answers are."""
    return [one for one in told.findings if one.code in {"another_named", "copy_unknown"}]


def others(told: Collected) -> list[object]:
    """The names of those who are named in the place of the holder."""
    return [one.slots["other"] for one in told.findings if one.code == "another_named"]

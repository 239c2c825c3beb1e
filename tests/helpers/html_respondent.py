"""What a respondent fills in, in Chromium, in the forms of the small survey; and what must come of it."""

from __future__ import annotations

from pathlib import Path

from chromium import Visit
from html_pages import personal
from small_survey import small_survey
from surveykit import interchange
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.filled import FilledForm
from surveykit.ids import OptionCode
from surveykit.responses import Answered, NonResponse, NonResponseReason
from surveykit_html import renderer

SURVEY = small_survey()
AWKWARD = "Première ligne</script>\n\ttabulée – « œuvre »\n\n<b>&amp; 'fin' \"€\" 🏥"


def blank_form(folder: Path) -> Path:
    """The form that anybody may fill, in a folder."""
    path = folder / "formulaire.html"
    path.write_bytes(renderer.render(form(SURVEY)))
    return path


def personal_copy(folder: Path) -> Path:
    """The copy of Brest, in a folder."""
    path = folder / "brest.html"
    path.write_bytes(renderer.render(personal(SURVEY)))
    return path


def fill(visited: Visit) -> None:
    """Answers to everything."""
    for name, text in {
        "contact_nom": "Anne Œuvrard",
        "q1_ateliers": "1 200",
        "q1_ateliers_avant": "NC",
        "q2_matin": "3",
        "q2_apres_midi": "0",
        "q7_observations": AWKWARD,
    }.items():
        visited.control(name).fill(text)
    for name, value in (("q3_satisfaction", "4"), ("q5_charte", "oui"), ("q6_porteur", "autre")):
        visited.control(name, value).check()
    for value in ("adultes", "autres"):
        visited.control("q4_publics", value).check()
    visited.control("q4_autres").fill("Aidants")
    visited.control("q5_signataires").fill("8")
    visited.control("q6_autre").fill("Un groupement")


ANSWERS = {
    "q1_ateliers": Answered(1200),
    "q1_ateliers_avant": NonResponse(NonResponseReason.NOT_COMMUNICATED),
    "q2_matin": Answered(3),
    "q2_apres_midi": Answered(0),
    "q3_satisfaction": Answered(4),
    "q4_publics": Answered(frozenset({OptionCode("adultes"), OptionCode("autres")})),
    "q4_autres": Answered("Aidants"),
    "q5_charte": Answered(True),
    "q5_signataires": Answered(8),
    "q6_porteur": Answered("autre"),
    "q6_autre": Answered("Un groupement"),
    "q7_observations": Answered(AWKWARD),
}


def collected(path: Path) -> Collected:
    """What is collected from a file of answers."""
    ((_, filled),) = interchange.read(path.read_bytes())
    assert isinstance(filled, FilledForm)
    return collect(SURVEY, form(SURVEY), filled)

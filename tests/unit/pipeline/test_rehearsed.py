"""A survey as it is rehearsed: every address in it leads nowhere, and its forms are the real ones."""

from __future__ import annotations

from small_survey import small_survey
from surveykit import load_survey
from surveykit.model import Collection, Mail, Message, Population, Respondent
from surveykit.rehearsal.rehearsed import rehearsed

ADDRESSES = ("bureau@sante.gouv.fr", "Par courrier, au bureau", "Copie.A+b@sante.gouv.fr")


def test_no_address_of_a_definition_is_left() -> None:
    survey = small_survey(
        introduction=("Écrire à Copie.A+b@sante.gouv.fr, ou à aide@sante.gouv.fr.",),
        collection=Collection(
            deadline=small_survey().collection.deadline, addresses=ADDRESSES, submit="https://depot.sante.gouv.fr/x"
        ),
        mail=Mail(sender="chef@sante.gouv.fr", reminder=Message(subject="Rappel", body=("bureau@sante.gouv.fr",))),
        population=Population(
            unit="ville",
            units="villes",
            respondents=(
                Respondent(code="brest", name="Brest", email=("mairie@brest.fr",)),
                Respondent(code="caen", name="Caen"),
            ),
        ),
    )
    shown = rehearsed(survey)
    assert shown.collection.addresses == ("retour@bureau.example", "Par courrier, au bureau", "retour-2@bureau.example")
    assert shown.collection.submit is None
    assert shown.introduction == ("Écrire à retour-2@bureau.example, ou à retour-3@bureau.example.",)
    assert shown.mail.reminder is not None
    assert shown.mail.reminder.body == ("retour@bureau.example",)
    assert (shown.mail.sender or "").endswith("@bureau.example")
    assert [one.email for one in shown.population.respondents] == [
        ("brest@repondants.example",),
        ("caen@repondants.example",),
    ]
    assert "gouv.fr" not in shown.model_dump_json()
    assert "brest.fr" not in shown.model_dump_json()


def test_its_forms_are_those_of_the_survey() -> None:
    survey = load_survey("reseaux_2014")
    shown = rehearsed(survey)
    assert shown.ref == survey.ref
    assert shown.sections == survey.sections
    assert (shown.rules, shown.indicators, shown.report) == (survey.rules, survey.indicators, survey.report)
    assert rehearsed(shown) == shown

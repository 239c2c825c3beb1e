"""Whose a return is, against what speaks of it: the name of its file, its contact block, its sender."""

from __future__ import annotations

import pytest

from filled_forms import SHOWN, codes, returned, typed
from filled_forms import SURVEY as TOWNS
from named_bodies import BODIES, doubts, filed, others, survey_of
from surveykit.collect import Envelope, collect
from surveykit.findings import Severity
from surveykit.model import Survey


def test_a_file_named_after_another_is_told_and_its_answers_stay_where_they_are() -> None:
    told = filed("paca", "ARS Corse - réponse.docx")
    (doubt,) = doubts(told)
    assert told.response.respondent == "paca"
    assert (doubt.code, doubt.severity, doubt.place.respondent) == ("another_named", Severity.WARNING, "paca")
    assert not doubt.asked_back
    assert doubt.message == (
        "le questionnaire est au nom de «\u00a0Agence régionale de santé de Provence-Alpes-Côte d’Azur\u00a0», "
        "mais le nom du fichier désigne «\u00a0Agence régionale de santé de Corse\u00a0» "
        "(«\u00a0ARS Corse - réponse.docx\u00a0»)\u00a0: vérifiez de qui viennent les réponses"
    )


@pytest.mark.parametrize(
    ("testimony", "quoted"),
    [
        ({"email": "g.exemple@ars-corse.example"}, "g.exemple@ars-corse.example"),
        ({"email": "Mme Exemple <direction.corse@ars.sante.example>,"}, "direction.corse@ars.sante.example"),
        ({"contact": "Direction de l’offre de soins, agence de Corse"}, "agence de Corse"),
        ({"contact": "Quartier Saint-Joseph\n20000 Ajaccio\nCORSE"}, "20000 Ajaccio CORSE"),
        ({"sender": "A. Exemple <a.exemple@ars-corse.example>"}, "a.exemple@ars-corse.example"),
        ({"sender": "ARS Corse <contact@ars.example>"}, "ARS Corse"),
    ],
)
def test_each_testimony_is_told_with_its_words(testimony: dict[str, str], quoted: str) -> None:
    told = filed("paca", **testimony)
    (doubt,) = doubts(told)
    assert told.response.respondent == "paca"
    assert others(told) == [BODIES["corse"]]
    assert quoted in doubt.message
    assert BODIES["paca"] in doubt.message


def test_what_names_the_same_other_one_is_told_once() -> None:
    (doubt,) = doubts(filed("paca", "corse.docx", email="x@ars-corse.example", contact="ARS Corse"))
    assert doubt.message.endswith(
        "désigne «\u00a0Agence régionale de santé de Corse\u00a0» («\u00a0corse.docx\u00a0»), de même que "
        "«\u00a0x@ars-corse.example\u00a0», «\u00a0ARS Corse\u00a0»\u00a0: vérifiez de qui viennent les réponses"
    )


def test_two_others_are_told_each() -> None:
    assert others(filed("paca", "corse.docx", email="x@ars-alsace.example")) == [BODIES["corse"], BODIES["alsace"]]


@pytest.mark.parametrize(
    "said",
    [
        "Réponse CORSE.docx",
        "ars_corse-v2.pdf",
        "20140905 corse.docx",
        "corse2014.docx",
        "retours/alsace/corse.docx",
        "C:\\retours\\alsace\\corse.docx",
        "Agence régionale de santé de Corse.docx",
        "Co\u200brse.docx",
    ],
)
def test_capitals_hyphens_and_folders_make_no_difference(said: str) -> None:
    assert others(filed("paca", said)) == [BODIES["corse"]]


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("ILE DE FRANCE.docx", "ile_de_france"),
        ("Île-de-France.docx", "ile_de_france"),
        ("I\u0302le-de-France.docx", "ile_de_france"),
        ("ars_ile_de_france.docx", "ile_de_france"),
        ("Martinique.docx", "martinique"),
        ("ARS Océan Indien.docx", "ocean_indien"),
        ("Pays-de-la-Loire.docx", "pays_de_la_loire"),
        ("Provence Alpes Cote d'Azur.docx", "paca"),
        ("PACA.docx", "paca"),
    ],
)
def test_a_name_is_known_without_its_accents_articles_and_common_words(said: str, whose: str) -> None:
    assert others(filed("corse", said)) == [BODIES[whose]]
    assert doubts(filed(whose, said)) == []


@pytest.mark.parametrize(
    "said",
    [
        "",
        "questionnaire.docx",
        "ARS - réponse de l'agence régionale de santé.docx",
        "ateliers.docx",
        "Corsegard.docx",
        "corsez.docx",
        "Loire.docx",
        "Alpes.docx",
        "corse et alsace.docx",
        "nord.docx",
        "PACA - Corse.docx",
        ".docx",
    ],
)
def test_what_names_nobody_several_or_the_holder_too_says_nothing(said: str) -> None:
    email = f"{said.removesuffix('.docx').replace(' ', '-')}@ars.example"
    assert doubts(filed("paca", said, contact=said, email=email, sender=said)) == []


def test_a_name_inside_a_longer_one_is_not_named() -> None:
    assert doubts(filed("basse_normandie", "ARS Basse-Normandie.docx")) == []
    assert others(filed("corse", "ARS Basse-Normandie.docx")) == [BODIES["basse_normandie"]]
    assert others(filed("normandie", "basse normandie.docx")) == [BODIES["basse_normandie"]]
    assert doubts(filed("basse_normandie", "ARS Normandie.docx")) == []
    assert others(filed("corse", "ARS Normandie.docx")) == [BODIES["normandie"]]


def test_common_words_follow_from_the_population_in_any_language() -> None:
    names = {
        "kent": "County Council of Kent",
        "surrey": "County Council of Surrey",
        "the_wash": "County Council of Wash",
    }
    survey = survey_of(names)
    assert doubts(filed("kent", "County Council, reply of the council.docx", survey=survey)) == []
    assert others(filed("kent", "reply of surrey county council.docx", survey=survey)) == [names["surrey"]]


def test_the_words_of_the_survey_itself_name_nobody() -> None:
    survey = survey_of(id="ateliers_corse")
    assert doubts(filed("paca", "ateliers_corse.docx", survey=survey)) == []
    assert others(filed("paca", "ateliers_corse-alsace.docx", survey=survey)) == [BODIES["alsace"]]
    assert others(filed("paca", "ateliers alsace corse.docx", survey=survey)) == []
    assert others(filed("paca", "corse.docx", survey=survey)) == [BODIES["corse"]]


def test_a_short_code_names_nobody_unless_it_is_the_whole_name() -> None:
    survey = survey_of({"de": "Allemagne", "fr": "France", "it": "Italie", "d13": "Bouches-du-Rhône"})
    assert doubts(filed("fr", "réponse de la direction.docx", survey=survey)) == []
    assert others(filed("fr", "DE.docx", survey=survey)) == ["Allemagne"]
    assert others(filed("fr", "retour D13.docx", survey=survey)) == ["Bouches-du-Rhône"]


def _with_attributes() -> Survey:
    numbers = {code: {"finess": f"75000000{rank}", "rang": str(rank)} for rank, code in enumerate(BODIES)}
    numbers["corse"] |= {"adresse": "Quartier Saint-Joseph, 20000 Ajaccio", "pilote": "oui"}
    numbers["alsace"]["adresse"] = "14 rue de Corse, 67000 Strasbourg"
    for code in BODIES:
        numbers[code].setdefault("adresse", f"1 place {code[:3]} unique")
    return survey_of(attributes=numbers)


def test_an_attribute_that_tells_respondents_apart_names_them() -> None:
    survey = _with_attributes()
    assert others(filed("paca", "retour 750000002.docx", survey=survey)) == [BODIES["corse"]]
    assert others(filed("paca", contact="quartier saint joseph 20000 AJACCIO", survey=survey)) == [BODIES["corse"]]


def test_what_stands_in_the_holder_s_own_address_is_not_against_it() -> None:
    survey = _with_attributes()
    assert doubts(filed("alsace", contact="14, rue de Corse, 67000 Strasbourg", survey=survey)) == []
    assert doubts(filed("alsace", contact="rue de Corse", survey=survey)) == []


@pytest.mark.parametrize("said", ["retour 3.docx", "oui.docx", "sud.docx"])
def test_a_group_a_short_number_and_a_rare_mark_name_nobody(said: str) -> None:
    assert doubts(filed("paca", said, survey=_with_attributes())) == []


def test_the_addresses_of_the_definition_are_known() -> None:
    emails = {"corse": ("dg@agence-2a.example",), "alsace": ("x@commun.example",), "paca": ("y@commun.example",)}
    survey = survey_of(emails=emails)
    for said in ("dg@agence-2a.example", "autre@agence-2a.example", "z@mail.Agence-2A.example"):
        assert others(filed("paca", email=said, survey=survey)) == [BODIES["corse"]]
    assert others(filed("paca", email="x@commun.example", survey=survey)) == [BODIES["alsace"]]
    assert doubts(filed("corse", email="z@commun.example", survey=survey)) == []
    assert doubts(filed("corse", email="dg@agence-2a.example", survey=survey)) == []


def test_the_domain_of_everybody_names_nobody() -> None:
    names = {"orange": "Ville d’Orange", "free": "Ville de Free", "vienne": "Ville de Vienne"}
    survey = survey_of(names, emails={"vienne": ("mairie.vienne@gmail.com",)})
    assert doubts(filed("vienne", email="dupont@orange.fr", survey=survey)) == []
    assert doubts(filed("orange", email="dupont@gmail.com", survey=survey)) == []
    assert others(filed("orange", email="mairie.vienne@free.fr", survey=survey)) == [names["vienne"]]


def test_a_file_that_names_nobody_is_told_with_whom_the_rest_agrees_on() -> None:
    told = filed(None, "ARS Corse.docx", email="x@ars-corse.example", contact="Mme Exemple")
    (doubt,) = doubts(told)
    assert told.response.respondent is None
    assert (doubt.code, doubt.severity) == ("copy_unknown", Severity.ERROR)
    assert doubt.message == (
        "exemplaire inconnu\u00a0: rien dans ce fichier ne dit qui l’a rempli, mais «\u00a0ARS Corse.docx\u00a0», "
        "«\u00a0x@ars-corse.example\u00a0» fait penser à «\u00a0Agence régionale de santé de Corse\u00a0»\u202f; "
        "si c’est bien ce répondant, lancez «\u00a0surveykit collect ateliers FICHIER --respondent corse\u00a0»"
    )


@pytest.mark.parametrize(
    ("said", "email"), [("corse.docx", "x@ars-alsace.example"), ("corse et alsace.docx", ""), ("retour.docx", "")]
)
def test_nobody_is_suggested_when_the_rest_disagrees_or_is_silent(said: str, email: str) -> None:
    (doubt,) = doubts(filed(None, said, email=email))
    assert doubt.message == "exemplaire inconnu\u00a0: rien ne dit qui a rempli ce fichier"


def test_the_name_chosen_in_the_list_is_compared_too() -> None:
    chosen = {"respondent": typed("Brest")}
    told = collect(TOWNS, SHOWN, returned(chosen, copies=()), Envelope("Caen.docx"))
    assert told.response.respondent == "brest"
    assert others(told) == ["Caen"]
    assert codes(collect(TOWNS, SHOWN, returned(chosen, copies=()), Envelope("Brest.docx")).findings) == []


def test_a_file_that_contradicts_itself_is_told_for_that_alone() -> None:
    chosen = {"respondent": typed("Caen")}
    told = collect(TOWNS, SHOWN, returned(chosen), Envelope("Dijon.docx"))
    assert codes(told.findings) == ["copy_disagreement"]


def test_hostile_lines_are_read_in_bounds() -> None:
    for long in ("@" * 1_000_000, "a@b" * 300_000, "corse " * 200_000, "a." * 500_000 + "@x.y"):
        assert filed("paca", long, contact=long, email=long, sender=long).response.respondent == "paca"

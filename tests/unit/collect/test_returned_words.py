"""What was typed in one control, from a blank one to the strangest."""

from __future__ import annotations

from typing import Any

import pytest

from filled_forms import codes, collected, said, typed
from surveykit.findings import Severity
from surveykit.ids import FieldId, OptionCode
from surveykit.responses import Answered, Blank, Missing, NonResponse, NonResponseReason, Unreadable

COUNT, TEXT, SCALE, YES_NO, ONE = "q2_matin", "q7_observations", "q3_satisfaction", "q5_charte", "q6_porteur"
PROMPT = "Saisir un nombre"


def test_an_untouched_form_is_blank_everywhere_and_has_no_finding() -> None:
    result = collected()
    assert set(result.response.answers.values()) == {Blank()}
    assert result.response.respondent == "brest"
    assert result.findings == ()


@pytest.mark.parametrize(
    ("text", "flag"), [(PROMPT, True), (PROMPT, False), ("", False), ("  \n", False), ("(sans réponse)", False)]
)
def test_a_prompt_or_nothing_is_a_blank(text: str, flag: bool) -> None:
    assert said(COUNT, typed(text, prompt=flag)) == (Blank(), [])


@pytest.mark.parametrize(("text", "flag"), [("Saisir un nomb", True), ("Saisir un nomb", False), ("12", True)])
def test_a_prompt_begun_is_no_answer_and_is_asked(text: str, flag: bool) -> None:
    answer, findings = said(COUNT, typed(text, prompt=flag))
    assert answer == Unreadable(text)
    assert codes(findings) == ["prompt_started"]
    assert findings[0].severity is Severity.ERROR


@pytest.mark.parametrize("text", ["Saisir un nombre12", "12 Saisir un nombre", "Saisir 12un nombre"])
@pytest.mark.parametrize("flag", [True, False])
def test_what_is_typed_beside_the_whole_prompt_is_the_answer(text: str, flag: bool) -> None:
    answer, findings = said(COUNT, typed(text, prompt=flag))
    assert answer == Answered(12)
    assert codes(findings) == ["prompt_kept"]
    assert findings[0].severity is Severity.INFO


def test_a_deleted_control_is_missing_which_is_not_blank() -> None:
    answer, findings = said(COUNT, None)
    assert answer == Missing()
    assert findings[0].message == "question 2 (Séances du matin)\u00a0: champ de réponse supprimé du document"
    assert (findings[0].place.question, findings[0].place.field) == ("2", COUNT)


@pytest.mark.parametrize(
    ("code", "text", "flags", "answer", "message"),
    [
        (
            COUNT,
            "12 réseaux",
            {},
            Unreadable("12 réseaux"),
            "le nombre est accompagné d’autre chose que son unité — texte reçu « 12 réseaux »",
        ),
        (
            COUNT,
            "environ 12",
            {},
            Answered(12, to_confirm=True),
            "valeur approximative, lue 12 — texte reçu « environ 12 »",
        ),
        (COUNT, "douze", {}, Answered(12, to_confirm=True), "nombre écrit en lettres, lu 12 — texte reçu « douze »"),
        (COUNT, "néant", {}, Answered(0, to_confirm=True), "« néant » lu comme 0"),
        (COUNT, "12,5", {}, Unreadable("12,5"), "nombre décimal là où un entier est attendu — texte reçu « 12,5 »"),
        (COUNT, "12 à 15", {}, Unreadable("12 à 15"), "plusieurs nombres dans la réponse — texte reçu « 12 à 15 »"),
        (COUNT, "-3", {}, Unreadable("-3"), "nombre négatif — texte reçu « -3 »"),
        (COUNT, "501", {}, Unreadable("501"), "valeur hors des bornes (de 0 à 500) — texte reçu « 501 »"),
        (COUNT, "42", {"deleted": "40"}, Answered(42), "modifications suivies acceptées (supprimé : « 40 »)"),
        (COUNT, "", {"deleted": "40"}, Blank(), "modifications suivies acceptées (supprimé : « 40 »)"),
        (
            TEXT,
            "un\ndeux",
            {"spilled": True},
            Answered("un\ndeux", to_confirm=True),
            "la réponse déborde du champ (collage de plusieurs paragraphes) — texte reçu « un deux »",
        ),
    ],
)
def test_the_table_of_words(code: str, text: str, flags: dict[str, Any], answer: object, message: str) -> None:
    found, findings = said(code, typed(text, **flags))
    assert found == answer
    (finding,) = findings
    assert finding.message.replace("\u00a0", " ").endswith(f") : {message}")
    assert finding.severity is _severity(found)
    assert finding.raw in {text, "40"}
    assert finding.place.respondent == "brest"


def _severity(answer: object) -> Severity:
    if isinstance(answer, Unreadable):
        return Severity.ERROR
    return Severity.WARNING if isinstance(answer, Answered) and answer.to_confirm else Severity.INFO


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        (COUNT, "NC", "NC"),
        (COUNT, "sans objet", "SO"),
        (TEXT, "N.C.", "NC"),
        (SCALE, "s.o.", "SO"),
        (YES_NO, "nsp", "NC"),
    ],
)
def test_a_non_response_needs_no_finding(code: str, text: str, reason: str) -> None:
    assert said(code, typed(text)) == (NonResponse(NonResponseReason(reason)), [])


@pytest.mark.parametrize("text", ["néant absolu", "RASER", "12", "Nous dirons NC.", "Saisir l’occasion"])
def test_free_text_is_kept_as_it_is(text: str) -> None:
    assert said(TEXT, typed(text)) == (Answered(text), [])


def test_the_raw_text_is_kept_beside_the_value() -> None:
    answer, _ = said(COUNT, typed(" environ 12\v"))
    assert isinstance(answer, Answered)
    assert answer.raw == "environ 12"


@pytest.mark.parametrize(
    ("code", "text", "answer"),
    [
        (SCALE, "4", Answered(4)),
        (SCALE, "4/5", Answered(4, to_confirm=True)),
        (SCALE, "4 sur 5", Answered(4, to_confirm=True)),
        (SCALE, "quatre", Answered(4, to_confirm=True)),
        (SCALE, "6", Unreadable("6")),
        (SCALE, "4/10", Unreadable("4/10")),
        (YES_NO, "Oui", Answered(True)),
        (YES_NO, "non", Answered(False)),
        (YES_NO, "true", Answered(True)),
        (YES_NO, "OUI", Answered(True, to_confirm=True)),
        (YES_NO, "o", Answered(True, to_confirm=True)),
        (YES_NO, "Oui, depuis mars", Answered(True, to_confirm=True)),
        (YES_NO, "oui et non", Unreadable("oui et non")),
        (YES_NO, "x", Unreadable("x")),
        (YES_NO, "1", Unreadable("1")),
        (ONE, "La ville", Answered("ville")),
        (ONE, "La\u00a0ville", Answered("ville")),
        (ONE, "association", Answered("association")),
        (ONE, "une ASSOCIATION.", Answered("association", to_confirm=True)),
        (ONE, "La ville; Une association", Unreadable("La ville; Une association")),
        (ONE, "Le département", Unreadable("Le département")),
        (ONE, ";", Unreadable(";")),
    ],
)
def test_lists_are_matched_exactly_or_asked(code: str, text: str, answer: object) -> None:
    found, findings = said(code, typed(text))
    assert found == answer
    assert bool(findings) == (not isinstance(found, Answered) or found.to_confirm)


def test_an_unknown_option_names_the_nearest() -> None:
    _, findings = said(ONE, typed("La vile"))
    assert codes(findings) == ["unknown_option"]
    assert "La ville" in findings[0].message


@pytest.mark.parametrize(
    ("texts", "answer", "code"),
    [
        (("40", "40"), Answered(40), "duplicate_agrees"),
        (("40", " 40 "), Answered(40), "duplicate_agrees"),
        (("40", PROMPT), Answered(40, to_confirm=True), "duplicate_control"),
        (("40", "42"), Unreadable("40 / 42"), "duplicate_differs"),
        (("40", "NC"), Unreadable("40 / NC"), "duplicate_differs"),
        (("40", "42", "40"), Unreadable("40 / 42"), "duplicate_differs"),
    ],
)
def test_copies_of_a_control_agree_or_contradict(texts: tuple[str, ...], answer: object, code: str) -> None:
    found, findings = said(COUNT, typed(*texts))
    assert found == answer
    assert codes(findings) == [code]
    if isinstance(found, Unreadable):
        assert findings[0].severity is Severity.ERROR
        assert all(text in findings[0].message for text in texts)


@pytest.mark.parametrize("field", [COUNT, SCALE, YES_NO, ONE])
@pytest.mark.parametrize("text", ["\ufffc", "12 \ufffc", "\uf04a"])
def test_an_object_in_a_number_or_a_choice_is_told_once_and_its_content_is_asked(field: str, text: str) -> None:
    answer, findings = said(field, typed(text))
    assert answer == Unreadable(text)
    assert (codes(findings), findings[0].severity) == (["picture"], Severity.ERROR)
    assert "\ufffc" not in str(findings[0].asked)


def test_words_in_a_tick_list_are_options_or_are_asked() -> None:
    assert said("q4_publics", typed("enfants\nAdultes"))[0] == Answered(
        frozenset(map(OptionCode, ("enfants", "adultes")))
    )
    found, findings = said("q4_publics", typed("enfants; seniors"))
    assert found == Unreadable("enfants; seniors")
    assert codes(findings) == ["unknown_option"]


def test_contact_lines_are_texts_whatever_they_say() -> None:
    result = collected({"contact_nom": typed("NC"), "contact_courriel": None})
    assert result.response.contact == {FieldId("contact_nom"): "NC"}
    assert result.findings == ()

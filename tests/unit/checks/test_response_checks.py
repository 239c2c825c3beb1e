"""What a response is asked about: rules, conditions, details, questions without an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from small_survey import small_survey
from strategies import responses
from surveykit.checks import ResponseChecks, check_response
from surveykit.findings import Finding, Severity
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import Rule
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Unreadable,
)

SURVEY = small_survey()
NC = NonResponse(NonResponseReason.NOT_COMMUNICATED)
FULL: dict[str, Answer] = {
    "q1_ateliers": Answered(3),
    "q1_ateliers_avant": Answered(2),
    "q2_matin": Answered(4),
    "q2_apres_midi": Answered(5),
    "q3_satisfaction": Answered(4),
    "q4_publics": Answered(frozenset({OptionCode("adultes")})),
    "q4_autres": Blank(),
    "q5_charte": Answered(False),
    "q5_signataires": Blank(),
    "q6_porteur": Answered("ville"),
    "q6_autre": Blank(),
    "q7_observations": Blank(),
}


def _response(**changes: Answer) -> Response:
    answers = {FieldId(code): answer for code, answer in (FULL | changes).items()}
    return Response("ateliers", "2024", RespondentCode("brest"), answers)


def _found(**changes: Answer) -> list[Finding]:
    return list(check_response(SURVEY, _response(**changes)))


def _only(**changes: Answer) -> Finding:
    (finding,) = _found(**changes)
    assert finding.place.respondent == "brest"
    return finding


def test_a_sound_response_is_asked_nothing() -> None:
    assert _found() == []


def test_a_rule_fires_when_it_is_false_with_its_slots_filled() -> None:
    finding = _only(q1_ateliers=Answered(12_345), q1_ateliers_avant=Answered(2))
    assert (finding.code, finding.severity) == ("ateliers_stables", Severity.WARNING)
    assert finding.message == "Vous comptez 12\u202f345 ateliers contre 2 l’an dernier\u00a0: merci de vérifier."
    assert (finding.place.question, finding.place.field) == ("1", "q1_ateliers")


@pytest.mark.parametrize("unknown", [Blank(), NC, Unreadable("12,5"), Missing()])
def test_a_rule_that_rests_on_no_answer_says_nothing(unknown: Answer) -> None:
    found = _found(q1_ateliers=Answered(12_345), q1_ateliers_avant=unknown)
    assert "ateliers_stables" not in [one.code for one in found]


def test_a_rule_speaks_only_when_it_is_concerned() -> None:
    assert _found(q1_ateliers=Answered(1)) == []
    finding = _only(q1_ateliers=Answered(0))
    assert (finding.code, finding.severity) == ("seances_possibles", Severity.ERROR)
    assert finding.message == "Vous déclarez 9 séances sans aucun atelier."
    assert (finding.place.question, finding.place.field) == ("2", "q2_matin")


def test_messages_show_choices_and_truth_in_words() -> None:
    both = Answered(frozenset(map(OptionCode, ("adultes", "enfants"))))
    finding = _only(q4_publics=both, q6_porteur=NC)
    assert finding.message == "Publics\u00a0: Enfants, Adultes. Charte\u00a0: Non. Porteur\u00a0: non communiqué."


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answered("ville"), "La ville"),
        (Blank(), "sans réponse"),
        (Missing(), "sans réponse"),
        (NC, "non communiqué"),
        (NonResponse(NonResponseReason.NOT_APPLICABLE), "sans objet"),
        (NothingToSay("R.A.S."), "R.A.S."),
        (NothingToSay(), "néant"),
        (Unreadable("les\ndeux"), "«\u00a0les deux\u00a0»"),
    ],
)
def test_every_sort_of_answer_has_its_words(answer: Answer, words: str) -> None:
    survey = small_survey(rules=(Rule(code="regle", check="q1_ateliers = 0", message="{q6_porteur}{q5_charte}"),))
    found = check_response(survey, _response(q6_porteur=answer))
    assert [one.message for one in found if one.code == "regle"] == [f"{words}Non"]


def test_an_answer_out_of_its_condition_is_questioned() -> None:
    finding = _only(q5_signataires=Answered(4, raw="quatre"))
    assert (finding.code, finding.severity, finding.raw) == (
        "answered_though_not_concerned",
        Severity.WARNING,
        "quatre",
    )
    assert finding.message.startswith("question 5 (Signataires de la charte)\u00a0: ")
    assert "«\u00a0Si oui\u00a0»" in finding.message
    assert _only(q5_signataires=Unreadable("4,5")).code == "answered_though_not_concerned"
    assert _found(q5_signataires=NonResponse(NonResponseReason.NOT_APPLICABLE)) == []


def test_an_answer_that_its_condition_asks_for_is_expected() -> None:
    finding = _only(q5_charte=Answered(True))
    assert (finding.code, finding.severity, finding.place.field) == (
        "answer_expected",
        Severity.WARNING,
        "q5_signataires",
    )
    assert _found(q5_charte=Answered(True), q5_signataires=NC) == []
    assert _found(q5_charte=Answered(True), q5_signataires=Missing()) == []


def test_a_condition_that_is_unknown_says_nothing() -> None:
    assert [one.code for one in _found(q5_charte=NC, q5_signataires=Answered(4))] == []
    assert [one.code for one in _found(q5_charte=Blank(), q5_signataires=Answered(4))] == ["no_answer"]


@pytest.mark.parametrize(
    ("code", "detail", "ticked", "other", "label"),
    [
        (
            "q4_publics",
            "q4_autres",
            frozenset({OptionCode("autres")}),
            frozenset({OptionCode("adultes")}),
            "Autres (précisez)",
        ),
        ("q6_porteur", "q6_autre", "autre", "ville", "Un autre porteur"),
    ],
)
def test_a_detail_goes_with_its_option(code: str, detail: str, ticked: object, other: object, label: str) -> None:
    chosen, unchosen = Answered(ticked), Answered(other)  # type: ignore[arg-type]
    rule = f"à renseigner si et seulement si «\u00a0{label}\u00a0» est coché"
    expected = _only(**{code: chosen})
    assert (expected.code, expected.severity, expected.place.field) == ("detail_expected", Severity.WARNING, detail)
    unexpected = _only(**{code: unchosen, detail: Answered("des aînés")})
    assert (unexpected.code, unexpected.severity, unexpected.raw) == ("detail_unexpected", Severity.WARNING, None)
    assert rule in expected.message
    assert rule in unexpected.message
    assert _found(**{code: chosen, detail: Answered("des aînés")}) == []
    assert "detail_unexpected" in [one.code for one in _found(**{code: Blank(), detail: Answered("des aînés")})]
    assert _found(**{code: NC, detail: Answered("des aînés")}) == []


def test_a_question_without_an_answer_is_told_once() -> None:
    finding = _only(q2_matin=Blank(), q2_apres_midi=Blank())
    assert (finding.code, finding.severity) == ("no_answer", Severity.INFO)
    assert finding.message == "question 2\u00a0: sans réponse."
    partly = _only(q2_apres_midi=Blank())
    assert partly.message == "question 2 (Séances de l’après-midi)\u00a0: sans réponse."
    assert partly.place.field == "q2_apres_midi"


@pytest.mark.parametrize("nothing", [Blank(), Missing()])
def test_a_wholly_blank_response_is_one_warning(nothing: Answer) -> None:
    finding = _only(**dict.fromkeys(FULL, nothing))
    assert (finding.code, finding.severity) == ("empty_form", Severity.WARNING)


def test_one_non_response_is_enough_not_to_be_empty() -> None:
    found = _found(**(dict.fromkeys(FULL, Blank()) | {"q2_matin": NC}))
    assert {one.code for one in found} == {"no_answer"}
    assert [one.place.question for one in found] == ["1", "2", "3", "4", "5", "6"]


@given(responses(SURVEY))
def test_any_response_can_be_checked_and_every_message_is_whole(response: Response) -> None:
    for finding in ResponseChecks(SURVEY).check(response):
        assert "{" not in finding.message or any("{" in text for text in _texts(response))
        assert finding.place.field is None or finding.place.field in SURVEY.field_by_code


def _texts(response: Response) -> Iterator[str]:
    return (answer.value for answer in response.answers.values() if _is_text(answer))


def _is_text(answer: Answer) -> bool:
    return isinstance(answer, Answered) and isinstance(answer.value, str)

"""The acknowledgement of a return: every question in its order with what was read there, and what is to verify."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from small_survey import small_survey
from strategies import responses
from surveykit.compose.letter import Received
from surveykit.compose.receipt import Receipts
from surveykit.document import Block, Document, Facts, Group, Heading, Paragraph, children, lines
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, OptionCode
from surveykit.model import Condition
from surveykit.responses import (
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
RECEIPTS = Receipts(SURVEY)
BREST = SURVEY.population.respondents[1]
CAME, DAY = datetime.date(2024, 6, 28), datetime.date(2024, 7, 3)
NBSP = "\u00a0"


def _response(contact: Mapping[str, str] | None = None, **answers: object) -> Response:
    blank: dict[FieldId, object] = {field.code: Blank() for field in SURVEY.fields()}
    return Response(SURVEY.id, SURVEY.edition, BREST.code, blank | answers, contact or {})  # type: ignore[arg-type]


def _receipt(response: Response, *found: Finding, **more: object) -> Document:
    return RECEIPTS.receipt(Received(BREST, response, "Brest v2.docx", CAME, found, **more), DAY)  # type: ignore[arg-type]


def _words(document: Document) -> str:
    return "\n".join(line for line, _ in lines(document))


def _flat(blocks: tuple[Block, ...]) -> list[Block]:
    return [each for one in blocks for each in (_flat(children(one)) if isinstance(one, Group) else [one])]


def _read(document: Document) -> dict[str, dict[str, str]]:
    """What stands in the frames under each heading."""
    found: dict[str, dict[str, str]] = {}
    heading = ""
    for block in _flat(document.blocks):
        if isinstance(block, Heading):
            heading = block.text
        if isinstance(block, Facts):
            found.setdefault(heading, {}).update(block.rows)
    return found


def test_it_says_what_came_when_and_that_a_later_return_replaces_it() -> None:
    text = _words(_receipt(_response(), subject="Notre réponse", sender="A. Martin <a@brest.example>"))
    for needed in (
        "Accusé de réception",
        "Note n° 12 du 3 mars 2024",
        "«\u00a0Brest v2.docx\u00a0», reçu le 28\u00a0juin 2024",
        "«\u00a0Notre réponse\u00a0» (A. Martin <a@brest.example>)",
        "Nous n’avons pas de question sur votre réponse.",
        "il remplacera le précédent",
        "ateliers@exemple.example",
    ):
        assert needed in text, needed
    assert "Message reçu" not in _words(_receipt(_response()))


def test_each_kind_of_answer_is_told_as_it_was_read() -> None:
    response = _response(
        q1_ateliers=Answered(1200, "1200"),
        q1_ateliers_avant=NonResponse(NonResponseReason.NOT_COMMUNICATED, "non connu"),
        q2_matin=Unreadable("10 à 15"),
        q2_apres_midi=Answered(6, "environ 6", to_confirm=True),
        q3_satisfaction=Missing(),
        q4_publics=Answered(frozenset({OptionCode("enfants"), OptionCode("autres")})),
        q4_autres=Answered("Aînés"),
        q5_charte=Answered(value=True),
        q7_observations=NothingToSay("RAS"),
    )
    read = _read(_receipt(response))
    assert read[f"Question{NBSP}1"] == {
        "Ateliers aujourd’hui": f"1\u202f200{NBSP}ateliers",
        "Ateliers l’an dernier": "non connu",
    }
    assert read[f"Question{NBSP}2"] == {
        "Séances du matin": f"non lu{NBSP}: «{NBSP}10 à 15{NBSP}»",
        "Séances de l’après-midi": f"6 (à confirmer{NBSP}: vous avez écrit «{NBSP}environ 6{NBSP}»)",
    }
    assert read[f"Question{NBSP}3"] == {"Réponse lue": "l’emplacement de cette réponse manque dans le fichier reçu"}
    assert read[f"Question{NBSP}4"] == {"Publics accueillis": "Enfants\nAutres (précisez)", "Autres publics": "Aînés"}
    assert read[f"Question{NBSP}5"] == {"Charte": "Oui", "Signataires de la charte": "sans réponse"}
    assert read[f"Question{NBSP}6"] == {"Porteur": "sans réponse"}
    assert read[f"Question{NBSP}7"] == {"Réponse lue": "RAS"}


def test_what_does_not_concern_whoever_answered_is_not_shown_unless_it_was_answered() -> None:
    assert _read(_receipt(_response(q5_charte=Answered(value=False))))[f"Question{NBSP}5"] == {"Charte": "Non"}
    answered = _response(q5_charte=Answered(value=False), q5_signataires=Answered(3))
    assert _read(_receipt(answered))[f"Question{NBSP}5"]["Signataires de la charte"] == "3"


def test_a_question_that_is_not_asked_of_somebody_says_so_and_one_that_may_be_does_not() -> None:
    part = SURVEY.field_by_code[FieldId("q3_satisfaction")].part
    condition = Condition(when="q1_ateliers > 0", label="Si vous avez des ateliers")
    question = SURVEY.field_by_code[part.code].question.model_copy(
        update={"fields": (part.model_copy(update={"condition": condition}),)}
    )
    activity, *others = SURVEY.sections
    questions = (*activity.questions[:2], question)
    survey = small_survey(sections=(activity.model_copy(update={"questions": questions}), *others))

    def told(**answers: object) -> str:
        received = Received(BREST, _response(**answers), "Brest.docx", CAME, ())
        return _read(Receipts(survey).receipt(received, DAY))[f"Question{NBSP}3"]["Réponse lue"]

    assert told(q1_ateliers=Answered(0)) == "question qui ne vous était pas posée, d’après vos autres réponses"
    assert told() == "sans réponse"
    assert told(q1_ateliers=Answered(2)) == "sans réponse"
    assert told(q1_ateliers=Answered(0), q3_satisfaction=Answered(4)) == "4"


def test_a_corrected_answer_says_when_it_was_corrected_and_names_nobody() -> None:
    corrected = {FieldId("q1_ateliers"): datetime.date(2024, 7, 1)}
    read = _read(_receipt(_response(q1_ateliers=Answered(12)), corrected=corrected))
    assert read[f"Question{NBSP}1"]["Ateliers aujourd’hui"] == f"12{NBSP}ateliers\n(corrigée le 1er{NBSP}juillet 2024)"


def test_who_answered_is_told_where_it_was_filled_in() -> None:
    read = _read(_receipt(_response({"contact_nom": "Anne Martin", "contact_courriel": " "})))
    assert read["Qui a répondu"] == {"Nom du correspondant": "Anne Martin"}
    assert "Qui a répondu" not in _read(_receipt(_response()))


def test_what_is_to_be_verified_stands_first_in_the_order_of_the_questions() -> None:
    later = Finding("negative", Severity.ERROR, place=Place(question="2", field=FieldId("q2_matin")), raw="-3")
    sooner = Finding("negative", Severity.WARNING, place=Place(question="1", field=FieldId("q1_ateliers")), raw="-1")
    text = _words(_receipt(_response(), later, sooner))
    places = [text.index(one) for one in ("Il reste 2", f"Question{NBSP}1{NBSP}:", f"Question{NBSP}2{NBSP}:")]
    assert places == sorted(places)
    assert places[-1] < text.index("Ce que nous avons lu")


def test_a_long_answer_is_whole_and_stands_in_no_frame_that_must_fit_a_page() -> None:
    long = "\n".join(f"Ligne {number} : {'mot ' * 40}fin." for number in range(50))
    document = _receipt(_response(q7_observations=Answered(long)))
    blocks = _flat(document.blocks)
    start = blocks.index(Heading(2, f"Question{NBSP}7"))
    title, question, label, *rest = blocks[start:]
    assert isinstance(title, Heading)
    assert (question, label) == (blocks[start + 1], Heading(3, "Réponse lue"))
    told = [one.text for one in rest if isinstance(one, Paragraph)]
    assert told[:50] == long.split("\n")
    framed = [one for group in document.blocks if isinstance(group, Group) for one in _flat(children(group))]
    assert label not in framed


@given(responses(SURVEY), st.dictionaries(st.sampled_from(sorted(SURVEY.field_by_code)), st.dates(), max_size=3))
def test_nothing_that_was_read_is_lost(response: Response, corrected: Mapping[FieldId, datetime.date]) -> None:
    document = _receipt(response, corrected=corrected)
    text = " ".join(_words(document).split())
    headings = [one.text for one in _flat(document.blocks) if isinstance(one, Heading) and one.level == 2]
    questions = [one for one in headings if one.startswith("Question")]
    assert questions == [f"Question{NBSP}{one.number}" for one in SURVEY.questions()]
    for code, answer in response.answers.items():
        if isinstance(answer, Unreadable) or (isinstance(answer, Answered) and isinstance(answer.value, str)):
            said = answer.raw if isinstance(answer, Unreadable) else str(answer.value)
            labels = {one.code: one.label for one in SURVEY.field_by_code[code].facts.options}
            assert " ".join(labels.get(OptionCode(said), said).split()) in text

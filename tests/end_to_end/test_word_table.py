"""Every way in which a Word form comes back, from the file to the answer and to the message in French.

Each row makes a fixture of the real questionnaire's copy for one agency, and says what must be made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import surveykit as sk
import word_programs as programs
import word_returns as people
from libreoffice import converted, typed
from surveykit.collect import Code
from surveykit.ids import FieldId
from surveykit.pipeline import FileOutcome
from surveykit.responses import Answer, Answered, Blank, Missing, NonResponse, NonResponseReason, Unreadable
from word_returns import fill
from word_wrecks import ole

SURVEY = sk.load_survey("reseaux_2014")
FORM = sk.render(SURVEY, "docx", respondent="bretagne")
COUNT, AREA, TICK, LIST = "q1_diagnostic", "q5_realisees", "q4_methodologie#lettre_mission", "q20_coherence_dispositifs"
NC, SO = NonResponseReason
LETTER = frozenset({"lettre_mission"})

Make = Callable[[], bytes]
Row = tuple[Make, str, Answer, str | None, str]


def _typed(text: str, field: str = COUNT) -> Make:
    return lambda: fill(FORM, {field: text})


def _doubt(value: int) -> Answered:
    return Answered(value, to_confirm=True)


def _filled_then(change: Callable[..., bytes], *rest: object, field: str = COUNT, text: str | bool = "12") -> Make:
    return lambda: change(fill(FORM, {field: text}), *rest)


ROWS: dict[str, Row] = {
    "control deleted, answer beside": (
        lambda: people.control_deleted(FORM, COUNT, beside="42"),
        COUNT, Missing(), Code.CONTROL_MISSING, "champ de réponse supprimé du document",
    ),
    "its text is reported too": (
        lambda: people.control_deleted(FORM, COUNT, beside="42"),
        COUNT, Missing(), Code.STRAY_TEXT, "texte saisi hors des champs\u00a0: «\u00a042\u00a0»",
    ),
    "control left empty, answer after it": (
        lambda: people.answered_beside(FORM, COUNT, "12"),
        COUNT, Blank(), Code.STRAY_TEXT, "texte saisi hors des champs\u00a0: «\u00a012\u00a0»",
    ),
    "rich paste": (
        lambda: people.pasted(FORM, AREA, ["un", "deux"], ["a", "b"]),
        AREA, Answered("un\ndeux\na\nb"), None, "",
    ),
    "paste, then a program's save": (
        lambda: programs.squeezed(FORM, AREA, ("un", "deux", "trois")),
        AREA, Answered("un\ndeux\ntrois", to_confirm=True), Code.OVERFLOW, "la réponse déborde du champ",
    ),
    "tracked change": (
        lambda: people.revised(FORM, COUNT, "40", "42"),
        COUNT, Answered(42), Code.REVISIONS_ACCEPTED, "suivies acceptées (supprimé\u00a0: «\u00a040\u00a0»)",
    ),
    "all deleted under tracking": (
        lambda: people.revised(FORM, COUNT, "40", ""),
        COUNT, Blank(), Code.REVISIONS_ACCEPTED, "supprimé\u00a0: «\u00a040\u00a0»",
    ),
    "unit added": (_typed("12 réseaux"), COUNT, Answered(12), None, ""),
    "words added": (_typed("12 lits"), COUNT, Unreadable("12 lits"), Code.TEXT_ADDED, "autre chose que son unité"),
    "approximate": (_typed("environ 12"), COUNT, _doubt(12), Code.APPROXIMATE, "valeur approximative"),
    "decimal": (_typed("12,5"), COUNT, Unreadable("12,5"), Code.DECIMAL, "nombre décimal là où un entier est attendu"),
    "in letters": (_typed("douze"), COUNT, _doubt(12), Code.IN_WORDS, "nombre écrit en lettres"),
    "narrow no-break space": (_typed("1\u202f234"), COUNT, Answered(1234), None, ""),
    "no-break space": (_typed("1\u00a0234"), COUNT, Answered(1234), None, ""),
    "thin space": (_typed("1\u2009234"), COUNT, Answered(1234), None, ""),
    "point": (_typed("1.234"), COUNT, Answered(1234), None, ""),
    "NC": (_typed("NC"), COUNT, NonResponse(NC), None, ""),
    "sans objet": (_typed("sans objet"), COUNT, NonResponse(SO), None, ""),
    "néant": (_typed("néant"), COUNT, _doubt(0), Code.NONE_AS_ZERO, "«\u00a0néant\u00a0» lu comme 0"),
    "aucun": (_typed("aucun"), COUNT, _doubt(0), Code.NONE_AS_ZERO, "«\u00a0aucun\u00a0» lu comme 0"),
    "range": (_typed("12 à 15"), COUNT, Unreadable("12 à 15"), Code.SEVERAL_NUMBERS, "plusieurs nombres dans"),
    "two numbers": (
        _typed("38 dont 4 fusionnés"),
        COUNT, Unreadable("38 dont 4 fusionnés"), Code.SEVERAL_NUMBERS, "plusieurs nombres dans la réponse",
    ),
    "negative": (_typed("-3"), COUNT, Unreadable("-3"), Code.NEGATIVE, "nombre négatif"),
    "X typed in a box": (
        lambda: people.typed_in_box(FORM, TICK, "X"),
        "q4_methodologie", Answered(LETTER, to_confirm=True), Code.BOX_DISAGREEMENT, "affichage",
    ),
    "box replaced": (
        lambda: people.box_replaced(FORM, TICK, "✔"),
        "q4_methodologie", Answered(LETTER, to_confirm=True), Code.BOX_REPLACED, "remplacée par du texte",
    ),
    "Wingdings": (
        _filled_then(people.symbol_in_box, TICK, "F0FE", field=TICK, text=True),
        "q4_methodologie", Answered(LETTER), None, "",
    ),
    "copied paragraph, texts differ": (
        _filled_then(people.copied, COUNT, "9"),
        COUNT, Unreadable("12 / 9"), Code.DUPLICATE_DIFFERS, "2 exemplaires du champ avec des réponses différentes",
    ),
    "comment": (
        _filled_then(people.commented, COUNT, "M. Dupont", "Réponse : 9 réseaux"),
        COUNT, Answered(12), Code.COMMENT, "commentaire de M. Dupont",
    ),
    "properties stripped": (
        _filled_then(programs.properties_stripped),
        COUNT, Answered(12), Code.COPY_FROM_HEADER, "exemplaire lu dans l’en-tête",
    ),
    "macros": (_filled_then(programs.with_macros), COUNT, Answered(12), Code.MACROS, "macros"),
    "strict": (_filled_then(programs.strict), COUNT, Answered(12), None, ""),
    "main part renamed": (_filled_then(programs.main_part_renamed), COUNT, Answered(12), None, ""),
    "tags lost": (_filled_then(programs.tags_lost), COUNT, Answered(12), None, ""),
    "controls lost": (_filled_then(programs.controls_lost), COUNT, Answered(12), None, ""),
    "prompt begun": (
        lambda: people.prompt_begun(FORM, COUNT, "Saisir un nomb"),
        COUNT, Unreadable("Saisir un nomb"), Code.PROMPT_STARTED, "indicatif entamé",
    ),
    "scale": (_typed("4", LIST), LIST, Answered(4), None, ""),
    "answer taken back": (_typed("(sans réponse)", LIST), LIST, Blank(), None, ""),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_what_is_made_of_a_returned_file(row: Row, tmp_path: Path) -> None:
    make, field, answer, code, said = row
    outcome, answers = _collected(make(), tmp_path)
    assert answers[FieldId(field)] == answer
    found = {one.code: one for one in outcome.findings}
    assert outcome.respondents == ("bretagne",)
    if code is None:
        assert not found
    else:
        assert said in found[code].message
        assert found[code].place.file == "retour.docx"
        assert code in {Code.COPY_FROM_HEADER, Code.MACROS} or found[code].place.question in {"1", "4", "5", "20"}


def _collected(data: bytes, folder: Path) -> tuple[FileOutcome, dict[FieldId, Answer]]:
    returned = folder / "retour.docx"
    returned.write_bytes(data)
    with sk.open_register(folder / "register.sqlite", SURVEY) as campaign:
        (outcome,) = campaign.collect(returned).files
        assert outcome.responses, outcome.refusals
        return outcome, dict(outcome.responses[0].response.answers)


@pytest.mark.parametrize(
    ("data", "code", "asked"),
    [
        (ole("WordDocument"), "word_97", "Enregistrer sous"),
        (ole("EncryptedPackage"), "encrypted", "mot de passe"),
        (b"{\\rtf1 texte}", "rtf", ".docx"),
        (b"%PDF-1.7\n", "damaged", "PDF"),
        (FORM[:3000], "damaged", "renvoyez"),
    ],
)
def test_what_is_refused_says_what_to_ask(data: bytes, code: str, asked: str, tmp_path: Path) -> None:
    returned = tmp_path / "retour.docx"
    returned.write_bytes(data)
    with sk.open_register(tmp_path / "register.sqlite", SURVEY) as campaign:
        (outcome,) = campaign.collect(returned).files
        assert campaign.register.content(campaign.register.files()[0].sha256) == data
    (refusal,) = outcome.refusals
    assert refusal.code == code
    assert asked in refusal.reason + refusal.request


ANSWERS: dict[str, str | bool] = {
    "q1_diagnostic": "27",
    "q2_aujourdhui": "NC",
    "q3_coherence_guide": "4",
    TICK: True,
    "q4_methodologie#autres": True,
    "q4_autres": "un séminaire « régional »",
    "q5_realisees": "Première ligne\nDeuxième ligne : œuvre, 100 % — fin",
    "q6_cpom": "Oui",
    "q13_territoire": "Non",
    "contact_nom": "Noëlle Lefèvre",
}


@pytest.mark.libreoffice
@pytest.mark.parametrize("route", ["typed", "typed then odt", "typed then doc"])
def test_the_questionnaire_filled_in_libreoffice_comes_back_whole(route: str, tmp_path: Path) -> None:
    data = typed(FORM, ANSWERS, tmp_path)
    if route != "typed":
        middle = route.rpartition(" ")[2]
        data = converted(converted(data, "docx", middle, tmp_path), middle, "docx", tmp_path)
    outcome, answers = _collected(data, tmp_path)
    assert not outcome.findings
    given = {code: answer for code, answer in answers.items() if answer != Blank()}
    assert given == {
        "q1_diagnostic": Answered(27),
        "q2_aujourdhui": NonResponse(NC),
        "q3_coherence_guide": Answered(4),
        "q4_methodologie": Answered(frozenset({"lettre_mission", "autres"})),
        "q4_autres": Answered("un séminaire « régional »"),
        "q5_realisees": Answered("Première ligne\nDeuxième ligne : œuvre, 100 % — fin"),
        "q6_cpom": Answered(value=True),
        "q13_territoire": Answered(value=False),
    }
    assert outcome.responses[0].response.contact == {"contact_nom": "Noëlle Lefèvre"}

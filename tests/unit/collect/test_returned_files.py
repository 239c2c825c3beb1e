"""What a whole file says: which form and whose, what was written beside its fields, what it carries."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from filled_forms import COPY, SHOWN, SURVEY, UNTOUCHED, codes, collected, returned, typed
from small_survey import small_survey
from surveykit.collect import admit, collect
from surveykit.collect.codes import QUOTED
from surveykit.collect.stray import Stray, stray_texts
from surveykit.compose.form import form
from surveykit.errors import UnreadableFile, UsageError
from surveykit.filled import Comment, CopySource, Entry, FilledForm, Outside, Words
from surveykit.findings import Severity
from surveykit.ids import CopyRef, FieldId, FormRef, RespondentCode
from surveykit.pipeline.reading import FileReader
from surveykit.responses import Answered, Blank

LINES = [(one.text, one.question) for one in UNTOUCHED]


def _copy(code: str, source: CopySource = CopySource.PROPERTIES) -> tuple[CopyRef, CopySource]:
    return CopyRef("ateliers", "2024", RespondentCode(code)), source


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        (FormRef("enquete", "2024", SURVEY.ref.digest), "other_survey"),
        (FormRef("ateliers", "2023", SURVEY.ref.digest), "other_edition"),
        (FormRef("ateliers", "2024", "0" * 12), "other_version"),
    ],
)
def test_a_form_of_something_else_is_refused(ref: FormRef, code: str) -> None:
    for attempt in (lambda: admit(SURVEY, returned(form=ref)), lambda: collected(form=ref)):
        with pytest.raises(UnreadableFile) as refusal:
            attempt()
        assert refusal.value.code == code
        assert refusal.value.request.startswith("Merci de remplir et de renvoyer le formulaire de l’enquête")


def test_a_copy_of_another_edition_is_refused() -> None:
    other = (CopyRef("ateliers", "2023", RespondentCode("brest")), CopySource.HEADER)
    with pytest.raises(UnreadableFile) as refusal:
        admit(SURVEY, returned(copies=(COPY, other)))
    assert refusal.value.code == "other_edition"


def test_a_file_whose_properties_were_stripped_is_admitted_and_told() -> None:
    result = collected(form=None, copies=(_copy("brest", CopySource.HEADER),))
    assert result.response.respondent == "brest"
    assert codes(result.findings) == ["form_unknown", "copy_from_header"]
    assert {found.severity for found in result.findings} == {Severity.INFO}


def test_a_form_shown_of_another_survey_is_a_misuse() -> None:
    sections = SURVEY.sections[:1]
    other = small_survey(sections=sections, rules=(), indicators=(), report=None)
    with pytest.raises(UsageError):
        collect(SURVEY, form(other), returned())


@pytest.mark.parametrize(
    ("copies", "listed", "respondent", "expected"),
    [
        ((), None, None, ["copy_unknown"]),
        ((), "Choisir dans la liste", None, ["copy_unknown"]),
        ((), "Évry", "evry", []),
        ((), "evry", "evry", []),
        ((), "EVRY", "evry", ["respondent_to_confirm"]),
        ((), "Brst", None, ["respondent_unknown"]),
        (("brest",), "Brest", "brest", []),
        (("brest",), "Caen", None, ["copy_disagreement"]),
        (("brest", "brest"), None, "brest", []),
        (("brest", "caen"), None, None, ["several_copies"]),
        (("lyon",), None, None, ["respondent_unknown"]),
    ],
)
def test_who_answered(copies: tuple[str, ...], listed: str | None, respondent: str | None, expected: list[str]) -> None:
    answers = {} if listed is None else {"respondent": typed(listed)}
    result = collected(answers, copies=tuple(map(_copy, copies)))
    assert result.response.respondent == respondent
    assert codes(result.findings) == expected
    assert all(found.severity is Severity.ERROR for found in result.findings if respondent is None)


def test_two_copies_in_one_file_are_both_named() -> None:
    (finding,) = collected(copies=(_copy("brest"), _copy("caen", CopySource.HEADER))).findings
    assert "Brest" in finding.message
    assert "Caen" in finding.message


def test_two_names_chosen_contradict() -> None:
    result = collected({"respondent": typed("Brest", "Caen")}, copies=())
    assert result.response.respondent is None
    assert codes(result.findings) == ["duplicate_differs"]


def test_an_unknown_field_is_told_with_the_nearest_and_its_text() -> None:
    (finding,) = collected({"q2_matins": typed("12")}).findings
    assert (finding.code, finding.severity, finding.raw) == ("unknown_field", Severity.ERROR, "12")
    assert "q2_matin\u00a0»" in finding.message


def test_text_outside_the_fields_of_an_unanswered_question_is_an_error() -> None:
    outside = (*UNTOUCHED, Outside("42", "3"))
    (finding,) = collected(outside=outside).findings
    assert (finding.code, finding.severity, finding.raw) == ("stray_text", Severity.ERROR, "42")
    assert (finding.place.question, finding.place.field) == ("3", "q3_satisfaction")
    assert finding.message == "question 3 (Satisfaction)\u00a0: texte saisi hors des champs\u00a0: «\u00a042\u00a0»"


def test_text_outside_the_fields_of_an_answered_question_is_a_warning() -> None:
    result = collected({"q3_satisfaction": typed("4")}, outside=(*UNTOUCHED, Outside("bravo", "3")))
    assert result.response.answers["q3_satisfaction"] == Answered(4)  # type: ignore[index]
    assert [found.severity for found in result.findings] == [Severity.WARNING]


def test_a_control_deleted_with_its_answer_beside_gives_both_findings() -> None:
    result = collected({"q3_satisfaction": None}, outside=(*UNTOUCHED, Outside("4", "3")))
    assert codes(result.findings) == ["control_missing", "stray_text"]


def _stray(*changes: tuple[str, str]) -> list[str]:
    """The stray texts of the form's paragraphs once some were changed."""
    known = dict(changes)
    return [one.text for one in stray_texts([Outside(known.get(t, t), q) for t, q in LINES], LINES)]


def test_what_is_typed_in_a_line_of_the_form_is_told_alone() -> None:
    line = "L’an dernier\u00a0: (nombre entier, ou «\u00a0NC\u00a0»)"
    assert line in [text for text, _ in LINES]
    for typed_in in ("L’an dernier\u00a0: environ 40", line.replace(":", ": environ 40"), f"{line} environ 40"):
        assert _stray((line, typed_in)) == ["environ 40"]
    assert _stray(("Combien de séances par semaine\u202f?", "Combien de séances XX par semaine ?")) == ["XX"]


@pytest.mark.parametrize(
    "lines",
    [
        LINES[::-1],
        LINES[3:],
        [(text.replace("\u00a0", " ").replace("’", "'"), question) for text, question in LINES],
        [(f"  {text}\n", question) for text, question in LINES],
        [(" ".join(text for text, _ in LINES), None)],
        [(word, question) for text, question in LINES for word in text.split()],
    ],
    ids=["reversed", "deleted", "typography", "spaces", "merged", "split"],
)
def test_the_form_cut_moved_or_merged_has_no_stray_text(lines: list[tuple[str, str | None]]) -> None:
    assert stray_texts([Outside(text, question) for text, question in lines], LINES) == ()


@pytest.mark.parametrize("question", ["4", "5", None])
def test_a_label_typed_on_a_line_of_its_own_is_told_where_it_stands(question: str | None) -> None:
    """« Adultes » instead of a tick in the box of that name, in its own question or elsewhere."""
    ranks = [rank for rank, (_, under) in enumerate(LINES) if under == question]
    for rank in (ranks[0], ranks[-1] + 1):
        typed_in = [*UNTOUCHED[:rank], Outside("Adultes", question), *UNTOUCHED[rank:]]
        assert stray_texts(typed_in, LINES) == (Stray("Adultes", question),)


def test_a_label_copied_with_its_box_is_no_stray_text() -> None:
    boxed = Outside("Adultes", "4", answered=True)
    form = [boxed if one.text == "Adultes" else one for one in UNTOUCHED]
    assert stray_texts([*form, boxed], LINES) == ()
    assert stray_texts([*form, boxed, Outside("Adultes", "4")], LINES) == (Stray("Adultes", "4", under="Adultes"),)


def test_what_is_typed_beside_a_box_is_told_with_the_line_that_it_stands_in() -> None:
    crossed = [
        Outside(f"X {one.text}" if one.text == "Autres (précisez)" else one.text, one.question) for one in UNTOUCHED
    ]
    assert stray_texts(crossed, LINES) == (Stray("X", "4", "X Autres (précisez)"),)
    (finding,) = collected(outside=tuple(crossed)).findings
    assert finding.message.endswith(
        "hors des champs\u00a0: «\u00a0X\u00a0», à la ligne «\u00a0X Autres (précisez)\u00a0»"
    )


def test_consecutive_stray_paragraphs_are_one_text() -> None:
    outside = [*UNTOUCHED, Outside("un", "7"), Outside("deux", "7"), Outside("", "7"), Outside("trois", None)]
    assert stray_texts(outside, LINES) == (Stray("un\ndeux", "7"), Stray("trois", None))


def test_a_huge_paste_is_told_once_and_quoted_in_bounds() -> None:
    paste = [Outside(f"ligne {n} de séances", "2") for n in range(20_000)]
    changed = [Outside(one.text + " modifié", one.question) for one in UNTOUCHED if one.text]
    result = collected(outside=(*paste, *changed))
    first = next(found for found in result.findings if found.place.question == "2")
    assert first.raw is not None
    assert first.raw.startswith("ligne 0 de séances\nligne 1 de séances\n")
    assert 3_900 < len(first.raw) <= QUOTED
    assert len(first.message) < 400


def test_comments_and_macros_are_told() -> None:
    comments = (Comment("Mme X", "Réponse : 9 réseaux", "3"), Comment("", "Bonjour\x00", None))
    result = collected(comments=comments, macros=True)
    assert codes(result.findings) == ["macros", "comment", "comment"]
    assert "commentaire de Mme X\u00a0: «\u00a0Réponse : 9 réseaux\u00a0»" in result.findings[1].message
    assert [found.severity for found in result.findings] == [Severity.INFO, Severity.WARNING, Severity.INFO]
    assert result.findings[2].raw == "Bonjour␀"


def test_absent_means_blank_in_a_format_without_places() -> None:
    filled = FilledForm(SURVEY.ref, {}, copies=(COPY,), complete=False)
    result = collect(SURVEY, SHOWN, filled)
    assert set(result.response.answers.values()) == {Blank()}
    assert result.findings == ()
    one = {FieldId("q1_ateliers"): Entry(words=(Words("3"),))}
    assert "control_missing" in codes(collect(SURVEY, SHOWN, replace(filled, entries=one, complete=True)).findings)


def test_a_file_that_lost_all_its_places_is_refused_once_and_says_what_to_do() -> None:
    """As Google Docs leaves it: the words of the form and of its respondent, and no control."""
    outside = (Outside("Ateliers aujourd’hui 12", "1"),)
    filled = FilledForm(SURVEY.ref, {}, copies=(COPY,), complete=True, outside=outside)
    for lost in (filled, replace(filled, entries={FieldId("q1_ateliers"): Entry(words=(Words("", gone=True),))})):
        refused = FileReader(SURVEY)._response(lost, "retour.docx", None)
        assert isinstance(refused, UnreadableFile)
        assert refused.code == "places_lost"
        assert "exemplaire vierge" in refused.reason
        assert "Merci de reporter vos réponses" in refused.request

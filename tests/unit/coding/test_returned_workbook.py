"""What a coder's workbook says: what is certain is read, every doubt is a finding with its sheet and its cell."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coding_bench import (
    NOTES,
    OTHERS,
    Rows,
    act,
    coded_survey,
    filled,
    reading,
    returned,
    text,
    texts,
    with_page,
)
from surveykit.coded import WrittenText
from surveykit.coded.pages import ReturnedBook, ReturnedPage
from surveykit.coding import Interpreted, coding_book, interpret, standing
from surveykit.findings import Finding, Severity
from surveykit.ids import OptionCode

SURVEY = coded_survey()
SAID = (
    *texts("Deux salles de plus.", "Ouvrir le soir : « oui ».", "Rien à dire à Caen."),
    text("dijon", "Retraités", OTHERS),
)
STANDING = standing(SURVEY, SAID, ())
EXPORTED = returned(coding_book(SURVEY, STANDING.fields, coder="marie"))
PAGE = "Q7"


def read(book: ReturnedBook, coder: str = "marie", *, reconciled: bool = False) -> Interpreted:
    return interpret(SURVEY, STANDING, book, file="marie.xlsx", coder=coder, reconciled=reconciled)


def themes(found: Interpreted) -> dict[str, set[str]]:
    assert found.coding is not None
    return {one.respondent: set(one.themes) for one in found.coding.readings}


def told(found: Interpreted) -> list[Finding]:
    """The findings, without those that say that an answer is not coded."""
    return [one for one in found.findings if one.code != "not_coded"]


def only(found: Interpreted) -> Finding:
    (one,) = told(found)
    return one


def test_ticks_and_codes_are_read() -> None:
    book = filled(EXPORTED, "amiens", "Locaux et matériel", "x")
    book = filled(book, "amiens", "Autres codes", "Horaires, autre")
    book = filled(book, "brest", "Aucun thème", " X ")
    book = filled(book, "dijon", "Aînés", "✓", OTHERS)
    found = read(book)
    assert themes(found) == {"amiens": {"locaux", "horaires", "autre"}, "brest": {"aucun_theme"}, "dijon": {"aines"}}
    (left,) = found.findings
    assert (left.code, left.severity, left.place.respondent) == ("not_coded", Severity.WARNING, "caen")
    assert left.message == "Feuille «\u00a0Q7\u00a0», cellule B5\u00a0: cette réponse n’est pas codée."
    assert (left.place.file, left.place.line, left.place.column) == ("marie.xlsx", 5, 2)
    assert found.coding is not None
    assert {one.text for one in found.coding.readings} == {SAID[0].text, SAID[1].text, SAID[3].text}


@pytest.mark.parametrize("mark", ["x", "X", " x\n", "1", "oui", "VRAI", "true", "☒", "✔"])
def test_what_counts_as_a_tick(mark: str) -> None:
    assert themes(read(filled(EXPORTED, "amiens", "Horaires", mark))) == {"amiens": {"horaires"}}


@pytest.mark.parametrize("mark", ["", " ", "0", "non", "FAUX", "-", "–"])
def test_what_counts_as_none(mark: str) -> None:
    found = read(filled(EXPORTED, "amiens", "Horaires", mark))
    assert themes(found) == {}
    assert told(found) == []


@pytest.mark.parametrize(
    ("heading", "value", "code", "fragment"),
    [
        ("Horaires", "peut-être", "unclear_mark", "«\u00a0peut-être\u00a0» n’est ni une coche ni un blanc"),
        ("Horaires", "2", "unclear_mark", "mettez «\u00a0x\u00a0» ou rien"),
        ("Autres codes", "horaire", "unknown_code", "Vouliez-vous dire «\u00a0horaires\u00a0»"),
        ("Autres codes", "aines", "unknown_code", "pas dans la grille de cette question"),
        ("Aucun thème", "x", "none_and_themes", "coché avec des thèmes"),
        ("Réponse", "Trois salles de plus.", "changed_answer", "modifié dans le classeur"),
        ("Réponse", "", "changed_answer", "rétablissez-le"),
        ("Empreinte", "t-0123456789abcdef", "answer_since_changed", "n’est plus celle qui a été exportée"),
        ("Empreinte", "", "answer_since_changed", "exportez de nouveau"),
        ("Code répondant", "amien", "unknown_respondent", "Vouliez-vous dire «\u00a0amiens\u00a0»"),
        ("Code répondant", "", "unknown_respondent", "ne dit pas de quel répondant"),
        ("Code répondant", "evry", "no_answer", "plus de réponse à cette question"),
        ("Champ", "q7_observation", "unknown_question", "Vouliez-vous dire «\u00a0q7_observations\u00a0»"),
        ("Champ", "q1_ateliers", "unknown_question", "n’est pas un champ codé"),
        ("À citer", "oui", "quote_unnamed", "n’est pas un nom"),
        ("À citer", "x", "quote_unnamed", "écrivez qui autorise"),
    ],
)
def test_a_line_in_doubt_is_told_and_not_read(heading: str, value: str, code: str, fragment: str) -> None:
    ticked = filled(EXPORTED, "amiens", "Locaux et matériel", "x")
    found = read(filled(ticked, "amiens", heading, value))
    assert "amiens" not in themes(found)
    problem = next(one for one in told(found) if one.code == code)
    assert problem.severity is Severity.ERROR
    assert problem.message.startswith("Feuille «\u00a0Q7\u00a0», cellule ")
    assert fragment in problem.message
    assert (problem.place.line, problem.place.file) == (3, "marie.xlsx")


def test_what_spreadsheets_do_to_an_answer_does_not_change_it() -> None:
    book = filled(filled(EXPORTED, "brest", "Horaires", "x"), "brest", "Réponse", 'Ouvrir le soir : "oui".  ')
    assert themes(read(book)) == {"brest": {"horaires"}}
    awkward = (text("amiens", "l’été\n_x0041_ dès\u00a0l’aube… “ici”"),)
    now = standing(SURVEY, awkward, ())
    book = filled(returned(coding_book(SURVEY, now.fields)), "amiens", "Horaires", "x")
    book = filled(book, "amiens", "Réponse", "l'été_x000D_\n_x0041_ dès l'aube... \"ici\"")
    assert interpret(SURVEY, now, book, file="f", coder="m", reconciled=False).findings == ()


def test_a_passage_is_quoted_when_a_name_clears_it() -> None:
    book = filled(filled(EXPORTED, "amiens", "Horaires", "x"), "amiens", "À citer", " Mme  Petit ")
    found = read(book)
    assert found.coding is not None
    (one,) = found.coding.readings
    assert one.quotation is not None
    assert (one.quotation.text, one.quotation.cleared_by) == ("Deux salles de plus.", "Mme Petit")
    part = read(filled(book, "amiens", "Extrait à citer", "Deux salles"))
    assert part.coding is not None
    assert part.coding.readings[0].quotation is not None
    assert part.coding.readings[0].quotation.text == "Deux salles"
    assert told(found) == told(part) == []


def test_a_passage_without_a_name_or_from_elsewhere_is_not_quoted() -> None:
    book = filled(EXPORTED, "amiens", "Horaires", "x")
    unnamed = read(filled(book, "amiens", "Extrait à citer", "Deux salles"))
    assert (only(unnamed).code, only(unnamed).severity) == ("quote_without_name", Severity.WARNING)
    assert unnamed.coding is not None
    assert unnamed.coding.readings[0].quotation is None
    cleared = filled(book, "amiens", "À citer", "Mme Petit")
    assert only(read(filled(cleared, "amiens", "Extrait à citer", "Trois salles"))).code == "quote_not_in_answer"


def test_a_passage_that_names_a_respondent_is_told() -> None:
    book = filled(filled(EXPORTED, "caen", "Horaires", "x"), "caen", "À citer", "Mme Petit")
    found = read(book)
    assert (only(found).code, only(found).severity) == ("quote_names", Severity.WARNING)
    assert "«\u00a0Caen\u00a0»" in only(found).message
    assert themes(found) == {"caen": {"horaires"}}


def test_two_lines_for_one_answer_are_told_and_neither_is_read() -> None:
    book = filled(EXPORTED, "amiens", "Horaires", "x")

    def doubled(rows: Rows) -> Rows:
        return (*rows, rows[2])

    found = read(with_page(book, PAGE, doubled))
    assert [(one.code, one.place.line) for one in told(found)] == [("two_lines", 3), ("two_lines", 6)]
    assert "amiens" not in themes(found)


def test_headings_decide_wherever_columns_lines_and_sheets_were_moved() -> None:
    book = filled(filled(EXPORTED, "amiens", "Horaires", "x"), "brest", "Locaux et matériel", "x")

    def moved(rows: Rows) -> Rows:
        lines = (rows[1], rows[4], rows[3], rows[2])
        return ((), ("Notes de Marie",), *((*reversed(row), "") for row in lines), (), ("", " "))

    moved_book = with_page(book, PAGE, moved)
    found = read(replace(moved_book, pages=tuple(reversed(moved_book.pages))))
    assert themes(found) == {"amiens": {"horaires"}, "brest": {"locaux"}}
    assert told(found) == []


def test_headings_may_lose_their_capitals_and_their_code() -> None:
    book = filled(EXPORTED, "amiens", "Horaires", "x")

    def retyped(rows: Rows) -> Rows:
        return (rows[0], tuple(name.upper().replace("’", "'").partition("\n")[0] for name in rows[1]), *rows[2:])

    assert themes(read(with_page(book, PAGE, retyped))) == {"amiens": {"horaires"}}


def test_an_unknown_heading_matters_when_something_stands_under_it() -> None:
    def widened(rows: Rows) -> list[tuple[str, ...]]:
        return [rows[0], (*rows[1], "Tarifs", ""), (*rows[2], "x"), *rows[3:]]

    book = filled(filled(EXPORTED, "amiens", "Horaires", "x"), "brest", "Horaires", "x")
    found = read(with_page(book, PAGE, widened))
    assert themes(found) == {"brest": {"horaires"}}
    assert only(found).code == "unknown_heading"
    assert "sous le titre inconnu «\u00a0Tarifs\u00a0»" in only(found).message


@pytest.mark.parametrize(
    ("heading", "becomes", "code"),
    [
        ("Empreinte", "x", "missing_heading"),
        ("Code répondant", "", "missing_heading"),
        ("Remarque", "Champ", "repeated_heading"),
    ],
)
def test_a_page_without_what_lines_are_known_by_is_told_whole(heading: str, becomes: str, code: str) -> None:
    def renamed(rows: Rows) -> Rows:
        return (rows[0], tuple(becomes if name == heading else name for name in rows[1]), *rows[2:])

    found = read(with_page(filled(EXPORTED, "amiens", "Horaires", "x"), PAGE, renamed))
    assert only(found).code == code
    assert themes(found) == {}


def test_a_theme_that_the_frame_did_not_have_is_added_with_its_reading() -> None:
    def extended(rows: Rows) -> Rows:
        return (
            *rows,
            ("7", "q7_observations", "Prix et tarifs", "Prix, tarifs", ""),
            ("", "Q7", "unused", "Inutilisé", ""),
        )

    book = with_page(filled(EXPORTED, "amiens", "Autres codes", "prix_et_tarifs; locaux"), "Grille", extended)
    found = read(book)
    assert told(found) == []
    assert themes(found) == {"amiens": {"prix_et_tarifs", "locaux"}}
    assert found.coding is not None
    assert found.coding.added == {NOTES: {OptionCode("prix_et_tarifs"): "Prix, tarifs"}}


def test_a_column_for_an_added_theme_is_one_more_column() -> None:
    def extended(rows: Rows) -> Rows:
        return (*rows, ("", "q7_observations, q4_autres", "prix", "Prix, tarifs", ""))

    def widened(rows: Rows) -> list[tuple[str, ...]]:
        return [rows[0], (*rows[1], "Prix, tarifs"), (*rows[2], "x"), *rows[3:]]

    found = read(with_page(with_page(EXPORTED, "Grille", extended), PAGE, widened))
    assert themes(found) == {"amiens": {"prix"}}


@pytest.mark.parametrize(
    ("line", "code", "fragment"),
    [
        (("", "", "prix", "Prix", ""), "frame_field", "à quel champ"),
        (("", "q9", "prix", "Prix", ""), "frame_field", "«\u00a0q9\u00a0»"),
        (("", "q7_observation", "prix", "Prix", ""), "frame_field", "Vouliez-vous dire"),
        (("", "q7", "12", "Prix", ""), "frame_code", "une lettre d’abord"),
        (("", "q7", "p" * 60, "Prix", ""), "frame_code", "38 caractères au plus"),
        (("", "q7", "aucun_theme", "Prix", ""), "frame_code", "réservé"),
        (("", "q7", "prix", "", ""), "frame_label", "pas de libellé"),
        (("", "q7", "prix", "horaires", ""), "frame_label", "déjà celui du thème"),
        (("", "q7", "horaires", "Temps", ""), "frame_relabelled", "s’appelle déjà «\u00a0Horaires\u00a0»"),
    ],
)
def test_a_line_of_the_frame_in_doubt_is_told_and_not_taken(line: tuple[str, ...], code: str, fragment: str) -> None:
    found = read(with_page(EXPORTED, "Grille", lambda rows: (*rows, line)))
    assert only(found).code == code
    assert fragment in only(found).message
    assert "Feuille «\u00a0Grille\u00a0», cellule " in only(found).message
    assert found.coding is not None
    assert found.coding.added == {}


def test_another_survey_s_workbook_is_refused_whole() -> None:
    book = filled(EXPORTED, "amiens", "Horaires", "x")
    other = read(replace(book, properties={**book.properties, "Édition": "2023"}))
    assert (other.coding, only(other).code) == (None, "other_survey")
    assert "«\u00a0ateliers 2023\u00a0», et non de «\u00a0ateliers 2024\u00a0»" in only(other).message
    unknown = replace(book, properties={}, pages=tuple(one for one in book.pages if one.name != "À lire"))
    assert (read(unknown).coding, only(read(unknown)).code) == (None, "no_identity")
    assert themes(read(replace(book, properties={}))) == {"amiens": {"horaires"}}, "the first page says it too"


def test_a_workbook_made_for_another_coder_or_for_settling_is_told() -> None:
    book = filled(EXPORTED, "amiens", "Horaires", "x")
    found = read(book, "paul")
    assert (only(found).code, only(found).severity) == ("other_coder", Severity.WARNING)
    assert themes(found) == {"amiens": {"horaires"}}
    settling = returned(coding_book(SURVEY, STANDING.fields, reconciled=True))
    refused = read(settling, "chef")
    assert (refused.coding, only(refused).code) == (None, "reconciled_workbook")
    assert read(settling, "chef", reconciled=True).coding is not None


def test_answers_and_pages_that_are_not_there_are_told() -> None:
    book = with_page(filled(EXPORTED, "amiens", "Horaires", "x"), PAGE, lambda rows: rows[:3])
    found = only(read(book))
    assert (found.code, found.severity, found.place.field) == ("not_in_file", Severity.INFO, NOTES)
    assert "2\u00a0réponses à la question 7" in found.message
    noted = replace(
        EXPORTED, pages=(*EXPORTED.pages, ReturnedPage("Feuil1", (("à revoir",),)), ReturnedPage("Feuil2", ()))
    )
    assert [(one.code, one.severity) for one in told(read(noted))] == [("ignored_page", Severity.INFO)]


def test_a_coder_sees_what_they_coded_and_what_has_changed_since() -> None:
    quoted = reading(SAID[0], "locaux", quoted="Deux salles", by="Mme Petit")
    acts = [act(1, "marie", quoted, reading(text("brest", "Avant"), "autre"))]
    now = standing(SURVEY, SAID, acts)
    book = returned(coding_book(SURVEY, now.fields, coder="marie"))
    again = interpret(SURVEY, now, book, file="f", coder="marie", reconciled=False)
    assert again.coding is not None
    assert again.coding.readings == (quoted,)
    rows = next(page.rows for page in book.pages if page.name == PAGE)
    assert [row[2] for row in rows[2:]] == ["", "À coder de nouveau\u00a0: la réponse a changé depuis son codage.", ""]
    blind = returned(coding_book(SURVEY, now.fields, coder="paul"))
    assert themes(interpret(SURVEY, now, blind, file="f", coder="paul", reconciled=False)) == {}


def test_whoever_settles_sees_agreements_ticked_and_disputes_open() -> None:
    one, two, three = SAID[:3]
    quoted = reading(two, "horaires", quoted="le soir", by="Mme Petit")
    acts = [
        act(1, "marie", reading(one, "locaux"), quoted, reading(three, "autre")),
        act(2, "paul", reading(one, "locaux"), reading(two, "horaires", "autre")),
    ]
    now = standing(SURVEY, SAID, acts)
    book = returned(coding_book(SURVEY, now.fields, coder="chef", reconciled=True))
    rows = next(page.rows for page in book.pages if page.name == PAGE)
    assert [row[2] for row in rows[2:]] == [
        "",
        "À départager\u00a0:\nmarie\u00a0: horaires\npaul\u00a0: autre, horaires",
        "",
    ]
    found = interpret(SURVEY, now, book, file="f", coder="chef", reconciled=True)
    assert themes(found) == {"amiens": {"locaux"}, "caen": {"autre"}}
    settled = interpret(SURVEY, now, filled(book, "brest", "Horaires", "x"), file="f", coder="chef", reconciled=True)
    assert settled.coding is not None
    assert [one.quotation.text for one in settled.coding.readings if one.quotation] == ["le soir"]


def test_a_text_that_a_cell_cannot_hold_is_cut_and_known_all_the_same() -> None:
    long: tuple[WrittenText, ...] = (text("amiens", "🙂" * 20_000 + "fin"),)
    now = standing(SURVEY, long, ())
    book = filled(returned(coding_book(SURVEY, now.fields)), "amiens", "Horaires", "x")
    found = interpret(SURVEY, now, book, file="f", coder="m", reconciled=False)
    assert found.findings == ()
    assert found.coding is not None
    assert found.coding.readings[0].text == long[0].text


def test_a_workbook_is_written_and_read_in_the_language_of_its_survey() -> None:
    survey = SURVEY.model_copy(update={"language": "en"})
    now = standing(survey, SAID, ())
    book = coding_book(survey, now.fields, coder="marie", reconciled=True)
    assert [one.name for one in book.pages[:2]] == ["Read me", "Frame"]
    assert book.properties == {
        "Survey": survey.id,
        "Edition": survey.edition,
        "Coder": "marie",
        "Reconciled coding": "yes",
    }
    page = next(one for one in book.pages if one.name == PAGE)
    headings = [column.heading for column in page.columns]
    assert headings[:3] == ["Respondent", "Answer", "Remark"]
    cells = list(page.rows[0])
    cells[headings.index("No theme\n[aucun_theme]")] = "x"
    rows = ((page.title,), tuple(headings), tuple(cells), (*page.rows[1][:-1], "t-0"))
    again = ReturnedBook({}, (returned(book).pages[0], ReturnedPage(PAGE, rows)))
    refused = interpret(survey, now, again, file="marie.xlsx", coder="marie", reconciled=False)
    assert [one.code for one in refused.findings] == ["reconciled_workbook"]
    found = interpret(survey, now, again, file="marie.xlsx", coder="paul", reconciled=True)
    assert themes(found) == {"amiens": {"aucun_theme"}}
    assert [one.message for one in told(found)][:2] == [
        "Sheet “Read me”: this workbook was made for “marie”, and imported in the name of “paul”. "
        "Check that this does not distort the agreement between coders.",
        "Sheet “Q7”, cell B4: the answer is no longer the one that was exported: export again, and code it again.",
    ]

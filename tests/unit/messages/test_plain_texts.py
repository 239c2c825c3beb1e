"""Documents as plain text: every word that the page shows is there, in its order."""

from __future__ import annotations

from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit.document import (
    Cell,
    Facts,
    Group,
    Heading,
    KeyFigures,
    Listing,
    PageBreak,
    Paragraph,
    Table,
    TickList,
    answers,
    lines,
)
from surveykit.messages import to_text
from surveykit.texts import squeezed


def test_blocks_are_parted_by_an_empty_line() -> None:
    blocks = (
        Heading(1, "Activité"),
        Group((Heading(2, "Question 1"), Paragraph("Combien\u202f?"), PageBreak())),
        Listing(("un", "deux")),
        Facts((("Reçu", "environ 6\nou 7"),)),
        KeyFigures((("12", "réseaux", ""),)),
        Table("Légende", "", (Cell("a"), Cell("b")), ((Cell("1"), Cell("2")),), (1, 1)),
    )
    assert to_text(blocks, "fr") == (
        "ACTIVITÉ\n\nQuestion 1\n\nCombien\u202f?\n\n- un\n- deux\n\nReçu\u00a0: environ 6\n    ou 7\n\n"
        "12 – réseaux\n\nLégende\na | b\n1 | 2\n"
    )


def test_a_form_as_text_has_every_question_and_label() -> None:
    for survey in (small_survey(), load_survey("reseaux_2014")):
        document = form(survey)
        ticks = {
            box.label
            for one in answers(document.blocks)
            if isinstance(one.control, TickList)
            for box in one.control.boxes
        }
        whole = squeezed(to_text(document.blocks, survey.language)).casefold()
        for line, _ in lines(document):
            assert line in ticks or squeezed(line).casefold() in whole, line

"""A small form with every control, as a document and as the Word file that its respondent receives."""

from __future__ import annotations

from functools import cache

from surveykit.document import (
    Answer,
    Copy,
    Document,
    Group,
    Heading,
    ListBox,
    ListEntry,
    Paragraph,
    TextBox,
    TickBox,
    TickList,
    Title,
)
from surveykit.ids import CopyRef, FieldId, FormRef, OptionCode, RespondentCode
from surveykit_docx.renderer import DocxRenderer

FORM = FormRef("ateliers", "2024", "0123456789ab")
COPY = CopyRef("ateliers", "2024", RespondentCode("brest"))
LONG = "q5_nombre_de_professionnels_de_sante_participants_a_chaque_atelier"
"""A field whose name is too long for a tag and for a bookmark."""

EMPTY = {
    "q1_total": "[Q01] Saisir un nombre",
    "q1_prevus": "[Q01] Saisir un nombre",
    "q2_stade": "[Q02] Choisir",
    "q3_autres": "[Q03] Préciser",
    "q4_freins": "[Q04] Saisir un texte",
    LONG: "[Q05] Saisir un nombre",
}
"""The prompt of every text box and list."""

ENTRIES = tuple(ListEntry(OptionCode(f"s{code}"), str(code)) for code in range(6))


def _text(field: str, lines: int = 1, numeric: bool = False) -> TextBox:
    return TextBox(FieldId(field), f"{field} en toutes lettres", EMPTY[field], lines=lines, numeric=numeric)


def _box(option: str, label: str, detail: TextBox | None = None) -> TickBox:
    return TickBox(OptionCode(option), label, f"3 {label}", detail=detail)


def _question(number: str, text: str, *answers: Answer) -> Group:
    return Group((Heading(2, f"{number}. {text}", question=number), *answers))


def sample_document() -> Document:
    """Five questions: counts, a scale, boxes with a detail, a free text, and a long name."""
    boxes = (
        _box("lettre", "Lettre de mission"),
        _box("guide", "Guide méthodologique"),
        _box("autres", "Autres (précisez)", _text("q3_autres")),
    )
    scale = ListBox(FieldId("q2_stade"), "2 Stade", EMPTY["q2_stade"], ENTRIES, compact=True)
    tools = TickList(FieldId("q3_outils"), "3 Outils", boxes)
    return Document(
        title="Enquête sur les ateliers",
        language="fr-FR",
        header="Enquête sur les ateliers",
        form=FORM,
        copy=Copy(COPY, "Brest"),
        blocks=(
            Title("Enquête sur les ateliers"),
            Paragraph("Répondez avant le 30 juin 2024."),
            _question(
                "1",
                "Combien d’ateliers ?",
                Answer("Aujourd’hui :", _text("q1_total", numeric=True), "ateliers"),
                Answer("Prévus :", _text("q1_prevus", numeric=True), "ateliers", depth=1),
            ),
            _question(
                "2",
                "À quel stade en êtes-vous ?",
                Answer("Stade :", scale),
            ),
            _question("3", "Quels outils ?", Answer("Outils :", tools)),
            _question("4", "Quels freins ?", Answer("Freins :", _text("q4_freins", lines=5))),
            _question("5", "Combien de professionnels ?", Answer("Nombre :", _text(LONG, numeric=True))),
        ),
    )


@cache
def sample_form() -> bytes:
    """The form as it is sent to Brest."""
    return DocxRenderer().render(sample_document())

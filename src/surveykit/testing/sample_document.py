"""A document with every kind of block and control, and with every role and state that they may have."""

from __future__ import annotations

from surveykit.document import (
    Answer,
    Bar,
    Block,
    Cell,
    Chart,
    Contents,
    Document,
    Facts,
    Group,
    Heading,
    KeyFigures,
    Levels,
    ListBox,
    ListEntry,
    Listing,
    Masthead,
    Moments,
    Numbering,
    Options,
    PageBreak,
    Paragraph,
    Role,
    Series,
    Table,
    TextBox,
    TickBox,
    TickList,
    Title,
)
from surveykit.ids import FieldId, FormRef, OptionCode


def sample_document() -> Document:
    """The form of no survey: what a renderer must be able to show, none of it left out in silence."""
    return Document(
        title="Tous les blocs",
        language="fr",
        blocks=(*_opening(), *_data(), *_charts(), PageBreak(), Group((Heading(2, "Groupe", "1"), Group(_controls())))),
        header="En-tête courant",
        author="Bureau des formes",
        form=FormRef("blocs", "2024", "0123456789ab"),
    )


def _opening() -> tuple[Block, ...]:
    return (
        Masthead(("Ministère", "Bureau <des> formes")),
        Title("Tous les blocs", "Sous-titre & référence"),
        Contents("Sommaire", 2),
        *(Heading(level, f"Intertitre de niveau {level}") for level in (1, 2, 3)),
        *(Paragraph(f"Paragraphe du rôle {number}, « ainsi\u00a0»\u202f!", role) for number, role in enumerate(Role)),
        Listing(("premier point", "second point")),
        Facts((("Terme", "une ligne\nune autre"), ("Adresse", "formes@exemple.example"))),
    )


def _data() -> tuple[Block, ...]:
    rows = (
        (Cell("Nord", header=True), Cell("1\u202f234", number=True), Cell("secret", withheld=True)),
        (Cell("Sud", header=True), Cell("\u2212\u00a05,6\u00a0%", number=True), Cell("")),
    )
    header = (Cell("Région", header=True), Cell("Nombre", header=True), Cell("Part", header=True))
    return (
        KeyFigures((("42\u00a0%", "de réponses", "11 sur 26"), ("512", "équipes", ""))),
        Table("Équipes par région", "Une ligne par région.", header, rows, (3, 1, 1), Numbering("Tableau", 1)),
    )


def _charts() -> tuple[Block, ...]:
    levels = tuple(Bar(str(level), count, str(count)) for level, count in enumerate((2, 0, 7)))
    options = (Bar("Courrier <nominatif> & appel", 40.5, "40,5 %"), Bar("Réunion", None, "non diffusé"))
    moments = (Bar("Avant", 12, "12"), Bar("Après", 9, "9", planned=True))
    followed = (Series("Équipes", moments), Series("Lieux", moments))
    return (
        Chart("Niveaux", "Trois colonnes.", "équipes", Levels(levels, "0 = peu"), 0, Numbering("Graphique", 1)),
        Group((Chart("Moyens", "Deux barres.", "% des équipes", Options(options), 100),)),
        Chart("Suivi", "Quatre barres.", "équipes", Moments(followed)),
        Chart("Suivi d’une chose", "Deux barres.", "équipes", Moments(followed[:1])),
    )


def _controls() -> tuple[Block, ...]:
    entries = (ListEntry(OptionCode("oui"), "Oui"), ListEntry(OptionCode("non"), "Non"))
    many = tuple(ListEntry(OptionCode(f"o{number}"), f"Choix numéro {number}") for number in range(12))
    detail = TextBox(FieldId("precision"), "Précision", "Saisir", value="déjà dite")
    boxes = (
        TickBox(OptionCode("a"), "Case cochée", "Case", ticked=True, detail=detail),
        TickBox(OptionCode("b"), "Case vide", "Case"),
    )
    return (
        Answer("Ligne vide\u00a0:", TextBox(FieldId("ligne"), "Ligne", "Saisir"), "après"),
        Answer("Nombre\u00a0:", TextBox(FieldId("nombre"), "Nombre", "Saisir", 1, numeric=True, minimum=0, value="7")),
        Answer("Zone\u00a0:", TextBox(FieldId("zone"), "Zone", "Saisir", 5, value="deux\nlignes"), "au plus"),
        Answer("Échelle\u00a0:", ListBox(FieldId("echelle"), "Échelle", "Choisir", entries, compact=True), depth=1),
        Answer("Liste\u00a0:", ListBox(FieldId("liste"), "Liste", "Choisir", many, value=OptionCode("o3")), "fin"),
        Answer("Cases\u00a0:", TickList(FieldId("cases"), "Cases", boxes)),
    )

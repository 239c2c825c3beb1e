"""Charts, numbered captions and tables of contents as data: what a renderer is told."""

from __future__ import annotations

from surveykit.document import (
    Bar,
    Chart,
    Contents,
    Document,
    Group,
    Heading,
    Levels,
    Moments,
    Numbering,
    Options,
    Paragraph,
    Series,
    Table,
    bars_of,
    headings,
    lines,
    listed,
)

ONE, TWO = Bar("Avant", 3, "3"), Bar("Après", None, "non diffusé", planned=True)


def test_the_bars_of_every_drawing_come_in_reading_order() -> None:
    assert bars_of(Levels((ONE, TWO))) == (ONE, TWO)
    assert bars_of(Options((TWO, ONE))) == (TWO, ONE)
    assert bars_of(Moments((Series("a", (ONE, TWO)), Series("b", (ONE,))))) == (ONE, TWO, ONE)


def test_a_caption_stands_behind_its_number() -> None:
    chart = Chart("Villes", "Une barre.", "villes", Options((ONE,)))
    assert chart.caption == "Villes"
    table = Table("Villes", "", (), (), (), Numbering("Tableau", 3))
    assert table.title == "Tableau\u00a03 – Villes"


def test_the_words_of_a_chart_are_its_caption_and_those_of_the_contents_its_entries() -> None:
    chart = Chart("Villes", "Une barre.", "villes", Options((ONE,)), numbering=Numbering("Graphique", 1))
    blocks = (Heading(1, "Avant"), Contents("Sommaire", 2), Group((Heading(2, "Ici"), chart)), Heading(3, "Plus bas"))
    document = Document("Titre", "fr", (*blocks, Paragraph("fin")))
    assert [line for line, _ in lines(document)] == [
        "Avant",
        "Sommaire",
        "Avant",
        "Ici",
        "Ici",
        "Graphique\u00a01 – Villes",
        "Plus bas",
        "fin",
    ]


def test_entries_have_the_rank_of_their_heading_among_all() -> None:
    blocks = (Group((Heading(3, "a"),)), Heading(1, "b"), Contents("Sommaire"), Heading(1, "c"))
    assert [(rank, heading.text) for rank, heading in listed(Contents("Sommaire"), blocks)] == [(2, "b"), (3, "c")]
    assert [heading.text for heading in headings(blocks)] == ["a", "b", "c"]

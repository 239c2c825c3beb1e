"""Reports as HTML pages."""

from __future__ import annotations

import hashlib
import html.parser
import re
import subprocess
import sys
from base64 import b64encode

import pytest
from msgspec.structs import replace

from surveykit.document import (
    Answer,
    Block,
    Cell,
    Document,
    Facts,
    Group,
    Heading,
    KeyFigures,
    ListBox,
    ListEntry,
    Listing,
    Masthead,
    PageBreak,
    Paragraph,
    Role,
    Table,
    TextBox,
    TickBox,
    TickList,
    Title,
    lines,
)
from surveykit.ids import FieldId, OptionCode
from surveykit.ports import Renderer
from surveykit_html import renderer

TABLE = Table(
    caption="Réseaux par territoire",
    description="Un territoire par ligne.",
    header=(Cell("Territoire", header=True), Cell("Réseaux", number=True), Cell("")),
    rows=(
        (Cell("Ouest", header=True), Cell("1\u202f234", number=True), Cell("x < y & z")),
        (Cell("Est", header=True), Cell("s", number=True, withheld=True), Cell("")),
    ),
    widths=(50, 25, 25),
)
ONE_LINE = TextBox(FieldId("q1"), "Question 1", "Saisir", value="12")
MANY_LINES = TextBox(FieldId("q2"), "Question 2", "Saisir", lines=4)
LIST = ListBox(
    FieldId("q3"),
    "Question 3",
    "Choisir",
    (ListEntry(OptionCode("oui"), "Oui"), ListEntry(OptionCode("non"), "Non")),
    value=OptionCode("non"),
)
TICKS = TickList(
    FieldId("q4"),
    "Question 4",
    (
        TickBox(OptionCode("a"), "Lettre de mission", "a", ticked=True),
        TickBox(OptionCode("b"), "Autres", "b", detail=TextBox(FieldId("q4_b"), "d", "Préciser", value="Ailleurs")),
    ),
)
BLOCKS: tuple[Block, ...] = (
    Masthead(("Ministère de l’Exemple", "Bureau des réseaux")),
    Title("Bilan <2014>", "Note n° 12"),
    Facts((("Champ", "Toutes les ARS"), ("Retour", "Par courriel\nou par courrier"))),
    Group(
        (
            Heading(1, "Chiffres clés"),
            KeyFigures((("512", "réseaux", "23 ARS sur 26"), ("42\u00a0%", "part", ""))),
            Paragraph("s : secret statistique.", Role.LEGEND),
        )
    ),
    Heading(2, "Détail"),
    *(Paragraph(f"Un paragraphe {role.name}.", role) for role in Role),
    Listing(("Premier", "Second & dernier")),
    TABLE,
    PageBreak(),
    Heading(3, "Annexe"),
    Answer("1. Combien de réseaux ?", ONE_LINE, "réseaux"),
    Answer("2. Pourquoi ?", MANY_LINES, depth=1),
    Answer("3. Un diagnostic ?", LIST),
    Answer("4. Comment ?", TICKS),
)
REPORT = Document("Bilan <2014>", "fr", BLOCKS, header='Bilan "2014" – </style>\\ ARS', author="Bureau des réseaux")
VOID = {"meta", "col", "br", "hr", "img", "input", "link"}


class Page(html.parser.HTMLParser):
    """A page's elements with their attributes, and the words of each, checking that every element is closed."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self.feed(data.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((tuple(self.open), data.strip("\n")))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes, _ in self.elements if name == tag]

    def text(self, tag: str) -> list[str]:
        return [words for path, words in self.words if tag in path]


def rendered(*blocks: Block, language: str = "fr") -> Page:
    return Page(renderer.render(Document("Bilan", language, blocks)))


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(renderer.render(REPORT))


def test_it_is_a_renderer() -> None:
    known: Renderer = renderer
    assert (known.suffix, known.media_type) == (".html", "text/html")


def test_the_page_says_its_language_its_title_and_its_author(page: Page) -> None:
    assert page.named("html") == [{"lang": "fr"}]
    assert page.text("title") == ["Bilan <2014>"]
    assert {"name": "author", "content": "Bureau des réseaux"} in page.named("meta")


def test_it_shows_the_document_s_words_in_their_order_and_no_others(page: Page) -> None:
    report = Document("Bilan", "fr", tuple(block for block in BLOCKS if not isinstance(block, Answer)))
    shown = [words.strip() for path, words in Page(renderer.render(report)).words if "body" in path]
    expected = [part for line, _ in lines(report) for part in line.split("\n") if part]
    assert shown == expected


def test_landmarks_and_headings_make_an_outline(page: Page) -> None:
    assert [tag for tag, _, path in page.elements if path == ("html", "body")] == ["header", "main", "footer"]
    headings = [(tag, attributes.get("id")) for tag, attributes, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert headings == [("h1", None), ("h2", "section-1"), ("h3", "section-2"), ("h4", "section-3")]
    assert page.text("header") == ["Ministère de l’Exemple", "Bureau des réseaux"]
    assert page.text("footer") == [REPORT.header]


def test_a_table_has_a_caption_scopes_a_description_and_a_region_to_scroll_in(page: Page) -> None:
    (region,) = (held for _, held, _ in page.elements if held.get("role") == "region")
    (caption,) = page.named("caption")
    assert (region["tabindex"], region["aria-labelledby"]) == ("0", caption["id"])
    assert page.named("table") == [{"aria-description": "Un territoire par ligne."}]
    assert [cell["scope"] for cell in page.named("th")] == ["col", "col", "row", "row"]
    assert page.text("td") == ["1\u202f234", "x < y & z", "s"]
    assert {"class": "number withheld"} in page.named("td")
    assert page.named("col") == [{"class": "w50"}, {"class": "w25"}, {"class": "w25"}]
    assert {".w25 { width: 25%; }", ".w50 { width: 50%; }"} <= set(page.text("style")[0].split("\n"))


def test_key_figures_are_figures_and_facts_are_terms(page: Page) -> None:
    assert page.text("figure") == ["512", "réseaux", "23 ARS sur 26", "42\u00a0%", "part"]
    assert page.text("dt") == ["Champ", "Retour"]
    assert page.text("dd") == ["Toutes les ARS", "Par courriel", "ou par courrier"]


def test_each_role_has_its_look(page: Page) -> None:
    looks = {held.get("class") for held in page.named("p")}
    assert looks >= {"body", "lead", "question", "hint", "note", "legend", "warning"}


def test_a_questionnaire_in_an_annex_is_printed_and_cannot_be_filled(page: Page) -> None:
    assert not {"input", "select", "textarea", "button", "form"} & {tag for tag, _, _ in page.elements}
    data = renderer.render(REPORT).decode()
    assert '<p>1. Combien de réseaux ?</p>\n<p class="blank">12</p>\n<p class="after">réseaux</p>' in data
    assert '<div class="answer dependent">\n<p>2. Pourquoi ?</p>\n<p class="blank tall"></p>' in data
    assert '<li>Oui</li>\n<li class="ticked">Non</li>' in data
    assert '<li class="ticked">Lettre de mission</li>\n<li>Autres<p class="blank">Ailleurs</p>' in data


def test_the_page_needs_nothing_and_allows_nothing(page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "object", "base"} & {tag for tag, _, _ in page.elements}
    for _, held, _ in page.elements:
        assert not any(name.startswith("on") or name in {"style", "src", "href"} for name in held)
    (style,) = re.findall(r"<style>(.*?)</style>", renderer.render(REPORT).decode(), re.DOTALL)
    assert "url(" not in style
    assert "@import" not in style
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(held["content"] for held in page.named("meta") if "http-equiv" in held)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_running_header_cannot_leave_its_string(page: Page) -> None:
    (style,) = page.text("style")
    assert '"Bilan \\22 2014\\22  – \\3c \\2f style\\3e \\5c  ARS"' in style


def test_hostile_words_stay_words() -> None:
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}\x00\ud800"
    found = rendered(
        Title(hostile), Paragraph(hostile), Facts(((hostile, hostile),)), Listing((hostile,)), Heading(9, hostile)
    )
    assert {words for path, words in found.words if "main" in path} == {
        "<script>alert(1)</script>{{ 7 * 7 }}\u2400\ufffd"
    }
    assert found.named("h6") == [{"id": "section-1"}]


def test_a_document_of_nothing_is_a_page() -> None:
    empty = rendered(language="en")
    assert empty.named("html") == [{"lang": "en"}]
    assert not empty.named("header")
    assert not empty.named("footer")


def test_a_table_without_widths_is_still_a_table() -> None:
    bare = rendered(Table("Rien", "", (Cell("a"),), (), (0,)))
    assert bare.named("table") == [{}]
    assert bare.named("col") == [{"class": "w0"}]


PRINT = """
import hashlib
from surveykit.document import Cell, Document, Heading, Table
from surveykit_html import renderer
table = Table("c", "d", (Cell("a"), Cell("b")), ((Cell("x", header=True), Cell("1", number=True)),), (70, 30))
document = Document("t", "fr", (Heading(1, "h"), table), header="r")
print(hashlib.sha256(renderer.render(document)).hexdigest(), renderer.render(document) == renderer.render(document))
"""


def test_the_same_document_gives_the_same_bytes() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert printed.pop().endswith("True\n")


def test_a_document_in_landscape_is_printed_on_the_long_side() -> None:
    table = Table("T", "", (Cell("a", header=True),), ((Cell("b"),),), (100,))
    upright = Document("T", "fr", (table,))
    assert b"size: A4;" in renderer.render(upright)
    assert b"size: A4 landscape;" in renderer.render(replace(upright, landscape=True))

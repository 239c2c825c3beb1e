"""Forms as pages to fill in: their words, their controls, and that they need nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter

import pytest
from msgspec.structs import replace

from html_pages import digest, element, named, personal, policy, small_form, starts, words
from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit.document import (
    Answer,
    Cell,
    Copy,
    Document,
    ListBox,
    ListEntry,
    Paragraph,
    Reply,
    Table,
    TextBox,
    controls,
    filled_in,
    lines,
)
from surveykit.errors import UsageError
from surveykit.ids import CopyRef, FieldId, OptionCode, RespondentCode
from surveykit.model import Survey
from surveykit.ports import Stamper
from surveykit_html import renderer
from surveykit_html.inputs import HELD
from surveykit_html.renderer import HtmlRenderer

HOSTILE = "</style></script><script>alert(1)</script><!--\x00 {{ 7 * 7 }} &quot;"
FORM = small_form()
PAGE = renderer.render(FORM)


@pytest.fixture(scope="module")
def real() -> Survey:
    return load_survey("reseaux_2014")


def test_it_shows_the_words_of_the_document_in_their_order_and_no_others(real: Survey) -> None:
    for document in (FORM, personal(small_survey()), form(real)):
        expected = [word for line, _ in lines(document) for word in line.split()]
        assert words(renderer.render(document)) == expected


def test_every_field_has_its_control_named_as_it_and_nothing_else_has_a_name() -> None:
    found = Counter(
        tag.attributes["name"]
        for tag in starts(PAGE)
        if "name" in tag.attributes and tag.name != "meta" and tag.attributes.get("type") != "radio"
    )
    assert found == Counter(control.field for control in controls(FORM))


def test_the_radio_buttons_of_a_list_have_a_name_in_common_that_no_others_have() -> None:
    lists = [control for control in controls(FORM) if isinstance(control, ListBox) and named(PAGE, control.field)]
    names = [{tag.attributes["name"] for tag in named(PAGE, one.field) if tag.name == "input"} for one in lists]
    common = [one for one in names if one]
    assert len(common) == 3
    assert all(len(one) == 1 for one in common)
    assert len(set().union(*common)) == 3


def test_every_control_has_a_label_of_its_own() -> None:
    tags = starts(PAGE)
    ids = Counter(tag.attributes["id"] for tag in tags if "id" in tag.attributes)
    labels = Counter(tag.attributes["for"] for tag in tags if tag.name == "label")
    filled = [tag.attributes["id"] for tag in tags if tag.name in {"input", "select", "textarea"}]
    assert set(ids.values()) == set(labels.values()) == {1}
    assert set(filled) == set(labels)
    referred = {one for tag in tags for name in ("aria-labelledby", "aria-describedby") for one in _ids(tag, name)}
    assert referred - {"said"} <= set(ids)  # the heading of what is said after saving is made then


def _ids(tag: object, name: str) -> list[str]:
    return str(getattr(tag, "attributes", {}).get(name, "")).split()


def test_numbers_are_typed_as_text_with_their_format_said_and_nothing_limits_what_is_typed() -> None:
    (count,) = named(PAGE, "q2_matin")
    assert (count.attributes.get("type", "text"), count.attributes["inputmode"]) == ("text", "numeric")
    text = PAGE.decode()
    assert "<small>(nombre entier de 0 à 500, ou «\u00a0NC\u00a0»)</small></label>" in text
    assert "<small>ateliers (nombre entier, ou «\u00a0NC\u00a0»)</small></label>" in text
    assert not {"maxlength", "pattern", "min", "max", "required"} & {
        name for tag in starts(PAGE) if tag.name != "progress" for name in tag.attributes
    }


def test_short_lists_are_radio_buttons_and_long_ones_drop_down() -> None:
    assert [tag.attributes["value"] for tag in named(PAGE, "q3_satisfaction")] == list("012345")
    assert [tag.attributes["value"] for tag in named(PAGE, "q5_charte")] == ["oui", "non"]
    assert {tag.attributes["type"] for tag in named(PAGE, "q6_porteur")} == {"radio"}
    assert [tag.attributes["value"] for tag in named(PAGE, "q4_publics")] == ["enfants", "adultes", "autres"]
    entries = tuple(ListEntry(OptionCode(f"o{n}"), f"Option {n}") for n in range(8))
    long = ListBox(FieldId("f"), "Nom", "Choisir", entries, value=OptionCode("o3"))
    page = renderer.render(replace(FORM, blocks=(Answer("Laquelle\u00a0?", long),), checks=()))
    assert [tag.name for tag in named(page, "f")] == ["select"]
    options = [tag.attributes for tag in starts(page) if tag.name == "option"]
    assert [one["value"] for one in options] == ["", *(entry.code for entry in entries)]
    assert [one["value"] for one in options if "selected" in one] == ["o3"]


def test_contact_lines_may_be_filled_in_by_the_browser() -> None:
    completions = {
        tag.attributes["name"]: tag.attributes.get("autocomplete")
        for tag in starts(PAGE)
        if tag.name == "input" and "name" in tag.attributes
    }
    assert completions["contact_nom"] == "name"
    assert completions["contact_courriel"] == "email"
    assert {one for name, one in completions.items() if not name.startswith("contact")} == {None}


def test_a_copy_says_its_holder_and_its_reference_and_asks_nobody_who_answers() -> None:
    document = personal(small_survey())
    page = renderer.render(document)
    assert document.copy is not None
    text = page.decode()
    assert f'<strong>Brest</strong> – <span id="sk-copy">{document.copy.reference}</span>' in text
    assert f'data-copy="{document.copy.reference}"' in text
    assert not named(page, "respondent")
    assert "exemplaire ateliers" in element(page, "style").replace("\\2f ", "/")
    assert "data-copy" not in PAGE.decode().partition("<script>")[0]
    assert named(PAGE, "respondent")


def test_the_page_allows_its_own_style_and_script_and_nothing_else() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy(PAGE).split("; "))
    assert rules == {
        "default-src": "'none'",
        "style-src": digest(element(PAGE, "style")),
        "script-src": digest(element(PAGE, "script")),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert "&#39;" not in PAGE.decode().partition("<title>")[0]


def test_only_a_form_with_an_address_to_send_to_may_send_there() -> None:
    reply = Reply(("a@exemple.example",), "le 30 juin 2024", "https://exemple.example/a;b,c?d=e")
    page = renderer.render(replace(FORM, reply=reply))
    assert "connect-src https://exemple.example/a%3Bb%2Cc;" in policy(page)
    assert "Transmettre mes réponses" in page.decode()
    assert "Transmettre mes réponses" not in PAGE.decode().partition("<script>")[0]
    assert "connect-src" not in policy(PAGE)


def test_the_page_refers_to_nothing_outside(real: Survey) -> None:
    for page in (PAGE, renderer.render(form(real))):
        tags = starts(page)
        assert not {"link", "img", "iframe", "object", "base", "embed"} & {tag.name for tag in tags}
        for tag in tags:
            assert not any(
                name.startswith("on") or name in {"style", "src", "href", "action"} for name in tag.attributes
            )
        assert not re.findall(r"https?:|url\(|@import|eval|innerHTML|Function\(", page.decode())


def test_hostile_words_stay_words() -> None:
    checks = tuple(replace(check, message=HOSTILE) for check in FORM.checks)
    box = TextBox(FieldId("f"), HOSTILE, HOSTILE, value=HOSTILE)
    area = TextBox(FieldId("g"), HOSTILE, HOSTILE, lines=3, value=HOSTILE)
    choice = ListBox(FieldId("h"), HOSTILE, HOSTILE, (ListEntry(OptionCode("a"), HOSTILE),))
    blocks = (Paragraph(HOSTILE), *(Answer(HOSTILE, one, HOSTILE) for one in (box, area, choice)))
    copy = Copy(CopyRef("ateliers", "2024", RespondentCode("brest")), HOSTILE)
    hostile = Document(
        HOSTILE, f"fr-{HOSTILE}", blocks, HOSTILE, HOSTILE, FORM.form, copy, checks, Reply((HOSTILE,), HOSTILE, None)
    )  # fmt: skip
    page = renderer.render(hostile)
    assert [tag.name for tag in starts(page)].count("script") == 1
    assert "<" not in element(page, "script")
    assert digest(element(page, "style")) in policy(page)
    assert "\x00" not in page.decode()
    assert "49" not in page.decode().partition("<script>")[0]


def test_a_filled_form_shows_what_it_holds() -> None:
    held = filled_in(
        FORM,
        {
            FieldId("q1_ateliers"): "12",
            FieldId("q7_observations"): "un\n\tdeux </textarea>",
            FieldId("q4_publics"): frozenset({OptionCode("adultes")}),
            FieldId("q5_charte"): "non",
        },
    )
    page = renderer.render(held)
    assert named(page, "q1_ateliers")[0].attributes["value"] == "12"
    assert named(page, "q7_observations")[0].text == "\nun\n\tdeux </textarea>"
    assert [tag.attributes["value"] for tag in starts(page) if "checked" in tag.attributes] == ["adultes", "non"]


def test_copies_are_stamped_as_they_are_rendered() -> None:
    assert isinstance(renderer, Stamper)
    document = form(small_survey(), personal=True)
    copies = [
        Copy(CopyRef("ateliers", "2024", RespondentCode(code)), holder, values)
        for code, holder, values in (
            ("brest", "Brest", {}),
            ("evry", "Évry </style> \x00style\x00", {}),
            ("caen", "Caen", {FieldId("q1_ateliers"): "7"}),
        )
    ]
    assert list(renderer.stamp(document, copies)) == [renderer.render(replace(document, copy=copy)) for copy in copies]
    with pytest.raises(UsageError, match="report"):
        list(renderer.stamp(Document("Bilan", "fr", ()), copies))


def test_a_style_sheet_of_one_s_own_comes_last_and_is_allowed() -> None:
    font = '@font-face { font-family: M; src: url("data:font/woff2;base64,AA") }'
    css = f"/* https://exemple.example/licence */ .bar {{ color: red }} {font}"
    for document in (FORM, Document("Bilan", "fr", ())):
        page = HtmlRenderer(css=css).render(document)
        style = element(page, "style")
        assert style.endswith(css)
        assert f"style-src {digest(style)}; font-src data:; img-src data:" in policy(page)


@pytest.mark.parametrize(
    "css",
    [
        "@import 'a.css';",
        "p { background: url(https://exemple.example/a.png) }",
        "p { background: url('//exemple.example/a.png') }",
        "p { background: URL( a.png ) }",
        "p { background: image-set('http://exemple.example/a.png' 1x) }",
        "</style><script>",
    ],
)
def test_a_style_sheet_that_would_fetch_anything_is_refused(css: str) -> None:
    with pytest.raises(UsageError, match="style"):
        HtmlRenderer(css=css).render(FORM)


def test_a_form_may_hold_what_reports_hold() -> None:
    table = Table("Rappel", "Les chiffres de 2012.", (Cell("Réseaux"),), ((Cell("681", number=True),),), (100,))
    page = renderer.render(replace(FORM, blocks=(table, *FORM.blocks)))
    assert "tabular-nums" in element(page, "style")
    assert "tabular-nums" not in element(PAGE, "style")


def test_conditions_and_checks_are_in_the_script_as_functions() -> None:
    script = element(PAGE, "script")
    place = {control.field: place for place, control in enumerate(controls(FORM))}
    assert f"{place[FieldId('q5_signataires')]}:v=>v[{place[FieldId('q5_charte')]}]" in script
    assert f'{place[FieldId("q4_autres")]}:v=>has(v[{place[FieldId("q4_publics")]}],"autres")' in script
    assert f"MORE=v=>[plus(v[{place[FieldId('q2_matin')]}],v[{place[FieldId('q2_apres_midi')]}])]" in script
    assert "<" not in script


def test_the_script_knows_the_type_of_each_field_and_whose_answer_it_is() -> None:
    found = re.search(r'TYPES="(\w*)"', element(PAGE, "script"))
    assert found is not None
    expected = {
        "q1_ateliers": ("whole", 0),
        "q3_satisfaction": ("whole", 0),
        "q4_publics": ("codes", 0),
        "q4_autres": ("text", 0),
        "q5_charte": ("truth", 0),
        "q6_porteur": ("code", 0),
        "q7_observations": ("text", 1),
        "contact_nom": ("text", 2),
    }
    fields = [control.field for control in controls(FORM)]
    told = dict(zip(fields, (divmod(int(digit, 36), len(HELD)) for digit in found[1]), strict=True))
    assert {field: (HELD[told[FieldId(field)][1]], told[FieldId(field)][0]) for field in expected} == expected


def test_the_real_questionnaire_is_light(real: Survey) -> None:
    assert len(renderer.render(form(real))) <= 40_000


PRINT = """
import hashlib
from html_pages import personal, small_form
from small_survey import small_survey
from surveykit_html import renderer
from surveykit_pdf.paper import printed
for one in (small_form(), personal(small_survey())):
    print(hashlib.sha256(renderer.render(one) + printed(one).encode()).hexdigest())
"""


def test_the_same_document_gives_the_same_bytes() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


MESSAGES = "process.stdout.write(JSON.stringify(RULES(Array(999).fill(null)).map(row => row[3])))"


@pytest.mark.node
def test_the_messages_of_the_checks_are_whole_in_the_script(real: Survey) -> None:
    awkward = "Un `${total_seances}` \\ ${autre} {} {{q1_ateliers}} \u2028 « ' \" »"
    hostile = replace(FORM, checks=tuple(replace(check, message=awkward) for check in FORM.checks))
    for document in (form(real), FORM, hostile):
        names = [*(control.field for control in controls(document))]
        names += list({name: None for check in document.checks for name in check.derived})
        definition = element(renderer.render(document), "script").rpartition("\n{")[0]
        said = subprocess.run(["node", "-"], input=definition + MESSAGES, capture_output=True, text=True, check=True)
        assert [_named(text, names) for text in json.loads(said.stdout)] == [one.message for one in document.checks]


def _named(message: str, names: list[str]) -> str:
    """A message with names in its slots again."""
    return re.sub(r"\{(\d*)\}", lambda slot: f"{{{names[int(slot[1])]}}}" if slot[1] else "{", message)

"""What a person sees of a saved page is told apart from what it records: hidden, switched off, struck, cut, moved."""

from __future__ import annotations

import quopri
import re
import time

import pytest

from html_pages import small_form
from small_survey import small_survey
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.document import filled_in
from surveykit.filled import Entry, Tick, Words
from surveykit.ids import FieldId, OptionCode
from surveykit.responses import Answered, Blank
from surveykit_html import reader, renderer
from surveykit_html.looks import hides, marks, strikes
from surveykit_html.sheets import Sheets
from surveykit_html.tags import Start

SURVEY = small_survey()
VALUES = {FieldId("q1_ateliers"): "12", FieldId("q5_charte"): "oui", FieldId("q7_observations"): "Un mot"}
FILLED = renderer.render(filled_in(small_form(), VALUES)).decode()


def _entry(body: str) -> Entry:
    return reader.read(f'<!DOCTYPE html><form data-form="a/b/c">{body}'.encode()).entries[FieldId("f")]


def _collected(pattern: str, new: str, page: str = FILLED) -> Collected:
    changed, count = re.subn(pattern, new, page, count=1)
    assert count == 1
    return collect(SURVEY, form(SURVEY), reader.read(changed.encode()))


def _about(collected: Collected, field: str) -> list[str]:
    return [str(one.code) for one in collected.findings if one.place.field == field]


def test_what_is_switched_off_and_seen_is_shown_only() -> None:
    assert _entry("<input name=f value=3 disabled>") == Entry((Words("", shown="3"),))
    assert _entry("<fieldset disabled><textarea name=f>x</textarea>") == Entry((Words("", shown="x"),))
    assert _entry("<input name=f disabled>") == Entry((Words(""),))
    assert _entry("<fieldset name=f><input type=radio value=a checked disabled>") == Entry((Words("", shown="a"),))
    collected = _collected("(name=q1_ateliers)", r"\1 disabled")
    assert collected.response.answers[FieldId("q1_ateliers")] == Answered(12, to_confirm=True)
    assert _about(collected, "q1_ateliers") == ["shown_only"]


HIDING = [
    "<div hidden>{}</div>",
    '<p style="color:red; display : none">{}</p>',
    '<span style="visibility:hidden">{}</span>',
    '<div style="position:absolute; left:-9999px">{}</div>',
    "<details><summary>Suite</summary>{}</details>",
    "<dialog>{}</dialog>",
    "<template>{}</template>",
    "<noscript>{}</noscript>",
    '<div style="position:absolute; clip: rect(0 0 0 0)">{}</div>',
    '<div style="clip-path:inset(50%)">{}</div>',
    '<div style="transform: scale(0)">{}</div>',
    '<div style="overflow:hidden;height:0">{}</div>',
    '<div style="color : transparent">{}</div>',
    '<div style="color:#FFF; background:#fff">{}</div>',
    "<style>.loin{{display:none}}</style><div class='pres loin'>{}</div>",
    "<style>@media screen{{p{{color:red}}}} /* {{ */ p, div#ici {{ opacity:0 }}</style><div id=ici>{}</div>",
]


@pytest.mark.parametrize("way", HIDING)
def test_what_nobody_sees_is_recorded_only(way: str) -> None:
    assert _entry(way.format("<input name=f value=3>")) == Entry((Words("3", shown=""),))
    assert _entry(way.format("<input name=f>")) == Entry((Words("", gone=True),))
    ticked = _entry("<fieldset name=f>" + way.format("<input type=checkbox value=a checked>"))
    assert ticked.ticks[OptionCode("a")][0] == Tick(True, "☐")
    assert _entry(way.format("") + "<input name=f value=3>") == Entry((Words("3"),))
    assert _about(_collected("(<input [^>]*name=q1_ateliers[^>]*>)", way.format(r"\1")), "q1_ateliers") == [
        "recorded_only"
    ]


@pytest.mark.parametrize(
    "seen",
    [
        "<details open>{}</details>",
        "<details><summary>{}</summary></details>",
        '<span style="display:inline">{}</span>',
        "<p hidden>rien<div>{}</div>",
        "<b hidden></b>{}",
    ],
)
def test_what_is_open_is_seen(seen: str) -> None:
    assert _entry(seen.format("<input name=f value=3>")) == Entry((Words("3"),))


def test_what_is_hidden_and_switched_off_is_told_unless_the_page_says_so_itself() -> None:
    off = "<p hidden><input name=f value=3 disabled></p>"
    assert _entry(off) == Entry((Words("", hidden="3"),))
    assert _entry(off + "<p class='aside made'>Réponse laissée de côté : 3</p>") == Entry((Words(""),))
    assert _entry(off + "<input name=g><p class=aside>x</p>") == Entry((Words("", hidden="3"),))
    box = _entry("<fieldset name=f hidden><input type=checkbox value=a checked disabled>")
    assert box.ticks == {OptionCode("a"): (Tick(False, "", struck="☒"),)}
    collected = _collected("<p>(<label for=[0-9]*>[^<]*<br><input [^>]*name=q1_ateliers)", r"<p hidden>\1 disabled")
    assert collected.response.answers[FieldId("q1_ateliers")] == Blank()
    assert _about(collected, "q1_ateliers") == ["hidden_text"]


def test_a_kind_of_control_that_shows_nothing_of_a_value_hides_it() -> None:
    assert _entry("<input name=f type=date value=12>") == Entry((Words("12", shown=""),))
    assert _entry("<input name=f type=number value=NC>") == Entry((Words("NC", shown=""),))
    assert _entry("<input name=f type=number value=12>") == Entry((Words("12"),))


def test_a_page_that_ends_amid_an_answer_is_told() -> None:
    at = FILLED.index("Un mot")
    collected = collect(SURVEY, form(SURVEY), reader.read(FILLED[: at + 2].encode()))
    assert collected.response.answers[FieldId("q7_observations")] == Answered("Un", to_confirm=True)
    assert _about(collected, "q7_observations") == ["cut_amid_answer"]


def test_a_page_that_a_mail_encoded_is_decoded() -> None:
    assert reader.read(quopri.encodestring(FILLED.encode())) == reader.read(FILLED.encode())
    marked = FILLED.replace("<form ", '<form data-prefilled="q1=3Dab name=3D1 name=3d2 name=3d3" ')
    assert reader.read(marked.encode()).entries == reader.read(FILLED.encode()).entries


@pytest.mark.parametrize("way", ["<s>Oui</s>", "<del>Oui</del>", '<b style="text-decoration: line-through">Oui</b>'])
def test_the_words_of_a_round_button_may_be_struck_out(way: str) -> None:
    struck = [one for one in _collected("Oui</label>", way + "</label>").findings if one.code == "label_struck"]
    assert [(one.place.question, one.place.field, one.raw) for one in struck] == [("5", None, "Oui")]


def test_the_words_of_a_round_button_may_be_marked() -> None:
    codes = [str(one.code) for one in _collected("Oui</label>", "<mark>Oui</mark></label>").findings]
    assert "label_marked" in codes


@pytest.mark.parametrize(
    ("pattern", "new", "field", "codes"),
    [
        ("Oui</label>", "Toujours</label>", "q5_charte", ["other_words_beside"]),
        ("value=oui", "value=nn", "q5_charte", ["unknown_option", "box_missing"]),
        ("(name=q1_ateliers )(.*?)name=q2_matin ", r"name=q2_matin \2\1", "q1_ateliers", ["out_of_place"]),
        ("(<label[^>]*>)Matin.:<br>", r"\1Après-midi :<br>", "q2_matin", ["other_words_beside"]),
        ("<label[^>]*><input [^>]*value=non>Non</label>", "", "q5_charte", ["box_missing"]),
    ],
)
def test_what_stands_elsewhere_or_under_other_words_is_told(
    pattern: str, new: str, field: str, codes: list[str]
) -> None:
    assert set(codes) <= set(_about(_collected(pattern, new), field))


@pytest.mark.parametrize("unit", ["<div>", "<p>", "</div>", "<details>", "<label>", "<s>"])
def test_a_page_of_many_elements_is_read_through(unit: str) -> None:
    assert _entry("<input name=f value=1>" + unit * 20_000) == Entry((Words("1"),))


@pytest.mark.parametrize(
    "rule",
    ["@media print{div.loin{display:none}}", ".autre{display:none}", "div>.loin{display:none}", ".loin{color:red}"],
)
def test_a_rule_for_print_or_for_others_hides_nothing(rule: str) -> None:
    entry = _entry(f"<style>{rule}</style><div class=loin><input name=f value=3></div>")
    assert entry == Entry((Words("3"),))


@pytest.mark.parametrize("kind", ["password"])
def test_a_kind_of_input_that_nobody_can_read_is_recorded_only(kind: str) -> None:
    assert _entry(f"<input name=f type={kind} value=3>") == Entry((Words("3", shown=""),))
    assert _about(_collected("name=q1_ateliers", f"type={kind} name=q1_ateliers"), "q1_ateliers") == ["recorded_only"]


@pytest.mark.parametrize("line", ["<input name=f type=button value=3>", "<input name=f placeholder=3>"])
def test_a_value_that_is_seen_and_not_given_is_shown_only(line: str) -> None:
    assert _entry(line) == Entry((Words("", shown="3"),))


def test_a_list_shows_its_first_option_while_none_is_chosen() -> None:
    options = "<option value=3>Trois</option><option value=4>Quatre</option>"
    assert _entry(f"<select name=f>{options}</select>") == Entry((Words("", shown="3"),))
    assert _entry(f"<select name=f size=2>{options}</select>") == Entry((Words(""),))
    assert _entry(f"<select name=f><option value>Choisir</option>{options}</select>") == Entry((Words(""),))


@pytest.mark.parametrize(
    "way",
    [
        '<input name=f value=3 style="text-decoration:line-through">',
        "<style>.x{text-decoration:line-through}</style><input class=x name=f value=3>",
    ],
)
def test_a_field_may_be_struck_out_by_its_own_look(way: str) -> None:
    assert _entry(way) == Entry((Words("", struck="3"),))
    assert _entry("<s><input name=f value=3></s>") == Entry((Words("3"),))  # a browser strikes no value so


@pytest.mark.parametrize("shape", ["/*", "a", "a{", "}", "a,", ".b", "a{b:c;"])
def test_a_style_sheet_takes_time_in_proportion_to_its_length(shape: str) -> None:
    def spent(times: int) -> float:
        begun = time.process_time()
        Sheets().take(shape * times)
        return time.process_time() - begun

    assert spent(200_000) < 16 * max(spent(50_000), 0.02)


@pytest.mark.parametrize(
    "shape", ["text-decoration:", "color:", "opacity: ", "clip-path:inset(", "background", "left:-1"]
)
def test_a_style_takes_time_in_proportion_to_its_length(shape: str) -> None:
    def spent(times: int) -> float:
        begun, style = time.process_time(), shape * times
        assert not any((strikes(style), marks(style), hides(style)))
        return time.process_time() - begun

    assert spent(40_000) < 16 * max(spent(10_000), 0.02)


def test_comments_of_a_style_sheet_say_nothing() -> None:
    sheets = Sheets()
    sheets.take("/* .a{display:none} */ .b{display:none} /* .c{display:none}")
    said = {name: sheets.style(Start("p", {"class": name})) for name in "abc"}
    assert said == {"a": "", "b": "display:none;", "c": ""}

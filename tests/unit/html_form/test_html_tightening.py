"""Style sheets, pages and scripts made smaller say the same."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import surveykit_html
from html_pages import element, personal, small_form, starts
from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit_html import renderer
from surveykit_html.form_words import script_words
from surveykit_html.inputs import HELD
from surveykit_html.phrases import NAMES, shared
from surveykit_html.style import _ADDED
from surveykit_html.tightening import needed_css, tight_css, tight_html

PAGE = renderer.render(small_form())
SCRIPTS = ("answers.js", "remarks.js", "keeping.js", "words.js", "start.js")
BUILT = ("form.min.js", "form_sending.min.js")


def source() -> str:
    folder = files("surveykit_html").joinpath("scripts")
    return "".join(folder.joinpath(name).read_text("utf-8") for name in SCRIPTS)


def built(name: str) -> str:
    return files("surveykit_html").joinpath("templates", name).read_text("utf-8")


def test_a_style_sheet_loses_spaces_but_not_those_that_mean_something() -> None:
    css = (
        '/* why */\n.a > .b :has(c), d + e {\n  margin: 0 1px !important;\n  content: "a : b ;}";\n'
        "  width: calc(1px + 2px);\n  color: #aabbcc;\n}\n#aabbcc { color: #aabbcd; }"
    )
    assert tight_css(css) == (
        '.a>.b :has(c),d + e{margin:0 1px!important;content:"a : b ;}";width:calc(1px + 2px);color:#abc}'
        "#aabbcc{color:#aabbcd}"
    )


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("p{a:1}table{a:2}", "p{a:1}"),
        (".a,.b p,p.a:hover{x:1}", ".a,p.a:hover{x:1}"),
        ("@media print{.b{x:1}}p{x:1}", "p{x:1}"),
        (
            "@media print{@page{@top-left{content:'x'}}.b{x:1}p{y:1}}",
            "@media print{@page{@top-left{content:'x'}}p{y:1}}",
        ),
        (
            "[rows='3'],[type=b]:not([b]),#b,:root,*,::before{x:1}",
            "[rows='3'],[type=b]:not([b]),#b,:root,*,::before{x:1}",
        ),
        ("p:not(:has(+ .a),p)>p,b:not(:has(+ .a),p){x:1}", "p:not(:has(+ .a),p)>p{x:1}"),
        (":root{--used:1;--not:2;--last:3}p{x:var(--used)}", ":root{--used:1}p{x:var(--used)}"),
        (":root{--used:1}.b{x:var(--used)}p{x:1}", ":root{}p{x:1}"),
    ],
)
def test_what_styles_nothing_is_left_out(sheet: str, kept: str) -> None:
    assert needed_css(sheet, frozenset({"p", ".a"})) == kept


def test_what_a_page_has_is_styled() -> None:
    style = element(PAGE, "style")
    for rule in (".facts{", "fieldset{", ".row>label{", "textarea{", ".told>span,.aside{", ".copy{", "@top-left{"):
        assert rule in style
    for rule in (".page-break", ".legend", "table", "footer", "--shade"):
        assert rule not in style


def test_what_the_script_makes_is_known_to_the_style() -> None:
    made = set(re.findall(r'make\("(\w+)"', source()))
    classes = {f".{name}" for name in re.findall(r'className: (?:[^"},]*)"(\w+)"', source())}
    classes |= {".error"} if '"" : "error"' in source() else set()
    assert {"a", "ul", "li", "span"} <= made
    assert {".told", ".error", ".mirror"} <= classes
    known = {tag.name for tag in starts(PAGE)} | _ADDED | {"strong"}
    assert made | classes <= known


def test_end_tags_and_quotes_that_html_does_without_are_left_out() -> None:
    page = (
        '<div class="a"><p id="b-1">un\n<b>mot</b></p>\n<p title="à b">deux</p>\n</div>\n<p>trois</p> et\n'
        "<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<dl><div><dt>t</dt><dd>d</dd></div></dl>\n"
        '<select><option value="">a</option>\n<option value="b" selected>b</option>\n</select>\n'
        '<textarea rows="3">\n\n<p>a</p>\n</textarea>\n<span>a</span> <span>b</span>\n'
    )
    assert tight_html(page) == (
        '<div class=a><p id=b-1>un\n<b>mot</b><p title="à b">deux</div><p>trois</p> et\n'
        "<ul><li>x<li>y</ul><dl><div><dt>t<dd>d</div></dl>"
        '<select><option value="">a<option value=b selected>b</select>'
        "<textarea rows=3>\n\n<p>a</textarea><span>a</span> <span>b</span>"
    ).replace("<p>a</textarea>", "<p>a</p>\n</textarea>")


class _Typed(HTMLParser):
    """Keeps the attributes of the controls of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


@given(st.text(st.sampled_from("ab <>\"'&=`/\n\u00a0é"), max_size=12))
def test_any_value_stays_what_it_was(value: str) -> None:
    escaped = value.replace("&", "&amp;").replace('"', "&#34;").replace(">", "&gt;").replace("<", "&lt;")
    reader = _Typed()
    reader.feed(tight_html(f'<p><input name="x" value="{escaped}" checked></p>'))
    assert reader.found == [("p", []), ("input", [("name", "x"), ("value", value), ("checked", None)])]


WORDS = st.lists(
    st.sampled_from(
        ["Merci", " de", " vérifier", " ces nombres", ".", " {3}", "{}", "\\`", "\\${", "$", "\\\\", "\\u003c"]
    )
)


@given(st.lists(WORDS.map("".join), max_size=12))
def test_sentences_with_their_phrases_put_back_are_the_same(sentences: list[str]) -> None:
    phrases, shortened = shared(tuple(sentences))
    for place in reversed(range(len(phrases))):
        mark = f"${{{NAMES[place]}}}"
        phrases = tuple(phrase.replace(mark, phrases[place]) for phrase in phrases)
        shortened = tuple(sentence.replace(mark, phrases[place]) for sentence in shortened)
    assert list(shortened) == sentences
    assert not any(phrase.endswith("\\") and not phrase.endswith("\\\\") for phrase in phrases)


def test_words_in_common_are_written_once_under_names_that_nothing_else_has() -> None:
    assert shared(("Merci de vérifier.", "Non. Merci de vérifier.", "{3}")) == (
        ("Merci de vérifier.",),
        ("${a}", "Non. ${a}", "{3}"),
    )
    assert shared(("un deux", "trois")) == ((), ("un deux", "trois"))
    assert "v" not in NAMES
    script = element(renderer.render(form(load_survey("reseaux_2014"))), "script")
    names = re.findall(r"[ ,]([a-zA-Z]+)=[`\[({a-z]", script.partition(",MORE=")[0])
    assert len(names) == len(set(names)) > 25


def test_the_script_has_no_words_of_its_own_and_takes_those_of_the_page_in_their_order() -> None:
    code = re.sub(r"^\s*//.*$", "", source(), flags=re.MULTILINE)
    assert not [text for text in re.findall(r'"([^"\\\n]*)"', code) if " " in text and text[0].isupper()]
    names = code.partition("const [\n")[2].partition("] = WORDS.split")[0]
    assert re.findall(r"\w+", names) == list(script_words("fr", sends=True))
    assert list(script_words("fr", sends=True))[: len(script_words("fr", sends=False))] == list(
        script_words("fr", sends=False)
    )


def test_the_script_numbers_the_types_of_value_as_the_page_does() -> None:
    numbered = re.search(r"^const (WHOLE = .*);$", source(), re.MULTILINE)
    assert numbered is not None
    numbers = dict(one.split(" = ") for one in numbered[1].split(", "))
    assert set(numbers) == {"WHOLE", "TRUTH", "CODES", "TEXT"}
    assert {name: HELD[int(number)].upper() for name, number in numbers.items()} == {name: name for name in numbers}
    assert f"% {len(HELD)}," in source()


@pytest.mark.node
def test_each_word_of_the_script_is_one_line_whatever_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    awkward = "un\ndeux\ttrois `${a}` \\ {0} «\u00a0»"
    said = {"one": awkward, "forms": (awkward, "plusieurs"), "last": "fin"}
    monkeypatch.setattr("surveykit_html.script.script_words", lambda language, sends: said)
    definition = element(renderer.render(small_form()), "script").rpartition("\n{")[0]
    shown = "process.stdout.write(JSON.stringify(WORDS.split('\\n').map(word => word.split('\\t'))))"
    done = subprocess.run(["node", "-"], input=definition + shown, capture_output=True, text=True, check=True)
    line = awkward.replace("\n", " ").replace("\t", " ")
    assert json.loads(done.stdout) == [[line], [line, "plusieurs"], ["fin"]]


def test_what_the_script_recognizes_is_shipped_as_it_was_written() -> None:
    code = re.sub(r"^\s*//.*$", "", source(), flags=re.MULTILINE)
    shipped = built("form_sending.min.js")
    for pattern in re.findall(r"^const [NS][CO] = (/.*/i);$", code, re.MULTILINE):
        assert pattern in shipped
    assert r"[1-9]\d{0,2}( \d{3}){1,2}" in shipped


def test_a_form_that_is_not_sent_does_not_know_how_to() -> None:
    assert "fetch(" in built("form_sending.min.js")
    assert "fetch(" not in built("form.min.js")
    assert "fetch(" not in element(PAGE, "script")


@pytest.mark.node
def test_what_is_shipped_is_what_the_source_gives(tmp_path: Path) -> None:
    maker = Path(__file__).parents[2] / "js" / "script.mjs"
    subprocess.run(["node", maker, tmp_path, Path(surveykit_html.__file__).parent], check=True)
    assert {name: (tmp_path / name).read_text("utf-8") for name in BUILT} == {name: built(name) for name in BUILT}


@pytest.mark.node
@pytest.mark.parametrize(
    "page", [PAGE, renderer.render(personal(small_survey())), renderer.render(form(load_survey("reseaux_2014")))]
)
def test_the_script_of_a_form_is_javascript(page: bytes) -> None:
    script = element(page, "script")
    checked = subprocess.run(["node", "--check", "-"], input=script, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")

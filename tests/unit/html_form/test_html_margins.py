"""Words beside the fields of a saved page are told; those of the page itself are not."""

from __future__ import annotations

import re

import pytest

from small_survey import small_survey
from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.ids import CopyRef, RespondentCode
from surveykit_html import reader, renderer

SURVEY = small_survey()
DOCUMENT = form(SURVEY)
BLANK = renderer.render(DOCUMENT).decode()


def _collected(page: str) -> Collected:
    return collect(SURVEY, DOCUMENT, reader.read(page.encode()))


def _strays(page: str) -> list[str]:
    return [str(one.slots["text"]) for one in _collected(page).findings if one.code == "stray_text"]


def test_a_page_as_it_was_rendered_has_no_words_of_its_own() -> None:
    assert _strays(BLANK) == []


PLACES = [
    (r"(<input id=\d+ name=q1_ateliers[^>]*>)", r"\1 dont 2 en cours"),
    (r"(<textarea [^>]*name=q7_observations[^>]*></textarea>)", r"\1<div contenteditable>dont 2 en cours</div>"),
    (r"(<textarea [^>]*name=q7_observations[^>]*></textarea>)", r"\1<p class=MsoNormal><b>dont 2</b> en cours"),
    (r"(</h3>)", r"\1<p>dont 2 en cours</p>"),
    (r"(<input id=\d+ name=q1_ateliers[^>]*>)", r"\1<output>dont 2 en cours</output>"),
    (r"(<form )", r"<p>dont 2 en cours</p>\1"),
    (r"(</form>)", r"\1<div>dont 2 en cours</div>"),
]


@pytest.mark.parametrize(("place", "put"), PLACES)
def test_words_beside_a_field_are_told(place: str, put: str) -> None:
    page, count = re.subn(place, put, BLANK, count=1)
    assert count == 1
    assert _strays(page) == ["dont 2 en cours"]


@pytest.mark.parametrize("name", ["mirror", "told", "clear", "aside"])
def test_what_the_page_writes_itself_is_not_told(name: str) -> None:
    kind = {"mirror": "span", "told": "span", "clear": "button", "aside": "p"}[name]
    page, count = re.subn(
        r"(<textarea [^>]*name=q7_observations[^>]*></textarea>)",
        rf"\1<{kind} class={name}>Une <span>réponse</span> redite</{kind}>",
        BLANK,
        count=1,
    )
    assert count == 1
    assert _strays(page) == []


def test_an_input_that_was_removed_is_missing() -> None:
    page, count = re.subn(r"<input id=\d+ name=q1_ateliers(?: [^>]*)?>", "", BLANK)
    assert count == 1
    assert [str(one.code) for one in _collected(page).findings if one.place.field == "q1_ateliers"] == [
        "control_missing"
    ]


def test_what_nobody_sees_around_the_form_is_not_told() -> None:
    page, count = re.subn("(</form>)", r"\1<div style='display:none'>Remplir</div><template>Menu</template>", BLANK)
    assert count == 1
    assert _strays(page) == []


@pytest.mark.parametrize("thing", ["<img src=x.png>", "<svg><path d=M0></svg>", "<object data=x.pdf></object>"])
def test_a_picture_or_another_object_is_told_where_it_stands(thing: str) -> None:
    page, count = re.subn(r"(<input id=\d+ name=q1_ateliers[^>]*>)", rf"\1{thing}", BLANK, count=1)
    assert count == 1
    (told,) = [one for one in _collected(page).findings if one.code == "object_beside"]
    assert told.place.question == "1"
    hidden = page.replace(thing, f"<span hidden>{thing}</span>")
    assert [one for one in _collected(hidden).findings if one.code == "object_beside"] == []


@pytest.mark.parametrize("taken", [r"\sclass=(\"[^\"]*\"|[^\s>]*)", r"\sid=[^\s>]+", r"<style>.*?</style>"])
def test_what_the_page_says_of_itself_is_not_told_though_a_program_took_its_classes(taken: str) -> None:
    copy = CopyRef(SURVEY.id, SURVEY.edition, RespondentCode("amiens"))
    page = re.sub(taken, "", BLANK, flags=re.DOTALL).replace("<main>", f"<p>Exemplaire : Amiens – {copy}<main>", 1)
    strays = [one for one in _collected(page).findings if one.code == "stray_text" and one.place.question is None]
    assert strays == []

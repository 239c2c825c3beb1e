"""Pages that came back: saved by browsers, mangled on the way, foreign or hostile."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from html_pages import personal, small_form
from small_survey import small_survey
from surveykit.document import filled_in
from surveykit.errors import UnreadableFile
from surveykit.filled import CopySource, Entry, FilledForm, Tick, Words
from surveykit.ids import FieldId, FormRef, OptionCode
from surveykit.ports import Reader, Signed
from surveykit_html import reader, renderer
from surveykit_html.reader import LARGEST, MOST_CONTROLS
from surveykit_html.refusals import CODES

FORM = small_form()
BLANK = renderer.render(FORM)
FILLED = renderer.render(filled_in(FORM, {FieldId("q1_ateliers"): "12", FieldId("q5_charte"): "oui"}))
START = '<!DOCTYPE html><form data-form="a/b/c">'


def read(body: str) -> FilledForm:
    return reader.read((START + body).encode())


def entry(body: str) -> Entry:
    return read(body).entries[FieldId("f")]


def said(body: str) -> list[str]:
    return [words.text for words in entry(body).words]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        reader.read(data)
    assert caught.value.reason
    assert caught.value.request
    return caught.value.code


def test_it_is_a_reader() -> None:
    known: Reader = reader
    assert ".html" in known.suffixes
    assert isinstance(reader, Signed)
    assert BLANK.startswith(reader.signatures)


def test_a_form_says_which_it_is_and_whose() -> None:
    document = personal(small_survey())
    filled = reader.read(renderer.render(document))
    assert document.copy is not None
    assert filled.form == document.form
    assert filled.copies == (
        (document.copy.reference, CopySource.PROPERTIES),
        (document.copy.reference, CopySource.HEADER),
    )
    assert filled.outside
    assert (filled.complete, filled.comments) == (True, ())


def test_a_form_whose_attributes_were_taken_away_still_says_whose_it_is() -> None:
    document = personal(small_survey())
    assert document.copy is not None
    bare = re.sub(rb" data-(form|copy)=[^ >]*", b"", renderer.render(document))
    filled = reader.read(bare)
    assert (filled.form, filled.copies) == (None, ((document.copy.reference, CopySource.HEADER),))


@pytest.mark.parametrize(
    "change",
    [
        lambda page: b"\xef\xbb\xbf" + page,
        lambda page: page.decode().encode("utf-16"),
        lambda page: page.replace(b"\n", b"\r\n"),
        lambda page: page.replace(
            b"<!DOCTYPE html>", b"<!DOCTYPE html>\n<!-- saved from url=(0014)about:internet -->"
        ),
        lambda page: re.sub(rb"<(/?)([a-z]+[0-6]?)(?=[ >])", lambda tag: b"<" + tag[1] + tag[2].upper(), page),
        lambda page: re.sub(rb' ([a-z-]+)="([^"<>\' ]*)"', rb" \1='\2'", page),
        lambda page: re.sub(rb"</(p|option|label|span)>", b"", page),
        lambda page: page.replace(b"<input", b"<input\n\tclass=x"),
        lambda page: page[: page.index(b"<script>")],
        lambda page: re.sub(rb"<style>.*?</style>", b"", page, flags=re.DOTALL),
    ],
)  # fmt: skip
def test_a_page_written_another_way_says_the_same(change: object) -> None:
    assert callable(change)
    assert reader.read(change(FILLED)) == reader.read(FILLED)


def test_radio_buttons_hold_the_value_chosen() -> None:
    group, one, two = "<fieldset name=f>", '<input type=radio name=x value="1">', '<input type=radio value="2" checked>'
    assert said(group + one + two) == ["2"]
    assert said(group + one) == [""]
    assert said(f"{group}<fieldset>{one}</fieldset>{two}</fieldset>{two}") == ["2"]
    both = entry(group + two + two.replace("2", "3"))
    assert both.ticks == {OptionCode("2"): (Tick(True, ""),), OptionCode("3"): (Tick(True, ""),)}


def test_tick_boxes_hold_their_state() -> None:
    found = entry("<fieldset name=f><input type=checkbox value=a checked><input type=checkbox value=b>")
    assert found == Entry(ticks={OptionCode("a"): (Tick(True, ""),), OptionCode("b"): (Tick(False, ""),)})


def test_texts_keep_their_lines_and_signs() -> None:
    assert said("<textarea name=f>\na\n\tb &lt;/textarea&gt; &eacute; &#8217;</textarea>") == ["a\n\tb </textarea> é ’"]
    assert said("<textarea name=f>\n\nx</textarea>") == ["\nx"]
    assert said("<textarea name=f><b>gras</b> & <!-- reste --></TEXTAREA >") == ["<b>gras</b> & <!-- reste -->"]
    assert said('<input name=f value="a&amp;lt; &quot;b&quot;">') == ['a&lt; "b"']
    assert said("<input name=f value=x/>") == ["x/"]
    assert said("<textarea name=f>sans fin") == ["sans fin"]


def test_lists_hold_the_entry_selected() -> None:
    assert said('<select name=f><option value="">Choisir<option value=a selected>A</select>') == ["a"]
    assert said("<select name=f><option value=a>A</select>") == [""]
    assert said("<select name=f><option>A<option selected> Bé &amp; C </select>") == ["Bé & C"]
    assert said("<select name=f><option value=a selected>A<option value=b selected>B</form>") == ["a", "b"]


def test_what_the_page_had_switched_off_is_not_recorded() -> None:
    assert said("<input name=f value=3 disabled>") == [""]
    assert said("<fieldset name=f><input type=radio value=3 checked disabled>") == [""]
    ticks = entry("<fieldset name=f><input type=checkbox value=a checked disabled>").ticks
    assert ticks == {OptionCode("a"): (Tick(False, "☒"),)}
    assert said("<textarea name=f disabled>x</textarea>") == [""]


def test_controls_that_are_no_answers_are_left_aside() -> None:
    assert read("<input name=f><input type=hidden name=g value=1><button name=h>x</button><input value=2>").entries == {
        FieldId("f"): Entry((Words(""),))
    }


def test_what_stands_in_scripts_styles_and_comments_is_not_read() -> None:
    inside = "<input name=g>"
    body = f"<script>'{inside}</s'</script><style>{inside}</style><!-- {inside} --><!DOCTYPE x><?php ?>"
    assert list(read(f"{body}<input name=f>").entries) == [FieldId("f")]


def test_a_field_taken_out_is_absent_and_one_put_twice_is_there_twice() -> None:
    line = re.search(rb"<input id=\d+ name=q1_ateliers[^>]*>", FILLED)
    assert line is not None
    assert FieldId("q1_ateliers") not in reader.read(FILLED.replace(line[0], b"")).entries
    twice = reader.read(FILLED.replace(line[0], line[0] * 2)).entries[FieldId("q1_ateliers")]
    assert twice.words == (Words("12"), Words("12"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><p>Bonjour</p>", "not_a_form"),
        (b"<!DOCTYPE html><form><input name=q></form>", "not_a_form"),
        (START.encode(), "not_a_form"),
        (b"<!DOCTYPE html>\xe9t\xe9", "not_text"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n", "web_archive"),
        (b"bplist00\xd1", "web_archive"),
        (START.encode() + b" " * LARGEST, "too_large"),
        (START.encode() + b"<input name=f>" * (MOST_CONTROLS + 1), "not_a_form"),
    ],
    ids=lambda one: one[:20] if isinstance(one, bytes) else one,
)
def test_what_is_no_form_of_ours_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code
    assert code in CODES


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<!", "<!--", "</", "<fieldset name=h>", "</fieldset>", "<a b ", '<a b="', "<script>", "</textareax"),
        *("&amp", "&#99999999", "<option>", "="),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "<textarea name=g>", "<select name=g><option>", "<input name=g value="])
def test_hostile_repetition_is_read_through(unit: str, before: str) -> None:
    found = read(f"<input name=f value=1>{before}{unit * 20_000}")
    assert found.entries[FieldId("f")].words[0] == Words("1")


def test_a_character_number_beyond_reason_stays_as_it_was_written() -> None:
    number = "&#" + "9" * 5000 + ";"
    assert said(f'<input name=f value="{number}">') == [number]


PIECES = (
    "< > </ /> = \" ' é \x00 </textarea </select> <script> </script> <!-- --> &amp; &#x type=radio type=checkbox "
    "id=sk-copy <fieldset|name=h> </fieldset> <textarea|name=g> "
    "<select|name=h> <option |selected |checked <form|data-form=a/b/c |data-copy= "
    "<input|name=f |value="
)
MARKUP = st.lists(st.sampled_from([" ", "\n", *(piece.replace("|", " ") for piece in PIECES.split(" "))]), max_size=60)


@given(MARKUP)
def test_whatever_stands_in_a_page_is_read_or_refused(parts: list[str]) -> None:
    try:
        read("".join(parts))
    except UnreadableFile as refusal:
        assert refusal.code in CODES


@given(st.binary(max_size=300), st.integers(0, len(FILLED)))
def test_whatever_bytes_are_put_into_a_form_it_is_read_or_refused(inserted: bytes, place: int) -> None:
    try:
        reader.read(FILLED[:place] + inserted + FILLED[place:])
    except UnreadableFile as refusal:
        assert refusal.code in CODES


def test_a_reference_of_another_form_is_told() -> None:
    assert read("<input name=f>").form == FormRef("a", "b", "c")

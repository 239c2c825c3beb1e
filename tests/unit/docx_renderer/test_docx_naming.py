"""The names in the file: stable, within Word's limits, and their own inverses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.ids import CODE_PATTERN, FieldId, OptionCode
from surveykit_docx.naming import (
    CONTROLS_PROPERTY,
    Key,
    by_bookmark,
    by_tag,
    key_of_bookmark,
    key_of_tag,
    listing_properties,
    question_bookmark,
    question_of_bookmark,
    words_in_properties,
)

codes = st.from_regex(CODE_PATTERN, fullmatch=True).filter(lambda code: len(code) <= 48)
keys = st.builds(Key, codes.map(FieldId), st.none() | codes.map(OptionCode))


@given(st.lists(keys, unique=True, max_size=12))
def test_every_name_leads_back_to_its_key(some: list[Key]) -> None:
    tags, bookmarks = by_tag(some), by_bookmark(some)
    assert len(tags) == len(bookmarks) == len(some)
    for key in some:
        assert len(key.tag) <= 64
        assert len(key.bookmark) <= 40
        assert tags[key.tag] == bookmarks[key.bookmark] == key
        assert Key.parse(str(key)) == key


@given(keys)
def test_a_name_that_was_not_cut_says_its_key_by_itself(key: Key) -> None:
    if len(str(key)) + len("sk.") <= 64:
        assert key_of_tag(key.tag) == key
    if len(str(key).replace("#", "__")) + len("sk_") <= 40:
        assert key_of_bookmark(key.bookmark) == key


@given(st.lists(keys, unique=True, max_size=40))
def test_the_list_of_controls_is_read_back(some: list[Key]) -> None:
    written = listing_properties(CONTROLS_PROPERTY, map(str, some))
    assert words_in_properties(CONTROLS_PROPERTY, dict(written)) == tuple(map(str, some))
    assert all(len(value) <= 255 for _, value in written)


@pytest.mark.parametrize(
    ("number", "name"), [("3", "skq_3"), ("3.1", "skq_3_2e_1"), ("12 bis", "skq_12_20_bis"), ("4_a", "skq_4_5f_a")]
)
def test_a_question_is_known_by_its_bookmark(number: str, name: str) -> None:
    assert question_bookmark(number) == name
    assert question_of_bookmark(name) == number
    assert key_of_bookmark(name) is None


@given(st.text(st.characters(max_codepoint=0xCFFF), max_size=8))
def test_any_short_number_is_read_back(number: str) -> None:
    name = question_bookmark(number)
    assert len(name) <= 40
    if len(number) <= 6:
        assert question_of_bookmark(name) == number


@given(st.text(max_size=60))
def test_a_stranger_s_bookmark_is_never_an_error(name: str) -> None:
    assert question_of_bookmark("skq_" + name) is not None
    assert question_of_bookmark("_Toc" + name) is None
    assert key_of_bookmark("_Toc" + name) is None
    assert key_of_tag("goog_rdk_" + name) is None
    assert key_of_tag("sk." + name) is not None


def test_names_never_change() -> None:
    long = Key(FieldId("q4_methodologie_de_reorganisation"), OptionCode("lettre_mission"))
    assert Key(FieldId("q4"), OptionCode("autres")).tag == "sk.q4#autres"
    assert Key(FieldId("q4"), OptionCode("autres")).bookmark == "sk_q4__autres"
    assert long.bookmark == "sk_q4_methodologie_de_reorganis_d12fe6bf"

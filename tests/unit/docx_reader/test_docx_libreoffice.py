"""Forms that were really filled and saved with LibreOffice come back whole."""

from __future__ import annotations

import pytest

from libreoffice import DOCX_FILTERS, converted, typed
from word_returns import fill
from word_sample import COPY, EMPTY, FORM, LONG

TEXTS = {
    "q1_total": "1\u202f234",
    "q2_stade": "4",
    "q3_autres": "un « guide » & <b>deux</b>",
    "q4_freins": "Le temps.\nL’argent : 50\u00a0%.\n\nRien d’autre 😀",
    LONG: "NC",
}
BOXES = {"q3_outils#guide": True, "q3_outils#autres": True}
CODES = {"odt": "odt", "doc": "word_97", "rtf": "rtf"}
ALL_BOXES = ("q3_outils#lettre", "q3_outils#guide", "q3_outils#autres")

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def whole(read, form):
    """Checks that a file holds the answers above, and says where it comes from."""

    def check(data: bytes) -> None:
        reading = read(data)
        for field, prompt in EMPTY.items():
            assert reading.text(field) == TEXTS.get(field, prompt)
        assert [reading.tick(box).shown for box in ALL_BOXES] == ["☐", "☒", "☒"]
        assert reading.form.form == FORM
        assert [copy for copy, _ in reading.form.copies] == [COPY]
        for question in (None, "1", "2", "3", "4", "5"):
            assert reading.outside(question) == read(form).outside(question)

    return check


def test_a_form_filled_in_libreoffice_is_read_whole(whole, read, form, tmp_path):
    data = typed(form, {**TEXTS, **BOXES}, tmp_path)
    whole(data)
    assert [read(data).tick(box).recorded for box in ALL_BOXES] == [False, True, True]


def test_an_untouched_form_saved_by_libreoffice_is_untouched(read, form, tmp_path):
    reading = read(typed(form, {}, tmp_path, save_as=DOCX_FILTERS[1]))
    assert set(reading.form.entries) == {*EMPTY, "q3_outils"}
    assert {field: reading.text(field) for field in EMPTY} == EMPTY
    assert [(reading.tick(box).recorded, reading.tick(box).shown) for box in ALL_BOXES] == [(False, "☐")] * 3
    for question in (None, "1", "2", "3", "4", "5"):
        assert reading.outside(question) == read(form).outside(question)


def test_a_form_filled_in_word_then_saved_by_libreoffice_is_read_whole(whole, form, tmp_path):
    whole(typed(fill(form, {**TEXTS, **BOXES}), {}, tmp_path))


@pytest.mark.parametrize("suffix", CODES)
def test_a_form_in_another_format_is_refused_then_read_whole_once_converted(whole, refused, form, suffix, tmp_path):
    other = converted(fill(form, {**TEXTS, **BOXES}), "docx", suffix, tmp_path)
    assert refused(other) == CODES[suffix]
    whole(converted(other, suffix, "docx", tmp_path))

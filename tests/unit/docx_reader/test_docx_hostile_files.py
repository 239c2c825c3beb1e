"""Files made to harm: each is refused, quickly, and in little memory."""

from __future__ import annotations

import tracemalloc

import pytest

from surveykit_docx.guard import ENTRY_LIMIT, FILE_LIMIT, PART_LIMIT
from word_parts import MAIN
from word_wrecks import (
    DOCTYPES,
    bomb,
    deep,
    document,
    doubled,
    flagged_encrypted,
    lying,
    many_entries,
    nested_bookmarks,
    oddly_compressed,
    replaced,
    wide,
)

ENCODINGS = ("utf-8", "utf-16", "utf-16-be", "utf-32")
ENTITY = "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"


@pytest.fixture
def peak():
    """Runs a call; the most memory that Python took during it, in bytes."""

    def measure(call):
        tracemalloc.start()
        try:
            call()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measure


def test_a_file_over_the_limit_is_refused_unopened(refused, form):
    assert refused(form + bytes(FILE_LIMIT)) == "too_big"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refused, form, peak):
    data = bomb(form)
    assert peak(lambda: refused(data)) < 2**20
    assert refused(data) == "unsafe_archive"


def test_a_bomb_in_the_main_part_is_refused(refused, form):
    assert refused(replaced(form, b" " * (PART_LIMIT + 1))) == "unsafe_archive"


def test_a_big_main_part_within_the_ratio_is_refused_at_its_limit(refused, form):
    text = "".join(f"<w:p><w:r><w:t>{n * 7919 % 1000003}</w:t></w:r></w:p>" for n in range(500_000))
    assert refused(replaced(form, document(text).encode())) == "too_big"


def test_parts_that_are_too_much_together_are_refused(refused, form):
    assert refused(wide(form, 51)) == "unsafe_archive"


@pytest.mark.parametrize(("size", "code"), [(0, "damaged"), (10, "damaged"), (5_000_000, "unsafe_archive")])
def test_a_size_that_is_not_the_one_declared_is_refused(refused, form, size, code):
    assert refused(lying(form, size)) == code


def test_a_bomb_that_declares_a_small_size_is_not_unpacked(refused, form, peak):
    data = lying(replaced(form, b" " * 30_000_000), 1_000)
    assert peak(lambda: refused(data)) < 2**20
    assert refused(data) == "damaged"


def test_a_declared_size_is_never_allocated(read, form, peak):
    data = lying(form, 900_000)
    assert peak(lambda: read(data)) < 2**19


def test_too_many_entries_are_refused(refused, read, form):
    assert refused(many_entries(form, ENTRY_LIMIT)) == "unsafe_archive"
    assert read(many_entries(form, 100)).form.entries


def test_a_directory_of_twenty_thousand_entries_is_refused_unread(refused, form, peak):
    data = many_entries(form, 20_001)
    assert peak(lambda: refused(data)) < 2**20
    assert refused(data) == "unsafe_archive"


@pytest.mark.parametrize("name", [MAIN, MAIN.upper()])
def test_two_parts_of_one_name_are_refused(refused, form, name):
    assert refused(doubled(form, name)) == "unsafe_archive"


def test_an_encrypted_part_is_refused(refused, form):
    assert refused(flagged_encrypted(form)) == "encrypted"


def test_a_compression_that_office_does_not_use_is_refused(refused, form):
    assert refused(oddly_compressed(form)) == "unsafe_archive"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", DOCTYPES)
def test_a_document_type_is_refused_in_every_encoding(refused, form, kind, encoding):
    declaration = f'<?xml version="1.0" encoding="{encoding.removesuffix("-be")}"?>'
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    data = mark + document(ENTITY, declaration + DOCTYPES[kind]).encode(encoding)
    assert refused(replaced(form, data)) in {"hostile_xml", "damaged"}


@pytest.mark.parametrize("part", [MAIN, "docProps/custom.xml", "docProps/core.xml", "word/header1.xml", "_rels/.rels"])
def test_a_document_type_is_refused_in_every_part(refused, form, part):
    assert refused(replaced(form, document(ENTITY, DOCTYPES["doctype"]).encode(), part)) == "hostile_xml"


def test_a_tree_too_deep_is_refused(refused, form):
    assert refused(replaced(form, deep(5_000))) == "damaged"


def test_the_deepest_tree_allowed_is_read(read, form):
    assert read(replaced(form, deep(240))).outside(None) == ["fond"]


def test_bookmarks_that_all_enclose_one_text_are_refused_in_time(refused, form):
    assert refused(replaced(form, nested_bookmarks(20_000))) == "unsafe_archive"

"""The words of documents that were inserted in a returned file, in the encoding that they say or have."""

from __future__ import annotations

import pytest

from surveykit_docx.inserts import words_of_insert

PAGE = "<html>{head}<body><p>12 réseaux</p></body></html>"


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (PAGE.format(head=""), "utf-8"),
        (PAGE.format(head=""), "utf-8-sig"),
        (PAGE.format(head=""), "utf-16"),
        (PAGE.format(head=""), "windows-1252"),
        (PAGE.format(head='<head><meta charset="iso-8859-1"></head>'), "iso-8859-1"),
        (PAGE.format(head='<head><meta charset="utf-8"></head>'), "utf-8"),
        ('<?xml version="1.0" encoding="utf-8"?>' + PAGE.format(head=""), "utf-8"),
        ("12 réseaux", "utf-8"),
        ("12 réseaux", "utf-16"),
    ],
)
def test_the_words_of_an_insert_are_those_that_are_seen(page: str, encoding: str) -> None:
    assert words_of_insert(page.encode(encoding)) == "12 réseaux"

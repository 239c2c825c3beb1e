"""Files that are refused, each with what it is and what to ask of its sender."""

from __future__ import annotations

import pytest

from surveykit.errors import UnreadableFile
from surveykit.ports import Reader
from surveykit_docx.reader import DocxReader
from surveykit_docx.refusals import CODES, refusal
from word_parts import MAIN, packed, unpacked
from word_wrecks import FOREIGN, document, replaced


@pytest.mark.parametrize("name", FOREIGN)
def test_another_format_is_refused_by_its_name(refused, name):
    data, code = FOREIGN[name]
    assert refused(data) == code


@pytest.mark.parametrize(
    "name",
    [
        "Word 97",
        "password",
        "rtf",
        "odt",
        "xlsx",
        "flat opc",
        "flat opc with a mark",
        "flat opc in utf-16",
        "zip",
    ],
)
def test_the_reader_announces_the_formats_that_it_refuses_in_its_own_words(name):
    data, _ = FOREIGN[name]
    assert data.startswith(DocxReader().signatures)


def test_the_reader_leaves_pdf_files_to_others():
    assert not b"%PDF-1.7".startswith(DocxReader().signatures)


def test_the_reader_is_one():
    reader: Reader = DocxReader()
    assert reader.suffixes == (".docx", ".docm")


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_is_two_french_sentences(code):
    error = refusal(code)
    assert error.code == code
    for sentence in (error.reason, error.request):
        assert sentence.endswith(".")
        assert "'" not in sentence
        assert " :" not in sentence
        assert "« " not in sentence


def test_a_word_97_file_is_asked_for_in_the_other_format():
    with pytest.raises(UnreadableFile) as caught:
        DocxReader().read(FOREIGN["Word 97"][0])
    assert "Word 97-2003 (.doc)" in caught.value.reason
    assert "Enregistrer sous" in caught.value.request
    assert ".docx" in caught.value.request


def test_a_document_that_is_not_our_form_is_refused(refused, form):
    parts = unpacked(form)
    bare = {name: data for name, data in parts.items() if "docProps" not in name and "header" not in name}
    body = document("<w:p><w:bookmarkStart w:id='1' w:name='_GoBack'/><w:r><w:t>Bonjour</w:t></w:r></w:p>")
    assert refused(packed({**bare, MAIN: body.encode()})) == "not_a_form"


def test_a_form_whose_fields_are_all_gone_is_read_by_its_properties(read, form):
    reading = read(replaced(form, document("<w:p><w:r><w:t>12</w:t></w:r></w:p>").encode()))
    assert reading.form.entries == {}
    assert reading.outside(None) == ["12"]


@pytest.mark.parametrize("missing", [MAIN, "_rels/.rels", "[Content_Types].xml"])
def test_a_form_without_an_essential_part_is_damaged(refused, form, missing):
    assert refused(packed({name: data for name, data in unpacked(form).items() if name != missing})) in {
        "damaged",
        "zip",
    }


@pytest.mark.parametrize("part", [MAIN, "_rels/.rels", "docProps/custom.xml"])
def test_broken_xml_is_damaged(refused, form, part):
    assert refused(replaced(form, b"<w:document", part)) == "damaged"


def test_a_main_part_that_is_no_document_is_refused(refused, form):
    assert refused(replaced(form, b"<html/>")) == "not_word"


@pytest.mark.parametrize("length", [30, 2_000, 10_000])
def test_a_truncated_form_is_damaged(refused, form, length):
    assert refused(form[:length]) == "damaged"

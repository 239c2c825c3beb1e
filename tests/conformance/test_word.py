"""Word forms keep every law of a format."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from surveykit import load_survey
from surveykit.testing import LAWS, Format, check_format
from surveykit_docx import reader, renderer

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def visible_text(data: bytes) -> str:
    """The text of the headers, then of the body, a paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        headers = sorted(name for name in package.namelist() if name.startswith("word/header"))
        roots = [etree.fromstring(package.read(name)) for name in (*headers, "word/document.xml")]
    paragraphs = (paragraph for root in roots for paragraph in root.iter(PARAGRAPH))
    return "\n".join("".join(text.text or "" for text in paragraph.iter(TEXT)) for paragraph in paragraphs)


@pytest.mark.parametrize("law", LAWS)
def test_word_keeps_the_law(law: str) -> None:
    LAWS[law](Format(renderer, reader, visible_text))


def test_word_keeps_every_law_on_the_real_questionnaire() -> None:
    check_format(renderer, reader, visible_text=visible_text, survey=load_survey("reseaux_2014"))

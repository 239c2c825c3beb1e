"""PDF forms keep every law of a format."""

from __future__ import annotations

import pypdfium2
import pytest

from surveykit import load_survey
from surveykit.testing import LAWS, Format
from surveykit_pdf import reader, renderer


def visible_text(data: bytes) -> str:
    """The text of the pages, their headers and footers included."""
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("law", LAWS)
def test_pdf_keeps_the_law(law: str) -> None:
    LAWS[law](Format(renderer, reader, visible_text))


@pytest.mark.parametrize(
    "law", ["blank forms are blank", "words are shown in order", "stamped copies equal rendered ones"]
)
def test_pdf_keeps_the_law_on_the_real_questionnaire(law: str) -> None:
    LAWS[law](Format(renderer, reader, visible_text, load_survey("reseaux_2014")))

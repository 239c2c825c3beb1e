"""Reading a page is the inverse of rendering it, whatever was answered; and pages keep every law of a format."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from small_survey import small_survey
from strategies import responses
from surveykit import load_survey
from surveykit.responses import Response
from surveykit.testing import LAWS, Format, assert_inverse, check_format
from surveykit_html import reader, renderer
from surveykit_html.tags import Start, TextNode, pieces

SURVEY = small_survey()


def visible_text(data: bytes) -> str:
    """The words of a page, and what is typed in its boxes."""
    shown = []
    for piece in pieces(data.decode()):
        match piece:
            case TextNode(text=text):
                shown.append(text)
            case Start(name="textarea", text=text):
                shown.append(text)
            case Start(name="input", attributes={"type": "text", "value": value}):
                shown.append(value)
            case _:
                pass
    return "\n".join(shown)


@given(responses(SURVEY))
@settings(max_examples=100)
def test_any_response_comes_back(response: Response) -> None:
    assert_inverse(SURVEY, response, renderer, reader)


@pytest.mark.parametrize("law", LAWS)
def test_pages_keep_the_law(law: str) -> None:
    LAWS[law](Format(renderer, reader, visible_text))


def test_pages_keep_every_law_on_the_real_questionnaire() -> None:
    check_format(renderer, reader, visible_text=visible_text, survey=load_survey("reseaux_2014"))

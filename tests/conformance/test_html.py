"""HTML forms keep every law of a format."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from surveykit import load_survey
from surveykit.testing import LAWS, Format, check_format
from surveykit_html import reader, renderer

UNSEEN = {"script", "style", "template", "noscript"}


class Words(HTMLParser):
    """The text of a page without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(data)


def visible_text(data: bytes) -> str:
    words = Words()
    words.feed(data.decode("utf-8"))
    words.close()
    return "\n".join(words.found)


@pytest.mark.parametrize("law", LAWS)
def test_html_keeps_the_law(law: str) -> None:
    LAWS[law](Format(renderer, reader, visible_text))


def test_html_keeps_every_law_on_the_real_questionnaire() -> None:
    check_format(renderer, reader, visible_text=visible_text, survey=load_survey("reseaux_2014"))

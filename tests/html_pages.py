"""Forms as pages, for the tests of HTML: documents, copies, and what a page shows."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from small_survey import small_survey
from surveykit.compose.form import form
from surveykit.document import Copy, Document
from surveykit.ids import CopyRef, RespondentCode
from surveykit.model import Survey
from surveykit.responses import Response
from surveykit_html.tags import Start, pieces

_ADDED = {"small", "select", "textarea", "script", "style", "title"}
_VOID = {"input", "meta", "br"}


def personal(survey: Survey, code: str = "brest", response: Response | None = None) -> Document:
    """A respondent's copy of a survey's form."""
    holder = survey.population.find(RespondentCode(code))
    assert holder is not None
    copy = Copy(CopyRef(survey.id, survey.edition, holder.code), holder.name)
    return replace(form(survey, response, personal=True), copy=copy)


def small_form(**changes: object) -> Document:
    """The blank form of the small survey."""
    return form(small_survey(**changes))


def starts(page: bytes | str) -> list[Start]:
    """Every start tag of a page."""
    text = page.decode() if isinstance(page, bytes) else page
    return [piece for piece in pieces(text) if isinstance(piece, Start)]


def named(page: bytes | str, name: str) -> list[Start]:
    """The controls of a name."""
    return [tag for tag in starts(page) if tag.attributes.get("name") == name and tag.name != "meta"]


def element(page: bytes, tag: str) -> str:
    """What stands in the page's only element of that name, as it stands."""
    (found,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.decode(), re.DOTALL)
    return str(found)


def digest(text: str) -> str:
    """How a content security policy names an inline text."""
    return "'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'"


def policy(page: bytes) -> str:
    """The page's content security policy."""
    return next(tag.attributes["content"] for tag in starts(page) if "http-equiv" in tag.attributes)


def words(page: bytes | str) -> list[str]:
    """The words that a form's blocks show, in order, without what the page adds to them and its controls' own."""
    text = page.decode() if isinstance(page, bytes) else page
    radios = {tag.attributes["id"] for tag in starts(text) if tag.attributes.get("type") == "radio"}
    shown = _Shown(radios)
    shown.feed(text)
    shown.close()
    assert shown.open == []
    return shown.words


class _Shown(HTMLParser):
    """Keeps the words of elements that are neither added by the page nor part of a control."""

    def __init__(self, radios: set[str]) -> None:
        super().__init__()
        self.radios = radios
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        looks = set((held.get("class") or "").split())
        added = tag in _ADDED or bool(looks & {"tool", "unseen", "copy"}) or held.get("for") in self.radios
        added = added or held.get("id") == "sk-without"
        if tag not in _VOID:
            self.open.append((tag, added))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(added for _, added in self.open):
            self.words += data.split()

"""Forms as pages, for the tests of HTML: documents, copies, and what a page shows."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

from msgspec.structs import replace

from small_survey import small_survey
from surveykit.compose.form import form
from surveykit.document import Copy, Document
from surveykit.ids import CopyRef, RespondentCode
from surveykit.model import Survey
from surveykit.responses import Response
from surveykit_html.tags import End, Start, pieces

_ADDED = {"select", "textarea", "script", "style", "title"}
_VOID = {"input", "meta", "br"}
_ENDS = {"p": {"p", "div", "dl", "fieldset", "form", "h2", "h3", "section", "ul"}, "li": {"li"}, "dt": {"dd"}}
_ENDS |= {"dd": {"dt", "dd"}, "option": {"option"}}
"""What ends an element that has no end tag; so does the end of what it is in."""


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
    """The controls of a field, or, of a list on the screen, those of the group of its name."""
    text = page.decode() if isinstance(page, bytes) else page
    found, groups = [], [""]
    for piece in pieces(text):
        if isinstance(piece, Start) and piece.name == "fieldset":
            groups.append(piece.attributes.get("name", ""))
        elif isinstance(piece, End) and piece.name == "fieldset":
            groups.pop()
        elif isinstance(piece, Start) and piece.name in {"input", "select", "textarea"}:
            inside = groups[-1] if piece.attributes.get("type") in {"radio", "checkbox"} and groups[-1] else ""
            if name == (inside or piece.attributes.get("name")):
                found.append(piece)
    return found


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
    radios = {tag.attributes.get("id", "") for tag in starts(text) if tag.attributes.get("type") == "radio"}
    shown = _Shown(radios)
    shown.feed(text)
    shown.close()
    assert {tag for tag, _ in shown.open} <= {"html"}
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
        added = added or held.get("id") == "without"
        if self.open and tag in _ENDS.get(self.open[-1][0], ()):
            self.open.pop()
        if tag not in _VOID:
            self.open.append((tag, added))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1][0] != tag:
            assert self.open.pop()[0] in _ENDS
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(added for _, added in self.open):
            self.words += data.split()

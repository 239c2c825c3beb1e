"""Why a returned page is refused, and what to ask of its sender."""

from __future__ import annotations

from surveykit.errors import UnreadableFile
from surveykit.words import Room

_said = Room("refusal")

_SEND_ANSWERS = _said.word("Open the form in a browser, choose “Save my answers”, and send the file that you get.")

_REASONS = {
    "empty": _said.word("The file is empty (0 bytes)."),
    "too_large": _said.word("The Web page is too large for a questionnaire."),
    "not_text": _said.word("The Web page is not a text in UTF-8."),
    "not_a_form": _said.word("This Web page is not the questionnaire, or holds none of its fields any more."),
    "web_archive": _said.word("The file is a Web archive (.mhtml, .webarchive), which cannot be read."),
}

CODES = tuple(_REASONS)
"""Every code with which this reader refuses a file."""


def refusal(code: str) -> UnreadableFile:
    """The error that refuses a page for the reason of this code; to be raised by the caller."""
    return UnreadableFile.of(code, _REASONS[code], _SEND_ANSWERS)

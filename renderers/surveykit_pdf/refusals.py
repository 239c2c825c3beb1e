"""Why a returned PDF is refused, and what to ask of its sender."""

from __future__ import annotations

from surveykit.errors import UnreadableFile
from surveykit.words import Room

_said = Room("refusal")

_SEND_FORM = _said.word(
    "Fill in the fields of the PDF questionnaire that you received, save it (without printing or scanning it), "
    "and send it."
)
_SEND_AGAIN = _said.word("Open the PDF questionnaire, check that it is displayed, save it again and send it.")
_WITHOUT_CIPHER = _said.word("Remove the password that protects the file, save it and send it.")
_MAKE_LIGHTER = _said.word("Send the PDF questionnaire that you received, without inserting other documents in it.")

_REFUSALS = {
    "empty": (_said.word("The file is empty (0 bytes)."), _SEND_AGAIN),
    "not_pdf": (_said.word("The file is not a PDF document."), _SEND_FORM),
    "flattened": (
        _said.word("This PDF holds no field to read: it was printed, flattened or scanned."),
        _SEND_FORM,
    ),
    "xfa": (_said.word("This PDF is a dynamic form (XFA), and not the questionnaire."), _SEND_FORM),
    "not_a_form": (_said.word("This PDF holds fields, but it is not the questionnaire."), _SEND_FORM),
    "encrypted": (_said.word("The file is encrypted: a password protects it."), _WITHOUT_CIPHER),
    "damaged": (_said.word("The file is damaged and cannot be opened."), _SEND_AGAIN),
    "cut_short": (
        _said.word("The file is damaged: part of it is missing, and with it perhaps some answers."),
        _SEND_AGAIN,
    ),
    "too_big": (_said.word("The file is too large for a questionnaire."), _MAKE_LIGHTER),
    "unsafe": (_said.word("The file is built in an unusual way: for safety, it was not read."), _SEND_AGAIN),
}

CODES = tuple(_REFUSALS)
"""Every code with which this reader refuses a file."""


def refusal(code: str) -> UnreadableFile:
    """The error that refuses a file for the reason of this code; to be raised by the caller."""
    return UnreadableFile.of(code, *_REFUSALS[code])

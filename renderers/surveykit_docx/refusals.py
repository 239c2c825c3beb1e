"""Why a returned file is refused, and what to ask of its sender."""

from __future__ import annotations

from surveykit.errors import UnreadableFile
from surveykit.words import Room

_said = Room("refusal")

_SAVE_AS = _said.word(
    "Open it in Word, choose “Save As”, then the type “Word Document (*.docx)”, and send the file that you get."
)
_SAVE_AS_FROM_LIBREOFFICE = _said.word(
    "Open it in LibreOffice, choose “Save As”, then the type “Word 2010-365 (.docx)”, and send the file that you get."
)
_WITHOUT_CIPHER = _said.word(
    "In Word, menu “File”, “Info”, “Protect Document”, remove the password, then save the file and send it again."
)
_SEND_FORM = _said.word("Send the filled questionnaire in the Word format (.docx), as you received it.")
_UNPACK = _said.word("Unpack it, then collect the folder that you get.")
_SEND_AGAIN = _said.word(
    "Open the questionnaire in Word, check that it is displayed, save it in the .docx format again and send it."
)
_FILL_OURS = _said.word(
    "Fill in the questionnaire that you received, without copying its content to another document, and send it."
)
_MAKE_LIGHTER = _said.word("Remove the pictures and attachments from the questionnaire, save it and send it.")

_REFUSALS = {
    "empty": (_said.word("The file is empty (0 bytes)."), _SEND_AGAIN),
    "word_97": (_said.word("The file is in the Word 97-2003 format (.doc), which cannot be read."), _SAVE_AS),
    "encrypted": (_said.word("The file is encrypted: a password protects it."), _WITHOUT_CIPHER),
    "rtf": (_said.word("The file is in the RTF format, which cannot be read."), _SAVE_AS),
    "odt": (
        _said.word("The file is in the OpenDocument format (.odt), which cannot be read."),
        _SAVE_AS_FROM_LIBREOFFICE,
    ),
    "flat_opc": (_said.word("The file is a Word document in the XML format (.xml), which cannot be read."), _SAVE_AS),
    "excel": (_said.word("The file is an Excel workbook, and not the questionnaire."), _SEND_FORM),
    "powerpoint": (_said.word("The file is a PowerPoint presentation, and not the questionnaire."), _SEND_FORM),
    "zip": (
        _said.word("The file is a compressed archive (.zip), and not the questionnaire itself."),
        _UNPACK,
    ),
    "not_word": (_said.word("The file is not a Word document."), _SEND_FORM),
    "not_a_form": (_said.word("This Word document holds no answer field of the questionnaire."), _FILL_OURS),
    "damaged": (_said.word("The file is damaged and cannot be opened."), _SEND_AGAIN),
    "too_big": (_said.word("The file is too large for a questionnaire."), _MAKE_LIGHTER),
    "unsafe_archive": (
        _said.word("The file is built in an unusual way: for safety, it was not read."),
        _SEND_AGAIN,
    ),
    "hostile_xml": (
        _said.word("The file holds XML instructions that are not Word’s: for safety, it was not read."),
        _SEND_AGAIN,
    ),
}

CODES = tuple(_REFUSALS)
"""Every code with which this reader refuses a file."""


def refusal(code: str) -> UnreadableFile:
    """The error that refuses a file for the reason of this code; to be raised by the caller."""
    return UnreadableFile.of(code, *_REFUSALS[code])

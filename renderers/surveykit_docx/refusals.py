"""Why a returned file is refused, and what to ask of its sender: the reader's own words, in French."""

from __future__ import annotations

from surveykit.errors import UnreadableFile

_SAVE_AS = """\
Ouvrez-le dans Word, choisissez « Enregistrer sous », puis le type « Document Word (*.docx) », \
et renvoyez le fichier obtenu."""

_SAVE_AS_FROM_LIBREOFFICE = """\
Ouvrez-le dans LibreOffice, choisissez « Enregistrer sous », puis le type « Word 2010-365 (.docx) », \
et renvoyez le fichier obtenu."""

_WITHOUT_CIPHER = """\
Dans Word, menu « Fichier », « Informations », « Protéger le document », retirez le mot de passe, \
puis enregistrez le fichier et renvoyez-le."""

_SEND_FORM = "Renvoyez le questionnaire rempli au format Word (.docx), tel qu’il vous a été adressé."

_SEND_UNPACKED = "Renvoyez le questionnaire au format Word (.docx), sans le compresser."

_SEND_AGAIN = """\
Ouvrez le questionnaire dans Word, vérifiez qu’il s’affiche, enregistrez-le à nouveau au format .docx \
et renvoyez-le."""

_FILL_OURS = """\
Remplissez le questionnaire qui vous a été adressé, sans en recopier le contenu dans un autre document, \
et renvoyez-le."""

_MAKE_LIGHTER = """\
Retirez les images et les pièces jointes insérées dans le questionnaire, enregistrez-le et renvoyez-le."""

_REFUSALS = {
    "empty": ("Le fichier est vide (0 octet).", _SEND_AGAIN),
    "word_97": ("Le fichier est au format Word 97-2003 (.doc), qui ne peut pas être lu.", _SAVE_AS),
    "encrypted": ("Le fichier est chiffré : un mot de passe en protège l’ouverture.", _WITHOUT_CIPHER),
    "rtf": ("Le fichier est au format RTF, qui ne peut pas être lu.", _SAVE_AS),
    "odt": (
        "Le fichier est au format OpenDocument (.odt), qui ne peut pas être lu.",
        _SAVE_AS_FROM_LIBREOFFICE,
    ),
    "flat_opc": ("Le fichier est un document Word au format XML (.xml), qui ne peut pas être lu.", _SAVE_AS),
    "excel": ("Le fichier est un classeur Excel, et non le questionnaire.", _SEND_FORM),
    "powerpoint": ("Le fichier est une présentation PowerPoint, et non le questionnaire.", _SEND_FORM),
    "zip": (
        "Le fichier est une archive compressée (.zip), et non le questionnaire lui-même.",
        _SEND_UNPACKED,
    ),
    "not_word": ("Le fichier n’est pas un document Word.", _SEND_FORM),
    "not_a_form": ("Ce document Word ne contient aucun champ de réponse du questionnaire.", _FILL_OURS),
    "damaged": ("Le fichier est endommagé et ne peut pas être ouvert.", _SEND_AGAIN),
    "too_big": ("Le fichier est trop volumineux pour un questionnaire.", _MAKE_LIGHTER),
    "unsafe_archive": (
        "Le fichier est construit de façon anormale : par sécurité, il n’a pas été lu.",
        _SEND_AGAIN,
    ),
    "hostile_xml": (
        "Le fichier contient des instructions XML étrangères à Word : par sécurité, il n’a pas été lu.",
        _SEND_AGAIN,
    ),
}

CODES = tuple(_REFUSALS)
"""Every code with which this reader refuses a file."""


def refusal(code: str) -> UnreadableFile:
    """The error that refuses a file for the reason of this code; to be raised by the caller."""
    reason, request = _REFUSALS[code]
    return UnreadableFile(code, reason, request)

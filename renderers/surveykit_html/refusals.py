"""Why a returned page is refused, and what to ask of its sender: the reader's own words, in French."""

from __future__ import annotations

from surveykit.errors import UnreadableFile

_SEND_ANSWERS = """\
Ouvrez le formulaire dans un navigateur, choisissez « Enregistrer mes réponses », \
et renvoyez le fichier obtenu."""

_REFUSALS = {
    "empty": ("Le fichier est vide (0 octet).", _SEND_ANSWERS),
    "too_large": ("La page Web est trop volumineuse pour un questionnaire.", _SEND_ANSWERS),
    "not_text": ("La page Web n’est pas un texte en UTF-8.", _SEND_ANSWERS),
    "not_a_form": ("Cette page Web n’est pas le questionnaire, ou n’en contient plus aucun champ.", _SEND_ANSWERS),
    "web_archive": ("Le fichier est une archive Web (.mhtml, .webarchive), qui ne peut pas être lue.", _SEND_ANSWERS),
}

CODES = tuple(_REFUSALS)
"""Every code with which this reader refuses a file."""


def refusal(code: str) -> UnreadableFile:
    """The error that refuses a page for the reason of this code; to be raised by the caller."""
    reason, request = _REFUSALS[code]
    return UnreadableFile(code, reason, request)

"""Why a returned PDF is refused, and what to ask of its sender: the reader's own words, in French."""

from __future__ import annotations

from surveykit.errors import UnreadableFile

_SEND_FORM = """\
Remplissez les champs du questionnaire PDF qui vous a été adressé, enregistrez-le (sans l’imprimer ni le numériser), \
et renvoyez-le."""

_SEND_AGAIN = """\
Ouvrez le questionnaire PDF, vérifiez qu’il s’affiche, enregistrez-le à nouveau et renvoyez-le."""

_WITHOUT_CIPHER = "Retirez le mot de passe qui protège le fichier, enregistrez-le et renvoyez-le."

_MAKE_LIGHTER = "Renvoyez le questionnaire PDF qui vous a été adressé, sans y insérer d’autres documents."

_REFUSALS = {
    "empty": ("Le fichier est vide (0 octet).", _SEND_AGAIN),
    "not_pdf": ("Le fichier n’est pas un document PDF.", _SEND_FORM),
    "flattened": (
        "Ce PDF ne contient aucun champ à lire : il a été imprimé, aplati ou numérisé.",
        _SEND_FORM,
    ),
    "xfa": ("Ce PDF est un formulaire dynamique (XFA), et non le questionnaire.", _SEND_FORM),
    "not_a_form": ("Ce PDF contient des champs, mais ce n’est pas le questionnaire.", _SEND_FORM),
    "encrypted": ("Le fichier est chiffré : un mot de passe en protège l’ouverture.", _WITHOUT_CIPHER),
    "damaged": ("Le fichier est endommagé et ne peut pas être ouvert.", _SEND_AGAIN),
    "too_big": ("Le fichier est trop volumineux pour un questionnaire.", _MAKE_LIGHTER),
    "unsafe": ("Le fichier est construit de façon anormale : par sécurité, il n’a pas été lu.", _SEND_AGAIN),
}

CODES = tuple(_REFUSALS)
"""Every code with which this reader refuses a file."""


def refusal(code: str) -> UnreadableFile:
    """The error that refuses a file for the reason of this code; to be raised by the caller."""
    reason, request = _REFUSALS[code]
    return UnreadableFile(code, reason.replace(" :", "\u00a0:"), request)

"""The ways of giving no answer, or of answering that there is nothing to say: neither zero nor blank."""

from __future__ import annotations

import re
from collections.abc import Mapping

from surveykit.collect.folding import folded
from surveykit.responses import Blank, NonResponse, NonResponseReason, NothingToSay
from surveykit.silence import fills_a_blank, has_nothing_to_say

_NC, _SO = NonResponseReason.NOT_COMMUNICATED, NonResponseReason.NOT_APPLICABLE
_INITIALS: Mapping[str, NonResponseReason] = {
    "nc": _NC,
    "nd": _NC,
    "nr": _NC,
    "nsp": _NC,
    "so": _SO,
    "na": _SO,
}
_PHRASES: Mapping[str, NonResponseReason] = {
    "non communique": _NC,
    "non connu": _NC,
    "non disponible": _NC,
    "non renseigne": _NC,
    "donnee non disponible": _NC,
    "donnee non communiquee": _NC,
    "pas de donnee": _NC,
    "ne sait pas": _NC,
    "ne sais pas": _NC,
    "je ne sais pas": _NC,
    "ne se prononce pas": _NC,
    "inconnu": _NC,
    "sans objet": _SO,
    "non concerne": _SO,
    "pas concerne": _SO,
    "non applicable": _SO,
}
_ENDINGS = re.compile(r"(?<=[a-z])e*s?\b")
_UNENDED: Mapping[str, NonResponseReason] = {_ENDINGS.sub("", words): why for words, why in _PHRASES.items()}
_MARKED_INITIALS = re.compile(r"[a-z](?:\s?[./-]?\s?[a-z]){1,2}\s?\.?")
_LONGEST = 40


def non_response(text: str) -> NonResponseReason | None:
    """Why a text says that there is no answer ("NC", "sans objet", "?"), or None when it says something."""
    if len(text) > _LONGEST:
        return None
    bare = folded(text).strip("()[] ")
    if bare and not bare.strip("? "):
        return _NC
    if _MARKED_INITIALS.fullmatch(bare):
        return _INITIALS.get(re.sub(r"[^a-z]", "", bare))
    return _UNENDED.get(_ENDINGS.sub("", bare.rstrip(" .;,!")))


def unsaid(text: str) -> Blank | NothingToSay | NonResponse | None:
    """What a text says instead of an answer in words, None when it is one; "sans objet" is then nothing to say.

    The rows are those of `docs/texts.md`.
    """
    if has_nothing_to_say(text):
        return NothingToSay(text)
    if (reason := non_response(text)) is not None:
        return NonResponse(reason, text)
    return Blank() if fills_a_blank(text) else None

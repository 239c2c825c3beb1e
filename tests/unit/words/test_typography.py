"""Typography of French: what no keyboard has is set, and what is set or is no sentence stays."""

from __future__ import annotations

import pytest

from surveykit.words import typeset

NB, NNB = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("C'est l'œuvre", "C’est l’œuvre"),
        ("Combien ?", f"Combien{NNB}?"),
        ("Oui ; non !", f"Oui{NNB}; non{NNB}!"),
        ("Reçu : « oui »", f"Reçu{NB}: «{NB}oui{NB}»"),
        ("«oui»", f"«{NB}oui{NB}»"),
        ("42 % et {part} % de 3 €", f"42{NB}% et {{part}}{NB}% de 3{NB}€"),
        ("à 12:30, https://exemple.example/a?b;c", "à 12:30, https://exemple.example/a?b;c"),
        ("{low} : {high!q} ?", f"{{low}}{NB}: {{high!q}}{NNB}?"),
    ],
)
def test_french_is_set(typed: str, set_: str) -> None:
    assert typeset(typed, "fr") == set_
    assert typeset(set_, "fr") == set_, "what is set stays"
    assert typeset(typed, "en") == typed

"""Catalogues: the sentences of a language, by context and English words."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from importlib import resources

from surveykit.words.slots import Slots, chosen, filled
from surveykit.words.typography import language_of, typeset

SOURCE = "en"
"""The language that sentences have in the code; it needs no catalogue."""

_FOLDER = resources.files("surveykit.words") / "catalogues"


def say(language: str, context: str, *sentences: str, slots: Slots) -> str:
    """A sentence in a language, its typography set and then its slots filled.

    Of several English sentences, the first whose slots are all given is said. `context` tells apart English sentences
    that are alike. Raises LookupError when the language has no catalogue, or its catalogue no such sentence.

        say("fr", "out_of_maximum", "value out of bounds (at least {low})", slots={"low": 0})
        == "valeur hors des bornes (au moins 0)"
    """
    english = chosen(sentences, slots)
    return filled(_set(language, context, english), slots, language, lambda word: _set(language, context, word))


def say_counted(language: str, context: str, forms: tuple[str, str], count: int, slots: Slots) -> str:
    """The form of a sentence that a language uses for a number, which fills the slot `count`, as `say` says it.

    In French 0 and 1 take the singular, in English 1 alone. Raises LookupError as `say` does.

        say_counted("fr", "mail", ("{count} day left", "{count} days left"), 0, {}) == "0\u00a0jour restant"
    """
    sentence = _counted(language, context, *forms, count)
    return filled(sentence, {"count": count, **slots}, language, lambda word: _set(language, context, word))


def has_catalogue(language: str) -> bool:
    """Whether all that surveykit says of a survey can be said in its language: `fr`, and so `fr-BE`."""
    return language_of(language) in languages()


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, in the order of their codes."""
    return tuple(sorted(one.name.removesuffix(".mo") for one in _FOLDER.iterdir() if one.name.endswith(".mo")))


@cache
def _set(language: str, context: str, english: str) -> str:
    if language_of(language) == SOURCE:
        return english
    found = _catalogue(language).pgettext(context, english)
    if found is english:
        raise LookupError(f"the catalogue of {language!r} has no words for {context}: {english!r}")
    return typeset(found, language)


def _counted(language: str, context: str, one: str, several: str, count: int) -> str:
    if language_of(language) == SOURCE:
        return one if count == 1 else several
    found = _catalogue(language).npgettext(context, one, several, abs(count))
    if found is one or found is several:
        raise LookupError(f"the catalogue of {language!r} has no words for {context}: {several!r}")
    return typeset(found, language)


@cache
def _catalogue(language: str) -> GNUTranslations:
    file = _FOLDER / f"{language_of(language)}.mo"
    try:
        with file.open("rb") as opened:
            return GNUTranslations(opened)
    except FileNotFoundError:
        known = ", ".join(languages()) or "none; in a source tree, `make setup` compiles them"
        raise LookupError(f"there is no catalogue of words in {language!r} (there is {known})") from None

"""Catalogues: the sentences of a language, by context and English words."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from typing import Never

from msgspec.structs import astuple

from surveykit.words.notation import CONTEXT, ENGLISH, Notation
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
    return _filled(language, context, _set(language, context, english), slots)


def say_counted(language: str, context: str, forms: tuple[str, str], count: int, slots: Slots) -> str:
    """The form of a sentence that a language uses for a number, which fills the slot `count`, as `say` says it.

    In French 0 and 1 take the singular, in English 1 alone. Raises LookupError as `say` does.

        say_counted("fr", "mail", ("{count} day left", "{count} days left"), 0, {}) == "0\u00a0jour restant"
    """
    return _filled(language, context, _counted(language, context, *forms, count), {"count": count, **slots})


@cache
def notation(language: str) -> Notation:
    """How a language writes numbers, percentages and quotations.

    Raises LookupError when the language has no catalogue, or its catalogue not the samples.

        notation("fr").as_percent(0.42) == "42\u00a0%"
    """
    return Notation(*(_set(language, CONTEXT, sample) for sample in astuple(ENGLISH)))


def has_catalogue(language: str) -> bool:
    """Whether all that surveykit says of a survey can be said in its language: `fr`, and so `fr-BE`."""
    return language_of(language) in languages()


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, in the order of their codes."""
    return tuple(sorted(one.name.removesuffix(".mo") for one in _FOLDER.iterdir() if one.name.endswith(".mo")))


def _filled(language: str, context: str, sentence: str, slots: Slots) -> str:
    return filled(sentence, slots, lambda: notation(language), lambda word: _set(language, context, word))


@cache
def _set(language: str, context: str, english: str) -> str:
    if language_of(language) == SOURCE:
        return english
    return typeset(_catalogue(language).pgettext(context, english), language)


def _counted(language: str, context: str, one: str, several: str, count: int) -> str:
    if language_of(language) == SOURCE:
        return one if count == 1 else several
    return typeset(_catalogue(language).npgettext(context, one, several, abs(count)), language)


@cache
def _catalogue(language: str) -> GNUTranslations:
    file = _FOLDER / f"{language_of(language)}.mo"
    try:
        with file.open("rb") as opened:
            found = GNUTranslations(opened)
    except FileNotFoundError:
        known = ", ".join(languages()) or "none; in a source tree, `make setup` compiles them"
        raise LookupError(f"there is no catalogue of words in {language!r} (there is {known})") from None
    found.add_fallback(_Lacks(language))
    return found


class _Lacks(NullTranslations):
    """What a catalogue asks for a sentence that it has not: it refuses, where gettext would say it in English."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def pgettext(self, context: str, message: str) -> Never:
        """Raises LookupError."""
        raise LookupError(f"the catalogue of {self._language!r} has no words for {context}: {message!r}")

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> Never:  # noqa: ARG002 (gettext names it)
        """Raises LookupError."""
        self.pgettext(context, msgid2)

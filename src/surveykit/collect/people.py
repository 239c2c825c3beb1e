"""The respondents of a survey made quick to find: by code, by name, and by the words that name them in a text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from surveykit.collect.choices import Choices, Matched, Unknown
from surveykit.collect.folding import folded
from surveykit.collect.itself import Itself
from surveykit.document import ListEntry
from surveykit.ids import OptionCode, RespondentCode
from surveykit.model import Respondent, Survey
from surveykit.texts import nearest

_Thing = TypeVar("_Thing")

Phrase = tuple[str, ...]
"""Words in a row, folded, without those that the names of most respondents have."""

_READ = 10_000
"""Characters: the words that come later in a text name nobody."""
_COMPARED = 200
"""Characters of a name, and names, and names that share three letters: no more are compared with an unknown name."""
_TOLD = 40
"""How many names are compared letter by letter with an unknown one, in a large population."""
_SHORT = 3
"""Letters: a phrase with fewer names somebody only where it is the whole text (`de` is a code, and a word)."""
_NUMBER = 5
"""Digits: a number with fewer is no name (a day, a version, a department)."""
_LINKING = 2
"""Letters of an article or a preposition, which more than one name begins with (`d’Alsace`, `la Martinique`)."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_TAIL = re.compile(r"[,;:(\[/]| [-–—] ")


def words_in(text: str) -> list[str]:
    """The words and the numbers of a text, folded: accents, capitals, hyphens and underscores make no difference."""
    return _WORD.findall(folded(text[:_READ]))


class People:
    """The respondents of one survey. What is asked of it takes as long for ten thousand of them as for ten."""

    def __init__(self, survey: Survey) -> None:
        everyone = survey.population.respondents
        self._choices = Choices(ListEntry(OptionCode(one.code), one.name) for one in everyone)
        self._everyone = {one.code: one for one in everyone}
        self._groupings = frozenset(survey.population.groupings)
        self._common, self._linking = _shared_words(everyone)
        self._telling = _telling_attributes(everyone, self._groupings)
        self._owners = self._phrases_with_owners(survey)
        self._lengths: dict[str, list[int]] = {}
        for phrase in self._owners:
            lengths = self._lengths.setdefault(phrase[0], [])
            if len(phrase) not in lengths:
                lengths.append(len(phrase))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def knows(self, code: str) -> bool:
        """Whether a respondent has this code."""
        return code in self._everyone

    def name(self, code: str) -> str:
        """The name of the respondent of a code, or the code itself when nobody has it."""
        found = self._everyone.get(RespondentCode(code))
        return code if found is None else found.name

    def match(self, text: str) -> Matched | Unknown:
        """The respondent whose name or code a text is."""
        return self._choices.match(text)

    def nearest(self, name: str) -> str | None:
        """The name or code that most resembles an unknown one, or None when nothing does."""
        return nearest(name[:_COMPARED], self._resembling(name[:_COMPARED]))

    def named_in(self, text: str) -> dict[RespondentCode, Phrase]:
        """Who is named in a text by whole words, and by which.

        A name that stands inside a longer one is not named by it (`Normandie` in `Basse-Normandie`), and a phrase that
        names several respondents, or the survey itself, names nobody.
        """
        words = self._telling_words(text)
        found: dict[RespondentCode, Phrase] = {}
        for phrase in self._spans(words):
            owner = self._owners[phrase]
            if owner is not None and (len(phrase) == len(words) or _is_long(phrase)):
                found.setdefault(owner, phrase)
        return found

    def may_mean(self, phrase: Phrase, code: RespondentCode) -> bool:
        """Whether a phrase is part of what this respondent is called, whoever else it names."""
        own = self._everyone.get(code)
        return own is not None and any(_holds(whole, phrase) for whole in self._phrases(own))

    @cached_property
    def addresses(self) -> Mapping[str, RespondentCode | None]:
        """The respondent of each mail address of the definition, in lower case; None where several have it."""
        return _owned((address.lower(), one.code) for one in self._everyone.values() for address in one.email)

    @cached_property
    def domains(self) -> Mapping[str, RespondentCode | None]:
        """The respondent whose addresses alone are of a domain; None where several have addresses of it."""
        return _owned(
            (address.lower().rpartition("@")[2], one.code) for one in self._everyone.values() for address in one.email
        )

    def _telling_words(self, text: str) -> Phrase:
        return tuple(word for word in words_in(text) if word not in self._common)

    def _spans(self, words: Phrase) -> Iterator[Phrase]:
        """The known phrases in a row of words, without those that stand inside another."""
        covered = 0
        for start, word in enumerate(words):
            lengths = self._lengths.get(word, ())
            end = next((start + one for one in lengths if words[start : start + one] in self._owners), 0)
            if end > covered:
                covered = end
                yield words[start:end]

    def _phrases_with_owners(self, survey: Survey) -> dict[Phrase, RespondentCode | None]:
        """Who each phrase names, None for several: by code or by name, else by an attribute; the survey's own: nobody.

        The name of a returned file often begins with that of the survey.
        """
        everyone = self._everyone.values()
        called = _owned((phrase, one.code) for one in everyone for phrase in self._called(one))
        described = _owned((phrase, one.code) for one in everyone for phrase in self._described(one))
        own = (self._telling_words(text) for text in (survey.id, survey.title))
        return {**described, **{phrase: None for phrase in own if phrase}, **called}

    def _phrases(self, one: Respondent) -> Iterator[Phrase]:
        yield from self._called(one)
        yield from self._described(one)

    def _called(self, one: Respondent) -> Iterator[Phrase]:
        """The code, the name, and the name without what comes after a comma or in brackets."""
        head = _TAIL.split(one.name, maxsplit=1)[0]
        phrases = [self._telling_words(text) for text in (one.code, one.name, head)]
        for phrase in dict.fromkeys(phrases):
            short = self._without_article(phrase)
            yield from (each for each in (phrase, short) if each)

    def _described(self, one: Respondent) -> Iterator[Phrase]:
        phrases = (self._telling_words(one.attributes.get(name, "")) for name in self._telling)
        return (phrase for phrase in phrases if phrase)

    def _without_article(self, phrase: Phrase) -> Phrase:
        first = next((at for at, word in enumerate(phrase) if word not in self._linking), len(phrase))
        return phrase[first:]

    def _resembling(self, name: str) -> Sequence[str]:
        """All names and codes of a small population; of a large one, those that share most rare letters in a row."""
        if len(self._everyone) <= _COMPARED:
            return [*(one.name for one in self._everyone.values()), *self._everyone]
        alike = (self._by_letters.get(part, ()) for part in _threes(name))
        shared = Counter(one for some in alike if len(some) <= _COMPARED for one in some)
        return [one for one, _ in shared.most_common(_TOLD)]

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one in self._everyone.values():
            for said in dict.fromkeys((one.name, one.code)):
                for part in _threes(said):
                    found[part].append(said)
        return found


def people_of(survey: Survey) -> People:
    """The respondents of a survey; the index is made once, as long as the same survey is asked for."""
    return _people(Itself(survey))


@lru_cache(maxsize=4)
def _people(same: Itself[Survey]) -> People:
    return People(same.value)


def _shared_words(everyone: Sequence[Respondent]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that most names have, which tell nothing, and the articles that more than one name has."""
    counts = Counter(word for one in everyone for word in set(words_in(one.name)))
    size = len(everyone)
    most = min(size, max(3, size // 2 + 1))
    common = {word for word, times in counts.items() if times >= most}
    linking = {word for word, times in counts.items() if times > 1 and len(word) <= _LINKING}
    return frozenset(common), frozenset(linking - common)


def _telling_attributes(everyone: Sequence[Respondent], groupings: frozenset[str]) -> tuple[str, ...]:
    """The attributes that tell respondents apart, such as an address: most have one, and nobody else has it."""
    values: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in everyone:
        for name, value in one.attributes.items():
            values[name][value] += 1
    alone = {name: sum(times == 1 for times in held.values()) for name, held in values.items()}
    return tuple(name for name, number in alone.items() if name not in groupings and number > len(everyone) // 2)


def _owned(pairs: Iterable[tuple[_Thing, RespondentCode]]) -> dict[_Thing, RespondentCode | None]:
    """The one respondent of each thing, None for a thing of several."""
    found: dict[_Thing, RespondentCode | None] = {}
    for thing, code in pairs:
        found[thing] = code if found.get(thing, code) == code else None
    return found


def _is_long(phrase: Phrase) -> bool:
    if all(word.isdigit() for word in phrase):
        return sum(map(len, phrase)) >= _NUMBER
    return sum(map(len, phrase)) >= _SHORT


def _holds(whole: Phrase, part: Phrase) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _threes(text: str) -> set[str]:
    """Each three letters in a row of a folded text."""
    plain = folded(text)
    return {plain[start : start + 3] for start in range(len(plain) - 2)}

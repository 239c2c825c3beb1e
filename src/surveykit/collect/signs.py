"""What may stand around a number, and what keeps a text from being one: closed tables, tried in order.

`docs/numbers.md` shows analysts the same rows; a test reads each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from surveykit.collect.codes import Code
from surveykit.collect.folding import folded, words_of

_ROUGHLY = re.compile(
    r"[~≈±?]|\+ ?/ ?-|\b(?:environ|env|approx\w*|a peu pres|a peu de chose pres|plus ou moins|pres de|"
    r"autour de|aux alentours de|alentours|de l'ordre de|grosso modo|estim\w+|circa|ca|provisoires?|"
    r"a confirmer|a verifier|sous reserve)\b"
)
_NEUTRAL = re.compile(
    r"\b(?:soit|au total|en tout|total(?: de)?|exactement|precisement|actuellement|a ce jour|aujourd'hui|seulement|"
    r"nombre(?: de| d')?|nb(?:re)?(?: de)?|(?:votre |notre )?reponse|il y (?:en )?a|nous (?:en )?avons|"
    r"nous en comptons|nous comptons)\b"
    r"|\bn ?="
)
_GLUE = frozenset({"de", "d", "des", "du", "l", "la", "le", "les", "et"})
_GLUE_BEFORE_NUMBER = re.compile(r"\b(?:le|la|les|du|des|de|d'|et) ?$")
_PLAIN_SIGNS = frozenset(" .,;:!=\"'«»“”")

_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})*[0-9]*"
_ENCLOSED = re.compile(rf"[(] ?[+]? ?{_GROUPED} ?[)]")
_PARTS = r"\b(?:demie?s?|quarts?|tiers|moitie|virgule)\b"
_MONTHS = (
    r"janv(?:ier)?|fev(?:r|rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|"
    r"dec(?:embre)?"
)
_COLLECTIVE = {
    "huitaine": 8,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
_NOT_KNOWN = (
    r"\b(?:nc|nd|nr|nsp|n\. ?c|n\. ?d|n/c|n/a|s\. ?o|so|sans objet|inconnue?s?|ne sai[ts] pas|ne se prononce pas|"
    r"(?:non|pas) (?:communique|connu|disponible|renseigne|concerne|applicable)e?s?|pas de donnees?)\b"
)
_ELSEWHERE = (
    r"\b(?:cf|voir|vr|idem|id|ibid(?:em)?|supra|infra|se reporter|se referer|renvoi|reprise|meme (?:que|chose|nombre)|"
    r"comme (?:a |en |pour |dans )?(?:la |le |l')?(?:q|quest|rep|ligne|point|annee|[0-9]|ci|preced|indiqu|dit)\w*|"
    r"ci[- ]?(?:dessus|dessous|joint\w*|apres|contre|avant)|questions?|quest|annexes?|pages?|lignes?|tableaux?|"
    r"rubriques?|chapitres?|paragraphes?|items?|onglets?|pieces? jointes?|pj|"
    r"(?:q|p|pp|art|al|n[o°]\.?|numero) ?[0-9]+)\b|n° ?[0-9]"
)
_TELEPHONE = (
    r"(?:\+ ?33|\b0033|(?<![0-9])0) ?[(]?0?[)]?[ .-]?[1-9](?:[ ./-]?[0-9]{2}){4}(?![0-9])|"
    r"\b(?:tel|telephone|telecopie|fax|mobile|portable|joindre)\b"
)
_DATE = (
    rf"\b[0-9]{{1,2}}(?:er)? ?(?:{_MONTHS})\b|\b(?:{_MONTHS})\.? ?(?:19|20)?[0-9]{{2}}\b|"
    r"\b[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4}\b|"
    r"\b(?:en|depuis|fin|debut|annee|courant|d'ici|avant|apres|exercice|le|au|du) (?:fin |debut )?(?:19|20)[0-9]{2}\b|"
    r"\b(?:semestre|trimestre)\b"
)
_BOUND = (
    r"[<>≤≥]|[0-9] ?\+(?! ?/)(?! ?[0-9])|"
    r"\b(?:au moins|au plus|du moins|(?:plus|moins) d(?:e\b|')|de plus|de moins|jusqu|min|max|"
    r"minim\w*|maxim\w*|superieur\w*|inferieur\w*|a partir de|depasse\w*|plusieurs|quelques)\b"
)
_NEGATION = r"\b(?:aucun\w*|pas|non|ni|sans|hors|sauf|excepte\w*|jamais|plus aucun\w*|nuls?|nulles?|zero|neant|rien)\b"
_MULTIPLE = (
    r"[0-9] ?(?:k|m|md|mds|mrd)(?:€|\b)|[0-9] ?(?:k|m|md)[ -]?(?:€|e\b|eur\b|euros?\b)|"
    r"\b(?:k ?€|kilo[ -]?euros?|keuros?|keur|ke|meuros?|meur|millions?|milliards?|milliers?|centaines?)\b"
    r"|[0-9] ?milles?\b"
)


class RefusalRow(Struct, frozen=True):
    """A row of the table of refusals: the pattern of a folded text, and why its number is not taken."""

    pattern: re.Pattern[str]
    code: Code


_REFUSED = tuple(
    RefusalRow(re.compile(pattern), code)
    for pattern, code in (
        (_NOT_KNOWN, Code.CONTRADICTION),
        (_TELEPHONE, Code.TELEPHONE),
        (_ELSEWHERE, Code.REFERENCE),
        (_DATE, Code.DATE),
        (rf"^[^0-9]*{_GROUPED} ?[.,] ?[0-9]+[^0-9]*$|^[.,][0-9]+$", Code.DECIMAL),
        (r"[0-9] ?e ?[+-]? ?[0-9]", Code.SCIENTIFIC),
        (r"%|\bpour ?(?:cent|mille)s?\b|\bpct\b", Code.PERCENTAGE),
        (_MULTIPLE, Code.MULTIPLIER),
        (_BOUND, Code.BOUND),
        (r"(?:^|(?<=[ (=:]))-[0-9]|^- [0-9]|\bmoins\b", Code.NEGATIVE),
        (r"^[^0-9]*[0-9].*\b(?:" + "|".join(_COLLECTIVE) + r")s?\b", Code.SEVERAL_NUMBERS),
        (_PARTS, Code.DECIMAL),
    )
)


def is_rough(line: str) -> bool:
    """Whether a folded text says that its number is about right: "environ", "~", "?"."""
    return _ROUGHLY.search(line) is not None


def refused(line: str) -> Code | None:
    """Why the number in a folded text is not taken, by the first row that its signs and words match; None for none."""
    sure = _ROUGHLY.sub("", line).strip()
    return next((row.code for row in _REFUSED if row.pattern.search(sure)), None)


def negated(line: str) -> bool:
    """Whether a folded text denies: "pas 12", "aucun sur 12"."""
    return re.search(_NEGATION, line) is not None


def collectives(line: str) -> list[int | None]:
    """The collective nouns of a folded text: 12 for "douzaine", None for "douzaines", which is no number."""
    nouns = (word.removesuffix("s") for word in words_of(line))
    found = [(noun, word) for noun, word in zip(nouns, words_of(line), strict=True) if noun in _COLLECTIVE]
    return [_COLLECTIVE[noun] if noun == word else None for noun, word in found]


def stems(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts as they are compared: without accents, capitals or plural endings."""
    return frozenset(
        _stem(word) for text in texts for word in words_of(_spelt_signs(folded(text))) if len(word) > 1 or word == text
    )


def says_nothing_more(around: str, known: frozenset[str]) -> bool:
    """Whether the folded words and signs around a number change nothing of it.

    They are its unit or its label (`known` holds their stems), rough words, or neutral ones: "soit", "au total".
    """
    rest = _NEUTRAL.sub(" ", _ROUGHLY.sub(" ", _spelt_signs(around)))
    words = words_of(rest)
    left = [word for word in words if _stem(word) not in known]
    if left and (len(left) == len(words) or not _GLUE.issuperset(left)):
        return False
    return _PLAIN_SIGNS.issuperset(re.sub(r"[a-z0-9()]", "", rest))


def enclosed(line: str) -> bool:
    """Whether the number of a folded text stands in parentheses of its own, as accountants write a negative one."""
    return _ENCLOSED.search(line) is not None


def joined_on(before: str) -> bool:
    """Whether an article or a preposition leads to the number, as in "le 12": it is then a day or a part."""
    return _GLUE_BEFORE_NUMBER.search(_NEUTRAL.sub(" ", before)) is not None


def _spelt_signs(line: str) -> str:
    """A folded text with the signs of units in letters: `12 €` is `12 euro`."""
    return line.replace("€", " euro ").replace(" eur ", " euro ")


def _stem(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    return word[:-1] if len(word) > 2 and word[-1] in "sx" else word

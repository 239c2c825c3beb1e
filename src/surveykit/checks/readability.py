"""Words that read badly: typography, labels too long for their place, addresses and names that look mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from surveykit.checks.logic import parts
from surveykit.checks.remark import Path, Remark, info, warning
from surveykit.model import AnyPart, CodesValue, CodeValue, Survey, TruthValue, facts_of

ACCESSIBLE_NAME = 64
"""Word cuts the title of a content control after this many characters."""
LABEL = 100
"""A longer label does not fit on the line of a list or a box."""

_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>.]+(\.[^@\s<>.]+)+")
_TECHNICAL = frozenset({
    "id", "code", "kind", "language", "edition", "number", "addresses", "deadline", "when", "check", "value",
    "where", "of", "numerator", "denominator", "from", "to", "field", "severity", "indicators", "key_figures",
    "attributes", "minimum_units", "maximum_share", "median_minimum_units",
})  # fmt: skip
_TYPOGRAPHY = (
    (re.compile(r'"'), "a straight quotation mark without a second one", "write \u00ab and \u00bb, or two of them"),
    (re.compile(r"[^\W\d_](?=[;?!](\s|$))"), "no space before {next}", "write one"),
)


def readability_remarks(survey: Survey) -> Iterator[Remark]:
    """Remarks on the texts, labels, addresses, dates and names of a survey."""
    if survey.language.startswith("fr"):
        for path, text in _texts(survey.model_dump(mode="json", by_alias=True), ()):
            yield from _typography(path, text)
    yield from _lengths(survey)
    yield from _collection(survey)
    yield from _respondents(survey)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text that somebody reads, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _TECHNICAL:
                yield from _texts(inner, (*path, key))
    elif isinstance(value, Sequence):
        for i, inner in enumerate(value):
            yield from _texts(inner, (*path, i))


def _typography(path: Path, text: str) -> Iterator[Remark]:
    for pattern, found, wanted in _TYPOGRAPHY:
        match = pattern.search(text)
        if match is not None:
            words = found.format(next=text[match.end() : match.end() + 1])
            around = " ".join(text[max(0, match.start() - 12) : match.end() + 12].split())
            yield warning("typography", path, f"found {words} in \u201c{around}\u201d: {wanted}")


def _lengths(survey: Survey) -> Iterator[Remark]:
    numbers = [question.number for question in survey.questions() for _ in question.fields]
    for (path, part), number in zip(parts(survey), numbers, strict=True):
        yield from _name_length(path, f"{number}. {part.label}")
        yield from _label_lengths(path, part)


def _name_length(path: Path, name: str) -> Iterator[Remark]:
    if len(name) > ACCESSIBLE_NAME:
        message = f"the number and the label make {len(name)} characters: Word cuts a name after {ACCESSIBLE_NAME}"
        yield info("long_name", (*path, "label"), message)


def _label_lengths(path: Path, part: AnyPart) -> Iterator[Remark]:
    """Remarks on the labels that do not fit in a list or beside a box."""
    facts = facts_of(part)
    if isinstance(facts.value, TruthValue | CodeValue | CodesValue) and len(part.label) > LABEL:
        yield warning("long_label", (*path, "label"), _too_long(part.label))
    for i, option in enumerate(facts.options):
        if len(option.label) > LABEL:
            yield warning("long_label", (*path, "options", i, "label"), _too_long(option.label))


def _too_long(label: str) -> str:
    return f"the label has {len(label)} characters, more than the {LABEL} that fit: shorten it"


def _collection(survey: Survey) -> Iterator[Remark]:
    for i, address in enumerate(survey.collection.addresses):
        if _ADDRESS.fullmatch(address) is None:
            yield warning("address", ("collection", "addresses", i), f"'{address}' does not look like a mail address")
    year = survey.collection.deadline.year
    if re.fullmatch(r"[12][0-9]{3}", survey.edition) and abs(year - int(survey.edition)) > 1:
        message = f"the deadline is in {year}, the edition is {survey.edition}"
        yield warning("deadline", ("collection", "deadline"), message)


def _respondents(survey: Survey) -> Iterator[Remark]:
    seen: dict[str, str] = {}
    for i, one in enumerate(survey.population.respondents):
        name = " ".join(one.name.split()).casefold()
        if name in seen:
            path: Path = ("population", "respondents", i, "name")
            yield warning("same_name", path, f"'{one.code}' and '{seen[name]}' have the same name, '{one.name}'")
        seen.setdefault(name, one.code)

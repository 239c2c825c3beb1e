"""The words of each kind of question: what is expected, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from surveykit.compose import words
from surveykit.model import facts_of
from surveykit.model.questions import AnyPart, Count, FreeText, ManyChoices, OneChoice, Option, Scale, YesNo
from surveykit.words import Room

_said = Room("kind")


class KindWords(Struct, frozen=True):
    """The words on one field that depend on its kind.

    In the codebook `name` stands for the kind and `values` for what it takes, one value a line. `expected` opens a line
    of the guide, `asked` ends one of the questionnaire that a report annexes. In a form `prompt` is the text of an
    empty control, and `after` follows the control.
    """

    name: str
    values: str
    expected: str
    asked: str
    prompt: str
    after: str = ""


def kind_words(language: str, part: AnyPart) -> KindWords:
    """The words of a field of any kind: `Whole number`, `Whole number ≥ 0`, `number of beds`, `Type a number`."""
    match part:
        case Count():
            said = _count(language, part)
        case Scale():
            said = _scale(language, part)
        case YesNo():
            said = KindWords(
                name=_said(language, "Yes/no"),
                values=f"{words.YES_CODE} | {words.NO_CODE}",
                expected=_said(language, "Yes or no"),
                asked=_said(language, "yes or no"),
                prompt=_said(language, "Choose yes or no"),
            )
        case OneChoice(options=options):
            said = KindWords(
                name=_said(language, "One choice"),
                values=_codes(language, options),
                expected=_said(language, "One answer only, out of {number}", number=str(len(options))),
                asked=_said(language, "one answer among {options}", options=_labels(language, options)),
                prompt=_said(language, "Choose an answer"),
            )
        case ManyChoices(options=options):
            said = KindWords(
                name=_said(language, "Several choices"),
                values=_codes(language, options),
                expected=_said(language, "One or more boxes, out of {number}", number=str(len(options))),
                asked=_said(language, "one or more answers among {options}", options=_labels(language, options)),
                prompt="",
            )
        case FreeText():
            said = _text(language, part)
        case _:
            assert_never(part)
    return said


def _count(language: str, part: Count) -> KindWords:
    low, high, unit = str(part.minimum), part.maximum, part.unit
    whole = _said(language, "Whole number ({unit})", unit=unit) if unit else _said(language, "Whole number")
    if high is None:
        values = _said(language, "Whole number ≥ {low}", low=low)
        expected = _said(language, "{number}, {low} or more", number=whole, low=low)
    else:
        values = _said(language, "Whole number from {low} to {high}", low=low, high=str(high))
        expected = _said(language, "{number}, from {low} to {high}", number=whole, low=low, high=str(high))
    return KindWords(
        name=_said(language, "Whole number"),
        values=values,
        expected=expected,
        asked=_said(language, "number of {unit}", unit=unit) if unit else _said(language, "number"),
        prompt=_said(language, "Type a number"),
        after=f"{unit} {words.number_expected(language, part.minimum, high)}".strip(),
    )


def _scale(language: str, part: Scale) -> KindWords:
    low, high = str(part.minimum), str(part.maximum)
    ends = [_meaning(language, str(end), label) for end, label in facts_of(part).ends]
    meant = words.ends_of_scale(language, ends)
    asked = _said(language, "mark from {low} to {high}", low=low, high=high)
    if ends:
        asked = _said(language, "mark from {low} to {high} ({ends})", low=low, high=high, ends=ends)
    return KindWords(
        name=_said(language, "Scale"),
        values="\n".join([_said(language, "{low} to {high}", low=low, high=high), *ends]),
        expected=f"{_said(language, 'A value from {low} to {high}', low=low, high=high)} {meant}".strip(),
        asked=asked,
        prompt=_said(language, "Choose from {low} to {high}", low=low, high=high),
        after=meant,
    )


def _text(language: str, part: FreeText) -> KindWords:
    short = part.lines == 1
    return KindWords(
        name=_said(language, "Text"),
        values="",
        expected=_said(language, "A few words") if short else _said(language, "Free text"),
        asked=_said(language, "free answer"),
        prompt=_said(language, "Type an answer") if short else _said(language, "Type your answer"),
    )


def _codes(language: str, options: Iterable[Option]) -> str:
    return "\n".join(_meaning(language, option.code, option.label) for option in options)


def _meaning(language: str, value: str, label: str) -> str:
    return _said(language, "{value} = {label}", value=value, label=label)


def _labels(language: str, options: Iterable[Option]) -> list[str]:
    return [_said(language, "“{label}”", label=option.label) for option in options]

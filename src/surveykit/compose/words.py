"""The words of a form that no definition writes, and those that its guide has too."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.ids import OptionCode
from surveykit.model import Median, Survey
from surveykit.words import Room, date_in_words

YES_CODE = OptionCode("oui")
NO_CODE = OptionCode("non")

_said = Room("form")


def question_heading(language: str, number: str) -> str:
    """The heading that opens a question."""
    return _said(language, "Question {number}", number=number)


def ends_of_scale(language: str, ends: Sequence[str]) -> str:
    """The words after the list of a scale on its ends; `ends` are those that have a meaning: `0 = none`."""
    match ends:
        case [low, high]:
            return _said(language, "({low}; {high})", low=low, high=high)
        case [end]:
            return _said(language, "({end})", end=end)
        case _:
            return ""


def number_expected(language: str, low: int | None, high: int | None) -> str:
    """The words after the box of a number on how to type it."""
    if high is not None:
        return _said(language, "(whole number from {low} to {high}, or “NC”)", low=low or 0, high=high)
    if low:
        return _said(language, "(whole number, {low} or more, or “NC”)", low=low)
    return _said(language, "(whole number, or “NC”)")


def before_control(language: str, prompt: str) -> str:
    """The words before a control, ended as a lead-in is: with a colon unless they ask."""
    return prompt if prompt.rstrip().endswith(("?", ":")) else _said(language, "{prompt}:", prompt=prompt)


def return_rows(survey: Survey) -> tuple[tuple[str, str], ...]:
    """By when and where to a form goes back, and whom it is about: a term and what is said of it, three times."""
    language, collection = survey.language, survey.collection
    day = date_in_words(collection.deadline, language, weekday=True)
    addresses = collection.addresses
    to = _said.counted(language, len(addresses), "To the address", "To the addresses")
    return (
        (_said(language, "Return by"), _said(language, "before {date}", date=day)),
        (to, "\n".join(addresses)),
        (_said(language, "Scope of the survey"), survey.scope),
    )


def all_addresses(language: str, addresses: Sequence[str]) -> str:
    """Addresses within a sentence: `a@x.example and b@x.example`."""
    first, *others = addresses
    for one in others:
        first = _said(language, "{addresses} and {last}", addresses=first, last=one)
    return first


def has_medians(survey: Survey) -> bool:
    """Whether a survey publishes medians, which ask for more answers than other figures do."""
    return any(isinstance(one, Median) for one in survey.indicators)


def quoted(language: str, text: str) -> str:
    """A text between quotation marks, unless it begins with French ones."""
    return text if text.startswith("«") else _said(language, "“{text}”", text=text)


def send_back(survey: Survey) -> str:
    """The last sentence of a form."""
    language, collection = survey.language, survey.collection
    return _said(
        language,
        "Save this document, then send it back by e-mail to {addresses} before {deadline}.",
        addresses=all_addresses(language, collection.addresses),
        deadline=date_in_words(collection.deadline, language),
    )


def thanks(language: str) -> str:
    """The thanks that a form and its guide end with."""
    return _said(language, "We thank you for taking part.")

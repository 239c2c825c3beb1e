"""The message that goes with a form or a letter: its subject and its paragraphs, the slots filled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from msgspec import Struct

from surveykit.compose.letter import Received, answer_by, file_received, signature
from surveykit.compose.mail_words import days, default_message
from surveykit.compose.receipt import left_to_verify
from surveykit.compose.words import all_addresses
from surveykit.model import Purpose, Survey
from surveykit.texts import canonical
from surveykit.words import date_in_words
from surveykit.words.marks import marks_of

_GREETED = 2
"""Paragraphs of a message, its greeting and its subject, before what is said of an untouched form."""
_SUBJECT = 200
"""Characters of the subject of a message that its answer repeats."""
_SLOT = re.compile(r"\{([^{}]*)\}")


class Written(Struct, frozen=True):
    """A message in words: its subject on one line, and its text."""

    subject: str
    text: str


def message(
    survey: Survey,
    purpose: Purpose,
    addressee: str,
    day: datetime.date,
    *,
    files: str,
    received: Received | None = None,
    questions: str = "",
    untouched: str = "",
    unreadable: str = "",
    answered: str = "",
    simulated: bool = False,
) -> Written:
    """The message of a purpose to a respondent, or to a sender whom nobody knows, written on a day.

    `files` says what is attached; corrections need what was `received` and its `questions` as text, a receipt what was
    `received`. `untouched` says which form came back without an answer, and stands after the first sentences;
    `unreadable` which files cannot be read, and why. `answered` is the subject of the message that this one answers: it
    is that of the answer, unless the survey has its own. A message about `simulated` returns, or of a rehearsal, says
    so in its subject and its first line.
    """
    language = survey.language
    own = survey.mail.message(purpose) or default_message(language, purpose)
    slots = {**_slots(survey, addressee, day), "files": files, "unreadable": unreadable}
    if received is not None:
        slots |= {
            "received": file_received(language, received.file, received.day),
            "points": received.points(language),
            "questions": questions,
            "to_verify": left_to_verify(language, received),
            "answer_by": date_in_words(answer_by(survey, day), language, weekday=True),
        }
    paragraphs = [_filled(one, slots).strip() for one in own.body]
    paragraphs.insert(_GREETED, untouched)
    marks = marks_of(language, simulated=simulated)
    text = "\n\n".join((*marks, *(one for one in paragraphs if one), "\n".join(signature(survey))))
    subject = _answer_to(answered) if answered and survey.mail.message(purpose) is None else _filled(own.subject, slots)
    subject = " ".join((*(f"[{mark}]" for mark in marks), subject))
    return Written(_one_line(subject), canonical(text) + "\n")


def _answer_to(subject: str) -> str:
    """The subject of the answer to a message."""
    cut = subject if len(subject) <= _SUBJECT else f"{subject[: _SUBJECT - 1].rstrip()}…"
    return cut if re.match(r"re\s*:", cut, re.IGNORECASE) else f"Re: {cut}"


def _slots(survey: Survey, addressee: str, day: datetime.date) -> Mapping[str, str]:
    language, deadline = survey.language, survey.collection.deadline
    return {
        "respondent": addressee,
        "title": survey.title,
        "edition": survey.edition,
        "reference": survey.issuer.reference,
        "deadline": date_in_words(deadline, language, weekday=True),
        "addresses": all_addresses(language, survey.collection.addresses),
        "days_left": days(language, max(0, (deadline - day).days)),
        "days_late": days(language, max(0, (day - deadline).days + 1)),
    }


def _one_line(text: str) -> str:
    return canonical(text).replace("\n", " ").replace("\t", " ")


def _filled(text: str, slots: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: slots[slot.group(1)], text)

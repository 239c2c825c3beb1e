"""Whether a file is a return of this survey: the form of another survey, edition or version is refused."""

from __future__ import annotations

from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit.model import Survey
from surveykit.words import Room

_said = Room("refusal")
_OTHER_VERSION = _said.word(
    "This file is a form of another version of the survey “{title}”, edition {edition}: "
    "its questions are no longer the same."
)
_OTHER_SURVEY = _said.word("This file is the form of another survey, “{other}”.")
_OTHER_EDITION = _said.word("This file is the form of another edition of the survey, “{other}”.")
_SEND_OURS = _said.word(
    "Please fill in and send the form of the survey “{title}”, edition {edition}, as you received it."
)
_PLACES_LOST = _said.word(
    "This file is the questionnaire, but none of the places for answers is left in it: a program that does not keep "
    "them saved it (Google Docs, for example). What was written can still be read on the screen: it can be copied into "
    "a blank copy of this respondent, and that copy collected."
)
_USE_ANOTHER = _said.word(
    "Please copy your answers into the questionnaire that was sent to you, opened in Word or LibreOffice, or into its "
    "PDF or Web version, and send it."
)


def admit(survey: Survey, filled: FilledForm) -> None:
    """Accept a file that is, or may be, a form of this survey, edition and version.

    A file that does not say what it is may be one, and what a reference leaves empty is not compared.
    Raises UnreadableFile (`other_survey`, `other_edition`, `other_version`) when it is not.
    """
    ref = survey.ref
    if filled.form is not None:
        _same_edition(survey, filled.form.survey, filled.form.edition)
        if filled.form.digest and filled.form.digest != ref.digest:
            raise _refusal(survey, "other_version", _OTHER_VERSION)
    for copy, _ in filled.copies:
        _same_edition(survey, copy.survey, copy.edition)


def places_lost(survey: Survey) -> UnreadableFile:
    """The refusal of a file in which no place for an answer is left, to be raised by the caller."""
    return UnreadableFile.of("places_lost", _PLACES_LOST, _USE_ANOTHER).told_in(survey.language)


def _same_edition(survey: Survey, identifier: str, edition: str) -> None:
    if identifier and identifier != survey.id:
        raise _refusal(survey, "other_survey", _OTHER_SURVEY, identifier)
    if edition and edition != survey.edition:
        raise _refusal(survey, "other_edition", _OTHER_EDITION, edition)


def _refusal(survey: Survey, code: str, reason: str, other: str = "") -> UnreadableFile:
    refusal = UnreadableFile.of(code, reason, _SEND_OURS, title=survey.title, edition=survey.edition, other=other)
    return refusal.told_in(survey.language)

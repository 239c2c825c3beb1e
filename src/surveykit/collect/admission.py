"""Whether a file is a return of this survey: the form of another survey, edition or version is refused."""

from __future__ import annotations

from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit.model import Survey
from surveykit.texts import NBSP


def admit(survey: Survey, filled: FilledForm) -> None:
    """Accept a file that is, or may be, a form of this survey, edition and version.

    A file that does not say what it is may be one, and what a reference leaves empty is not compared.
    Raises UnreadableFile (`other_survey`, `other_edition`, `other_version`) when it is not.
    """
    ref = survey.ref
    if filled.form is not None:
        _same_edition(survey, filled.form.survey, filled.form.edition)
        if filled.form.digest and filled.form.digest != ref.digest:
            reason = (
                f"Ce fichier est un formulaire d’une autre version de l’enquête {_named(survey)}{NBSP}: "
                "ses questions ne sont plus les mêmes."
            )
            raise UnreadableFile("other_version", reason, _request(survey))
    for copy, _ in filled.copies:
        _same_edition(survey, copy.survey, copy.edition)


def _same_edition(survey: Survey, identifier: str, edition: str) -> None:
    if identifier and identifier != survey.id:
        reason = f"Ce fichier est le formulaire d’une autre enquête, «{NBSP}{identifier}{NBSP}»."
        raise UnreadableFile("other_survey", reason, _request(survey))
    if edition and edition != survey.edition:
        reason = f"Ce fichier est le formulaire d’une autre édition de l’enquête, «{NBSP}{edition}{NBSP}»."
        raise UnreadableFile("other_edition", reason, _request(survey))


def _named(survey: Survey) -> str:
    return f"«{NBSP}{survey.title}{NBSP}», édition {survey.edition}"


def _request(survey: Survey) -> str:
    form = f"le formulaire de l’enquête {_named(survey)}"
    return f"Merci de remplir et de renvoyer {form}, tel qu’il vous a été envoyé."

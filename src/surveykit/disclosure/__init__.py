"""Disclosure control: every figure passes it before anyone sees it.

What it guarantees: no figure on fewer answers than the policy's minimum, no sum that one respondent dominates, no
withheld group that follows from its total, no smallest or largest value, no words but those that somebody cleared
by name; and no set of published figures, those of earlier releases included, of which sums and differences give the
answers of fewer respondents than the minimum. What it does not guarantee: respondents who put their answers together,
or people who know more from elsewhere, may learn more; and anyone may guess.
"""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.brief import Discreet, number_of
from surveykit.disclosure.earlier import Place, key_told, place_of, told_before
from surveykit.disclosure.gate import Decision, decide, key_of
from surveykit.disclosure.record import published_sums, still_told, told_by
from surveykit.disclosure.saying import as_allowed, as_it_is, as_withheld
from surveykit.errors import UsageError
from surveykit.model import Survey, with_coding
from surveykit.release import Published, Quotation, Release
from surveykit.results import ClearedPassage, Figure, Results

__all__ = ["Confidential", "disclose", "key_told", "published_sums", "told_by", "unprotected"]


class Confidential(Discreet, frozen=True):
    """Every figure before disclosure control: for those who made the survey, never for a report."""

    survey: str
    edition: str
    surveyed: int
    returned: int
    figures: tuple[Published, ...]
    simulated: bool = False

    def _counts(self) -> str:
        before = f"{number_of(len(self.figures), 'figure')} before disclosure control"
        return f"of {self.survey}/{self.edition}: {before}"


def disclose(survey: Survey, results: Results) -> Release:
    """Decides which figures may be published: returns them all, a withheld one with the reason in place of its value.

    The rules are the survey's own (`survey.dissemination`): at least 3 answers, and no answer above 85 % of a sum,
    unless the survey says otherwise; both are the defaults of French business statistics (Insee). No withheld group
    follows from its total, and no sum or difference of figures, earlier releases included, gives the answers of fewer
    respondents than that minimum (docs/decisions/0007). Differences are examined when the results say who is in each
    figure, as those from a register do. A figure that may not have a new value and that an earlier release published
    keeps its earlier value, with its day (`as_of`) and its base. `audit` of the result says which rule withheld what.
    Raises UsageError when the results are of another survey or edition.

    ```python
    release = sk.disclose(survey, sk.aggregate(survey, register))
    for figure in release:
        print(figure.label, figure.status, figure.value)
    ```
    """
    _refuse_other(survey, results)
    coded = with_coding(survey, results.themes)
    before = told_before(coded, results.earlier)
    decisions, audit = decide(coded, results, still_told(coded, results, before))
    return Release(
        survey=results.survey,
        edition=results.edition,
        surveyed=results.surveyed,
        returned=results.returned,
        figures=tuple(_published(coded, figure, decisions.get(key_of(figure)), before) for figure in results.figures),
        language=survey.language,
        audit=audit,
        themes=results.themes,
        quotations=tuple(_quotation(survey, one) for one in results.passages),
        corrected=results.corrected,
        simulated=results.simulated,
    )


def unprotected(survey: Survey, results: Results) -> Confidential:
    """Every figure, whatever the policy. Raises UsageError when the results are not of this survey."""
    _refuse_other(survey, results)
    coded = with_coding(survey, results.themes)
    figures = tuple(as_it_is(coded, figure) for figure in results.figures)
    return Confidential(
        results.survey, results.edition, results.surveyed, results.returned, figures, simulated=results.simulated
    )


def _quotation(survey: Survey, passage: ClearedPassage) -> Quotation:
    number = survey.field_by_code[passage.field].question.number
    return Quotation(passage.field, number, passage.text, passage.cleared_by)


def _published(
    survey: Survey, figure: Figure, decision: Decision | None, before: Mapping[Place, Published]
) -> Published:
    """The figure with its value when no decision withholds it; else its earlier value; else the reason why not."""
    if decision is None:
        return as_allowed(survey, figure)
    if (told := before.get(place_of(figure))) is not None:
        return told
    return as_withheld(survey, figure, decision.withheld, hidden=decision.base)


def _refuse_other(survey: Survey, results: Results) -> None:
    if (survey.id, survey.edition) != (results.survey, results.edition):
        mine, theirs = f"{survey.id}/{survey.edition}", f"{results.survey}/{results.edition}"
        raise UsageError(f"these results are of {theirs}, expected {mine}: aggregate the responses of this survey")

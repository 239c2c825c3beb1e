"""Simulated returns: plausible answers in any format, and what people make of a form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from surveykit import interchange
from surveykit.checks import ResponseChecks
from surveykit.errors import UsageError
from surveykit.findings import Severity
from surveykit.ids import FieldId
from surveykit.model import Respondent, Survey
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.coded import written_texts
from surveykit.pipeline.coding import export_coding
from surveykit.pipeline.forms import render, suffix_of
from surveykit.responses import Response
from surveykit.simulation import Complaints, Doubts, simulate, simulated_readings

JSON = "json"


def simulated(survey: Survey, seed: int, number: int | None = None) -> Iterator[tuple[Respondent, Response]]:
    """A plausible response, breaking no rule, for each of the first `number` respondents (all by default).

    Raises UsageError when the population has fewer.
    """
    size = len(survey.population)
    if number is not None and not 0 <= number <= size:
        raise UsageError(f"{number} returns asked for; {survey.id} has {size} respondents: give 0 to {size}")
    yield from islice(simulate(survey, seed, _complaints(survey)), number)


def _complaints(survey: Survey) -> Complaints:
    """What the checks of the survey find in a response, by the fields that a rule or a condition compares."""
    checks = ResponseChecks(survey)
    named = {rule.code: sorted(survey.expression(rule.check).names) for rule in survey.rules}
    asked_when = _fields_of_conditions(survey)

    def complaints(response: Response) -> Doubts:
        wrong: list[str] = []
        odd: list[str] = []
        for found in checks.check(response):
            if found.severity is not Severity.INFO:
                field = FieldId(found.place.field or "")
                wrong += named.get(found.code, [field, *asked_when.get(field, ())])
            elif found.code in named:
                odd += named[found.code]
        return Doubts(wrong, odd)

    return complaints


def _fields_of_conditions(survey: Survey) -> dict[FieldId, list[str]]:
    """The fields on which the condition of each field rests."""
    conditions = {field.code: field.condition for field in survey.fields()}
    return {code: sorted(survey.expression(one.when).names) for code, one in conditions.items() if one is not None}


def filled_form(survey: Survey, response: Response, to: str) -> bytes:
    """A response as the file that its respondent would send back, in a form's format or as JSON."""
    if to == JSON:
        return interchange.write_answers(survey, response)
    return render(survey, to, response=response)


def suffix_of_return(to: str) -> str:
    """The file name suffix of a return in a format."""
    return ".json" if to == JSON else suffix_of(to)


def coded_workbook(
    campaign: Campaign,
    coder: str,
    seed: int,
    *,
    hesitation: float = 0.1,
    cleared_by: str = "",
    reconciled: bool = False,
) -> bytes:
    """The workbook of a register's answers as a simulated coder fills it: the same seed gives the same readings.

    Two coders mostly agree (`simulate.simulated_readings`); `reconciled` is the workbook of the person who settles.
    With `cleared_by`, that person clears some quotations. Raises UsageError when there is nothing to code.
    """
    readings = simulated_readings(
        campaign.survey, written_texts(campaign), coder, seed, hesitation=hesitation, cleared_by=cleared_by
    )
    given = {one.place: one for one in readings}
    return export_coding(campaign, coder=coder, reconciled=reconciled, given=given)

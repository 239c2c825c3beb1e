"""What the coding of a register gives: where each coded field stands, and answers that figures count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from surveykit.coded import WrittenText
from surveykit.coding import FieldStanding, Standing, standing
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import NO_THEME, Survey, TextValue, declared_frames, themes_code
from surveykit.pipeline.campaign import Campaign
from surveykit.register import Returns
from surveykit.responses import Answer, Answered, Blank, NothingToSay, Response
from surveykit.results import ClearedPassage


def coding_standing(campaign: Campaign, returns: Iterable[Returns] | None = None) -> Standing:
    """The state of each coded field, from the current texts and every recorded coding.

    `returns` are those of `Campaign.returns` when they are at hand, else the register is read.
    """
    return standing_on(campaign, [one.response for one in campaign.responses(returns)])


def standing_on(campaign: Campaign, responses: Iterable[Response]) -> Standing:
    """The same, on the register's responses, which were read already."""
    return standing(campaign.survey, _texts(campaign.survey, responses), campaign.register.codings())


def coded_response(response: Response, fields: Iterable[FieldStanding]) -> Response:
    """A response with the themes of its texts as answers; where no reading counts, they are blank.

    A text that says that there is nothing to say has no theme, without anyone's reading.
    """
    themes = {themes_code(one.field): _themes(one, response) for one in fields}
    return replace(response, answers={**response.answers, **themes})


def cleared_passages(now: Standing) -> Iterator[ClearedPassage]:
    """The passages that may be quoted, of the fields that are counted."""
    for one in now.counted:
        yield from (ClearedPassage(one.field, each.text, each.cleared_by) for each in one.quotations)


def coding_remarks(now: Standing) -> Iterator[str]:
    """What keeps texts out of the figures, field by field: not coded, changed since, in dispute."""
    for one in now.fields:
        if one.disputes:
            yield f"{one.field} is not counted: coders differ on {len(one.disputes)} answers; reconcile them"
        if one.changed:
            yield f"{one.field}: {len(one.changed)} answers changed since they were coded and must be coded again"
        if one.waiting and (one.counted or one.changed):
            yield f"{one.field}: {len(one.waiting)} answers are not coded yet"


def written_texts(campaign: Campaign) -> tuple[WrittenText, ...]:
    """Every text that there is to code, in the order of the questions."""
    return tuple(text for one in coding_standing(campaign).fields for text in one.texts)


def _themes(standing: FieldStanding, response: Response) -> Answer:
    if isinstance(response.answers.get(standing.field), NothingToSay):
        return Answered(frozenset([NO_THEME]))
    found = None if response.respondent is None else standing.counted.get(response.respondent)
    return Blank() if found is None else Answered(found.themes)


def _texts(survey: Survey, responses: Iterable[Response]) -> Iterator[WrittenText]:
    """The answers in words to the coded fields, without those that say that there is nothing to say."""
    coded = declared_frames(survey.coding)
    fields = [one.code for one in survey.fields() if one.code in coded and isinstance(one.facts.value, TextValue)]
    for response in responses:
        if response.respondent is not None:
            yield from _texts_of(response, response.respondent, fields)


def _texts_of(response: Response, respondent: RespondentCode, fields: Iterable[FieldId]) -> Iterator[WrittenText]:
    for field in fields:
        value = response.value(field)
        if isinstance(value, str) and value.strip():
            yield WrittenText(respondent, field, value)

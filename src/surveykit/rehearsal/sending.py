"""The forms are made and their messages drafted."""

from __future__ import annotations

from msgspec.structs import replace

from surveykit import interchange
from surveykit.ids import FieldId
from surveykit.model import Purpose, TypedNumber
from surveykit.pipeline.addressing import Mailing, recipients
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.forms import render, render_copies, suffix_of
from surveykit.pipeline.mailing import drafts
from surveykit.pipeline.outputs.manuals import codebook, guide
from surveykit.pipeline.prefill import Prefill, read_prefill
from surveykit.rehearsal.simulating import simulated
from surveykit.rehearsal.stage import FORMATS, WORD, Rehearsal
from surveykit.responses import Answer, Answered, Blank, Response
from surveykit.words.marks import simulated_name

PREFILLED = 3
"""How many copies carry the numbers of an earlier edition."""


def send(rehearsal: Rehearsal) -> None:
    """The blank form, the personal copies, what explains them, and a draft for each respondent with the copy."""
    survey = rehearsal.survey
    for to in FORMATS:
        rehearsal.write(f"questionnaire{suffix_of(to)}", render(survey, to), "the blank form")
    rehearsal.write("guide.docx", guide(survey, WORD), "how to fill it in")
    rehearsal.write("codebook.csv", codebook(survey, "csv"), "the data dictionary, for analysts")
    rehearsal.write("codebook.docx", codebook(survey, WORD), "the same, to be read")
    held = _earlier(rehearsal)
    for to in FORMATS:
        copies = render_copies(survey, to, prefilled=held.responses, simulated=True)
        rehearsal.keep_each((f"forms/{one.code}{suffix_of(to)}", data) for one, data in copies)
    number = len(survey.population)
    what = f"{number} personal copies of it in each format, {PREFILLED} of them with earlier numbers filled in"
    rehearsal.list(rehearsal.folder / "forms", what)
    rehearsal.tell(f"made: {number} personal forms in {', '.join(FORMATS)}, {PREFILLED} of them prefilled")
    mailing = Mailing(Purpose.SENDING, rehearsal.today, (WORD,), prefilled=held.responses, simulated=True)
    draft(rehearsal, mailing, None, "the form to each, attached")


def _earlier(rehearsal: Rehearsal) -> Prefill:
    """The numbers that a few respondents gave in an earlier edition, as a file of answers."""
    survey = rehearsal.survey
    asked = [field for field in survey.fields() if field.condition is None]
    numbers = {field.code for field in asked if isinstance(field.facts.asked, TypedNumber)}

    def numbers_of(response: Response) -> Response:
        answers: dict[FieldId, Answer] = {
            code: answer if code in numbers and isinstance(answer, Answered) else Blank()
            for code, answer in response.answers.items()
        }
        return replace(response, edition="earlier", answers=answers, contact={})

    former = [numbers_of(one) for _, one in simulated(survey, rehearsal.seed - 1, PREFILLED)]
    data = interchange.write_answer_lines(survey, former)
    name, what = simulated_name("earlier.jsonl"), "numbers of an earlier edition, to prefill"
    return read_prefill(survey, rehearsal.write(name, data, what, confidential=True))


def draft(rehearsal: Rehearsal, mailing: Mailing, campaign: Campaign | None, what: str) -> None:
    """The messages of one purpose, a draft for each whom it concerns."""
    survey, folder = rehearsal.survey, f"messages/{mailing.purpose.value}"
    drafted = drafts(survey, mailing, recipients(survey, mailing, campaign))
    number = rehearsal.keep_each((f"{folder}/{one.name}", one.data) for one in drafted)
    rehearsal.list(rehearsal.folder / folder, f"{number} drafts: {what}; none is sent")
    rehearsal.tell(f"drafted: {number} messages ({mailing.purpose.value}), none of them sent")

"""Coding what people wrote: from a register to a workbook and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from surveykit.coded import Place, Reading
from surveykit.coding import Agreement, FieldStanding, Standing, agreements, coding_book, folded, interpret
from surveykit.errors import UnreadableFile, UsageError
from surveykit.findings import Finding, Severity
from surveykit.findings import Place as FoundAt
from surveykit.ids import FieldId
from surveykit.model import Survey
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.coded import coding_standing
from surveykit.tables import read_workbook, to_workbook
from surveykit.texts import nearest, squeezed


class CodingReport(Struct, frozen=True):
    """What an import did: how many answers it coded anew, in how many lines it found a reading, and its findings."""

    recorded: int
    readings: int
    findings: tuple[Finding, ...]

    @property
    def needs_a_person(self) -> bool:
        """Whether a line, or the file, was refused."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def export_coding(
    campaign: Campaign,
    questions: Sequence[str] = (),
    *,
    coder: str = "",
    reconciled: bool = False,
    given: Mapping[Place, Reading] | None = None,
) -> bytes:
    """The workbook to be filled by a coder, of some questions (all by default), with what that coder coded before.

    With `reconciled`, what coders agree on and who found what where they do not; with `given`, these readings instead.
    Raises UsageError when the survey codes nothing, a question is not coded, or there is nothing to code.
    """
    now = coding_standing(campaign)
    coder = known_coder(campaign, coder)
    chosen = _chosen(campaign.survey, now, questions)
    if not any(one.texts for one in chosen):
        raise UsageError("there is no answer to code: collect returns first, or name other questions")
    simulated = campaign.simulated
    return to_workbook(
        coding_book(campaign.survey, chosen, coder=coder, reconciled=reconciled, given=given, simulated=simulated)
    )


def import_coding(campaign: Campaign, data: bytes, name: str, *, coder: str, reconciled: bool = False) -> CodingReport:
    """Checks a filled workbook against the answers as they are now, and records what is certain of it, signed.

    Importing the same again changes nothing; a later import of the same coder takes the place of the former, line by
    line. A workbook that cannot be read, or is another survey's, is a finding and nothing is recorded. Raises
    UsageError when the survey codes nothing or nobody signs.
    """
    if not coder.strip():
        raise UsageError("say who coded, with --coder: a coding is signed")
    now = coding_standing(campaign)
    _refuse_uncoded(campaign.survey)
    try:
        book = read_workbook(data)
    except UnreadableFile as error:
        told = error.told_in(campaign.survey.language)
        refusal = Finding(told.code, Severity.ERROR, str(told), FoundAt(file=name))
        return CodingReport(0, 0, (refusal,))
    signed = known_coder(campaign, coder)
    found = interpret(campaign.survey, now, book, file=name, coder=signed, reconciled=reconciled)
    if found.coding is None:
        return CodingReport(0, 0, found.findings)
    kept = campaign.register.record_coding(found.coding, data, name) if found.coding.readings else None
    recorded = 0 if kept is None else len(kept.coding.readings)
    return CodingReport(recorded, len(found.coding.readings), found.findings)


def known_coder(campaign: Campaign, name: str) -> str:
    """A coder's name as it was first written, whatever its capitals, accents and spaces: one person is one coder."""
    written = (one.coding.coder for one in campaign.register.codings())
    return next((one for one in written if folded(one) == folded(name)), squeezed(name))


def unrecorded(campaign: Campaign, data: bytes) -> int:
    """How many readings a workbook holds that the register does not, whoever made them; 0 for what is no workbook."""
    try:
        book = read_workbook(data)
    except UnreadableFile:
        return 0
    found = interpret(campaign.survey, coding_standing(campaign), book, file="", coder="", reconciled=True).coding
    return 0 if found is None else _unknown(campaign, found.readings)


def _unknown(campaign: Campaign, readings: Iterable[Reading]) -> int:
    """How many readings have themes or a quotation that no recorded one has."""
    known = [one for act in campaign.register.codings() for one in act.coding.readings]
    themes = {(one.place, one.text, one.themes) for one in known}
    quoted = {(one.place, one.quotation) for one in known}
    return sum(
        (one.place, one.text, one.themes) not in themes
        or (one.quotation is not None and (one.place, one.quotation) not in quoted)
        for one in readings
    )


def coding_agreements(campaign: Campaign, questions: Sequence[str] = ()) -> tuple[Agreement, ...]:
    """How far every two coders agree, question by question.

    Raises UsageError when the survey codes nothing or a question is not coded.
    """
    chosen = _chosen(campaign.survey, coding_standing(campaign), questions)
    return tuple(found for one in chosen for found in agreements(one))


def _chosen(survey: Survey, now: Standing, questions: Sequence[str]) -> tuple[FieldStanding, ...]:
    """The fields of some questions, named by their number (`7`, `q7`) or by a field's code; all when none is named."""
    _refuse_uncoded(survey)
    if not questions:
        return now.fields
    numbers = {one.field: survey.field_by_code[one.field].question.number for one in now.fields}
    wanted = {field for name in questions for field in _named(numbers, name)}
    return tuple(one for one in now.fields if one.field in wanted)


def _named(numbers: Mapping[FieldId, str], name: str) -> set[FieldId]:
    """The coded fields that a name is of, by the number of their question; raises UsageError if there are none."""
    number = name.lower().removeprefix("q")
    found = {field for field in numbers if name == field or numbers[field].lower() == number}
    if not found:
        near = nearest(name, list(dict.fromkeys([*numbers.values(), *numbers])))
        hint = f"; did you mean {near!r}?" if near else f": give one of {', '.join(dict.fromkeys(numbers.values()))}"
        raise UsageError(f"no coded question {name!r}{hint}")
    return found


def _refuse_uncoded(survey: Survey) -> None:
    if not survey.coding:
        raise UsageError(f"{survey.id} codes no question: declare its themes under `coding` in its definition")

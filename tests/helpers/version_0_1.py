"""What version 0.1 made, kept in `data/version_0_1`, and what it said of it: files and registers that are out there."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from surveykit import Campaign, CollectReport, Finding, Survey, load_survey, open_register
from surveykit.coded import RecordedCoding
from surveykit.pipeline import coding_agreements, status_data
from surveykit.responses import Answer, Answered, NonResponse, Response, Unreadable

FOLDER = Path(__file__).parents[1] / "data" / "version_0_1"
PREFILLED: Mapping[str, Any] = {
    "q1_diagnostic": 34,
    "q4_methodologie": ["lettre_mission", "groupes_thematiques", "autres"],
    "q21_ameliorations": "Un guichet unique et des outils communs.",
}
"""What stood beforehand in the prefilled copies."""

DAY = date(2014, 10, 1)
"""When the register is looked at: after everything in it."""

STATUS = ("respondent", "returned", "returned_at", "days_late", "format", "version", "file", "corrections")
"""What a status says that no later check can change."""


def definition() -> Survey:
    """The survey as version 0.1 defined it."""
    return load_survey(FOLDER / "definition")


def kept(name: str) -> Any:
    """What a JSON file of the folder holds."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@contextmanager
def collecting(survey: Survey, register: Path, *files: Path) -> Iterator[tuple[Campaign, CollectReport]]:
    """A new register of a survey, into which files were collected."""
    with open_register(register, survey) as campaign:
        yield campaign, campaign.collect(*files)


def told_of_answer(answer: Answer) -> dict[str, Any]:
    """What kind of answer it is, and all that it holds."""
    told: dict[str, Any] = {"is": type(answer).__name__}
    match answer:
        case Answered(value=value, raw=raw, to_confirm=to_confirm):
            listed = sorted(value) if isinstance(value, frozenset) else value
            told |= {"value": listed, "raw": raw, "to_confirm": to_confirm}
        case NonResponse(reason=reason, raw=raw):
            told |= {"reason": reason.value, "raw": raw}
        case Unreadable(raw=raw):
            told["raw"] = raw
        case _:
            pass
    return told


def told_of_response(response: Response) -> dict[str, Any]:
    """Whose a response is, its answers by field, and whom to call."""
    answers = {code: told_of_answer(answer) for code, answer in response.answers.items()}
    return {"respondent": response.respondent, "answers": answers, "contact": dict(response.contact)}


def told_of_finding(finding: Finding) -> list[str | None]:
    """What a finding says, but for its words."""
    place = finding.place
    return [finding.severity.value, place.respondent, place.file, place.field, str(finding.code), finding.raw]


def told_of_coding(act: RecordedCoding) -> dict[str, Any]:
    """An act of coding, its readings each in a line."""
    coding = act.coding
    readings = [f"{one.respondent} {one.field}: {' '.join(sorted(one.themes))}" for one in coding.readings]
    quoted = [[one.respondent, one.field, one.quotation.text] for one in coding.readings if one.quotation is not None]
    signed = {"coder": coding.coder, "reconciled": coding.reconciled, "file": act.file_name}
    return {**signed, "at": act.recorded_at.isoformat(), "readings": readings, "quoted": quoted}


def told_of(campaign: Campaign) -> dict[str, Any]:
    """All that a register says, but for its figures."""
    register = campaign.register
    now = status_data(campaign.survey, campaign.status(DAY), len(campaign.unattributed()))
    rows: Any = now["respondents"]
    return {
        "status": {name: now[name] for name in ("surveyed", "returned", "missing", "late", "unattributed")},
        "respondents": [{name: row[name] for name in STATUS} for row in rows],
        "files": [
            [one.name, one.sha256, one.outcome.value, [each.code for each in one.refusals]] for one in register.files()
        ],
        "responses": [
            [one.id, one.part, one.attributed, one.supersedes, one.current, told_of_response(one.response)]
            for one in register.responses()
        ],
        "read": [told_of_finding(found) for one in register.responses() for found in one.findings],
        "counts": {
            one.respondent: [
                one.id,
                {each.field: [told_of_answer(one.response.answers[each.field]), each.who] for each in one.corrections},
            ]
            for one in campaign.responses()
        },
        "found": [told_of_finding(found) for found in campaign.findings()],
        "codings": [told_of_coding(one) for one in register.codings()],
        "agreement": [[one.field, *one.coders, one.texts, one.alike] for one in coding_agreements(campaign)],
        "releases": [[one.id, one.released_at.isoformat(), one.sha256, len(one.sums)] for one in register.releases()],
        "events": Counter(one.kind.value for one in register.events()),
    }


WITH_ITS_UNIT = re.compile(r"[0-9]+ réseaux")
"""Answers that earlier versions asked about, and this one reads without a question."""


def read_now(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was recorded of a response, as this version reads it: a number with its unit is not to confirm."""
    answers = {
        code: {**one, "to_confirm": False} if WITH_ITS_UNIT.fullmatch(str(one.get("raw"))) else one
        for code, one in told["answers"].items()
    }
    return {**told, "answers": answers}


def found_now(findings: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """The findings of reading, without those on a number with its unit."""
    return [one for one in findings if not WITH_ITS_UNIT.fullmatch(str(one[-1]))]

"""What may be said is published; the individual answers are kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.disclose import disclose
from surveykit.errors import MissingExtra
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.demo.stage import Rehearsal
from surveykit.pipeline.exporting import ExportFormat, export
from surveykit.pipeline.figures import aggregate
from surveykit.pipeline.publishing import audit_file, figures_file, publish
from surveykit.pipeline.reporting import report


def release(
    rehearsal: Rehearsal, campaign: Campaign, stem: str, formats: Sequence[str], figures: Sequence[str] = ()
) -> None:
    """A release is recorded as published and written as a report, with the audit of what it withholds."""
    survey = rehearsal.survey
    results = aggregate(survey, campaign, by=next(iter(survey.population.groupings), None))
    said = disclose(survey, results)
    record = publish(campaign, results, said)
    for to in formats:
        rehearsal.write(f"{stem}.{to}", report(survey, said, to), f"the report of release {record.id}")
    for to in figures:
        data = figures_file(survey, said, to)
        rehearsal.write(f"figures.{to}", data, f"the figures of release {record.id}, after disclosure control")
    rehearsal.write(
        f"audit-{record.id}.json", audit_file(said), "what was withheld and why, never a value", confidential=True
    )
    secret = sum(figure.status == "withheld" for figure in said.figures)
    compared = f"; compared with {', '.join(said.audit.earlier)}" if said.audit.earlier else ""
    rehearsal.tell(f"published: release {record.id}, {len(said.figures)} figures, {secret} of them withheld{compared}")


def keep(rehearsal: Rehearsal, campaign: Campaign) -> None:
    """The individual answers, confidential, in every format that there is a library for."""
    responses = [current.response for current in campaign.responses()]
    for to in ExportFormat:
        try:
            made = export(rehearsal.survey, responses, to)
        except MissingExtra as missing:
            rehearsal.tell(f"not exported as {to.value}: {missing}")
            continue
        name, what = f"confidential/answers.{to.value}", "the individual answers: CONFIDENTIAL"
        rehearsal.write(name, made.data, what, confidential=True)
        if made.statuses:
            rehearsal.keep("confidential/answers.statuses.csv", made.statuses, confidential=True)
    what = "why an answer has no plain value (blank, NC, unreadable…): CONFIDENTIAL"
    rehearsal.list(rehearsal.folder / "confidential" / "answers.statuses.csv", what)
    rehearsal.tell(f"exported: {len(responses)} individual responses, in the folder confidential")

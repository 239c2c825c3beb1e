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
from surveykit.texts import SIMULATED_ENDING, simulated_name


def release(
    rehearsal: Rehearsal, campaign: Campaign, stem: str, formats: Sequence[str], figures: Sequence[str] = ()
) -> None:
    """A release is recorded as published and written as a report, with the audit of what it withholds."""
    survey = rehearsal.survey
    results = aggregate(survey, campaign, by=next(iter(survey.population.groupings), None))
    said = disclose(survey, results)
    record = publish(campaign, results, said)
    for to in formats:
        data = report(survey, said, to)
        rehearsal.write(simulated_name(f"{stem}.{to}"), data, f"the report of release {record.id}")
    for to in figures:
        data = figures_file(survey, said, to)
        what = f"the figures of release {record.id}, after disclosure control"
        rehearsal.write(simulated_name(f"figures.{to}"), data, what)
    audit = simulated_name(f"audit-{record.id}.json")
    rehearsal.write(audit, audit_file(said), "what was withheld and why, never a value")
    secret = sum(figure.status == "withheld" for figure in said.figures)
    compared = f"; compared with {', '.join(said.audit.earlier)}" if said.audit.earlier else ""
    rehearsal.tell(f"published: release {record.id}, {len(said.figures)} figures, {secret} of them withheld{compared}")


def keep(rehearsal: Rehearsal, campaign: Campaign) -> None:
    """The individual answers, confidential, in every format that there is a library for."""
    responses = [current.response for current in campaign.responses()]
    stem = f"confidential/answers{SIMULATED_ENDING}"
    for to in ExportFormat:
        try:
            made = export(rehearsal.survey, responses, to, simulated=campaign.simulated)
        except MissingExtra as missing:
            rehearsal.tell(f"not exported as {to.value}: {missing}")
            continue
        rehearsal.write(f"{stem}.{to.value}", made.data, "the individual answers: CONFIDENTIAL")
        if made.statuses:
            rehearsal.keep(f"{stem}.statuses.csv", made.statuses)
    what = "why an answer has no plain value (blank, NC, unreadable…): CONFIDENTIAL"
    rehearsal.list(rehearsal.folder / f"{stem}.statuses.csv", what)
    rehearsal.tell(f"exported: {len(responses)} individual responses, in the folder confidential")

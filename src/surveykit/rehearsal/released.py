"""What may be said is published; the individual answers are kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from surveykit.disclosure import disclose
from surveykit.errors import MissingExtra
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.checklist_words import checklist_lines
from surveykit.pipeline.checklists import checklist
from surveykit.pipeline.figures import aggregate
from surveykit.pipeline.outputs.answers import ExportFormat, export
from surveykit.pipeline.outputs.figures import FIGURE_FORMATS, audit_file, figures_file
from surveykit.pipeline.outputs.report import XLSX
from surveykit.pipeline.publishing import publish
from surveykit.register import ReleaseRecord
from surveykit.rehearsal.bureau import analyst
from surveykit.rehearsal.stage import Rehearsal
from surveykit.release import Release
from surveykit.words.marks import SIMULATED_ENDING, simulated_name


def release(
    rehearsal: Rehearsal, campaign: Campaign, stem: str, formats: Sequence[str], figures: Sequence[str] = ()
) -> None:
    """A release is published: its report and its figures are written and it is recorded; so is what it withholds."""
    survey = rehearsal.survey
    said = disclose(survey, aggregate(survey, campaign, by=next(iter(survey.population.groupings), None)))
    for line in checklist_lines(survey, checklist(campaign, said), said):
        rehearsal.tell(f"before it is published: {line}")
    paths = {to: rehearsal.folder / simulated_name(f"{stem}.{to}") for to in formats}
    paths |= {to: rehearsal.folder / simulated_name(f"figures.{to}") for to in figures}
    record = publish(campaign, said, paths, who=analyst(survey), simulated=True)
    for to, path in paths.items():
        what = "the figures" if to in FIGURE_FORMATS else "the report"
        rehearsal.list(path, f"{what} of release {record.id}")
    if figures:
        data = figures_file(survey, said, XLSX, published=True)
        what = f"the same figures of release {record.id}, for Excel"
        rehearsal.write(simulated_name(f"figures.{XLSX}"), data, what)
    audit, why = simulated_name(f"audit-{record.id}.json"), "what was withheld and why, never a value"
    rehearsal.write(audit, audit_file(said), why, confidential=True)
    rehearsal.tell(_summary(record, said))


def _summary(record: ReleaseRecord, said: Release) -> str:
    """How many figures a release tells and withholds, and the releases that it was compared with."""
    statuses = Counter(figure.status for figure in said.figures)
    compared = f"; compared with {', '.join(said.audit.earlier)}" if said.audit.earlier else ""
    return (
        f"published: release {record.id}, {len(said.figures)} figures, {statuses['earlier']} of them with an earlier "
        f"value, {statuses['withheld']} withheld{compared}"
    )


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
        name, what = f"{stem}.{to.value}", "the individual answers: CONFIDENTIAL"
        rehearsal.write(name, made.data, what, confidential=True)
        if made.statuses:
            rehearsal.keep(f"{stem}.statuses.csv", made.statuses, confidential=True)
    what = "why an answer has no plain value (blank, NC, unreadable…): CONFIDENTIAL"
    rehearsal.list(rehearsal.folder / f"{stem}.statuses.csv", what)
    rehearsal.tell(f"exported: {len(responses)} individual responses, in the folder confidential")

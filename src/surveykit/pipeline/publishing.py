"""Figures and audits as files; the act of publishing."""

from __future__ import annotations

import json

from surveykit import tables
from surveykit.disclose import Confidential, published_sums
from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.pipeline.campaign import Campaign
from surveykit.register import ReleaseRecord
from surveykit.release import Release
from surveykit.results import Results
from surveykit.texts import NBSP, marks_of


def figures_file(survey: Survey, told: Release | Confidential, to: str) -> bytes:
    """Figures as "json", "csv" or "xlsx"; those before disclosure control are marked as such."""
    confidential = isinstance(told, Confidential)
    if to == "json":
        return tables.figures_json(
            survey.id,
            survey.edition,
            told.surveyed,
            told.returned,
            told.figures,
            quotations=() if isinstance(told, Confidential) else told.quotations,
            confidential=confidential,
            simulated=told.simulated,
        )
    title, marks = f"{survey.title}{NBSP}: {survey.edition}", marks_of(simulated=told.simulated)
    sheet = tables.figures_sheet(title, told.figures, confidential=confidential, marks=marks)
    match to:
        case "csv":
            return tables.to_csv(sheet)
        case "xlsx":
            return tables.to_xlsx([sheet])
        case _:
            raise UsageError(f"figures are written as json, csv or xlsx, not {to!r}")


def publish(campaign: Campaign, results: Results, release: Release) -> ReleaseRecord:
    """Records in the register that a release of these results is published: later ones are compared with it.

    The same release again changes nothing. Raises UsageError when the results are not of the register, and when
    another release was recorded since they were computed.
    """
    return campaign.register.record_release(published_sums(results, release), seen=len(results.earlier))


def audit_file(release: Release) -> bytes:
    """The audit of a release as JSON: which rule withheld which figure and against which others; never a value."""
    audit = release.audit
    held = {
        "survey": release.survey,
        "edition": release.edition,
        **({"simulated": True} if release.simulated else {}),
        "differences": audit.scope.value,
        "earlier_releases": list(audit.earlier),
        "published": sum(figure.status == "published" for figure in release.figures),
        "withheld": [
            {
                "id": one.indicator,
                "group": one.group,
                "rule": one.rule,
                "base": one.base,
                "against": list(one.against),
            }
            for one in audit.rulings
        ],
    }
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()

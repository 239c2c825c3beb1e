"""Figures and audits as files."""

from __future__ import annotations

import json

from surveykit import tables
from surveykit.disclosure import Confidential, key_told
from surveykit.errors import UsageError
from surveykit.model import Survey
from surveykit.release import Release
from surveykit.words import Room
from surveykit.words.marks import draft_mark, marks_of

_said = Room("figures")

FIGURE_FORMATS = ("json", "csv")
"""The formats of a release's figures; those of its report are others."""


def figures_file(survey: Survey, told: Release | Confidential, to: str, *, published: bool = False) -> bytes:
    """Figures as "json", "csv" or "xlsx"; a draft, and those before disclosure control, are marked as such.

    They are a draft unless they are `published`.
    """
    language = survey.language
    confidential_in = language if isinstance(told, Confidential) else None
    if to == "json":
        return tables.figures_json(
            survey.id,
            survey.edition,
            told.surveyed,
            told.returned,
            told.figures,
            quotations=() if isinstance(told, Confidential) else told.quotations,
            confidential_in=confidential_in,
            draft=not published,
            simulated=told.simulated,
        )
    title = _said(language, "{survey}: {edition}", survey=survey.title, edition=survey.edition)
    marks = marks_of(language, simulated=told.simulated, also=() if published else (draft_mark(language),))
    sheet = tables.figures_sheet(title, told.figures, confidential_in=confidential_in, marks=marks)
    match to:
        case "csv":
            return tables.to_csv(sheet)
        case "xlsx":
            return tables.to_xlsx([sheet], survey.language)
        case _:
            raise UsageError(f"figures are written as json, csv or xlsx, not {to!r}")


def audit_file(release: Release) -> bytes:
    """The audit of a release as JSON: which rule withheld which figure and against which others; never a value.

    `as_of` is the day of the earlier value that stands instead, null where there is none.
    """
    audit = release.audit
    statuses = [figure.status for figure in release.figures]
    days = {key_told(one): one.as_of.isoformat() for one in release.figures if one.as_of is not None}
    held = {
        "survey": release.survey,
        "edition": release.edition,
        **({"simulated": True} if release.simulated else {}),
        "differences": audit.scope.value,
        "earlier_releases": list(audit.earlier),
        "published": statuses.count("published"),
        "earlier": statuses.count("earlier"),
        "withheld": [
            {
                "id": one.indicator,
                "group": one.group,
                "rule": one.rule,
                "base": one.base,
                "against": list(one.against),
                "as_of": days.get((one.indicator, one.group)),
            }
            for one in audit.rulings
        ],
    }
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()

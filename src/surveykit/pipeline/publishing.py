"""The act of publishing: the files of a release are written whole, then the register records what they tell."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from surveykit import files
from surveykit.disclosure import disclose, published_sums
from surveykit.errors import UsageError
from surveykit.ids import IndicatorId
from surveykit.model import Survey, meanings_of, with_coding
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.figures import aggregate
from surveykit.pipeline.outputs.figures import FIGURES, figures_file
from surveykit.pipeline.outputs.report import report_file
from surveykit.register import ReleaseRecord, Telling, WrittenFile
from surveykit.release import Release
from surveykit.results import Results


def publish(
    campaign: Campaign,
    release: Release,
    paths: Mapping[str, str | Path],
    *,
    who: str = "surveykit",
    simulated: bool = False,
) -> ReleaseRecord:
    """Writes a release to files, and records in the register that it is published: later ones are compared with it.

    `paths` has a file for each format: "docx", "pdf", "html" and "xlsx" are the report, "json" and "csv" its figures.
    All are whole on the disk before anything is recorded; when the register cannot record it, they are taken back. The
    same release again writes the files again and records nothing new.

        release = sk.disclose(survey, sk.aggregate(survey, register))
        sk.publish(register, release, {"docx": "bilan.docx", "json": "figures.json"}, who="Mme Petit")

    Raises UsageError when the release is not what the register gives now, when no file is named, when one cannot be
    written, and when answers are simulated unless `simulated` says that this is known. MissingExtra for a format that
    is not installed.
    """
    if not paths:
        raise UsageError("name the files that the release is written to: a release is what somebody can read")
    if campaign.simulated and not simulated:
        raise UsageError(
            "this register holds simulated answers, which are no one's: nothing of it can be published; to rehearse a "
            "publication, say so with --simulated (in Python, simulated=True)"
        )
    survey = campaign.survey
    results = results_behind(campaign, release)
    data = {Path(path): released_file(survey, release, to) for to, path in paths.items()}
    with files.written(data):
        telling = Telling(
            sums=published_sums(results, release),
            figures=release.figures,
            meanings=_meanings(survey, results),
            surveyed=release.surveyed,
            returned=release.returned,
            files=tuple(WrittenFile(path.name, hashlib.sha256(one).hexdigest()) for path, one in data.items()),
            who=who,
        )
        return campaign.register.record_release(telling, seen=[one.name for one in results.earlier])


def released_file(survey: Survey, release: Release, to: str) -> bytes:
    """A release in one format, as it is published."""
    if to in FIGURES:
        return figures_file(survey, release, to, published=True)
    return report_file(survey, release, to)


def results_behind(campaign: Campaign, release: Release) -> Results:
    """The results of the register from which a release comes.

    Raises UsageError when the register gives another release now.
    """
    results = aggregate(campaign.survey, campaign, by=_grouping(release))
    if disclose(campaign.survey, results) != release:
        raise UsageError(
            "this release is not what the register gives now (answers, a coding or another release came in since, or "
            "it was computed from a table): aggregate and disclose again, look at it, then publish that one"
        )
    return results


def _grouping(release: Release) -> str | None:
    """The grouping of the population that a release is broken down by."""
    groups = (one.group for one in release.figures if one.group is not None)
    return next((one.by for one in groups if not one.answered), None)


def _meanings(survey: Survey, results: Results) -> Mapping[IndicatorId, str]:
    return meanings_of(with_coding(survey, results.themes))

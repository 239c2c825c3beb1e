"""The act of publishing: the files of a release are written whole, then the register records what they tell."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from surveykit import files
from surveykit.disclosure import disclose, published_sums
from surveykit.errors import UsageError
from surveykit.ids import IndicatorId
from surveykit.model import Survey, meanings_of, with_coding
from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.figures import aggregate
from surveykit.pipeline.naming import check_name
from surveykit.pipeline.outputs.figures import FIGURE_FORMATS, figures_file
from surveykit.pipeline.outputs.report import report_file
from surveykit.register import ReleaseRecord, Telling, WrittenFile
from surveykit.release import Release
from surveykit.release.audit import Audit
from surveykit.results import Results


def publish(
    campaign: Campaign,
    release: Release,
    paths: Mapping[str, str | Path],
    *,
    who: str = "surveykit",
    simulated: bool = False,
) -> ReleaseRecord:
    """Writes a release to files and records in the register that it is published; later releases are compared with it.

    `paths` has a file for each format: "docx", "pdf", "html" and "xlsx" are the report, "json" and "csv" its figures.
    `who` is the name of the person who publishes, which the record keeps with the moment (UTC) and the SHA-256 of each
    file. All files are whole on the disk before anything is recorded; when the register cannot record, what stood in
    their places stands there again. To publish the same release again writes its files again and records the new ones
    with it; a withdrawn one counts again (`same_release` says which one it is). `simulated` must be true to publish
    from a register that holds simulated answers: a rehearsal. A release is an act (docs/decisions/0015).

    ```python
    release = sk.disclose(survey, sk.aggregate(survey, register))
    record = sk.publish(register, release, {"docx": "bilan.docx", "json": "figures.json"}, who="Mme Petit")
    ```

    Raises UsageError when the register no longer gives this release, for what `check_publishable` refuses (no file, a
    file of another format's suffix, no return, simulated answers…), and when a file cannot be written; MissingExtra
    when a format's packages are not installed.
    """
    check_publishable(campaign, paths, simulated=simulated)
    survey = campaign.survey
    results = results_behind(campaign, release)
    data = {Path(path): released_file(survey, release, to) for to, path in paths.items()}
    written = tuple(WrittenFile(path.name, hashlib.sha256(one).hexdigest()) for path, one in data.items())
    with files.written(data):
        telling = _telling(survey, results, release, written, who)
        return campaign.register.record_release(telling, seen=[one.name for one in results.earlier])


def check_publishable(campaign: Campaign, paths: Mapping[str, str | Path], *, simulated: bool = False) -> None:
    """Refuses what can never be published, before anything is computed or asked.

    Raises UsageError when no file is named, when two formats have one, when one has the ending of another format or
    would be no file on a disk, when the register holds no return, and when answers are simulated unless `simulated`
    says that this is known; DamagedRegister when the stored file of a return that counts is not what came.
    """
    if not paths:
        raise UsageError("name the files that the release is written to: a release is what somebody can read")
    _check_paths(paths)
    if campaign.simulated and not simulated:
        raise UsageError(
            "this register holds simulated answers, which are no one's: nothing of it can be published; to rehearse a "
            "publication, say so with --simulated (in Python, simulated=True)"
        )
    counting = campaign.responses()
    if not counting:
        raise UsageError("the register holds no return that counts: there is nothing to publish")
    campaign.register.check_contents(dict.fromkeys(one.file for one in counting))


def _check_paths(paths: Mapping[str, str | Path]) -> None:
    """Raises UsageError for a name that is not of its format, that is no file, or that two formats have."""
    named: dict[Path, str] = {}
    for to, path in paths.items():
        check_name(path, to)
        if not files.stays(Path(path)):
            raise UsageError(
                f"{path} is no file on a disk: a release is what somebody can read again. Name a file; a draft "
                "may go there (surveykit report, surveykit aggregate)"
            )
        former = named.setdefault(Path(path).resolve(), to)
        if former != to:
            raise UsageError(f"{path} cannot be both {former} and {to}: give each format a file of its own")


def same_release(campaign: Campaign, release: Release) -> ReleaseRecord | None:
    """The release of the register that told the same: to publish this one is to publish that one again.

    One that was withdrawn (`counts` is false) would count again. Raises UsageError when the release is not what the
    register gives now.
    """
    results = results_behind(campaign, release)
    return campaign.register.same_release(_telling(campaign.survey, results, release))


def _telling(
    survey: Survey, results: Results, release: Release, written: tuple[WrittenFile, ...] = (), who: str = "surveykit"
) -> Telling:
    return Telling(
        sums=published_sums(results, release),
        figures=release.figures,
        meanings=_meanings(survey, results),
        surveyed=release.surveyed,
        returned=release.returned,
        files=written,
        who=who,
    )


def released_file(survey: Survey, release: Release, to: str) -> bytes:
    """A release in one format, as it is published."""
    if to in FIGURE_FORMATS:
        return figures_file(survey, release, to, published=True)
    return report_file(survey, release, to)


def results_behind(campaign: Campaign, release: Release) -> Results:
    """The results of the register from which a release comes.

    Raises UsageError when the register tells something else now. The audit is no part of what is told: it names the
    releases that were looked at, and this very one among them once it is recorded.
    """
    results = aggregate(campaign.survey, campaign, by=_grouping(release))
    if _without_audit(disclose(campaign.survey, results)) != _without_audit(release):
        raise UsageError(
            "this release is not what the register gives now (answers, a coding or another release came in since, or "
            "it was computed from a table): aggregate and disclose again, look at it, then publish that one"
        )
    return results


def _without_audit(release: Release) -> Release:
    return replace(release, audit=Audit())


def _grouping(release: Release) -> str | None:
    """The grouping of the population that a release is broken down by."""
    groups = (one.group for one in release.figures if one.group is not None)
    return next((one.by for one in groups if not one.answered), None)


def _meanings(survey: Survey, results: Results) -> Mapping[IndicatorId, str]:
    return meanings_of(with_coding(survey, results.themes))

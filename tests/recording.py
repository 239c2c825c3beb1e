"""The act of publishing, for tests that publish many releases and write no report."""

from __future__ import annotations

from surveykit.pipeline import Campaign, publish
from surveykit.release import Release
from surveykit.results import Results


def record(campaign: Campaign, results: Results, release: Release) -> None:
    """Publishes a release of these results: later ones are compared with it."""
    publish(campaign, results, release)

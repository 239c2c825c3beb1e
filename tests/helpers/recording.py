"""The act of publishing, for tests that publish many releases and read no report."""

from __future__ import annotations

import tempfile
from pathlib import Path

from surveykit.pipeline import Campaign, publish
from surveykit.register import ReleaseRecord
from surveykit.release import Release


def record(campaign: Campaign, release: Release) -> ReleaseRecord:
    """Publishes a release, its figures in a file that nobody keeps: later ones are compared with it."""
    with tempfile.TemporaryDirectory() as folder:
        return publish(campaign, release, {"json": Path(folder) / "figures.json"}, simulated=True)

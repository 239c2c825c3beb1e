"""Collects a folder of files that nobody made for a survey, one by one: none is a return, none breaks or is slow.

    python tests/helpers/strangers.py FOLDER

Every file below FOLDER is collected for `reseaux_2014`; what is printed are counts, and each file that is not as it
should be: taken as a return, an exception, or more than 3 s of CPU or 300 MB.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil

from surveykit import Campaign, load_survey, open_register

SECONDS, MEGABYTES = 3.0, 300.0
_WHAT = (
    "{files} files: {taken} taken as returns, {broken} exceptions, {slow} out of bounds; the slowest {slowest:.2f} s"
)


def files_below(folder: Path) -> Iterator[Path]:
    """Every file of a folder and of those in it."""
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in sorted(names))


def became(campaign: Campaign, path: Path) -> tuple[list[str], int]:
    """What became of a file: each outcome or reason, and how many responses were read in it."""
    files = campaign.collect(path).files
    codes = [one.refusals[0].code if one.refusals else str(one.outcome) for one in files]
    return codes, sum(len(one.responses) for one in files)


def main(folder: Path) -> str:
    """Collects the files, prints what is wrong, and gives the counts."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    slowest, process = 0.0, psutil.Process()
    with (
        tempfile.TemporaryDirectory() as kept,
        open_register(Path(kept, "r.sqlite"), load_survey("reseaux_2014")) as campaign,
    ):
        for path in files_below(folder):
            counts["files"] += 1
            begun, held = time.process_time(), process.memory_info().rss
            try:
                codes, responses = became(campaign, path)
            except Exception:  # noqa: BLE001 - each is counted
                counts["broken"] += 1
                sys.stdout.write(f"{path}: {traceback.format_exc(limit=-2)}\n")
                continue
            spent, more = time.process_time() - begun, (process.memory_info().rss - held) / 1024**2
            slowest = max(slowest, spent)
            reasons.update(codes)
            counts["taken"] += bool(responses)
            counts["slow"] += spent > SECONDS or more > MEGABYTES
            if responses or spent > SECONDS or more > MEGABYTES:
                sys.stdout.write(f"{path}: {codes[:3]}, {responses} responses, {spent:.2f} s, {more:.0f} MB\n")
    told = ", ".join(f"{number} {code}" for code, number in reasons.most_common())
    return (
        _WHAT.format(slowest=slowest, **{key: counts[key] for key in ("files", "taken", "broken", "slow")})
        + f"\n{told}"
    )


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])) + "\n")

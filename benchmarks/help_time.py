"""How long `surveykit --help` takes, in starts of Python that import click and do nothing.

    python benchmarks/help_time.py [STARTS] [--short]

The starts of each kind take turns; the medians are printed. `--help` is to take at most 1.6 times the import of click.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from measuring import size, tell_ratios

STARTS = int(size(30, 2))
BASE = "import click"
COMMANDS = {
    BASE: ("-c", "import click"),
    "surveykit --help": ("-m", "surveykit", "--help"),
    "surveykit --version": ("-m", "surveykit", "--version"),
    "surveykit report --help": ("-m", "surveykit", "report", "--help"),
}


def seconds(arguments: tuple[str, ...]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(STARTS):
        for name, arguments in COMMANDS.items():
            taken[name].append(seconds(arguments))
    medians = {name: statistics.median(one) for name, one in taken.items()}
    for name, median in medians.items():
        print(f"{name:<30} {1000 * median:>6.0f} ms")
    tell_ratios(BASE, medians)


if __name__ == "__main__":
    main()

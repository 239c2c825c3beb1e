"""What a form weighs as a web page, part by part, and how fast copies of it are made.

    python benchmarks/html_weight.py [COPIES] [--short]

The parts are those of the questionnaire's page: its words, the rest of its markup, its style sheet, the survey's
conditions and checks with the words of the script, and the script itself; "gzip" is the whole as
a mail or a server compresses it. The whole is to weigh at most 40,000 bytes.
Copies are stamped from one rendering, and rendered each, in turn; the medians of the rounds are printed, and the ratios
are of the time of a copy.
"""

from __future__ import annotations

import gzip
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from measuring import rounds, size, tell_ratios
from msgspec.structs import replace

from surveykit.compose.form import form
from surveykit.document import Copy, lines
from surveykit.ids import CopyRef
from surveykit.load import load_definition
from surveykit_html import renderer

ROUNDS = rounds(5)
GOAL = 40_000
"""Bytes, at most."""
SURVEY = Path(__file__).parents[1] / "surveys" / "reseaux_2014"


def parts(page: str, shown: int) -> dict[str, int]:
    """Bytes."""
    style, script = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[0] for tag in ("style", "script"))
    definition, mark, _ = script.rpartition("\n{")
    sizes = {
        "words of the document": shown,
        "style sheet": len(style.encode()),
        "conditions and checks": len(definition.encode()),
        "script": len(script.encode()) - len(definition.encode()),
    }
    assert mark
    whole = len(page.encode())
    return sizes | {"markup": whole - sum(sizes.values()), "whole": whole, "gzip": len(gzip.compress(page.encode()))}


def measured(work: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(copies: int) -> None:
    survey = load_definition(SURVEY)
    document = form(survey, personal=True)
    shown = sum(len(line.encode()) for line, _ in lines(form(survey)))
    for name, weight in parts(renderer.render(form(survey)).decode(), shown).items():
        said = f" (goal: at most {GOAL})" if name == "whole" else ""
        print(f"{name:24} {weight:7} bytes{said}")
    people = survey.population.respondents
    made = [
        Copy(CopyRef(survey.id, survey.edition, one.code), one.name)
        for one in (people[turn % len(people)] for turn in range(copies))
    ]
    ways: dict[str, Callable[[], object]] = {
        "stamped": lambda: sum(map(len, renderer.stamp(document, made))),
        "rendered each": lambda: sum(len(renderer.render(replace(document, copy=copy))) for copy in made),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            seconds[name].append(measured(work))
    medians = {name: statistics.median(spent) for name, spent in seconds.items()}
    for name, median in medians.items():
        print(f"{name:24} {copies / median:7.0f} copies/s")
    tell_ratios("stamped", medians)


if __name__ == "__main__":
    main(int(size(26, 2)))

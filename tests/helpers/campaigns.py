"""How much of its figures `reseaux_2014` can tell: campaigns with two releases, played as a user would.

    python tests/helpers/campaigns.py [CAMPAIGNS] [--first SEED] [--figures]

In each campaign 21 of the 26 agencies, drawn by lot, return simulated answers and a release is published; then 3 of the
other 5 return, and a second one is. A figure exists when it is not undefined; it has a value when it is published, or
an earlier release told it and its value stands. With `--figures`, also which figures are withheld, and by which rule.
Every published value is compared with one computed by hand, and every earlier one with what the release told. Exit 1
when one differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from recording import record
from reseaux_by_hand import Key, every_figure
from surveykit import Campaign, Survey, aggregate, disclose, interchange, load_survey, open_register
from surveykit.model import FreeText
from surveykit.pipeline import unprotected
from surveykit.rehearsal import simulated
from surveykit.release import Published, Release, Scale
from surveykit.release.audit import figure_name
from surveykit.responses import Answered, Response

EARLY, LATE = 21, 3
BY = "ensemble"
VALUED = {"published", "earlier"}


class Told(Struct, frozen=True):
    """One release: its figures, which of them exist, and for each that is withheld the rules that did it."""

    figures: Mapping[Key, Published]
    existing: frozenset[Key]
    rules: Mapping[Key, str]

    def valued(self) -> set[Key]:
        """The figures that exist and have a value."""
        return {key for key in self.existing if self.figures[key].status in VALUED}


class Played(Struct, frozen=True):
    """One campaign: its two releases, what is wrong with their values, and the questions asked and left without one."""

    releases: tuple[Told, Told]
    wrong: tuple[str, ...]
    asked: int
    left: int

    def lost(self) -> set[Key]:
        """The figures that were public and read "s"."""
        first, second = self.releases
        return {key for key in first.valued() if second.figures[key].status == "withheld"}


def play(survey: Survey, seed: int, folder: Path) -> Played:
    """The campaign of a seed; its register and files stay in the folder."""
    chance = random.Random(f"campaign/{seed}")
    returned = chance.sample([response for _, response in simulated(survey, seed)], EARLY + LATE)
    releases: list[Told] = []
    wrong: list[str] = []
    with open_register(folder / "register.sqlite", survey) as campaign:
        for number, come in enumerate((returned[:EARLY], returned[EARLY:]), 1):
            path = folder / f"returns-{number}.jsonl"
            path.write_bytes(interchange.write_answer_lines(survey, come))
            campaign.collect(path)
            told = publish(survey, campaign)
            wrong += check(survey, returned[: EARLY + LATE * (number - 1)], told, releases)
            releases.append(told)
    asked, left = gaps(survey, returned)
    return Played((releases[0], releases[1]), tuple(wrong), asked, left)


def publish(survey: Survey, campaign: Campaign) -> Told:
    """What is told of a register as it stands, and told for good."""
    results = aggregate(survey, campaign, by=BY)
    release = disclose(survey, results)
    every = unprotected(survey, results).figures
    record(campaign, release)
    existing = frozenset(key_of(one) for one in every if one.status != "undefined")
    return Told({key_of(one): one for one in release.figures}, existing, rules_of(release))


def key_of(figure: Published) -> Key:
    return figure.id, None if figure.group is None else figure.group.value


def rules_of(release: Release) -> dict[Key, str]:
    """The rule that withheld each figure, and whether it looked at an earlier release to do so."""
    found: dict[Key, str] = {}
    for one in release.audit.rulings:
        before = any(name.startswith(release.audit.earlier) for name in one.against) if release.audit.earlier else False
        found[one.indicator, one.group] = f"{one.rule} (earlier)" if before else one.rule
    return found


def check(survey: Survey, returned: Sequence[Response], told: Told, former: Sequence[Told]) -> Iterator[str]:
    """What differs from the figures computed by hand, and from what the releases before this one told."""
    answers = {str(one.respondent): one.values() for one in returned}
    expected = every_figure(survey, answers, by_group=True)
    if set(expected) != set(told.figures):
        yield f"figures: {sorted(map(str, set(expected) ^ set(told.figures)))}"
    for key, figure in told.figures.items():
        if figure.status == "earlier":
            known = [one.figures[key].content for one in former if one.figures[key].status == "published"]
            if known[-1:] != [figure.content]:
                yield f"{key}: {figure.content} stands for {known[-1:]}"
        elif figure.status != "withheld":
            base, content = expected[key]
            if isinstance(figure.content, Scale) and isinstance(content, Scale) and figure.content.median is None:
                content = replace(content, median=None)  # of too few
            if (figure.content, figure.base.answered) != (content, base.answered):
                yield f"{key}: {figure.content} of {figure.base.answered}, by hand {content} of {base.answered}"


def gaps(survey: Survey, returned: Sequence[Response]) -> tuple[int, int]:
    """How many answers were asked of everyone, texts apart, and how many of them have no value."""
    fields = [one.code for one in survey.fields() if one.condition is None and not isinstance(one.part, FreeText)]
    given = [isinstance(response.answers[code], Answered) for response in returned for code in fields]
    return len(given), given.count(False)


class Shares(Struct, frozen=True):
    """Of the figures of a kind that exist, the share that has a value, all campaigns together, and in the worst one."""

    mean: float
    worst: float


def shares(survey: Survey, played: Sequence[Played], number: int) -> dict[str, Shares]:
    """The shares of the key figures, of the national ones and of all, in release 1 or 2."""
    assert survey.report is not None
    key = {(indicator, None) for indicator in survey.report.key_figures}
    found: dict[str, Shares] = {}
    for kind in ("key", "national", "all"):
        counted: list[tuple[int, int]] = []
        for one in played:
            told = one.releases[number - 1]
            meant = {each for each in told.existing if kind == "all" or (each in key if kind == "key" else not each[1])}
            counted.append((len(meant & told.valued()), len(meant)))
        valued, existing = (sum(column) for column in zip(*counted, strict=True))
        found[kind] = Shares(valued / existing, min(some / every for some, every in counted))
    return found


def summary(survey: Survey, played: Sequence[Played]) -> Iterator[str]:
    """The counts, a line each."""
    asked, left = (sum(column) for column in zip(*((one.asked, one.left) for one in played), strict=True))
    surveyed = len(survey.population.respondents)
    yield f"{len(played)} campaigns of {survey.id}, by {BY}: {EARLY} of {surveyed} return, then {LATE} more"
    yield f"no value for {left / asked:.1%} of what is asked of everyone, texts apart"
    yield f"{'':<34}{'release 1':>20}{'release 2':>20}"
    both = [shares(survey, played, number) for number in (1, 2)]
    for kind, name in (("key", "key figures"), ("national", "national figures"), ("all", "all figures")):
        cells = (f"{one[kind].mean:.1%} (worst {one[kind].worst:.0%})" for one in both)
        yield f"{name + ' with a value':<34}" + "".join(f"{cell:>20}" for cell in cells)
    statuses = [Counter(one.status for each in played for one in each.releases[n].figures.values()) for n in (0, 1)]
    for status in ("published", "earlier", "withheld", "undefined"):
        yield f"{status:<34}" + "".join(f"{counted[status]:>20}" for counted in statuses)
    yield f"{'public before and withheld':<34}{'':>20}{sum(len(one.lost()) for one in played):>20}"
    yield f"{'wrong values':<34}{'':>20}{sum(len(one.wrong) for one in played):>20}"


def by_figure(survey: Survey, played: Sequence[Played]) -> Iterator[str]:
    """Each figure that is withheld, the most often first, in how many campaigns and by which rules."""
    for number in (1, 2):
        found: dict[Key, Counter[str]] = {}
        for one in played:
            told = one.releases[number - 1]
            for key in told.existing - told.valued():
                found.setdefault(key, Counter())[told.rules[key]] += 1
        yield f"\nrelease {number}: withheld in so many campaigns of {len(played)}"
        for key, rules in sorted(found.items(), key=lambda item: -item[1].total()):
            name = figure_name(*key)
            yield f"{rules.total():>6}  {name:<44}" + ", ".join(f"{rule} {n}" for rule, n in rules.most_common())


def campaigns(survey: Survey, first: int = 1) -> Iterator[Played]:
    """One campaign after the other, from a seed on."""
    for seed in range(first, sys.maxsize):
        with tempfile.TemporaryDirectory() as folder:
            yield play(survey, seed, Path(folder))


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("campaigns", type=int, nargs="?", default=50)
    words.add_argument("--first", type=int, default=1, metavar="SEED")
    words.add_argument("--figures", action="store_true")
    given = words.parse_args()
    survey = load_survey("reseaux_2014")
    played = list(islice(campaigns(survey, given.first), given.campaigns))
    wrong = [f"seed {given.first + place}: {what}" for place, one in enumerate(played) for what in one.wrong]
    lines = [*wrong, *(by_figure(survey, played) if given.figures else ()), "", *summary(survey, played)]
    sys.stdout.write("\n".join(lines).lstrip() + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

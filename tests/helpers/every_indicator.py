"""Small surveys that ask for every kind of figure, with every option that it may have, and random answers to them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence

from small_survey import small_survey
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import (
    AnyIndicator,
    Change,
    Condition,
    Count,
    Dissemination,
    Distribution,
    ExtrapolatedTotal,
    Grouping,
    ManyChoices,
    Mean,
    Median,
    MissingPolicy,
    Multiple,
    OneChoice,
    Option,
    Population,
    Question,
    Ratio,
    Respondent,
    ResponseRate,
    Sampling,
    Scale,
    ScaleSummary,
    Section,
    Share,
    Survey,
    Total,
    YesNo,
)
from surveykit.responses import Answered, Blank, Response, Value

VALUES = ("n", "k", "n + k", "n - p", "n * p", "case when y then n else 0 end", "coalesce(n, 0)", "count_ticked(m)")
TRUTHS = ("y", "n > p", "has(m, 'a') or y")
PAIRS = (("n", "p"), ("n + p", "p"), ("k", "n"))
WHERE = (None, "y", "n > 2 and s <> 1")
BY = (None, "y", "c", "s")
SPREAD = ("y", "c", "s", "n")
ZONES = ("nord", "sud", "est")
SIZES = ("petit", "grand")
ZERO = (Total, ExtrapolatedTotal, Mean, Share)
INTERVAL = (ExtrapolatedTotal, Mean, Share, Ratio, Change, ScaleSummary)


def every_indicator(*, sampled: bool) -> Iterator[AnyIndicator]:
    """Each kind, with each missing policy, `where`, `by` and interval that it may have."""
    yield ResponseRate(id="taux", label="Taux")
    number = itertools.count()
    for missing, where, by, interval in itertools.product(MissingPolicy, WHERE, BY, (False, True)):
        for made in _with(next(number), {"missing": missing, "where": where, "by": by, "interval": interval}):
            possible = not interval or (sampled and isinstance(made, INTERVAL))
            counts = missing is not MissingPolicy.ZERO or isinstance(made, ZERO)
            if possible and counts and (sampled or not isinstance(made, ExtrapolatedTotal)):
                yield made


def _with(number: int, options: Mapping[str, object]) -> Iterator[AnyIndicator]:
    value, truth = VALUES[number % len(VALUES)], TRUTHS[number % len(TRUTHS)]
    first, second = PAIRS[number % len(PAIRS)]
    spread = SPREAD[number % len(SPREAD)]
    for kind in (Total, ExtrapolatedTotal, Mean, Median):
        yield kind.model_validate({"id": f"{kind.__name__.lower()}_{number}", "label": "V", "value": value, **options})
    classes = (0, 1, 5) if spread == "n" else ()
    for kind, parts in (
        (Share, {"of": truth}),
        (Ratio, {"numerator": first, "denominator": second}),
        (Change, {"before": first, "after": second}),
        (ScaleSummary, {"field": "s"}),
        (Multiple, {"field": "m"}),
        (Distribution, {"field": spread, "classes": classes}),
    ):
        yield kind.model_validate({"id": f"{kind.__name__.lower()}_{number}", "label": "V", **parts, **options})


def survey_of(
    indicators: Sequence[AnyIndicator], groups: Sequence[tuple[str, str]], sampling: Sampling | None = None
) -> Survey:
    """A survey of so many respondents, each with its zone and size; every other one weighs 1.5."""
    options = {name: tuple(Option(code=OptionCode(one), label=one) for one in name) for name in ("abc", "de")}
    fields = (
        Count(code=FieldId("n"), label="N"),
        Count(code=FieldId("p"), label="P"),
        YesNo(code=FieldId("y"), label="Y"),
        Count(code=FieldId("k"), label="K", condition=Condition(when="y", label="Si oui")),
        Scale(code=FieldId("s"), label="S", minimum=0, maximum=3),
        OneChoice(code=FieldId("c"), label="C", options=options["de"]),
        ManyChoices(code=FieldId("m"), label="M", options=options["abc"]),
    )
    return small_survey(
        sections=(Section(title="S", questions=(Question(number="1", text="?", fields=fields),)),),
        derived=(),
        rules=(),
        report=None,
        indicators=tuple(indicators),
        sampling=sampling,
        dissemination=Dissemination(crossing_minimum_units=1, interval_minimum_units=4),
        population=Population(
            unit="ville",
            units="villes",
            groupings={
                "zone": Grouping(label="Zone", values={one: one for one in ZONES}),
                "taille": Grouping(label="Taille", values={one: one for one in SIZES}),
            },
            respondents=tuple(
                Respondent(
                    code=RespondentCode(f"r{n}"),
                    name=f"R{n}",
                    attributes={"zone": zone, "taille": size, "poids": "1" if n % 2 else "1.5"},
                )
                for n, (zone, size) in enumerate(groups)
            ),
        ),
    )


SAMPLINGS = (None, Sampling(size=60), Sampling(strata="zone"), Sampling(weights="poids", size=60))


def returned(survey: Survey, chance: random.Random, *, largest: int = 9) -> list[Response]:
    """What some of the respondents answered, counts up to `largest`; some leave much blank, others nothing."""
    every = [one.code for one in survey.population.respondents]
    found = []
    for code in chance.sample(every, chance.randint(len(every) // 2, len(every))):
        told = chance.choice((1.0, 0.9, 0.6))
        held = {name: Answered(_drawn(name, chance, largest)) for name in "npyksc"}
        ticked = frozenset(OptionCode(one) for one in "abc" if chance.random() < 0.5)
        answers = {
            **{FieldId(name): one if chance.random() < told else Blank() for name, one in held.items()},
            FieldId("m"): Answered(ticked) if ticked and chance.random() < told else Blank(),
        }
        found.append(Response(survey.id, survey.edition, code, answers))
    return found


def _drawn(name: str, chance: random.Random, largest: int) -> Value:
    if name in {"n", "p", "k"}:
        return chance.choice((0, 1, chance.randint(0, largest), chance.randint(largest // 2, largest)))
    return chance.random() < 0.5 if name == "y" else chance.randint(0, 3) if name == "s" else chance.choice("de")

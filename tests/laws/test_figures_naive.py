"""Law: the engine's figures are those of plain Python loops over the responses, written without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from hypothesis import given, settings
from msgspec import Struct
from msgspec.structs import replace

from figures_by_hand import COMMON, SURVEY, TOGETHER
from small_survey import RESPONDENTS
from strategies import returns
from surveykit.aggregation import aggregate, columns, rows
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId
from surveykit.model import (
    Distribution,
    Mean,
    Median,
    MissingPolicy,
    Share,
    Survey,
    Total,
)
from surveykit.responses import Response, Value
from surveykit.results import (
    ChangeResult,
    DistributionResult,
    Figure,
    MeanResult,
    MedianResult,
    MultipleResult,
    NoResult,
    RatioResult,
    Results,
    ScaleResult,
    ShareResult,
    TotalResult,
)

NORTH, SOUTH = RESPONDENTS[:3], RESPONDENTS[3:]

Row = dict[str, Value]
Number = Callable[[Row], int | None]
Truth = Callable[[Row], bool | None]

PORTEURS = [option.code for option in SURVEY.field_by_code[FieldId("q6_porteur")].part.options]
ANSWERS: Mapping[str, Mapping[str, Callable[[Row], bool]]] = {
    "selon_charte": {"oui": lambda row: row.get("q5_charte") is True, "non": lambda row: row.get("q5_charte") is False},
    "selon_porteur": {code: lambda row, code=code: row.get("q6_porteur") == code for code in PORTEURS},
}
"""Whom the figures of an indicator that is broken down by answers are about."""


def number(row: Row, code: str) -> int | None:
    value = row.get(code)
    assert value is None or isinstance(value, int)
    return value


def add(first: int | None, second: int | None, sign: int = 1) -> int | None:
    return None if first is None or second is None else first + sign * second


def signed(row: Row) -> int | None:
    match row.get("q5_charte"):
        case True:
            return number(row, "q5_signataires")
        case False:
            return 0
        case _:
            return None


def rising(row: Row) -> bool | None:
    now, before = number(row, "q1_ateliers"), number(row, "q1_ateliers_avant")
    return None if now is None or before is None else now > before


def children_or_charter(row: Row) -> bool | None:
    """True as soon as one is true, false when both are, unknown otherwise."""
    ticked = row.get("q4_publics")
    both = [None if ticked is None else "enfants" in ticked, row.get("q5_charte")]
    return True if True in both else None if None in both else False


def town(row: Row) -> bool | None:
    return None if "q6_porteur" not in row else row["q6_porteur"] == "ville"


class Naive(Struct, frozen=True):
    """How one indicator is computed by hand; `concerned` defaults to everyone in `where`."""

    numbers: Sequence[Number] = ()
    truth: Truth | None = None
    field: str | None = None
    where: Callable[[Row], bool] = lambda row: True
    concerned: Callable[[Row], bool] = lambda row: True


def ateliers(row: Row) -> int | None:
    return number(row, "q1_ateliers")


def before(row: Row) -> int | None:
    return number(row, "q1_ateliers_avant")


def charter(row: Row) -> bool:
    return row.get("q5_charte") is True


NAIVE: Mapping[str, Naive] = {
    "ateliers": Naive([ateliers]),
    "signataires_si_charte": Naive(
        [lambda row: number(row, "q5_signataires")],
        concerned=lambda row: charter(row) or "q5_signataires" in row,
    ),
    "signataires": Naive([signed]),
    "avec_signataires": Naive(
        [lambda row: add(ateliers(row), number(row, "q5_signataires"))],
        concerned=lambda row: (
            "q1_ateliers" not in row or charter(row) or ("q1_ateliers" in row and "q5_signataires" in row)
        ),
    ),
    "hausse": Naive([lambda row: add(ateliers(row), before(row), -1)]),
    "publics_coches": Naive([lambda row: len(row["q4_publics"]) if "q4_publics" in row else None]),
    "ateliers_sous_charte": Naive([ateliers], where=charter),
    "charte": Naive(truth=lambda row: row.get("q5_charte")),
    "en_hausse": Naive(truth=rising),
    "enfants_ou_charte": Naive(truth=children_or_charter),
    "ville": Naive(truth=town, where=lambda row: row.get("q3_satisfaction", -1) >= 2),
    "par_atelier": Naive([lambda row: add(number(row, "q2_matin"), number(row, "q2_apres_midi")), ateliers]),
    "evolution": Naive([before, signed]),
    "satisfaction": Naive(field="q3_satisfaction"),
    "satisfaits": Naive(field="q3_satisfaction", where=lambda row: row.get("q5_charte") is False),
    "publics": Naive(field="q4_publics"),
    "publics_charte": Naive(field="q4_publics", where=charter),
    "moyenne": Naive([ateliers]),
    "moyenne_zero": Naive(
        [lambda row: number(row, "q5_signataires")],
        concerned=lambda row: charter(row) or "q5_signataires" in row,
    ),
    "mediane": Naive([ateliers]),
    "mediane_hausse": Naive([lambda row: add(ateliers(row), before(row), -1)], where=charter),
    "charte_zero": Naive(truth=lambda row: row.get("q5_charte")),
    "ateliers_tous": Naive([ateliers]),
    "chartes": Naive(field="q5_charte"),
    "porteurs": Naive(field="q6_porteur"),
    "tailles": Naive(field="q1_ateliers"),
    "selon_charte": Naive([ateliers]),
    "selon_porteur": Naive(field="q3_satisfaction"),
}
CLASSES: Mapping[str, Mapping[str, Callable[[Value], bool]]] = {
    "chartes": {"oui": lambda value: value is True, "non": lambda value: value is False},
    "porteurs": {code: lambda value, code=code: value == code for code in PORTEURS},
    "tailles": {
        "0": lambda value: value == 0,
        "1-2": lambda value: value in {1, 2},
        "3-9": lambda value: value in range(3, 10),
        "10+": lambda value: isinstance(value, int) and value >= 10,
    },
    "selon_porteur": {str(one): lambda value, one=one: value == one for one in range(6)},
}


def by_hand(naive: Naive, every: Sequence[Row]) -> tuple[int, int, object]:
    """Eligible, answered, and what is summed or counted."""
    kept = [row for row in every if naive.where(row)]
    concerned = [row for row in kept if naive.concerned(row)]
    if naive.truth is not None:
        told = [naive.truth(row) for row in kept]
        known = [one for one in told if one is not None]
        return len(concerned), len(known), sum(known)
    if naive.field is not None:
        given_values = [row[naive.field] for row in kept if naive.field in row]
        classes: Sequence[object] = range(6) if naive.field == "q3_satisfaction" else ("enfants", "adultes", "autres")
        counts = dict.fromkeys(classes, 0)
        for value in given_values:
            for one in value if isinstance(value, frozenset) else [value]:
                counts[one] += 1
        return len(concerned), len(given_values), counts
    tuples = [[compute(row) for compute in naive.numbers] for row in kept]
    full = [one for one in tuples if None not in one]
    sums = [sum(column) for column in zip(*full, strict=True)] or [0] * len(naive.numbers)
    peaks = [max(abs(one) for one in column) for column in zip(*full, strict=True)] or [0] * len(naive.numbers)
    return len(concerned), len(full), list(zip(sums, peaks, strict=True))


def expected_result(figure: Figure, every: Sequence[Row]) -> tuple[int, int, object]:
    """Eligible, answered and the rest, of a figure that has more to it than sums or counts."""
    naive = NAIVE[figure.id]
    kept = [row for row in every if naive.where(row)]
    eligible, answered, told = by_hand(replace(naive, field=None) if naive.field else naive, every)
    match SURVEY.indicator_by_id[figure.id]:
        case Median():
            return eligible, answered, Counter(one for row in kept if (one := naive.numbers[0](row)) is not None)
        case Mean():
            assert isinstance(told, list)
            return eligible, answered, (told[0], eligible if figure.id.endswith("_zero") else answered)
        case Share(missing=MissingPolicy.ZERO):
            return eligible, answered, (told, eligible)
        case Total(missing=MissingPolicy.COMPLETE):
            return eligible, answered, told if answered == eligible else None
        case Distribution(field=code):
            values = [row[code] for row in kept if code in row]
            counts = {name: sum(map(test, values)) for name, test in CLASSES[figure.id].items()}
            return len(kept), len(values), counts
        case _:
            return by_hand(naive, every)


def found(figure: Figure) -> object:  # noqa: PLR0911 (one branch per kind)
    match figure.result:
        case MedianResult(counts):
            assert list(counts) == sorted(counts)
            return Counter(counts)
        case MeanResult(moments, entered):
            return (moments.total, moments.peak), entered
        case DistributionResult(counts):
            return dict(counts)
        case NoResult():
            return None
        case ShareResult(numerator, denominator) if figure.base.imputed or figure.id == "charte_zero":
            return numerator, denominator
        case TotalResult(moments):
            every = [moments]
        case RatioResult(first, second) | ChangeResult(first, second):
            every = [first, second]
        case ShareResult(numerator, denominator):
            assert denominator == figure.base.answered
            return numerator
        case MultipleResult(counts, entered):
            assert entered == figure.base.answered
            return dict(counts)
        case ScaleResult(counts):
            return dict(counts)
    assert {moments.count for moments in every} == {figure.base.answered}
    return [(moments.total, moments.peak) for moments in every]


def computed(given_back: Sequence[Response], by: str | None = "bord", survey: Survey = SURVEY) -> Results:
    with memory_engine(columns(survey), rows(survey, given_back)) as engine:
        return aggregate(survey, engine, by=by)


@settings(max_examples=40)
@given(returns(SURVEY, RESPONDENTS))
def test_every_figure_is_that_of_plain_loops(given_back: list[Response]) -> None:
    results = computed(given_back)
    assert (results.surveyed, results.returned) == (6, len(given_back))
    assert [(f.id, f.group.value if f.group else None) for f in results.figures] == [
        (one.id, group) for one in SURVEY.indicators for group in (None, "nord", "sud", *ANSWERS.get(one.id, ()))
    ]
    members: Mapping[str | None, Sequence[str]] = {None: RESPONDENTS, "nord": NORTH, "sud": SOUTH}
    for figure in results.figures:
        answer = figure.group.value if figure.group and figure.group.answered else None
        here = members[figure.group.value if figure.group and answer is None else None]
        every = [dict(response.values()) for response in given_back if response.respondent in here]
        assert (figure.base.surveyed, figure.base.returned) == (len(here), len(every))
        if answer is not None:
            every = [row for row in every if ANSWERS[figure.id][answer](row)]
        if figure.id == "taux":
            assert figure.result == ShareResult(len(every), len(here), public=True)
            assert (figure.base.eligible, figure.base.answered) == (len(here), len(every))
        else:
            expected = expected_result(figure, every)
            assert (figure.base.eligible, figure.base.answered, found(figure)) == expected, figure
            assert figure.base.answered <= figure.base.eligible <= figure.base.returned


def enters(name: str, row: Row) -> bool:
    """Whether a respondent is in the figure of an indicator on its own base."""
    naive = NAIVE[name]
    if SURVEY.indicator_by_id[name].missing is MissingPolicy.ZERO:
        return naive.where(row) and naive.concerned(row)
    known = naive.field in row if naive.field is not None else by_hand(naive, [row])[1] == 1
    return naive.where(row) and known


@settings(max_examples=40)
@given(returns(SURVEY, RESPONDENTS))
def test_figures_on_a_common_base_are_those_of_whoever_is_in_all_of_them(given_back: list[Response]) -> None:
    own = {(one.id, one.group): one for one in computed(given_back).figures}
    members: Mapping[str | None, Sequence[str]] = {None: RESPONDENTS, "nord": NORTH, "sud": SOUTH}
    for figure in computed(given_back, survey=COMMON).figures:
        together = next((one for one in TOGETHER if figure.id in one), ())
        others = [one for one in together if one not in {figure.id, "taux"}]
        if figure.id == "taux" or not others:
            assert figure == own[figure.id, figure.group]
            continue
        answer = figure.group.value if figure.group and figure.group.answered else None
        here = members[figure.group.value if figure.group and answer is None else None]
        every = [dict(response.values()) for response in given_back if response.respondent in here]
        if answer is not None:
            every = [row for row in every if ANSWERS[figure.id][answer](row)]
        every = [row for row in every if all(NAIVE[one].where(row) for one in others)]
        inside = [row for row in every if all(enters(one, row) for one in others)]
        concerned, answered, told = expected_result(figure, inside)
        kept = [row for row in every if NAIVE[figure.id].where(row)]
        eligible = sum(all(NAIVE[one].concerned(row) for one in (figure.id, *others)) for row in kept)
        complete = SURVEY.indicator_by_id[figure.id].missing is MissingPolicy.COMPLETE
        assert found(figure) == (None if complete and answered < eligible else told), figure
        assert (figure.base.eligible, figure.base.answered) == (eligible, answered), figure
        zero = SURVEY.indicator_by_id[figure.id].missing is MissingPolicy.ZERO
        assert figure.base.imputed == (concerned - answered if zero else 0)
        assert figure.base.answered + figure.base.imputed <= figure.base.eligible <= figure.base.returned


@settings(max_examples=15)
@given(returns(SURVEY, RESPONDENTS))
def test_order_says_nothing_and_a_breakdown_leaves_the_totals(given_back: list[Response]) -> None:
    shuffled = list(reversed(given_back))
    results = computed(given_back)
    assert computed(shuffled) == results
    whole = (one for one in results.figures if one.group is None or one.group.answered)
    assert computed(given_back, by=None).figures == tuple(whole)


@settings(max_examples=15)
@given(returns(SURVEY, RESPONDENTS))
def test_groups_add_up_to_their_total(given_back: list[Response]) -> None:
    results = computed(given_back)
    for indicator in SURVEY.indicators:
        mine = (figure for figure in results.figures if figure.id == indicator.id)
        whole, *groups = (figure for figure in mine if figure.group is None or not figure.group.answered)
        for part in ("surveyed", "returned", "eligible", "answered"):
            assert getattr(whole.base, part) == sum(getattr(group.base, part) for group in groups)
        match whole.result:
            case TotalResult(moments):
                assert moments.total == sum(group.result.moments.total for group in groups)
                assert moments.peak == max(group.result.moments.peak for group in groups)
            case ScaleResult(counts) | MultipleResult(counts) | DistributionResult(counts):
                assert counts == {one: sum(group.result.counts[one] for group in groups) for one in counts}
            case ShareResult(numerator):
                assert numerator == sum(group.result.numerator for group in groups)

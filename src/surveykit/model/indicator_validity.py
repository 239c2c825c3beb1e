"""What must hold for an indicator to be computed: fields of the right kind, options that mean something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import assert_never

from surveykit.expressions import BOOLEAN, INTEGER, Type
from surveykit.ids import FieldId
from surveykit.model.draft import Draft
from surveykit.model.facts import CodesValue, CodeValue, Counted, FieldFacts, TruthValue, WholeValue
from surveykit.model.indicators import (
    AnyIndicator,
    Change,
    Distribution,
    ExtrapolatedTotal,
    Mean,
    Median,
    MissingPolicy,
    Multiple,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Total,
)
from surveykit.model.problem import Path, Problem, unknown
from surveykit.model.sampling import Sampling

LARGEST_SCALE = 20
"""A scale of more values than this is one number, not one class per value."""


def indicator_expressions(draft: Draft) -> Iterator[tuple[Path, str, Type]]:
    """Every expression of the indicators: where it stands, its text, the type that it must have."""
    for i, indicator in enumerate(draft.indicators):
        if indicator.where is not None:
            yield ("indicators", i, "where"), indicator.where, BOOLEAN
        yield from ((("indicators", i, key), text, kind) for key, text, kind in expressions_of(indicator))


def expressions_of(indicator: AnyIndicator) -> Iterator[tuple[str, str, Type]]:
    """What an indicator computes, its `where` aside: the key, the expression, the type that it must have."""
    match indicator:
        case Total(value=value) | ExtrapolatedTotal(value=value) | Mean(value=value) | Median(value=value):
            yield "value", value, INTEGER
        case Share(of=of):
            yield "of", of, BOOLEAN
        case Ratio(numerator=numerator, denominator=denominator):
            yield "numerator", numerator, INTEGER
            yield "denominator", denominator, INTEGER
        case Change(before=before, after=after):
            yield "from", before, INTEGER
            yield "to", after, INTEGER
        case ResponseRate() | ScaleSummary() | Multiple() | Distribution():
            pass
        case _:
            assert_never(indicator)


def indicator_problems(draft: Draft) -> Iterator[Problem]:
    """Every problem of the indicators and of the sampling that they rest on, expressions aside."""
    yield from _sampling(draft)
    for i, indicator in enumerate(draft.indicators):
        path: Path = ("indicators", i)
        yield from _field(draft, path, indicator)
        if indicator.by is not None:
            at = (*path, "by")
            yield from _kind(draft, at, indicator.by, _has_one_told, "yes_no or one_choice or scale")
            yield from _few(draft, at, indicator.by)
        yield from _options(draft, path, indicator)


def _field(draft: Draft, path: Path, indicator: AnyIndicator) -> Iterator[Problem]:
    """The problems of the field that an indicator counts, none where it has an expression instead."""
    at = (*path, "field")
    match indicator:
        case ScaleSummary(field=code):
            yield from _kind(draft, at, code, _has_mean, "scale")
        case Multiple(field=code):
            yield from _kind(draft, at, code, _has_many, "multiple_choice")
        case Distribution(field=code):
            yield from _kind(draft, at, code, _has_one, "yes_no or one_choice or scale or count")
            yield from _few(draft, at, code)
            yield from _classes(draft, path, indicator)
        case _:
            pass


def _has_mean(facts: FieldFacts) -> bool:
    return isinstance(facts.value, WholeValue) and facts.counted is Counted.EACH


def _has_many(facts: FieldFacts) -> bool:
    return isinstance(facts.value, CodesValue)


def _has_one(facts: FieldFacts) -> bool:
    return isinstance(facts.value, TruthValue | CodeValue | WholeValue)


def _has_one_told(facts: FieldFacts) -> bool:
    return _has_one(facts) and facts.counted is Counted.EACH


def _kind(
    draft: Draft, path: Path, code: FieldId, suits: Callable[[FieldFacts], bool], kinds: str
) -> Iterator[Problem]:
    """A problem when a field is not known, or its answers do not suit: `kinds` are the usual ones that do."""
    found = draft.field_by_code.get(code)
    if found is None:
        yield Problem("unknown_field", path, unknown("field", code, draft.field_by_code))
    elif not suits(found.facts):
        yield Problem("wrong_kind", path, f"'{code}' is of kind {found.part.kind}, expected {kinds}")


def _few(draft: Draft, path: Path, code: FieldId) -> Iterator[Problem]:
    """A problem when the numbers of a field are told one by one and are too many for it."""
    found = draft.field_by_code.get(code)
    if found is None or not _has_mean(found.facts) or not isinstance(found.facts.value, WholeValue):
        return
    if len(found.facts.value.every) > LARGEST_SCALE:
        message = f"'{code}' has more than {LARGEST_SCALE} values: too many to tell one by one"
        yield Problem("wrong_kind", path, message)


def _classes(draft: Draft, path: Path, indicator: Distribution) -> Iterator[Problem]:
    found = draft.field_by_code.get(indicator.field)
    if found is None:
        return
    at, classes = (*path, "classes"), indicator.classes
    value = found.facts.value
    if not isinstance(value, WholeValue) or found.facts.counted is Counted.EACH:
        if classes:
            message = f"'{indicator.field}' has its own answers: leave `classes` out, they are for a count"
            yield Problem("useless_classes", at, message)
    elif not _are_classes(classes, value.low):
        message = f"a count is told by classes, given by their smallest numbers in order, the first of them {value.low}"
        yield Problem("no_classes", path if not classes else at, message)


def _are_classes(lows: Sequence[int], least: int) -> bool:
    """Whether there are two classes or more, from the least number, each after the one before."""
    return len(lows) > 1 and lows[0] == least and all(a < b for a, b in pairwise(lows))


_ZERO = (Total, ExtrapolatedTotal, Mean, Share)
_INTERVAL = (ExtrapolatedTotal, Mean, Share, Ratio, Change, ScaleSummary)


def _options(draft: Draft, path: Path, indicator: AnyIndicator) -> Iterator[Problem]:
    if isinstance(indicator, ResponseRate):
        yield from _of_everyone(path, indicator)
    yield from _missing(path, indicator)
    if indicator.interval and not isinstance(indicator, _INTERVAL):
        message = f"a {indicator.kind} has no interval: remove its `interval`"
        yield Problem("useless_option", (*path, "interval"), message)
    if draft.sampling is None:
        yield from _not_sampled(path, indicator)


def _of_everyone(path: Path, indicator: ResponseRate) -> Iterator[Problem]:
    for key, value in (("where", indicator.where), ("by", indicator.by)):
        if value is not None:
            message = f"a response rate concerns everyone who was asked: remove its `{key}`"
            yield Problem("useless_option", (*path, key), message)


def _missing(path: Path, indicator: AnyIndicator) -> Iterator[Problem]:
    """The problems of what an indicator does of missing answers."""
    if indicator.missing is MissingPolicy.ZERO and not isinstance(indicator, _ZERO):
        kinds = "a total, an extrapolated total, a mean or a share"
        message = f"only in {kinds} can a missing answer count as zero, not in a {indicator.kind}"
        yield Problem("missing_policy", (*path, "missing"), message)
    if indicator.missing is not MissingPolicy.EXCLUDE and isinstance(indicator, ResponseRate):
        yield Problem("missing_policy", (*path, "missing"), "a response rate misses no answer: remove its `missing`")


def _not_sampled(path: Path, indicator: AnyIndicator) -> Iterator[Problem]:
    """A problem when an indicator needs the sampling that the survey does not declare."""
    if indicator.interval or isinstance(indicator, ExtrapolatedTotal):
        what = "an interval" if indicator.interval else "an extrapolated total"
        message = f"{what} rests on how those who answered stand for everyone: declare the survey's `sampling`"
        yield Problem("no_sampling", (*path, "interval") if indicator.interval else path, message)


def _sampling(draft: Draft) -> Iterator[Problem]:
    sampling = draft.sampling
    if sampling is None:
        return
    if sampling.strata is not None:
        yield from _strata(draft, sampling, sampling.strata)
    elif sampling.sizes:
        message = "there are no strata: give the one `size`, or declare `strata`"
        yield Problem("no_strata", ("sampling", "sizes"), message)
    if sampling.weights is not None:
        yield from _weights(draft, sampling.weights)


def _strata(draft: Draft, sampling: Sampling, name: str) -> Iterator[Problem]:
    """The problems of a grouping whose groups are strata."""
    groupings = draft.population.groupings
    if name not in groupings:
        yield Problem("unknown_grouping", ("sampling", "strata"), unknown("grouping", name, groupings))
        return
    if sampling.size is not None:
        yield Problem("size_of_strata", ("sampling", "size"), "there are strata: give the `sizes` of each instead")
    values = groupings[name].values
    if sampling.sizes and set(sampling.sizes) != set(values):
        wanted, found = ", ".join(values), ", ".join(sampling.sizes)
        message = f"expected the size of each of {wanted}, found {found}"
        yield Problem("sizes_of_strata", ("sampling", "sizes"), message)


def _weights(draft: Draft, name: str) -> Iterator[Problem]:
    if name in draft.population.groupings or name in draft.schema_types:
        yield Problem("duplicate_code", ("sampling", "weights"), f"'{name}' is also a field's code or a grouping")
    for i, one in enumerate(draft.population.respondents):
        text = one.attributes.get(name)
        if text is not None and not _is_weight(text):
            path: Path = ("population", "respondents", i, "attributes", name)
            yield Problem("weight", path, f"the weight of '{one.code}' is '{text}', expected a number above 0")


def _is_weight(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and number > 0

"""What the base of a figure tells of answers: who is concerned or counted may depend on what was answered.

That somebody left a question blank is no secret. But the number of those with a charter who gave a number tells,
of whoever is known to have given one, whether they have a charter. However a condition is written: one that tells only
who answered (`answered(q1)`, `q1 >= 0`) says whom a figure is about, and nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from surveykit.aggregation.atoms import Part, column_of, entering, fields_in, is_known, sql
from surveykit.aggregation.conditions import alternatives_of, conjuncts_of, possible
from surveykit.aggregation.linear import known_parts, parts
from surveykit.aggregation.plan import Ask, answering, concerning, in_figure
from surveykit.aggregation.sql import All
from surveykit.expressions import BOOLEAN
from surveykit.expressions.blanks import TRUE
from surveykit.expressions.telling import tells_only_who_answered
from surveykit.expressions.tree import Connect, Field, IsNull, Node, Not
from surveykit.ids import FieldId
from surveykit.model import AnyIndicator, Distribution, Multiple, ResponseRate, ScaleSummary, Survey
from surveykit.results.memberships import UNSURE, Certain

_Numbers = list[tuple[tuple[Part, ...], Certain]]


class BaseParts(Struct, frozen=True):
    """The numbers that a base tells of answers, each as a sum (`results.memberships.Terms`), and what is certain."""

    eligible: tuple[tuple[Part, ...], ...] = ()
    answered: tuple[tuple[Part, ...], ...] = ()
    known: tuple[tuple[Part, ...], ...] = ()
    entered: tuple[tuple[Part, ...], ...] = ()
    certain: tuple[Certain, ...] = ()


class _Base(Struct, frozen=True):
    """What decides who is in a figure.

    Of the conditions that tell answers, `where` has those that must hold, and `gates` those for a field to be put, by
    their SQL; `unsure` are the values that may be unknown to whoever answered what they are made of. `public` are the
    conditions that must hold and tell only who answered. Whoever is concerned holds `concerned`, as far as everyone
    knows it; whoever answered holds `given`, which everyone knows, and `answered`.
    """

    where: Mapping[str, Node]
    gates: Mapping[str, Node]
    unsure: tuple[Node, ...]
    public: tuple[str, ...]
    concerned: tuple[str, ...]
    given: tuple[str, ...]
    answered: tuple[str, ...]


def base_parts(survey: Survey, ask: Ask) -> BaseParts:
    """What a base tells of answers: nothing when it only tells who answered.

    How many are concerned, and how many answered, is a number as such, of those for whom it may be; a sum of answers to
    each question that decides it; and where several do, a sum of the answers to each of those for whom it hinges on
    that one (the others hold, or none that would do instead), in case it is found out who they are. That all are says
    so of each of them; but only of one condition it is certain that none holds when nobody is left. Where a part of the
    sum is for some respondents only, not all whose truth value is known enter it.

    Three respondents answered `q1`; the first two have a charter, and the third left `q2` blank. The total of `q1` of
    those with a charter says that two of three have one. That of `q1` where `answered(q2)` says nothing: everyone knows
    that two answered both, and who they are.
    """
    indicators = [one for one in (ask.indicator, *ask.companions) if not isinstance(one, ResponseRate)]
    base = _base(survey, ask, indicators)
    if not (base.where or base.gates or base.unsure):
        return BaseParts()
    alone = len(base.where) + len(base.gates) == 1 and not base.unsure
    kept = {*base.where} if len(base.where) == 1 else set[str]()
    eligible = _numbers(survey, base, ask.eligible, base.concerned, {*base.where, *base.gates} if alone else set())
    for indicator in indicators:
        eligible += [(one, UNSURE) for one in _put(survey, base, indicator)]
    answered = _numbers(survey, base, ask.answered, base.answered, kept)
    entered: _Numbers = []
    if ask.entered not in (ask.eligible, ask.answered):
        inside = [condition for one in indicators for condition in in_figure(survey, one)]
        entered = _numbers(survey, base, ask.entered, inside, kept)
    values = [(one, UNSURE) for one in _whether_known(survey, base)]
    certain = tuple(one for _, one in (*eligible, *answered, *values, *entered))
    return BaseParts(_told(eligible), _told(answered), _told(values), _told(entered), certain)


def _told(numbers: _Numbers) -> tuple[tuple[Part, ...], ...]:
    return tuple(found for found, _ in numbers)


def _base(survey: Survey, ask: Ask, indicators: Sequence[AnyIndicator]) -> _Base:
    public: list[str] = []
    where: dict[str, Node] = {}
    for node in chain.from_iterable(conjuncts_of(one.root) for one in ask.where):
        if tells_only_who_answered(node, survey.ranges):
            public.append(sql(node))
        else:
            where[sql(node)] = node
    read = [(one, node) for one in indicators for node in _read(survey, one)]
    known = [condition for one in indicators for condition in answering(survey, one)]
    put = [condition for one in indicators for condition in concerning(survey, one)]
    unsure = [not tells_only_who_answered(IsNull(node), survey.ranges) for _, node in read]
    concerned = [tells_only_who_answered(_concerned(survey, node), survey.ranges) for _, node in read]
    return _Base(
        where,
        {text: node for _, one in read if isinstance(one, Field) for text, node in _gates(survey, one).items()},
        tuple(node for (_, node), one in zip(read, unsure, strict=True) if one),
        tuple(public),
        tuple(condition for condition, one in zip(put, concerned, strict=True) if one),
        tuple(condition for condition, one in zip(known, unsure, strict=True) if not one),
        tuple(known),
    )


def _read(survey: Survey, indicator: AnyIndicator) -> list[Node]:
    """What an indicator needs to be known, in the order of the conditions that say so."""
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        return [Field(indicator.field, survey.schema_types[indicator.field])]
    return [one.root for one in survey.expressions_of(indicator)]


def _gates(survey: Survey, field: Field) -> dict[str, Node]:
    """Of the conditions for a field to be put to a respondent, those that tell answers, by their SQL."""
    asked = survey.field_by_code[FieldId(field.name)].condition
    if asked is None:
        return {}
    every = conjuncts_of(survey.expression(asked.when, BOOLEAN).root)
    return {sql(node): node for node in every if not tells_only_who_answered(node, survey.ranges)}


def _numbers(survey: Survey, base: _Base, asked: All, who: Sequence[str], nobody: Collection[str]) -> _Numbers:
    """The sums that one number of respondents is; that it is zero tells of each condition that is in `nobody`."""
    among = (*base.public, *who)
    found: _Numbers = []
    if asked.conditions:
        whole = entering([Part(asked.text, 1)], *(possible(survey, one) for one in base.where.values()), *among)
        found.append((whole, Certain(nobody=True, everybody=True)))
    for text, node in {**base.where, **base.gates}.items():
        held = (Part(text, 1),) if isinstance(node, Connect) else parts(survey, node)
        certain = Certain(nobody=text in nobody, everybody=not any(part.conditions for part in held))
        found.append((entering(held, is_known(node), *among), certain))
        for hinging, here in _hinging(survey, node, {*base.where} - {text}):
            found.append((entering(hinging, *here, *among), Certain(nobody=text in nobody)))
    return found


def _hinging(survey: Survey, node: Node, others: Iterable[str]) -> Iterator[tuple[tuple[Part, ...], tuple[str, ...]]]:
    """The answers on which it hinges whether a condition and others hold: their parts, and for whom it does."""
    alternatives = alternatives_of(node)
    for one in alternatives:
        beside = [f"(NOT COALESCE({sql(other)}, FALSE))" for other in alternatives if other is not one]
        rest, found = [*sorted(others), *beside], parts(survey, one)
        if rest and found:
            yield found, (is_known(one), *rest)


def _concerned(survey: Survey, node: Node) -> Node:
    """Whether a value concerns a respondent: it is known, or something that it is made of was put and left blank."""
    fields = {one.name: one for one in fields_in(node)}.values()
    if isinstance(node, Field):
        return Connect("or", (Not(IsNull(node)), _asked(survey, node)))
    pending = (Connect("and", (_asked(survey, one), IsNull(one))) for one in fields)
    return Connect("or", (Not(IsNull(node)), *pending))


def _asked(survey: Survey, field: Field) -> Node:
    condition = survey.field_by_code[FieldId(field.name)].condition
    return TRUE if condition is None else survey.expression(condition.when, BOOLEAN).root


def _put(survey: Survey, base: _Base, indicator: AnyIndicator) -> Iterator[tuple[Part, ...]]:
    """Of those who left a field blank, and whom nothing else makes concerned: the answers that say if it was put.

    Three respondents gave no number; the first two have a charter, for which one was asked. Two are concerned: whoever
    knows who gave no number knows of them how many have a charter.
    """
    for node in _read(survey, indicator):
        if tells_only_who_answered(_concerned(survey, node), survey.ranges):
            continue
        for field in {one.name: one for one in fields_in(node)}.values():
            others = [one for one in fields_in(node) if one.name != field.name]
            told = (f"({column_of(one)} IS NOT NULL)" for one in others)
            here = (f"({column_of(field)} IS NULL)", *told, *base.where, *base.public)
            for gate in _gates(survey, field).values():
                yield entering(parts(survey, gate), is_known(gate), *here)


def _whether_known(survey: Survey, base: _Base) -> Iterator[tuple[Part, ...]]:
    """For how many each value is known, of all and of those for whom all else holds."""
    for node in base.unsure:
        found = known_parts(survey, node)
        yield entering(found, *base.public, *base.given)
        others = [is_known(one) for one in base.unsure if one != node]
        if base.where or others:
            yield entering(found, *base.where, *others, *base.public, *base.given)

"""The base of a figure as sums of answers: the base leaks answers when an answer decides who is in the figure.

Everyone may know who left a question blank. But suppose that three respondents gave a number, and that a figure is on
those with a charter among them. If its base is 3, all three have a charter; if it is 1, one of them has. So the base is
audited like a figure. A condition that depends only on who answered (`answered(q1)`, `q1 >= 0`) leaks nothing, however
it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import not_
from typing import TypeVar

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

_Listed = TypeVar("_Listed")
_Numbers = list[tuple[tuple[Part, ...], Certain]]


class BaseParts(Struct, frozen=True):
    """The numbers of a base that leak answers, each as a sum (`results.memberships.Terms`).

    `certain` says, for each number in order, when it reveals the answer of each respondent by itself.
    """

    eligible: tuple[tuple[Part, ...], ...] = ()
    answered: tuple[tuple[Part, ...], ...] = ()
    known: tuple[tuple[Part, ...], ...] = ()
    entered: tuple[tuple[Part, ...], ...] = ()
    certain: tuple[Certain, ...] = ()


class _Base(Struct, frozen=True):
    """The conditions that decide who is in a figure, those that depend on answers apart from those everyone can check.

    Take the total of `q2` where `q1 and answered(q5)`; `q2` is asked of those who said yes to `q4`.

    - `where`: conditions of the figure that depend on answers, by their SQL (`q1`).
    - `gates`: conditions, which depend on answers, for a field of the figure to be asked, by their SQL (`q4`).
    - `unsure`: values of which an answer decides whether they are known: `if q11 then q11_count else 0` is known
      without `q11_count` for those who said no to `q11`.
    - `public`: conditions of the figure that depend only on who answered (`answered(q5)`).
    - `concerned`: those for a respondent to be concerned that depend only on who answered.
    - `answered`: all those for a respondent to have answered; `given`: those of them that depend only on who answered.
    """

    where: Mapping[str, Node]
    gates: Mapping[str, Node]
    unsure: tuple[Node, ...]
    public: tuple[str, ...]
    concerned: tuple[str, ...]
    given: tuple[str, ...]
    answered: tuple[str, ...]

    @property
    def tells_only_who_answered(self) -> bool:
        """Whether no answer decides who is in the figure."""
        return not (self.where or self.gates or self.unsure)

    @property
    def only_decider(self) -> Collection[str]:
        """The one condition that decides who is concerned, if it is the only one."""
        alone = len(self.where) + len(self.gates) == 1 and not self.unsure
        return {*self.where, *self.gates} if alone else ()

    @property
    def only_where(self) -> Collection[str]:
        """The one condition of `where`, if it is the only one there."""
        return {*self.where} if len(self.where) == 1 else ()


def base_parts(survey: Survey, ask: Ask) -> BaseParts:
    """The numbers of a base that leak answers: none when the base depends only on who answered.

    The base is a sum of the answers to the questions that decide it. When several questions decide, the sum over the
    respondents for whom one question alone is decisive is added for each question, because somebody may find out who
    they are. If everybody is counted, every condition holds for each of them. If nobody is counted, and
    there is a single condition, it is false for each of them; of several conditions, nobody knows which ones fail.

    Three respondents answered `q1`; the first two have a charter, and the third left `q2` blank. The base
    of the total of `q1` for those with a charter leaks that two of the three have one. The base of the total of `q1`
    where `answered(q2)` leaks nothing: everyone knows that two answered both, and who they are.
    """
    indicators = [one for one in (ask.indicator, *ask.companions) if not isinstance(one, ResponseRate)]
    base = _base(survey, ask, indicators)
    if base.tells_only_who_answered:
        return BaseParts()
    put = chain.from_iterable(_put(survey, base, one) for one in indicators)
    eligible = [*_numbers(survey, base, ask.eligible, base.concerned, base.only_decider), *_unsure(put)]
    answered = _numbers(survey, base, ask.answered, base.answered, base.only_where)
    entered = _entered(survey, ask, base, indicators)
    values = _unsure(_whether_known(survey, base))
    certain = tuple(one for _, one in (*eligible, *answered, *values, *entered))
    return BaseParts(_sums(eligible), _sums(answered), _sums(values), _sums(entered), certain)


def _entered(survey: Survey, ask: Ask, base: _Base, indicators: Sequence[AnyIndicator]) -> _Numbers:
    """The sums for how many entered a figure, when these differ from those concerned and from those who answered."""
    if ask.entered in (ask.eligible, ask.answered):
        return []
    return _numbers(survey, base, ask.entered, _of_each(in_figure, survey, indicators), base.only_where)


def _unsure(found: Iterable[tuple[Part, ...]]) -> _Numbers:
    return [(one, UNSURE) for one in found]


def _of_each(
    listing: Callable[[Survey, AnyIndicator], Iterable[_Listed]], survey: Survey, indicators: Iterable[AnyIndicator]
) -> list[_Listed]:
    """The lists that a function gives for each indicator, joined."""
    return [*chain.from_iterable(listing(survey, one) for one in indicators)]


def _sums(numbers: _Numbers) -> tuple[tuple[Part, ...], ...]:
    """The numbers without what is certain of them."""
    return tuple(found for found, _ in numbers)


def _base(survey: Survey, ask: Ask, indicators: Sequence[AnyIndicator]) -> _Base:
    where, public = _conditions(survey, ask)
    read = _of_each(_read, survey, indicators)
    known = _of_each(answering, survey, indicators)
    put = _of_each(concerning, survey, indicators)
    sure = [tells_only_who_answered(IsNull(node), survey.ranges) for node in read]
    concerned = [tells_only_who_answered(_concerned(survey, node), survey.ranges) for node in read]
    return _Base(
        where,
        _every_gate(survey, read),
        _marked(read, map(not_, sure)),
        public,
        _marked(put, concerned),
        _marked(known, sure),
        tuple(known),
    )


def _conditions(survey: Survey, ask: Ask) -> tuple[Mapping[str, Node], tuple[str, ...]]:
    """A figure's conditions that depend on answers, by SQL; the SQL of those that depend only on who answered."""
    every = {sql(node): node for one in ask.where for node in conjuncts_of(one.root)}
    public = tuple(text for text, node in every.items() if tells_only_who_answered(node, survey.ranges))
    return {text: node for text, node in every.items() if text not in public}, public


def _every_gate(survey: Survey, read: Iterable[Node]) -> dict[str, Node]:
    """The conditions, by their SQL, for the values that are a field by themselves to be asked (`_gates`)."""
    fields = (one for one in read if isinstance(one, Field))
    return dict(chain.from_iterable(_gates(survey, field).items() for field in fields))


def _marked(every: Iterable[_Listed], marks: Iterable[bool]) -> tuple[_Listed, ...]:
    """Those of a list that are marked."""
    return tuple(one for one, mark in zip(every, marks, strict=True) if mark)


def _read(survey: Survey, indicator: AnyIndicator) -> list[Node]:
    """The expressions of an indicator that must be known, in the order of `answering` and `concerning`."""
    if isinstance(indicator, ScaleSummary | Multiple | Distribution):
        return [Field(indicator.field, survey.schema_types[indicator.field])]
    return [one.root for one in survey.expressions_of(indicator)]


def _gates(survey: Survey, field: Field) -> dict[str, Node]:
    """The conditions on answers for a field to be asked of a respondent, by their SQL."""
    asked = survey.field_by_code[FieldId(field.name)].condition
    if asked is None:
        return {}
    every = conjuncts_of(survey.expression(asked.when, BOOLEAN).root)
    return {sql(node): node for node in every if not tells_only_who_answered(node, survey.ranges)}


def _numbers(survey: Survey, base: _Base, asked: All, who: Sequence[str], nobody: Collection[str]) -> _Numbers:
    """One number of respondents as sums; when it is zero, each condition in `nobody` is known to be false for all."""
    among = (*base.public, *who)
    found: _Numbers = []
    if asked.conditions:
        whole = entering([Part(asked.text, 1)], *(possible(survey, one) for one in base.where.values()), *among)
        found.append((whole, Certain(nobody=True, everybody=True)))
    for text, node in {**base.where, **base.gates}.items():
        found.append(_holding(survey, text, node, among, nobody))
        hinging = _hinging(survey, node, {*base.where} - {text})
        found += [(entering(one, *here, *among), Certain(nobody=text in nobody)) for one, here in hinging]
    return found


def _holding(
    survey: Survey, text: str, node: Node, among: Iterable[str], nobody: Collection[str]
) -> tuple[tuple[Part, ...], Certain]:
    """How many fulfil a condition, as a sum of answers, and when that number reveals each of these answers.

    "All of them" does, unless a part of the sum is for some respondents only: then not everyone known enters it.
    """
    held = (Part(text, 1),) if isinstance(node, Connect) else parts(survey, node)
    everybody = not any(part.conditions for part in held)
    return entering(held, is_known(node), *among), Certain(nobody=text in nobody, everybody=everybody)


def _hinging(survey: Survey, node: Node, others: Iterable[str]) -> Iterator[tuple[tuple[Part, ...], tuple[str, ...]]]:
    """For each alternative of a condition: its parts, and the conditions under which it alone decides.

    In `q1 or q2` with another condition `q3`, the answer to `q1` decides for those with `q3` true and `q2` false.
    """
    alternatives = alternatives_of(node)
    for one in alternatives:
        beside = [f"(NOT COALESCE({sql(other)}, FALSE))" for other in alternatives if other is not one]
        rest, found = [*sorted(others), *beside], parts(survey, one)
        if rest and found:
            yield found, (is_known(one), *rest)


def _concerned(survey: Survey, node: Node) -> Node:
    """Whether a value concerns a respondent: it is known, or a field of it was asked and left blank."""
    fields = {one.name: one for one in fields_in(node)}.values()
    if isinstance(node, Field):
        return Connect("or", (Not(IsNull(node)), _asked(survey, node)))
    pending = (Connect("and", (_asked(survey, one), IsNull(one))) for one in fields)
    return Connect("or", (Not(IsNull(node)), *pending))


def _asked(survey: Survey, field: Field) -> Node:
    condition = survey.field_by_code[FieldId(field.name)].condition
    return TRUE if condition is None else survey.expression(condition.when, BOOLEAN).root


def _put(survey: Survey, base: _Base, indicator: AnyIndicator) -> Iterator[tuple[Part, ...]]:
    """For those who left a field blank and are concerned by nothing else: the answers that decide if it was asked.

    Three respondents gave no number, which was asked of those with a charter; the first two have one. A base of 2
    concerned tells anyone who knows who gave no number that two of these three have a charter.
    """
    for node in _read(survey, indicator):
        if not tells_only_who_answered(_concerned(survey, node), survey.ranges):
            fields = {one.name: one for one in fields_in(node)}
            for name, field in fields.items():
                others = [one for one in fields_in(node) if one.name != name]
                yield from _put_field(survey, base, field, others)


def _put_field(survey: Survey, base: _Base, field: Field, others: Iterable[Field]) -> Iterator[tuple[Part, ...]]:
    """For those who left one field blank and answered the others: the answers that decide if it was asked."""
    told = (f"({column_of(one)} IS NOT NULL)" for one in others)
    here = (f"({column_of(field)} IS NULL)", *told, *base.where, *base.public)
    for gate in _gates(survey, field).values():
        yield entering(parts(survey, gate), is_known(gate), *here)


def _whether_known(survey: Survey, base: _Base) -> Iterator[tuple[Part, ...]]:
    """For how many each value is known: of everybody, then of those who fulfil all other conditions."""
    for node in base.unsure:
        found = known_parts(survey, node)
        yield entering(found, *base.public, *base.given)
        others = [is_known(one) for one in base.unsure if one != node]
        if base.where or others:
            yield entering(found, *base.where, *others, *base.public, *base.given)

"""The decisions on a release: which figures may be published, the most important ones decided first."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence

from msgspec import Struct

from surveykit.bases import Base
from surveykit.disclosure.breakdown import BreakdownCell, is_safe, more_to_withhold, remainder
from surveykit.disclosure.content import is_known_to_all
from surveykit.disclosure.differences import AuditedNumber, Differences, Key, Offer
from surveykit.disclosure.policy import (
    by_difference,
    discloses_nothing,
    dominations,
    refusal,
    secondary,
    sums,
    too_few,
    unanimous_numbers,
)
from surveykit.disclosure.system import Leak
from surveykit.ids import IndicatorId
from surveykit.model import Survey
from surveykit.release import Withheld
from surveykit.release.audit import Audit, AuditScope, Ruling
from surveykit.results import Figure, Memberships, NoResult, Results
from surveykit.results.memberships import Terms


class Decision(Struct, frozen=True):
    """Why a figure is withheld, and whether its base is with it."""

    withheld: Withheld
    base: bool = False
    against: tuple[str, ...] = ()


def priority(survey: Survey) -> tuple[IndicatorId, ...]:
    """The indicators from the one to be kept first: key figures, then the report's themes, then the others."""
    outline = survey.report
    named: list[IndicatorId] = []
    if outline is not None:
        named = [*outline.key_figures, *(one for theme in outline.themes for one in theme.indicators)]
    return tuple(dict.fromkeys((*named, *(indicator.id for indicator in survey.indicators))))


def decide(survey: Survey, results: Results, current: Collection[Key] = ()) -> tuple[Mapping[Key, Decision], Audit]:
    """The figures to withhold, each with its decision, and the audit that records them.

    `current` are the figures that earlier releases published and that are still the same: they are public, and stay. So
    a total may be published only if it is safe beside those groups of it; else it is withheld, and all starts again.
    """
    secret: set[Key] = set()
    while True:
        gate = _Gate(survey, results, current, secret)
        for indicator in priority(survey):
            gate.decide_total(indicator)
        for indicator in priority(survey):
            gate.decide_groups(indicator)
        if gate.exposing <= secret:
            return gate.decisions, gate.audit()
        secret |= gate.exposing


class _Gate:
    """Decides on the figures one after the other.

    `exposing` are the totals that would reveal what their groups hide. Of the groups 600, 12 and 2006, the first is
    public since the last release, and the last is a secret, because one respondent makes most of it. The total 2618
    less 600 would give 2018 for the two others, nearly all of it still that one respondent's.
    """

    def __init__(self, survey: Survey, results: Results, current: Collection[Key], secret: Collection[Key]) -> None:
        self.decisions: dict[Key, Decision] = {}
        self.exposing: set[Key] = set()
        self._current, self._secret = current, secret
        self._language, self._policy = survey.language, survey.dissemination
        self._results = results
        self._figures = {key_of(figure): figure for figure in results.figures}
        self._groups = _breakdowns(self._figures)
        self._differences = None if results.memberships is None else self._audited(results, results.memberships)

    def _audited(self, results: Results, memberships: Memberships) -> Differences:
        """The numbers to audit together, none public yet; a sum that one respondent dominates is made a secret."""
        differences = Differences(memberships, _groups_named(results), results.earlier, self._policy.minimum_units - 1)
        for key, figure in self._figures.items():
            dominated = () if key in self._current else dominations(self._policy, figure.result)
            for place in _places_of_true(dominated):
                differences.protect(AuditedNumber(key, base=False, place=place))
        return differences

    def decide_total(self, indicator: IndicatorId) -> None:
        """Decides on the figure of an indicator over all respondents."""
        key = (indicator, None)
        if key not in self._figures or key in self._current:
            return
        if key in self._secret:
            self.decisions[key] = Decision(secondary(self._language))
        elif not self._withhold_alone(key) and (leak := self._publish(self._differences, key)):
            self._withhold_by_difference(key, leak)

    def decide_groups(self, indicator: IndicatorId) -> None:
        """Decides on an indicator's groups, by breakdown: no withheld group may be computed from the total."""
        for keys in self._groups.get(indicator, {}).values():
            if not is_known_to_all(self._figures[keys[0]].result):
                self._decide_breakdown(keys)

    def _decide_breakdown(self, keys: list[Key]) -> None:
        """Withholds each group by itself, then further groups, until all the others are published."""
        for key in keys:
            if key not in self._current:
                self._withhold_alone(key)
        self._withhold_more(keys)
        while not self._publish_open(keys):
            pass

    def _publish_open(self, keys: list[Key]) -> bool:
        """Publishes the groups that are not withheld; or none, when so many more must be withheld that all change."""
        tried = None if self._differences is None else self._differences.copy()
        refused = self._refused(tried, keys)
        for key, leak in refused.items():
            self._withhold_by_difference(key, leak)
        if refused and self._withhold_more(keys):
            return False
        self._differences = tried
        return True

    def _refused(self, differences: Differences | None, keys: Iterable[Key]) -> Mapping[Key, Leak]:
        """The open groups that cannot be published one after the other, with what each would give away."""
        tried = ((key, self._publish(differences, key)) for key in keys if self._is_open(key))
        return {key: leak for key, leak in tried if leak}

    def audit(self) -> Audit:
        """Every ruling in the order of the figures, and which figures and releases were compared."""
        decided = ((key, self.decisions[key]) for key in self._figures if key in self.decisions)
        rulings = tuple(Ruling(*key, one.withheld.rule, one.base, one.against) for key, one in decided)
        scope = _scope(self._results.memberships)
        earlier = () if scope is AuditScope.FIGURES else tuple(one.name for one in self._results.earlier)
        return Audit(scope, earlier, rulings)

    def _is_open(self, key: Key) -> bool:
        figure = self._figures[key]
        if key in self.decisions or key in self._current:
            return False
        return not discloses_nothing(figure.base, figure.result)

    def _withhold_alone(self, key: Key) -> bool:
        """Withholds a figure with its base, or by the rules on a figure by itself; returns whether it did."""
        figure = self._figures[key]
        if is_known_to_all(figure.result):
            return False
        if self._withhold_with_base(key):
            return True
        if refused := refusal(self._language, self._policy, figure.base, figure.result):
            self.decisions[key] = Decision(refused)
            return True
        return False

    def _withhold_with_base(self, key: Key) -> bool:
        """Withholds a figure with its base, when the base leaks the answers of too few; returns whether it did.

        It leaks them by itself, or by a difference with numbers that are public.
        """
        base, memberships = self._figures[key].base, self._results.memberships
        terms = Terms() if memberships is None else memberships.of(*key)[0]
        if terms.base and 0 < base.returned < self._policy.minimum_units:
            self.decisions[key] = Decision(too_few(self._language, self._policy), base=True)
            return True
        if self._differences is not None and (leak := self._differences.publish(_base_offers(key, base, terms))):
            self._withhold_by_difference(key, leak, base=True)
            return True
        return False

    def _publish(self, differences: Differences | None, key: Key) -> Leak | None:
        figure = self._figures[key]
        if differences is None or discloses_nothing(figure.base, figure.result):
            return None
        flat = enumerate(unanimous_numbers(figure.result))
        return differences.publish([Offer(AuditedNumber(key, base=False, place=place), told) for place, told in flat])

    def _withhold_by_difference(self, key: Key, leak: Leak, *, base: bool = False) -> None:
        self.decisions[key] = Decision(by_difference(self._language, self._policy), base, tuple(sorted(leak.sources)))

    def _withhold_more(self, keys: list[Key]) -> bool:
        """Withholds the fewest further groups that make those withheld safe together; whether there were any."""
        whole = self._figures.get((keys[0][0], None))
        if whole is not None and isinstance(whole.result, NoResult):
            return False
        counted = [key for key in keys if not isinstance(self._figures[key].result, NoResult)]
        cells = [_cell(self._figures[key]) for key in counted]
        withheld, public = _places(counted, self.decisions), _places(counted, self._current)
        rest = _rest(whole, cells) if len(counted) < len(keys) else None
        if rest is not None:
            withheld.add(len(cells))
            cells.append(rest)
        more = self._places_to_withhold(whole, cells, withheld, public)
        for place in more:
            self.decisions[counted[place]] = Decision(secondary(self._language))
        return bool(more)

    def _places_to_withhold(
        self, whole: Figure | None, cells: list[BreakdownCell], withheld: Collection[int], public: Collection[int]
    ) -> frozenset[int]:
        """The further groups to withhold, beside a withheld total, a published one, or none."""
        if whole is not None and key_of(whole) in self.decisions:
            return frozenset() if withheld else self._one_beside_a_secret_total(cells, public)
        more = more_to_withhold(self._policy, cells, withheld, public)
        if whole is not None:
            self._mark_if_exposing(whole, cells, {*withheld, *more}, public)
        return more

    def _mark_if_exposing(
        self, whole: Figure, cells: Sequence[BreakdownCell], hidden: Collection[int], public: Collection[int]
    ) -> None:
        """Marks a total as exposing when, less its public groups, it reveals too much of the hidden ones."""
        told = any(cells[place].answered for place in public)
        if told and key_of(whole) not in self._current and not is_safe(self._policy, [cells[one] for one in hidden]):
            self.exposing.add(key_of(whole))

    def _one_beside_a_secret_total(self, cells: list[BreakdownCell], public: Collection[int]) -> frozenset[int]:
        """The group with the fewest answers: without it the groups do not add up to their secret total."""
        shown = [place for place, cell in enumerate(cells) if cell.answered and place not in public]
        return frozenset(sorted(shown, key=lambda place: cells[place].answered)[:1])


def _places(keys: Sequence[Key], known: Container[Key]) -> set[int]:
    return {place for place, key in enumerate(keys) if key in known}


def _cell(figure: Figure) -> BreakdownCell:
    return BreakdownCell(figure.base.answered, tuple(sums(figure.result)))


def key_of(figure: Figure) -> Key:
    """The key of a figure: its indicator, and its group or None."""
    return figure.id, None if figure.group is None else figure.group.key


def _breakdowns(figures: Mapping[Key, Figure]) -> Mapping[IndicatorId, Mapping[str, list[Key]]]:
    """The figures of groups, by their indicator and what they are broken down by."""
    found: dict[IndicatorId, dict[str, list[Key]]] = {}
    for key, figure in figures.items():
        if figure.group is not None:
            found.setdefault(key[0], {}).setdefault(figure.group.by, []).append(key)
    return found


def _groups_named(results: Results) -> list[str]:
    """The groups of the population that figures are of, each once; those who gave one answer are no such group."""
    every = (figure.group for figure in results.figures if figure.group is not None)
    return [*dict.fromkeys(group.value for group in every if not group.answered)]


def _places_of_true(flags: Iterable[bool]) -> list[int]:
    """The places of the flags that are true."""
    return [place for place, flag in enumerate(flags) if flag]


def _base_offers(key: Key, base: Base, terms: Terms) -> list[Offer]:
    """The numbers that a base publishes, none when it leaks no answer."""
    if not terms.base:
        return []
    counts = enumerate(zip(terms.counted(base), terms.certain, strict=True))
    return [
        Offer(AuditedNumber(key, base=True, place=place), counted=counted, certain=certain)
        for place, (counted, certain) in counts
    ]


def _rest(whole: Figure | None, cells: Sequence[BreakdownCell]) -> BreakdownCell | None:
    """The cell of a total's respondents who are in none of the cells; None when there are none, or no total."""
    rest = None if whole is None else remainder(_cell(whole), cells)
    return rest if rest is not None and rest.answered > 0 else None


def _scope(memberships: Memberships | None) -> AuditScope:
    """How far figures can be compared: each by itself, those of one release together, or those of all releases."""
    if memberships is None:
        return AuditScope.FIGURES
    return AuditScope.RELEASES if memberships.identified else AuditScope.RELEASE

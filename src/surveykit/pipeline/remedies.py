"""Which missing answers would let a key figure be told, or renewed: whom to ask again before it is too late.

Of 24 returns, two left question 1 blank: the change from question 1 to question 2, over 22, and the total of question
2, over 24, differ by the answers of two, and one of the two figures may not be told. If both answer, both may. So it is
tried: the blanks are filled in with answers like those of the others, the figures are computed and judged again, and
what is not needed is left out again, respondent by respondent, then question by question.

Of eight returns one left question 1 blank, and its total asks for everybody: it does not exist. That blank is what it
takes, exactly: nothing has to be tried but whether the figure may then be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from statistics import mode

from msgspec.structs import replace

from surveykit.aggregation.plan import fields_read
from surveykit.aggregation.table import counted_in
from surveykit.disclosure import disclose
from surveykit.disclosure.content import answer_lacking
from surveykit.expressions import BOOLEAN, to_python
from surveykit.ids import FieldId, IndicatorId, RespondentCode
from surveykit.model import Survey
from surveykit.pipeline.figures import results_over
from surveykit.pipeline.incomplete import fields_lacking
from surveykit.register import CurrentResponse
from surveykit.release import Release
from surveykit.release.audit import indicator_named
from surveykit.responses import Answered, Blank, Missing, Response, Unreadable, Value
from surveykit.results import EarlierRelease
from surveykit.results.remedies import Remedy, Request

MOST_TRIALS = 60
"""How often figures are computed: remedies that are not reduced by then are told with more blanks than it takes."""

Cell = tuple[RespondentCode, FieldId]
"""A blank: whose, and in which field."""


def remedies(
    survey: Survey, held: Sequence[CurrentResponse], release: Release, earlier: tuple[EarlierRelease, ...]
) -> tuple[Remedy, ...]:
    """The answers that would renew each key figure that a release does not, then those that would widen their base.

    A figure that does not exist because an answer is missing is among those.

    Several figures that the same answers would renew are one remedy. None for a figure that no such answer would renew.
    """
    known = [one for one in _key_figures(survey) if one in survey.indicator_by_id]
    if not known:
        return ()
    search = _Search(survey, held, earlier)
    return (*_renewing(search, survey, release, known), *_wider(search, survey, release))


def _key_figures(survey: Survey) -> Sequence[IndicatorId]:
    return () if survey.report is None else survey.report.key_figures


def _renewing(search: _Search, survey: Survey, release: Release, known: Sequence[IndicatorId]) -> list[Remedy]:
    """A remedy for each of these figures that is not told anew, those that the same answers would renew together."""
    open_figures = [one for one in known if _is_not_told(release, one)]
    found: list[Remedy] = []
    for indicator in open_figures:
        if any(indicator in one.figures for one in found):
            continue
        if cells := _blanks_to_fill(search, release, indicator):
            found.append(_remedy(search, survey, release, open_figures, cells))
    return found


def _is_not_told(release: Release, indicator: IndicatorId) -> bool:
    """Whether a figure has no new value, and missing answers may be why."""
    figure = release[indicator]
    return figure.content == answer_lacking(release.language) or figure.status in {"withheld", "earlier"}


def _blanks_to_fill(search: _Search, release: Release, indicator: IndicatorId) -> frozenset[Cell] | None:
    """The answers that would let a figure be told: those for want of which it does not exist, or others."""
    cells = search.completing(indicator) if release[indicator].content == answer_lacking(release.language) else None
    return cells or search.renewing(indicator, release)


def _remedy(
    search: _Search, survey: Survey, release: Release, open_figures: Sequence[IndicatorId], cells: frozenset[Cell]
) -> Remedy:
    told = search.told(cells)
    figures = tuple(one for one in open_figures if one in told)
    before = tuple(one for one in figures if release[one].status == "earlier")
    return Remedy(figures, before, tuple(_requests(survey, cells)))


def _wider(search: _Search, survey: Survey, release: Release) -> Iterator[Remedy]:
    """The blanks that keep respondents out of the common base of the key figures."""
    common = next((one for one in survey.common_bases if one.key_figures), None)
    if common is None:
        return
    first = common.indicators[0]
    cells = search.blanks(common.indicators)
    now, then = release[first].base.answered, search.base(cells, first)
    if cells and now is not None and then is not None and then > now:
        yield Remedy(common.indicators, (), tuple(_requests(survey, cells)), base=(now, then))


def _requests(survey: Survey, cells: Iterable[Cell]) -> Iterator[Request]:
    wanted = _by_respondent(cells)
    for respondent in survey.population.respondents:
        if mine := wanted.get(respondent.code):
            yield Request(respondent.code, tuple(one.code for one in survey.fields() if one.code in mine))


class _Search:
    """The search for the fewest blanks that stand between key figures and their publication."""

    def __init__(self, survey: Survey, held: Sequence[CurrentResponse], earlier: tuple[EarlierRelease, ...]) -> None:
        self._whole = survey
        self._survey = _key_figures_only(survey)
        self._earlier = earlier
        self._held = tuple(replace(one, response=counted_in(survey, one.response)) for one in held)
        self._usual: dict[FieldId, Value | None] = {}
        self._asked_when = {
            field.code: to_python(survey.expression(field.condition.when, BOOLEAN))
            for field in survey.fields()
            if field.condition is not None
        }
        self._tried: dict[frozenset[Cell], Release] = {}

    def renewing(self, indicator: IndicatorId, release: Release) -> frozenset[Cell] | None:
        """The blanks to fill for one figure, None when filling them all does not help."""
        named = {indicator}
        for _ in range(3):
            every = self.blanks(named)
            if indicator in self.told(every):
                fewer = self._fewer(every, indicator, lambda cell: cell[0])
                return self._fewer(fewer, indicator, self._question)
            further = {*_against(self._release(every), indicator), *_against(release, indicator)} - named
            if not further:
                return None
            named |= further
        return None

    def completing(self, indicator: IndicatorId) -> frozenset[Cell] | None:
        """The blanks for want of which a figure does not exist, None when it could not be told either if they came.

        None too when somebody of whom it lacks an answer left nothing blank: "NC" is one, and is not asked for again.
        """
        cells: set[Cell] = set()
        for held in self._held:
            wanted = fields_lacking(self._whole, indicator, {**held.response.values()})
            mine = {*self._blanks_of(held, self._fillable(wanted))}
            if wanted and not mine:
                return None
            cells |= mine
        every = frozenset(cells)
        if indicator not in self.told(every):
            return None
        alone = len({who for who, _ in every}) == len({self._question(cell) for cell in every})
        return every if alone else self._fewer(every, indicator, self._question)

    def told(self, cells: frozenset[Cell]) -> frozenset[IndicatorId]:
        """The figures that can be published with a new value once these blanks are filled."""
        release = self._release(cells)
        return frozenset(one.id for one in release.figures if one.group is None and one.status == "published")

    def base(self, cells: frozenset[Cell], indicator: IndicatorId) -> int | None:
        """How many are in a figure once these blanks are filled, None when it cannot be published even then."""
        figure = self._release(cells)[indicator]
        return figure.base.answered if figure.status == "published" else None

    def blanks(self, indicators: Iterable[IndicatorId]) -> frozenset[Cell]:
        """The blanks of those who returned, in the fields that some figures, or others on their base, read."""
        bases = (self._whole.common_base_of(one) for one in indicators)
        every = {*indicators, *(one for base in bases if base is not None for one in base.indicators)}
        return frozenset(self._blanks(every))

    def _release(self, cells: frozenset[Cell]) -> Release:
        if cells not in self._tried:
            mine = _by_respondent(cells)
            filled = [self._filled(one.response, mine.get(one.respondent, ())) for one in self._held]
            self._tried[cells] = disclose(self._survey, results_over(self._survey, filled, self._earlier))
        return self._tried[cells]

    def _question(self, cell: Cell) -> object:
        return cell[0], self._survey.field_by_code[cell[1]].question.number

    def _fewer(
        self, cells: frozenset[Cell], indicator: IndicatorId, together: Callable[[Cell], object]
    ) -> frozenset[Cell]:
        """The cells without the groups of cells (by `together`) that are not needed, tried one after the other."""
        for group in sorted({together(one) for one in cells}, key=str):
            rest = frozenset(one for one in cells if together(one) != group)
            if rest and len(self._tried) < MOST_TRIALS and indicator in self.told(rest):
                cells = rest
        return cells

    def _blanks(self, indicators: Iterable[IndicatorId]) -> Iterator[Cell]:
        """The blanks of those who returned, in the fields that some indicators read."""
        known = self._whole.indicator_by_id
        named = {code for one in indicators if one in known for code in fields_read(self._whole, known[one])}
        fields = self._fillable(named)
        for held in self._held:
            yield from self._blanks_of(held, fields)

    def _fillable(self, named: Collection[str]) -> Mapping[FieldId, Value]:
        """The usual answers to those of some fields that anybody answered, in the order of the form."""
        usual = ((field.code, self._usual_answer(field.code)) for field in self._survey.fields() if field.code in named)
        return {code: value for code, value in usual if value is not None}

    def _usual_answer(self, field: FieldId) -> Value | None:
        """The answer that was most often given to a field, None when there is none."""
        if field not in self._usual:
            given = [value for one in self._held if (value := one.response.value(field)) is not None]
            self._usual[field] = mode(given) if given else None
        return self._usual[field]

    def _blanks_of(self, held: CurrentResponse, usual: Mapping[FieldId, Value]) -> Iterator[Cell]:
        """The blanks of one who returned, among some fields: those that were asked of them and have no answer."""
        blank = [one for one in usual if _is_open(held.response, one)]
        answers: dict[str, Value | None] = {**held.response.values()} if blank else {}
        for field in blank:
            if self._is_asked(field, answers):
                answers[field] = usual[field]
                yield held.respondent, field

    def _is_asked(self, field: FieldId, answers: Mapping[str, Value | None]) -> bool:
        when = self._asked_when.get(field)
        return when is None or when(answers) is True

    def _filled(self, response: Response, fields: Collection[FieldId]) -> Response:
        usual = ((code, self._usual_answer(code)) for code in fields)
        mine = {code: Answered(value) for code, value in usual if value is not None}
        return replace(response, answers={**response.answers, **mine}) if mine else response


def _by_respondent(cells: Iterable[Cell]) -> Mapping[RespondentCode, AbstractSet[FieldId]]:
    """The fields of some blanks, by whose they are."""
    found: defaultdict[RespondentCode, set[FieldId]] = defaultdict(set)
    for respondent, field in cells:
        found[respondent].add(field)
    return found


def _key_figures_only(survey: Survey) -> Survey:
    """The survey without its other indicators: key figures are judged first, so the others change nothing for them.

    Those on a common base with a key figure stay: they decide who is in it.
    """
    key = {*_key_figures(survey)}
    shared = [base.indicators for base in survey.common_bases if not key.isdisjoint(base.indicators)]
    key = key.union(*shared)
    parts = {name: getattr(survey, name) for name in Survey.model_fields}
    return Survey.model_construct(**parts | {"indicators": tuple(one for one in survey.indicators if one.id in key)})


def _is_open(response: Response, field: FieldId) -> bool:
    """Whether a field has no answer that its respondent chose to give: "NC" is one."""
    return isinstance(response.answers.get(field, Blank()), Blank | Missing | Unreadable)


def _against(release: Release, indicator: IndicatorId) -> frozenset[IndicatorId]:
    """The indicators whose figures forbid one's."""
    rulings = (one for one in release.audit.rulings if one.indicator == indicator and one.group is None)
    return frozenset(IndicatorId(indicator_named(name)) for one in rulings for name in one.against)

"""What was told and has not changed since is public: it is told as it is, and its groups hide nothing any more."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from every_indicator import survey_of
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose
from surveykit.disclosure.breakdown import BreakdownCell, more_to_withhold
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Dissemination, Median, MissingPolicy, Survey, Total
from surveykit.release import Release
from surveykit.responses import Answered, Blank, Response
from surveykit.results import EarlierRelease, Results
from telling import left_behind

ZONES = ("nord", "sud", "est")
TOWNS = tuple((ZONES[n % 3], "petit") for n in range(8))
COMPLETE = survey_of((Total(id="x", label="X", value="n", missing=MissingPolicy.COMPLETE),), TOWNS)
EVEN: Mapping[int, int] = {n: 10 + n for n in range(8)}
ONE_IS_MOST: Mapping[int, int] = {0: 200, 1: 3, 2: 2000, 3: 200, 4: 4, 5: 6, 6: 200, 7: 5}


def without(given: Mapping[int, int], *whom: int) -> Mapping[int, int]:
    return {n: value for n, value in given.items() if n not in whom}


def found(survey: Survey, given: Mapping[int, int], earlier: tuple[EarlierRelease, ...] = ()) -> Results:
    """The results of eight returns of which some left the question blank."""
    responses = [
        Response(
            survey.id,
            survey.edition,
            RespondentCode(f"r{n}"),
            {
                field.code: Answered(given[n]) if field.code == FieldId("n") and n in given else Blank()
                for field in survey.fields()
            },
        )
        for n in range(8)
    ]
    with memory_engine(columns(survey), rows(survey, responses)) as engine:
        return aggregate(survey, engine, by="zone", identified=True, earlier=earlier)


def released(survey: Survey, *moments: Mapping[int, int]) -> list[Release]:
    """The releases of what was answered at each moment, each compared with those before it."""
    earlier: tuple[EarlierRelease, ...] = ()
    made: list[Release] = []
    for given in moments:
        results = found(survey, given, earlier)
        made.append(disclose(survey, results))
        earlier = (*earlier, left_behind(survey, results, made[-1]))
    return made


def told(release: Release) -> list[tuple[str, float | int | None]]:
    return [
        (one.content.rule if one.status == "withheld" else one.status, one.value)  # type: ignore[union-attr]
        for one in release.figures
    ]


def test_a_group_that_is_still_the_same_is_current_and_another_one_hides_the_small_one() -> None:
    """The north was told before the south had its figure: to withhold it now would hide nothing."""
    first, second = released(COMPLETE, without(EVEN, 7), EVEN)
    assert told(first) == [("undefined", None), ("published", 39), ("undefined", None), ("too_few", None)]
    assert told(second) == [("published", 108), ("published", 39), ("secondary", None), ("too_few", None)]
    assert [one.as_of for one in second.figures] == [None] * 4


def test_on_a_new_register_the_first_group_goes() -> None:
    assert told(released(COMPLETE, EVEN)[0]) == [
        *(("published", 108), ("secondary", None), ("published", 42), ("too_few", None))
    ]


def test_a_total_that_would_tell_one_respondent_by_a_public_group_is_withheld() -> None:
    """2618 less the 600 that are public leaves 2018 of five, of whom one has 2000."""
    first, second = released(COMPLETE, without(ONE_IS_MOST, 7), ONE_IS_MOST)
    assert told(first)[1] == ("published", 600)
    assert told(second) == [("secondary", None), ("published", 600), ("published", 12), ("too_few", None)]
    # Where nothing was told before, the total is said and the north is not.
    assert told(released(COMPLETE, ONE_IS_MOST)[0]) == [
        *(("published", 2618), ("secondary", None), ("published", 12), ("too_few", None))
    ]


def test_a_corrected_group_is_not_current_and_its_former_value_stands() -> None:
    corrected = {**EVEN, 0: 11}
    second = released(COMPLETE, without(EVEN, 7), corrected)[1]
    assert (second.figures[1].status, second.figures[1].value) == ("earlier", 39)


def test_a_policy_that_has_become_stricter_takes_nothing_back() -> None:
    """Three were enough and five are wanted since: the 42 of the south stay public, and nothing has changed there."""
    results = found(COMPLETE, EVEN)
    first = left_behind(COMPLETE, results, disclose(COMPLETE, results))
    stricter = Survey(
        **{name: getattr(COMPLETE, name) for name in Survey.model_fields}
        | {"dissemination": Dissemination(minimum_units=5)}
    )
    release = disclose(stricter, found(stricter, EVEN, (first,)))
    assert told(release) == [("published", 108), ("too_few", None), ("published", 42), ("too_few", None)]


def test_the_same_sums_of_an_indicator_that_is_said_otherwise_are_not_current() -> None:
    """The value is what was told or it is not the same figure, whatever the sums."""
    results = found(COMPLETE, without(EVEN, 7))
    first = left_behind(COMPLETE, results, disclose(COMPLETE, results))
    other = tuple(
        replace(one, content=type(one.content)(40)) if one.value == 39 else one  # type: ignore[call-arg]
        for one in first.figures
    )
    release = disclose(COMPLETE, found(COMPLETE, EVEN, (replace(first, figures=other),)))
    assert (release.figures[1].status, release.figures[1].value) == ("earlier", 40)


def test_nothing_proves_that_a_median_is_still_of_the_same_answers() -> None:
    median = survey_of((Median(id="x", label="X", value="n", missing=MissingPolicy.COMPLETE),), TOWNS)
    both = released(median, EVEN, EVEN)
    assert told(both[0]) == told(both[1])


@pytest.mark.parametrize(("public", "more"), [((), {1}), ((1,), {2}), ((1, 2), set())])
def test_what_is_public_does_not_go_with_a_small_group(public: tuple[int, ...], more: set[int]) -> None:
    cells = [BreakdownCell(2), BreakdownCell(3), BreakdownCell(4)]
    assert more_to_withhold(Dissemination(minimum_units=3), cells, {0}, public) == more

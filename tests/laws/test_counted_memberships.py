"""Law: how many enter which numbers, counted without a name, is how many of those known by name do."""

from __future__ import annotations

from collections import Counter
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from figures_by_hand import COMMON, SURVEY
from small_survey import RESPONDENTS
from strategies import returns
from surveykit.aggregation import aggregate, columns, joint, rows
from surveykit.engines.duckdb import memory_engine
from surveykit.model import Survey
from surveykit.responses import Response


@settings(max_examples=25)
@given(returns(SURVEY, RESPONDENTS), st.sampled_from([0, 4, 1000]), st.sampled_from([SURVEY, SURVEY, COMMON]))
def test_how_many_enter_each_number_is_how_many_of_those_known_by_name_do(
    given_back: list[Response], further: int, survey: Survey
) -> None:
    with memory_engine(columns(survey), rows(survey, given_back)) as engine:
        named = aggregate(survey, engine, by="bord", identified=True).memberships
        with patch.object(joint, "_MOST_CONJUNCTIONS", further):
            counted = aggregate(survey, engine, by="bord").memberships
    assert (counted.atoms, counted.terms) == (named.atoms, named.terms)
    assert [one.atoms for one in counted.components] == [one.atoms for one in named.components]
    terms = [term for one in counted.terms.values() for term in (*one.base, *one.content)]
    for mine, theirs in zip(counted.components, named.components, strict=True):
        looked_at = 0
        for piece in (piece for term in terms for piece in term if piece.atom in mine.atoms):
            looked_at |= 1 << piece.condition
        expected = Counter((one.group, one.conditions & looked_at) for one in theirs.patterns)
        assert {(one.group, one.conditions & looked_at): one.count for one in mine.patterns} == expected

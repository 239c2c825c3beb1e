"""Laws: names and labels within a program's limits, no two names alike, no word cut in the middle."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from surveykit.labelled import Limits, shortened, variable_names
from surveykit.labelled.spss import LIMITS as SPSS
from surveykit.labelled.stata import LIMITS as STATA

codes = st.from_regex(r"\A[a-z][a-z0-9]{0,30}(__?[a-z0-9]{1,30}){0,3}\Z")
groups = st.text(min_size=1, max_size=40)
names = st.lists(codes | groups | st.sampled_from(["by", "to", "strl", "str12", "_all", "Été", "ete", "région ARS"]))
limits = st.sampled_from([SPSS, STATA])


@given(wanted=names.map(lambda some: list({name.casefold(): name for name in some}.values())), program=limits)
def test_every_name_has_one_of_its_own_that_the_program_takes(wanted: list[str], program: Limits) -> None:
    given_names = variable_names(wanted, program)
    assert list(given_names) == wanted
    chosen = list(given_names.values())
    assert len({name.casefold() for name in chosen}) == len(chosen)
    for name in chosen:
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name)
        assert len(name) <= program.name
        assert name.casefold() not in program.reserved


@given(name=codes, program=limits)
def test_a_name_that_fits_is_kept(name: str, program: Limits) -> None:
    if len(name) <= program.name and name not in program.reserved:
        assert variable_names([name], program) == {name: name}


@given(names=st.lists(codes, unique=True, min_size=2))
def test_a_long_name_does_not_depend_on_its_neighbours(names: list[str]) -> None:
    long = "q4_methodologie__" + "a" * 40
    assert variable_names([*names, long], STATA)[long] == variable_names([long], STATA)[long]


letters = st.text("aé🙂b", min_size=1, max_size=12)


@given(words=st.lists(letters, min_size=1), limit=st.integers(50, 80))
def test_no_word_of_a_label_is_cut(words: list[str], limit: int) -> None:
    for size in (len, lambda some: len(some.encode())):
        label = shortened(" ".join(words), limit, size)
        assert size(label) <= limit
        kept = label.removesuffix("…").split(" ")
        assert kept == words[: len(kept)]
        assert label.endswith("…") == (len(kept) < len(words))
        assert len(kept) == len(words) or size(" ".join(words[: len(kept) + 1]) + "…") > limit


def test_a_word_longer_than_the_limit_is_cut_all_the_same() -> None:
    assert shortened("a" * 100, 10, len) == "a" * 9 + "…"
    assert shortened("é" * 100, 10, lambda text: len(text.encode())) == "ééé…"

"""Law: on common bases, and however conditions are written, no answer of one or two respondents is found."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest
from msgspec import Struct
from msgspec.structs import replace

from formula_worlds import QUESTIONS, Answers, Asked, Cell, Returns, heard, told_of_many
from small_survey import small_survey, towns
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose, published_sums
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import KeyFigures, MissingPolicy, Outline, Question, Section, Share, Survey, Theme, YesNo
from surveykit.release import Release
from surveykit.responses import Answered, Blank, Response
from surveykit.results import EarlierRelease

SURVEYS = 100
NAMES = tuple(f"r{n}" for n in range(6))
GROUPS = {name: "nord" if n < 3 else "sud" for n, name in enumerate(NAMES)}
ASKED: Mapping[str, Asked] = {
    "c": Asked("c"),
    "d": Asked("d"),
    "e": Asked("e"),
    "e_zero": Asked("e", zero=True),
    "e_si_d": Asked("e", ("d",)),
    "d_si_c_repondu": Asked("d", ("answered(c)",)),
    "e_si_d_ou_non": Asked("e", ("d or not d",)),
    "c_sinon_non": Asked("coalesce(c, false)"),
    "e_si_c_repondu": Asked("case when answered(c) then e end"),
    "e_selon_c": Asked("e"),
}
"""No share here joins two answers: relations between such shares are not followed (decision 7)."""


class Drawn(Struct, frozen=True):
    """A survey, which shares are on a common base with which, and what had come back at one moment or two."""

    survey: Survey
    bases: Mapping[str, Sequence[str]]
    moments: Sequence[tuple[Returns, str | None]]


def survey(indicators: Sequence[str], key_figures: Sequence[str], theme: Sequence[str]) -> Survey:
    questions = tuple(YesNo(code=FieldId(one), label=one) for one in QUESTIONS)
    return small_survey(
        sections=(Section(title="Une", questions=(Question(number="1", text="?", fields=questions),)),),
        derived=(),
        rules=(),
        indicators=tuple(
            Share(
                id=one,
                label=one,
                of=ASKED[one].of,
                where=" and ".join(f"({text})" for text in ASKED[one].where) or None,
                missing=MissingPolicy.ZERO if ASKED[one].zero else MissingPolicy.EXCLUDE,
                by=FieldId("c") if one == "e_selon_c" else None,
            )
            for one in indicators
        ),
        report=Outline(
            title="Bilan",
            headline=KeyFigures(base="common", indicators=tuple(key_figures)),
            themes=(Theme(title="Un", base="common" if theme else "own", indicators=tuple(theme)),),
        ),
        population=towns({name: {"bord": GROUPS[name]} for name in NAMES}),
    )


def drawn(chance: random.Random) -> Drawn:
    some = [one for one in ASKED if chance.random() < 0.35] or ["c"]
    key_figures = chance.sample(some, min(len(some), chance.choice((0, 2, 2, 3))))
    theme = [one for one in some if one not in key_figures and chance.random() < 0.4]
    asked = survey(some, key_figures, theme)
    bases = {one: every for every in (key_figures, theme) for one in every}
    likely = {one: chance.choice((0.15, 0.5, 0.85)) for one in QUESTIONS}
    answers: dict[str, Answers] = {
        name: {one: chance.random() < likely[one] for one in QUESTIONS if chance.random() < 0.8} for name in NAMES
    }
    late = chance.sample(NAMES, chance.choice((0, 0, 1, 2)))
    moments = [{name: one for name, one in answers.items() if name not in late}, answers] if late else [answers]
    return Drawn(asked, bases, [(moment, chance.choice((None, "bord"))) for moment in moments])


def response(asked: Survey, name: str, answers: Answers) -> Response:
    held = {FieldId(one): Answered(answers[one]) if one in answers else Blank() for one in QUESTIONS}
    return Response(asked.id, asked.edition, RespondentCode(name), held)


def released(one: Drawn, *, audited: bool) -> list[tuple[Release, Returns]]:
    earlier: tuple[EarlierRelease, ...] = ()
    made: list[tuple[Release, Returns]] = []
    for returns, by in one.moments:
        given = rows(one.survey, [response(one.survey, name, answers) for name, answers in returns.items()])
        with memory_engine(columns(one.survey), given) as engine:
            results = aggregate(one.survey, engine, by=by, identified=True, earlier=earlier)
        release = disclose(one.survey, results if audited else replace(results, memberships=None, earlier=()))
        made.append((release, returns))
        earlier = (*earlier, EarlierRelease(f"release {len(earlier) + 1}", published_sums(results, release)))
    return made


def found_out(surveys: Sequence[Drawn], *, audited: bool) -> list[set[Cell]]:
    """For each survey, the answers that are found, but for those that were told with those of two others or more."""
    found: list[set[Cell]] = []
    for one in surveys:
        worlds = heard(released(one, audited=audited), ASKED, one.bases, GROUPS)
        found.append(worlds.found().keys() - told_of_many(worlds, least=3))
    return found


@pytest.fixture(scope="module")
def surveys() -> Sequence[Drawn]:
    chance = random.Random(20141129)
    return [drawn(chance) for _ in range(SURVEYS)]


def test_no_answer_is_the_same_in_all_that_is_possible(surveys: Sequence[Drawn]) -> None:
    found = found_out(surveys, audited=True)
    assert not any(found)
    assert len(found) > 0.7 * SURVEYS


def test_answers_are_found_when_each_figure_is_judged_by_itself(surveys: Sequence[Drawn]) -> None:
    assert sum(map(bool, found_out(surveys, audited=False))) > 0.3 * SURVEYS

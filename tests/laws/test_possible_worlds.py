"""Law: no answer of one respondent or two is the same in every way in which the published numbers can be true."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from possible_worlds import Answers, Asked, Cell, Condition, Returns, Worlds, told_of_many
from small_survey import small_survey, towns
from surveykit.aggregation import aggregate, columns, rows
from surveykit.disclosure import disclose
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import Question, Section, Share, Survey, YesNo
from surveykit.responses import Answered, Blank, Response
from surveykit.results import EarlierRelease
from telling import left_behind

SURVEYS = 150
NAMES = tuple(f"r{n}" for n in range(6))
GROUPS = {name: "nord" if n < 3 else "sud" for n, name in enumerate(NAMES)}
QUESTIONS = ("c", "d", "e")
BY = FieldId("c")
C, D, E = (("c", True),), (("d", True),), (("e", True),)
ASKED = {
    "c": Asked("c"),
    "d": Asked("d"),
    "e": Asked("e"),
    "e_si_c": Asked("e", (C,)),
    "e_si_d": Asked("e", (D,)),
    "d_si_c": Asked("d", (C,)),
    "e_si_c_et_d": Asked("e", (C, D)),
    "e_si_c_ou_d": Asked("e", ((*C, *D),)),
    "c_si_d_ou_e": Asked("c", ((*D, *E),)),
    "c_sans_d": Asked("c", ((("d", False),),)),
    "e_selon_c": Asked("e"),
    "e_si_d_selon_c": Asked("e", (D,)),
}


def text(condition: Condition) -> str:
    return f"({' or '.join(name if yes else f'not {name}' for name, yes in condition)})"


def survey(indicators: list[str]) -> Survey:
    questions = tuple(YesNo(code=FieldId(one), label=one) for one in QUESTIONS)
    return small_survey(
        sections=(Section(title="Une", questions=(Question(number="1", text="?", fields=questions),)),),
        derived=(),
        rules=(),
        report=None,
        indicators=tuple(
            Share(
                id=one,
                label=one,
                of=ASKED[one].of,
                where=" and ".join(map(text, ASKED[one].where)) or None,
                by=BY if one.endswith("selon_c") else None,
            )
            for one in indicators
        ),
        population=towns({name: {"bord": GROUPS[name]} for name in NAMES}),
    )


def campaign(chance: random.Random) -> tuple[Survey, list[tuple[Returns, str | None]]]:
    """A survey, and what had come back at one moment or two, each published with a breakdown or not."""
    asked = survey([one for one in ASKED if chance.random() < 0.6] or ["c"])
    likely = {one: chance.choice((0.15, 0.5, 0.85)) for one in QUESTIONS}
    answers: dict[str, Answers] = {
        name: {one: chance.random() < likely[one] for one in QUESTIONS if chance.random() < 0.85} for name in NAMES
    }
    late = chance.sample(NAMES, chance.choice((0, 0, 1, 2)))
    moments = [{name: one for name, one in answers.items() if name not in late}, answers] if late else [answers]
    return asked, [(moment, chance.choice((None, "bord"))) for moment in moments]


def response(asked: Survey, name: str, answers: Answers) -> Response:
    held = {FieldId(one): Answered(answers[one]) if one in answers else Blank() for one in QUESTIONS}
    return Response(asked.id, asked.edition, RespondentCode(name), held)


def heard(asked: Survey, moments: list[tuple[Returns, str | None]], *, audited: bool) -> Worlds:
    """What is possible once every release is known."""
    worlds = Worlds(moments[-1][0])
    earlier: tuple[EarlierRelease, ...] = ()
    for returns, by in moments:
        given = rows(asked, [response(asked, name, one) for name, one in returns.items()])
        with memory_engine(columns(asked), given) as engine:
            results = aggregate(asked, engine, by=by, identified=True, earlier=earlier)
        release = disclose(asked, results if audited else replace(results, memberships=None, earlier=()))
        worlds.hear(release, ASKED, returns, GROUPS)
        earlier = (*earlier, left_behind(asked, replace(results, earlier=earlier), release))
    return worlds


Campaigns = Sequence[tuple[Survey, list[tuple[Returns, str | None]]]]


def found_out(campaigns: Campaigns, *, audited: bool) -> list[set[Cell]]:
    """For each campaign, the answers that are found, those aside that were told with those of two others or more.

    Without those where a difference of numbers tells that three or more said the same: more may follow (decision 7).
    """
    found: list[set[Cell]] = []
    for asked, moments in campaigns:
        worlds = heard(asked, moments, audited=audited)
        told, by_difference = told_of_many(worlds.facts, moments[-1][0], least=3)
        if not by_difference:
            found.append(worlds.found().keys() - told)
    return found


@pytest.fixture(scope="module")
def campaigns() -> Campaigns:
    chance = random.Random(20141122)
    return [campaign(chance) for _ in range(SURVEYS)]


def test_no_answer_is_the_same_in_all_that_is_possible(campaigns: Campaigns) -> None:
    found = found_out(campaigns, audited=True)
    assert not any(found)
    assert len(found) > 0.8 * SURVEYS


def test_answers_are_found_when_each_figure_is_judged_by_itself(campaigns: Campaigns) -> None:
    assert sum(map(bool, found_out(campaigns, audited=False))) > 0.3 * SURVEYS

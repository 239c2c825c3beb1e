"""Law: linear algebra on everything that was published, before and after late returns, finds no answer."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

import duckdb
import pytest
from msgspec import Struct
from msgspec.structs import replace

from difference_attack import Answers, Equation, equations, exposed
from small_survey import small_survey, towns
from surveykit.aggregation import aggregate, columns, rows
from surveykit.aggregation.plan import asks, scan
from surveykit.aggregation.sql import Keys, moments_text, quoted
from surveykit.disclosure import disclose
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import (
    Change,
    Count,
    ManyChoices,
    Mean,
    Multiple,
    Option,
    Question,
    Scale,
    ScaleSummary,
    Section,
    Share,
    Total,
    YesNo,
)
from surveykit.ports import SqlValue
from surveykit.release import Release
from surveykit.responses import Answered, Blank, Response
from surveykit.results import EarlierRelease, Results
from telling import left_behind

SURVEYS = 1000
WITHOUT_AUDIT = 200
NAMES = tuple(f"r{n}" for n in range(10))
GROUPS = {name: "nord" if n < 4 else "sud" for n, name in enumerate(NAMES)}
FIELDS = (
    Count(code=FieldId("a"), label="A"),
    Count(code=FieldId("b"), label="B"),
    YesNo(code=FieldId("c"), label="C"),
    Scale(code=FieldId("s"), label="S", maximum=2),
    ManyChoices(
        code=FieldId("m"),
        label="M",
        options=(Option(code=OptionCode("x"), label="X"), Option(code=OptionCode("y"), label="Y")),
    ),
)
SURVEY = small_survey(
    sections=(Section(title="Une", questions=(Question(number="1", text="Combien ?", fields=FIELDS),)),),
    derived=(),
    rules=(),
    report=None,
    indicators=(
        Total(id="a", label="A", value="a"),
        Change(id="evolution", label="Évolution", before="b", after="a"),
        Total(id="b", label="B", value="b"),
        Total(id="hausse", label="Hausse", value="a - b"),
        Share(id="c", label="C", of="c"),
        Total(id="a_si_c", label="A si C", value="a", where="c"),
        ScaleSummary(id="s", label="S", field=FieldId("s")),
        ScaleSummary(id="s_si_c", label="S si C", field=FieldId("s"), where="c"),
        Multiple(id="m", label="M", field=FieldId("m")),
        Total(id="a_selon_c", label="A selon C", value="a", by=FieldId("c")),
        Mean(id="moyenne", label="B en moyenne", value="b", where="s >= 0"),
    ),
    population=towns({name: {"bord": GROUPS[name]} for name in NAMES}),
)
Returns = Mapping[str, Answers]


def drawn(chance: random.Random) -> tuple[Returns, Returns]:
    """What had come back at two moments: some come late, one may correct an answer."""
    answers: dict[str, dict[str, int | bool | frozenset[str]]] = {}
    for name in NAMES:
        whole: dict[str, int | bool | frozenset[str]] = {
            "a": chance.choice((0, 3, 8, 12, 15, 20, 40)),
            "b": chance.choice((0, 2, 9, 11, 14, 22, 30)),
            "c": chance.random() < 0.7,
            "s": chance.randrange(3),
            "m": frozenset(chance.sample(("x", "y"), chance.choice((1, 1, 2)))),
        }
        answers[name] = {field: value for field, value in whole.items() if chance.random() > 0.12}
    late = chance.sample(NAMES, chance.choice((0, 1, 1, 2, 3, 4)))
    first = {name: one for name, one in answers.items() if name not in late}
    second: dict[str, Answers] = dict(answers)
    if chance.random() < 0.3:
        who = chance.choice(sorted(first))
        second[who] = {**answers[who], "a": 17}
    return first, second


class Shelf:
    """Stands for an engine: the rows of its queries over one survey's responses, computed for all surveys at once."""

    def __init__(
        self,
        whole: Sequence[tuple[SqlValue, ...]],
        groups: Sequence[tuple[SqlValue, ...]],
        named: Sequence[tuple[SqlValue, ...]],
    ) -> None:
        self._whole, self._groups, self._named = whole, groups, named

    def rows(self, sql: str, /) -> Sequence[tuple[SqlValue, ...]]:
        if '"__c0"' in sql:
            return self._groups if '"bord"' in sql else self._whole
        return [row if '"bord"' in sql else (row[0], None, *row[2:]) for row in self._named]


def shelves(moments: Sequence[Returns]) -> Iterator[Shelf]:
    """One for each set of returns, in order: a few queries over all of them together."""
    shape = ", ".join(f'"{column.name}" {column.type}' for column in columns(SURVEY))
    with duckdb.connect() as connection:
        connection.execute(f'CREATE TABLE responses ({shape}, "moment" INTEGER, "both" VARCHAR)')
        table = [
            (*row, moment, f"{moment} {GROUPS[str(row[0])]}")
            for moment, returns in enumerate(moments)
            for row in rows(SURVEY, [response(name, one) for name, one in returns.items()])
        ]
        cells = [list(column) for column in zip(*table, strict=True)]
        types = [*(column.type for column in columns(SURVEY)), "INTEGER", "VARCHAR"]
        unnested = ", ".join(f"unnest(?::{kind}[])" for kind in types)
        connection.execute(f"INSERT INTO responses SELECT {unnested}", cells)
        one_pass = scan(asks(SURVEY))
        by_moment, by_both = (
            gathered(connection.execute(moments_text(one_pass, Keys(quoted(key)))).fetchall())
            for key in ("moment", "both")
        )
        asked: list[str] = []

        class Asking:
            def rows(self, sql: str, /) -> Sequence[tuple[SqlValue, ...]]:
                asked.append(sql)
                return []

        aggregate(SURVEY, Asking(), by="bord", identified=True)
        (by_name,) = (one for one in asked if one.startswith('SELECT "respondent"'))
        text = by_name.replace('SELECT "respondent"', 'SELECT "moment", "respondent"', 1)
        named: dict[int, list[tuple[SqlValue, ...]]] = {}
        for moment, *row in connection.execute(text).fetchall():
            named.setdefault(moment, []).append(tuple(row))
    for moment in range(len(moments)):
        there = [group for group in ("nord", "sud") if f"{moment} {group}" in by_both]
        groups = [(group, *row) for group in there for row in by_both[f"{moment} {group}"]]
        yield Shelf([(None, *row) for row in by_moment[moment]], groups, named[moment])


def gathered(found: Sequence[tuple[SqlValue, ...]]) -> Mapping[SqlValue, list[tuple[SqlValue, ...]]]:
    """Rows by their first cell, without it."""
    rows_of: dict[SqlValue, list[tuple[SqlValue, ...]]] = {}
    for first, *row in found:
        rows_of.setdefault(first, []).append(tuple(row))
    return rows_of


def response(name: str, answers: Answers) -> Response:
    held = {
        field.code: Answered(frozenset(map(OptionCode, value)) if isinstance(value, frozenset) else value)
        if (value := answers.get(field.code)) is not None
        else Blank()
        for field in SURVEY.fields()
    }
    return Response(SURVEY.id, SURVEY.edition, RespondentCode(name), held)


class Campaign(Struct, frozen=True):
    """One simulated survey: two releases, each with or without a breakdown."""

    returns: tuple[Returns, Returns]
    shelves: tuple[Shelf, Shelf]
    by: tuple[str | None, str | None]


@pytest.fixture(scope="module")
def campaigns() -> list[Campaign]:
    chance = random.Random(20141121)
    returns = [drawn(chance) for _ in range(SURVEYS)]
    made = [*shelves([moment for both in returns for moment in both])]
    return [
        Campaign(both, (made[2 * n], made[2 * n + 1]), (chance.choice((None, "bord")), chance.choice((None, "bord"))))
        for n, both in enumerate(returns)
    ]


def released(campaign: Campaign, *, audited: bool) -> tuple[list[Equation], list[Release]]:
    """Everything that the two releases tell."""
    earlier: tuple[EarlierRelease, ...] = ()
    told: list[Equation] = []
    made: list[Release] = []
    for returns, shelf, by in zip(campaign.returns, campaign.shelves, campaign.by, strict=True):
        results = aggregate(SURVEY, shelf, by=by, identified=True, earlier=earlier)
        release = disclose(SURVEY, results if audited else without_audit(results))
        told += equations(release, returns, GROUPS)
        made.append(release)
        earlier = (*earlier, left_behind(SURVEY, replace(results, earlier=earlier), release))
    return told, made


def without_audit(results: Results) -> Results:
    return replace(results, memberships=None, earlier=())


def test_no_answer_follows_from_what_two_releases_tell(campaigns: list[Campaign]) -> None:
    said = 0
    for campaign in campaigns:
        told, made = released(campaign, audited=True)
        assert not exposed(told)
        said += sum(figure.status == "published" for release in made for figure in release.figures)
    assert said > 10 * SURVEYS


def test_answers_follow_when_each_figure_is_judged_by_itself(campaigns: list[Campaign]) -> None:
    some = sum(bool(exposed(released(campaign, audited=False)[0])) for campaign in campaigns[:WITHOUT_AUDIT])
    assert some > 0.9 * WITHOUT_AUDIT


@pytest.mark.parametrize(("seed", "number"), [(1, 350), (2, 7), (2, 44), (2, 343)])
def test_that_nobody_is_in_a_figure_tells_who_gave_the_other_answer(seed: int, number: int) -> None:
    """Of those who said no, nobody gave a number: whoever gave one said yes. These campaigns leaked by it."""
    chance = random.Random(seed)
    every = [drawn(chance) for _ in range(600)]
    by = [(chance.choice((None, "bord")), chance.choice((None, "bord"))) for _ in every]
    first, second = shelves(every[number])
    told, made = released(Campaign(every[number], (first, second), by[number]), audited=True)
    assert not exposed(told)
    assert any(figure.status == "published" for release in made for figure in release.figures)

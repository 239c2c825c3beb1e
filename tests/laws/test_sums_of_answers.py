"""Law: an expression is what its parts add up to, and what everyone knows who knows who answered what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from small_expressions import ANSWERS, ENDS, small_expressions
from small_survey import small_survey, towns
from surveykit.aggregation import columns, rows
from surveykit.aggregation.atoms import Part, sql
from surveykit.aggregation.linear import known_parts, parts
from surveykit.engines.duckdb import memory_engine
from surveykit.expressions import BOOLEAN, INTEGER, Expression
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import Count, FreeText, ManyChoices, OneChoice, Option, Question, Scale, Section, YesNo
from surveykit.ports import Engine
from surveykit.responses import Answer, Answered, Blank, NothingToSay, Response, Value
from surveykit.silence import NOTHING


def options(codes: str) -> tuple[Option, ...]:
    return tuple(Option(code=OptionCode(one), label=one) for one in codes)


FIELDS = (
    Scale(code=FieldId("s"), label="s", minimum=0, maximum=2),
    Count(code=FieldId("v"), label="v", minimum=-1, maximum=1),
    YesNo(code=FieldId("p"), label="p"),
    YesNo(code=FieldId("q"), label="q"),
    OneChoice(code=FieldId("c"), label="c", options=options("abd")),
    ManyChoices(code=FieldId("w"), label="w", options=options("xy")),
    FreeText(code=FieldId("t"), label="t"),
)
SURVEY = small_survey(
    sections=(Section(title="Une", questions=(Question(number="1", text="?", fields=FIELDS),)),),
    derived=(),
    rules=(),
    indicators=(),
    report=None,
    population=towns({"r": {"bord": "nord"}}),
)


def answered(values: Sequence[Value | None]) -> Response:
    held = {FieldId(name): said(value) for name, value in zip(ANSWERS, values, strict=True)}
    return Response(SURVEY.id, SURVEY.edition, RespondentCode("r"), held)


def said(value: Value | None) -> Answer:
    if value is None:
        return Blank()
    return NothingToSay() if value == NOTHING else Answered(value)


@pytest.fixture(scope="module")
def every_world() -> Iterator[Engine]:
    worlds = product(*((None, *ANSWERS[name]) for name in ANSWERS))
    with memory_engine(columns(SURVEY), rows(SURVEY, map(answered, worlds))) as engine:
        yield engine


def left_over(engine: Engine, whole: str, found: Sequence[Part], fields: Sequence[str]) -> set[int]:
    """How many values a number has beside its parts, of those who answered the same fields and are in the same parts.

    None is left out: where the number is known, every part of it is.
    """
    terms = [
        f"CASE WHEN {' AND '.join(part.conditions) or 'TRUE'} THEN {part.coefficient} * CAST({part.answer} AS BIGINT)"
        " ELSE 0 END"
        for part in found
    ]
    known = [f'("{name}" IS NULL)' for name in fields]
    conditions = sorted({f"COALESCE({one}, FALSE)" for part in found for one in part.conditions})
    same = ", ".join([*known, *conditions, "(1 = 1)"])
    rest = f"{whole} - ({' + '.join([*terms, '0'])})"
    query = f"SELECT count(DISTINCT {rest}), count({whole}) - count({rest}) FROM responses GROUP BY {same}"
    told = [*engine.rows(query)]
    assert not any(row[1] for row in told)
    return {int(str(row[0])) for row in told}


def column(name: str) -> str:
    return "w__x" if name == "w" else name


def test_parts_add_up_to_every_expression_where_it_is_known(every_world: Engine) -> None:
    split = 0
    for expression in whole_numbers(20141127, 300):
        found = parts(SURVEY, expression.root)
        fields = [column(name) for name in sorted(expression.names)]
        whole = f"CAST({sql(expression.root)} AS BIGINT)"
        assert left_over(every_world, whole, found, fields) <= {0, 1}, expression.text
        split += len(found) > 1
    assert split > 40


def test_parts_add_up_to_whether_every_expression_is_known(every_world: Engine) -> None:
    telling = 0
    for expression in whole_numbers(20141128, 300):
        found = known_parts(SURVEY, expression.root)
        fields = [column(name) for name in sorted(expression.names)]
        whole = f"CAST(({sql(expression.root)} IS NOT NULL) AS BIGINT)"
        assert left_over(every_world, whole, found, fields) == {1}, expression.text
        telling += bool(found)
    assert telling > 40


def whole_numbers(seed: int, count: int) -> Iterator[Expression]:
    assert SURVEY.ranges == ENDS
    return (one for one in small_expressions(seed, count) if one.type in {BOOLEAN, INTEGER})

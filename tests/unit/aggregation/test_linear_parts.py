"""What expressions are sums of: the parts, computed in SQL, give the expression back but for a known constant."""

from __future__ import annotations

from itertools import product

import pytest

from small_survey import RESPONDENTS, small_survey
from surveykit.aggregation import columns, rows
from surveykit.aggregation.atoms import sql
from surveykit.aggregation.base_parts import base_parts
from surveykit.aggregation.linear import parts
from surveykit.aggregation.plan import asks
from surveykit.engines.duckdb import memory_engine
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import Derived, Multiple, ScaleSummary, Share, Total
from surveykit.responses import Answer, Answered, Blank, Response, Value

SURVEY = small_survey(
    report=None,
    rules=(),
    derived=(
        Derived(
            code="signataires",
            label="Signataires",
            value="case when q5_charte then q5_signataires when not q5_charte then 0 end",
        ),
    ),
    indicators=(
        Total(id="simple", label="L", value="q1_ateliers"),
        Total(id="somme", label="L", value="q2_matin + q2_apres_midi"),
        Total(id="sous_charte", label="L", value="q1_ateliers", where="q5_charte"),
        Total(id="conditionnel", label="L", value="q5_signataires"),
        Total(id="calcule", label="L", value="signataires"),
        Share(id="charte", label="L", of="q5_charte"),
        Share(id="ou", label="L", of="q5_charte or q3_satisfaction >= 3"),
        ScaleSummary(id="echelle", label="L", field=FieldId("q3_satisfaction")),
        Multiple(id="publics", label="L", field=FieldId("q4_publics"), where="q5_charte"),
    ),
)
GIVEN_CHARTER, GIVEN_Q1 = '("q5_charte" IS NOT NULL)', '("q1_ateliers" IS NOT NULL)'
MORE_IS_KNOWN = '((CAST("q1_ateliers" AS BIGINT) > CAST(4 AS BIGINT)) IS NOT NULL)'
Q1, BEFORE, CHARTER = '"q1_ateliers"', '"q1_ateliers_avant"', '"q5_charte"'


def found(text: str) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(part.answer, part.coefficient, part.conditions) for part in parts(SURVEY, SURVEY.expression(text).root)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("q1_ateliers", [(Q1, 1, ())]),
        ("q1_ateliers - q1_ateliers_avant", [(Q1, 1, ()), (BEFORE, -1, ())]),
        ("2 * (q1_ateliers + 1) - 3 * q1_ateliers_avant", [(Q1, 2, ()), (BEFORE, -3, ())]),
        ("- q1_ateliers", [(Q1, -1, ())]),
        ("7", []),
        ("not q5_charte", [(CHARTER, -1, ())]),
        ("has(q4_publics, 'enfants')", [('"q4_publics__enfants"', 1, ())]),
        (
            "q6_porteur = 'ville'",
            [("(\"q6_porteur\" = 'association')", -1, ()), ("(\"q6_porteur\" = 'autre')", -1, ())],
        ),
        ("q6_porteur = 'autre'", [("(\"q6_porteur\" = 'autre')", 1, ())]),
        ("q3_satisfaction >= 4", [('("q3_satisfaction" = 4)', 1, ()), ('("q3_satisfaction" = 5)', 1, ())]),
        ("q3_satisfaction", [(f'("q3_satisfaction" = {n})', n, ()) for n in range(1, 6)]),
        ("case when q5_charte then 3 else 1 end", [(CHARTER, 2, (GIVEN_CHARTER,))]),
        ("q1_ateliers + 0 * q1_ateliers_avant", [(Q1, 1, ())]),
        ("q5_charte and answered(q1_ateliers)", [(CHARTER, 1, ("(NOT (CAST(" + Q1 + " AS BIGINT) IS NULL))",))]),
        ("q1_ateliers >= 0", []),
        (
            "case when q1_ateliers >= 0 then q2_matin end",
            [('"q2_matin"', 1, (f"(CAST({Q1} AS BIGINT) >= CAST(0 AS BIGINT))",))],
        ),
        ("case when answered(q1_ateliers) then 1 else 0 end", []),
        (
            "coalesce(q1_ateliers, 0) > 4",
            [("(COALESCE(CAST(" + Q1 + " AS BIGINT), CAST(0 AS BIGINT)) > CAST(4 AS BIGINT))", 1, (GIVEN_Q1,))],
        ),
        (
            "case when q1_ateliers > 4 then 3 else 1 end",
            [(f"(CAST({Q1} AS BIGINT) > CAST(4 AS BIGINT))", 2, (MORE_IS_KNOWN,))],
        ),
        ("q5_charte is true", [(CHARTER, 1, (GIVEN_CHARTER,))]),
    ],
)
def test_expressions_are_sums_of_answers(text: str, expected: list[tuple[str, int, tuple[str, ...]]]) -> None:
    assert found(text) == expected


def test_what_is_no_sum_is_one_answer() -> None:
    for text in ("q1_ateliers * q2_matin", "q1_ateliers > q1_ateliers_avant"):
        ((answer, coefficient, conditions),) = found(text)
        assert (answer, coefficient, conditions) == (sql(SURVEY.expression(text).root), 1, ())


def test_of_two_answers_one_of_which_decides_the_other_is_told_only_where_both_are_known() -> None:
    text = "q5_charte or q1_ateliers > 2"
    assert found(text) == [(sql(SURVEY.expression(text).root), 1, (GIVEN_Q1, GIVEN_CHARTER))]


def test_a_product_with_what_everyone_knows_is_so_many_times_the_answer() -> None:
    text = "q2_matin * case when answered(q1_ateliers) then 3 else 1 end"
    once, thrice = found(text)
    assert [(answer, coefficient) for answer, coefficient, _ in (once, thrice)] == [
        ('"q2_matin"', 1),
        ('"q2_matin"', 3),
    ]
    assert all(len(conditions) == 1 for *_, conditions in (once, thrice))


def test_a_case_is_each_of_its_branches_for_those_in_it() -> None:
    inside, outside = found("case when q5_charte then q5_signataires else q1_ateliers end")
    assert inside == ('"q5_signataires"', 1, (CHARTER,))
    assert outside == (Q1, 1, (f"(NOT COALESCE({CHARTER}, FALSE))",))


EXPRESSIONS = (
    "q1_ateliers - 2 * q1_ateliers_avant + q3_satisfaction",
    "coalesce(q1_ateliers, q1_ateliers_avant) - q2_matin",
    "signataires + count_ticked(q4_publics)",
    "case when q1_ateliers > 2 then q2_matin when q5_charte then - q2_matin else q3_satisfaction end",
    "q1_ateliers * q2_matin - q2_matin",
)


def response(number: int, values: tuple[Value | None, ...]) -> Response:
    names = ("q1_ateliers", "q1_ateliers_avant", "q2_matin", "q3_satisfaction", "q5_charte", "q5_signataires")
    held: dict[FieldId, Answer] = {
        FieldId(name): Blank() if value is None else Answered(value) for name, value in zip(names, values, strict=True)
    }
    held[FieldId("q4_publics")] = Answered(frozenset({OptionCode("enfants")})) if number % 3 else Blank()
    return Response("ateliers", "2024", RespondentCode(RESPONDENTS[number % 6]), held)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_parts_add_up_to_the_expression_for_all_in_the_same_conditions(text: str) -> None:
    values = product((None, 0, 4), (None, 3), (1, 7), (None, 0, 5), (None, True, False), (None, 2))
    given = [response(number, one) for number, one in enumerate(values)]
    root = SURVEY.expression(text).root
    split = parts(SURVEY, root)
    terms = [
        f"CASE WHEN {' AND '.join(part.conditions) or 'TRUE'} THEN {part.coefficient} * CAST({part.answer} AS BIGINT)"
        " ELSE 0 END"
        for part in split
    ]
    conditions = [f"CASE WHEN {one} THEN 1 ELSE 0 END" for part in split for one in part.conditions]
    query = f"SELECT {sql(root)}, {' + '.join(terms)}, {', '.join([*conditions, '0'])} FROM responses"
    with memory_engine(columns(SURVEY), rows(SURVEY, given)) as engine:
        computed = [row for row in engine.rows(query) if row[0] is not None]
    left: dict[tuple[object, ...], set[int]] = {}
    for whole, summed, *same in computed:
        assert isinstance(whole, int)
        assert isinstance(summed, int)
        left.setdefault(tuple(same), set()).add(whole - summed)
    assert len(computed) > 20
    assert all(len(constants) == 1 for constants in left.values())


def test_bases_tell_of_answers_only_where_these_decide_who_is_counted() -> None:
    told = {ask.indicator.id: base_parts(SURVEY, ask) for ask in asks(SURVEY)}
    silent = {name for name, base in told.items() if not (base.eligible or base.answered or base.known)}
    assert silent == {"simple", "somme", "charte", "echelle"}
    charter = told["sous_charte"].eligible[-1]
    assert [(part.answer, part.coefficient) for part in charter] == [(CHARTER, 1)]
    counted = told["sous_charte"].answered[-1]
    assert set(counted[0].conditions) == {f"({CHARTER} IS NOT NULL)", f"({Q1} IS NOT NULL)"}
    whole, of_the_blank = told["conditionnel"].eligible[1:]
    assert [part.answer for part in (*whole, *of_the_blank)] == [CHARTER, CHARTER]
    assert set(of_the_blank[0].conditions) == {GIVEN_CHARTER, '("q5_signataires" IS NULL)'}
    ((without_number,),) = told["calcule"].known
    assert (without_number.answer, without_number.coefficient) == (CHARTER, -1)
    assert set(without_number.conditions) == {GIVEN_CHARTER, '("q5_signataires" IS NULL)'}
    (either,) = told["ou"].known
    scale = '("q3_satisfaction" IS {}NULL)'
    without = GIVEN_CHARTER.replace("NOT ", "")
    assert [(part.answer, part.coefficient, set(part.conditions)) for part in either] == [
        (CHARTER, 1, {GIVEN_CHARTER, scale.format("")}),
        *((f'("q3_satisfaction" = {n})', 1, {without, scale.format("NOT ")}) for n in (3, 4, 5)),
    ]


def test_what_a_base_is_certain_to_tell() -> None:
    told = {ask.indicator.id: base_parts(SURVEY, ask) for ask in asks(SURVEY)}
    for base in told.values():
        assert len(base.certain) == len(base.eligible) + len(base.answered) + len(base.known)
    assert [(one.nobody, one.everybody) for one in told["sous_charte"].certain] == [(True, True)] * 4
    gate = told["conditionnel"].certain
    assert [(one.nobody, one.everybody) for one in gate] == [
        *[(True, True), (True, True), (False, False)],
        *[(True, True), (False, True)],
    ]

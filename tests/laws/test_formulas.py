"""Law: expressions that an analyst reads alike have the same value on any row."""

from __future__ import annotations

from collections import defaultdict

from random_expressions import SCHEMA, some_rows, written
from surveykit.compose.formulas import Formulas
from surveykit.expressions import Evaluate, to_python

FORMULAS = Formulas("fr", SCHEMA, {})


def test_two_expressions_that_read_alike_mean_the_same() -> None:
    rows = some_rows(11, 40)
    alike: defaultdict[str, dict[str, Evaluate]] = defaultdict(dict)
    for expression in written(11, 4_000):
        alike[FORMULAS.said(expression.text)][expression.text] = to_python(expression)
    several = {said: found for said, found in alike.items() if len(found) > 1}
    assert len(several) > 20, "the law has little to look at"
    for said, found in several.items():
        values = {text: [repr(evaluate(row)) for row in rows] for text, evaluate in found.items()}
        first = next(iter(values.values()))
        assert all(one == first for one in values.values()), (said, list(values))


def test_every_field_of_an_expression_is_named_and_every_bracket_closed() -> None:
    for expression in written(12, 2_000):
        said = FORMULAS.said(expression.text)
        assert all(name in said for name in expression.names), (expression.text, said)
        outside = "".join(said.split("« l'été »"))
        assert outside.count("(") == outside.count(")"), (expression.text, said)

"""What each kind of question is lowered to."""

from __future__ import annotations

import pytest

from surveykit.expressions import BOOLEAN, INTEGER, TEXT, Choice, Choices, Type
from surveykit.ids import FieldId, OptionCode
from surveykit.model import (
    AnyPart,
    CodesValue,
    CodeValue,
    Count,
    Counted,
    FieldFacts,
    FreeText,
    Listed,
    ManyChoices,
    OneChoice,
    Option,
    Scale,
    TextValue,
    Ticked,
    TruthValue,
    TypedNumber,
    TypedText,
    WholeValue,
    YesNo,
    facts_of,
)

CODE = FieldId("q1")
OPTIONS = tuple(Option(code=OptionCode(code), label=code.title()) for code in ("nord", "sud"))


@pytest.mark.parametrize(
    ("part", "facts", "type_"),
    [
        (
            Count(code=CODE, label="Q", minimum=1, unit="lits"),
            FieldFacts(WholeValue(1), TypedNumber(), Counted.BY_CLASS, unit="lits", spellings=("lits", "Q")),
            INTEGER,
        ),
        (
            Scale(code=CODE, label="Q", maximum=4, maximum_label="fort"),
            FieldFacts(WholeValue(0, 4), Listed(compact=True), Counted.EACH, ends=((4, "fort"),)),
            INTEGER,
        ),
        (YesNo(code=CODE, label="Q"), FieldFacts(TruthValue(), Listed(compact=True), Counted.EACH), BOOLEAN),
        (
            OneChoice(code=CODE, label="Q", options=OPTIONS),
            FieldFacts(CodeValue(OPTIONS), Listed(), Counted.EACH),
            Choice(("nord", "sud")),
        ),
        (
            ManyChoices(code=CODE, label="Q", options=OPTIONS),
            FieldFacts(CodesValue(OPTIONS), Ticked(), Counted.EACH),
            Choices(("nord", "sud")),
        ),
        (FreeText(code=CODE, label="Q", lines=3), FieldFacts(TextValue(), TypedText(3), Counted.NEVER), TEXT),
    ],
)
def test_a_kind_is_lowered_to_the_type_of_its_values_and_its_control(
    part: AnyPart, facts: FieldFacts, type_: Type
) -> None:
    assert facts_of(part) == facts
    assert facts_of(part).type == type_
    assert facts_of(part).takes_words == isinstance(part, Count | FreeText)
    assert facts_of(part).options == (OPTIONS if isinstance(part, OneChoice | ManyChoices) else ())


def test_bounds_are_those_of_numbers() -> None:
    assert facts_of(Count(code=CODE, label="Q")).bounds == (0, None)
    assert facts_of(Scale(code=CODE, label="Q")).bounds == (0, 5)
    assert facts_of(YesNo(code=CODE, label="Q")).bounds is None


def test_numbers_without_a_greatest_one_cannot_be_told_one_by_one() -> None:
    assert [*WholeValue(2, 4).every] == [2, 3, 4]
    with pytest.raises(ValueError, match="numbers from 2 have no end"):
        assert WholeValue(2).every

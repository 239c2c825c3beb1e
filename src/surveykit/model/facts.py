"""The facts of a kind of question: the type of its values and a few more. All other modules use these alone.

A kind is words (`count`, `scale`); the type of a value is code. `facts_of` and `compose.kind_words` are the only
places that know the kinds: whatever reads, stores, counts, draws or exports an answer matches the type of its value.
"""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from msgspec import Struct

from surveykit.expressions import BOOLEAN, INTEGER, TEXT, Choice, Choices, Type
from surveykit.model.questions import AnyPart, Count, FreeText, ManyChoices, OneChoice, Option, Scale, YesNo


class WholeValue(Struct, frozen=True):
    """A whole number from `low` to `high`, both included; without a `high` there is no greatest one."""

    low: int
    high: int | None = None

    @property
    def every(self) -> range:
        """Every number from the least to the greatest; raises ValueError when there is no greatest."""
        if self.high is None:
            raise ValueError(f"numbers from {self.low} have no end: give the greatest of those told one by one")
        return range(self.low, self.high + 1)


class TruthValue(Struct, frozen=True):
    """True or false."""


class CodeValue(Struct, frozen=True):
    """The code of one option."""

    options: tuple[Option, ...]


class CodesValue(Struct, frozen=True):
    """The codes of some options, at least one."""

    options: tuple[Option, ...]


class TextValue(Struct, frozen=True):
    """Words."""


ValueType = WholeValue | TruthValue | CodeValue | CodesValue | TextValue
"""The type of an answer, once it is read. Each `match` on it ends in `assert_never`: mypy names them for a new type."""


class TypedNumber(Struct, frozen=True):
    """A box in which a number is typed."""


class TypedText(Struct, frozen=True):
    """A box in which words are typed, of so many `lines`."""

    lines: int


class Listed(Struct, frozen=True):
    """A list of which one entry is chosen; `compact` when its entries are short and fit on one line."""

    compact: bool = False


class Ticked(Struct, frozen=True):
    """Boxes of which any are ticked."""


AskedWith = TypedNumber | TypedText | Listed | Ticked
"""The control with which an answer is asked for; `compose.form` makes it."""


class Counted(StrEnum):
    """How figures tell the answers to a field: each on its own, numbers by the classes of an indicator, or not."""

    EACH = "each"
    BY_CLASS = "by class"
    NEVER = "never"


class FieldFacts(Struct, frozen=True):
    """All that the library knows of a field's answers, whatever its kind.

    A scale and a count hold the same type of value, a whole number: they differ in `asked` (a list, a box) and in
    `counted` (each number on its own, classes of numbers). `unit` is the plural noun that stands after a number, empty
    when it has none; `spellings` are texts whose words may stand beside a number and change nothing of it (its unit,
    its label). `ends` are the least and the greatest number with what they mean, where they mean something:
    `((0, "aucun"), (5, "fort"))`.
    """

    value: ValueType
    asked: AskedWith
    counted: Counted
    unit: str = ""
    spellings: tuple[str, ...] = ()
    ends: tuple[tuple[int, str], ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """The options that are chosen among, none where the answer is no code."""
        return self.value.options if isinstance(self.value, CodeValue | CodesValue) else ()

    @property
    def bounds(self) -> tuple[int, int | None] | None:
        """The least and the greatest number, `(0, None)` without a greatest one; None where the answer is no number."""
        match self.value:
            case WholeValue(low, high):
                return low, high
            case TruthValue() | CodeValue() | CodesValue() | TextValue():
                return None
            case _:
                assert_never(self.value)

    @property
    def takes_words(self) -> bool:
        """Whether the answer is typed, so that a respondent can type words instead: « NC », « sans objet », a typo."""
        return isinstance(self.asked, TypedNumber | TypedText)

    @property
    def type(self) -> Type:
        """The type of the answer in expressions; raises ValueError when an option stands twice."""
        match self.value:
            case WholeValue():
                return INTEGER
            case TruthValue():
                return BOOLEAN
            case CodeValue(options):
                return Choice(tuple(option.code for option in options))
            case CodesValue(options):
                return Choices(tuple(option.code for option in options))
            case TextValue():
                return TEXT
            case _:
                assert_never(self.value)


def facts_of(part: AnyPart) -> FieldFacts:
    """The facts of a field of any kind: a scale is a whole number, chosen in a list, whose answers are told each."""
    match part:
        case Count():
            whole = WholeValue(part.minimum, part.maximum)
            spellings = (part.unit, part.label)
            facts = FieldFacts(whole, TypedNumber(), Counted.BY_CLASS, unit=part.unit, spellings=spellings)
        case Scale():
            whole = WholeValue(part.minimum, part.maximum)
            facts = FieldFacts(whole, Listed(compact=True), Counted.EACH, ends=_meanings(part))
        case YesNo():
            facts = FieldFacts(TruthValue(), Listed(compact=True), Counted.EACH)
        case OneChoice():
            facts = FieldFacts(CodeValue(part.options), Listed(), Counted.EACH)
        case ManyChoices():
            facts = FieldFacts(CodesValue(part.options), Ticked(), Counted.EACH)
        case FreeText():
            facts = FieldFacts(TextValue(), TypedText(part.lines), Counted.NEVER)
        case _:
            assert_never(part)
    return facts


def _meanings(scale: Scale) -> tuple[tuple[int, str], ...]:
    """The ends of a scale that have a meaning, with it."""
    ends = ((scale.minimum, scale.minimum_label), (scale.maximum, scale.maximum_label))
    return tuple((end, label) for end, label in ends if label)

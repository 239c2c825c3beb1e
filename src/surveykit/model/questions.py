"""Questions and the fields that answer them: a closed union of kinds, which `facts` lowers to types of values."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from surveykit.ids import CODE_PATTERN, FieldId, OptionCode

CODE_LIMIT = 48
"""The characters of a code."""
TAG_LIMIT = 64 - len("sk.#")
"""The characters of a field's code and an option's together, so that a Word tag can hold both."""

FieldCode = Annotated[FieldId, Field(pattern=CODE_PATTERN, max_length=CODE_LIMIT)]
Words = Annotated[str, Field(min_length=1)]
Number = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]


class Strict(BaseModel):
    """A frozen value that refuses keys that it does not know.

    Modules of such values do without `from __future__ import annotations`: pydantic would have to evaluate each text.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")


class Condition(Strict):
    """When a field is to be answered: an expression on other fields, and how the form says it ("Si oui")."""

    when: Words
    label: Words


class QuestionPart(Strict):
    """The keys that every kind of field has: a part of a question.

    `label` names the field on its own (codebook, findings, accessible name); `prompt` is the text between the
    question and its control, empty when the question says it all. An `optional` field may
    stay blank without anyone asking; `description` is for the codebook.
    """

    code: FieldCode
    label: Words
    prompt: str = ""
    condition: Condition | None = None
    optional: bool = False
    description: str = ""


class Count(QuestionPart):
    """A whole number of things, from `minimum` to `maximum`; `unit` is the plural noun after the control."""

    kind: Literal["count"] = "count"
    minimum: int = 0
    maximum: int | None = None
    unit: str = ""


class Scale(QuestionPart):
    """A whole number between two ends that have a meaning."""

    kind: Literal["scale"] = "scale"
    minimum: int = 0
    maximum: int = 5
    minimum_label: str = ""
    maximum_label: str = ""


class YesNo(QuestionPart):
    """Yes or no."""

    kind: Literal["yes_no"] = "yes_no"


class FreeText(QuestionPart):
    """Words; `lines` is 1 for a short answer, more for a text area."""

    kind: Literal["text"] = "text"
    lines: Annotated[int, Field(ge=1, le=40)] = 4


class Detail(Strict):
    """A text field for respondents who choose an option: "Autres (précisez)"."""

    code: FieldCode
    label: Words


class Option(Strict):
    """One answer of a list."""

    code: Annotated[OptionCode, Field(pattern=CODE_PATTERN, max_length=48)]
    label: Words
    detail: Detail | None = None


Options = Annotated[tuple[Option, ...], Field(min_length=2)]


class OneChoice(QuestionPart):
    """One option of a list."""

    kind: Literal["one_choice"] = "one_choice"
    options: Options


class ManyChoices(QuestionPart):
    """Any number of options of a list; none ticked is a blank."""

    kind: Literal["multiple_choice"] = "multiple_choice"
    options: Options


AnyPart = Annotated[
    Count | Scale | YesNo | OneChoice | ManyChoices | FreeText,
    Field(discriminator="kind"),
]
"""A field of any kind. A new kind is a class here, a case in `facts.facts_of` and its words in `compose.kind_words`."""


class Question(Strict):
    """A numbered question in its official words, and the fields that answer it."""

    number: Number
    text: Words
    hint: str = ""
    fields: Annotated[tuple[AnyPart, ...], Field(min_length=1)]


class Section(Strict):
    """Questions under one heading."""

    title: Words
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

"""The few controls into which every kind of question is lowered; a renderer knows these and no question."""

from __future__ import annotations

from msgspec import Struct

from surveykit.expressions import TEXT, Type
from surveykit.ids import FieldId, OptionCode

NO_ANSWER = "(sans réponse)"
"""The entry of every list by which an answer is taken back: it means that there is none."""


class TextBox(Struct, frozen=True):
    """A place to type: `lines` is 1 for a short answer, more for a text area; `value` is what it holds.

    `name` is the accessible name (question number and full label), `prompt` the words shown while it is
    empty, `numeric` that a whole number is expected, from `minimum` to `maximum` where there is one.
    """

    field: FieldId
    name: str
    prompt: str
    lines: int = 1
    numeric: bool = False
    minimum: int | None = None
    maximum: int | None = None
    value: str = ""


class ListEntry(Struct, frozen=True):
    """One entry of a list: its code in the data and the label that respondents read (unique in the list)."""

    code: OptionCode
    label: str


class ListBox(Struct, frozen=True):
    """A choice of one entry among several; `value` is the code chosen, None while there is none.

    `compact` says that the entries are short and ordered (a scale, yes/no): they fit on one line. `holds` is
    the type of its answer in expressions and in data: a scale holds an integer, yes/no a boolean.
    """

    field: FieldId
    name: str
    prompt: str
    entries: tuple[ListEntry, ...]
    compact: bool = False
    holds: Type = TEXT
    value: OptionCode | None = None


class TickBox(Struct, frozen=True):
    """One box of a tick list, with the text box that goes with it ("Autres (précisez)") if there is one."""

    option: OptionCode
    label: str
    name: str
    ticked: bool = False
    detail: TextBox | None = None


class TickList(Struct, frozen=True):
    """A choice of any number of boxes."""

    field: FieldId
    name: str
    boxes: tuple[TickBox, ...]


Control = TextBox | ListBox | TickList

ControlValue = str | frozenset[OptionCode]
"""What a control holds: the text of a text box, the code chosen in a list, the options ticked of a tick list."""

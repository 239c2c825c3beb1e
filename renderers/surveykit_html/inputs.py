"""Answers to be filled in on the screen: native controls, each with a label of its own."""

from __future__ import annotations

from string import ascii_lowercase, digits

from surveykit.document import Answer, Control, ListBox, TextBox, TickList
from surveykit.ids import RESPONDENT_FIELD
from surveykit_html.controls import NativeControls, Values, kind
from surveykit_html.writing import attribute, fill, on_one_line

_COMPLETIONS = {
    "nom": "name",
    "fonction": "organization-title",
    "courriel": "email",
    "telephone": "tel",
    "organisme": "organization",
    "adresse": "street-address",
}
"""What a browser may fill in by itself, by the last word of a contact line's code."""


HELD = ("whole", "truth", "code", "codes", "text")
"""The types of value, as the script numbers them."""

_DIGITS = digits + ascii_lowercase


class Inputs(NativeControls):
    """Writes answers as form controls.

    A box to type in and a drop-down have the field's name. So has the `fieldset` of a list: its radio buttons
    are named in common as nothing else is, its tick boxes have no name, and their values are the options' codes.
    What the script must know of a field, the type of its value and whose answer it is, is one digit of `types`.
    """

    def __init__(self) -> None:
        super().__init__(fill)
        self.types = ""
        """In base 36, in the order of the page: the place in `HELD`, and 5 more for an optional answer, or 10 for
        one of the contact's; `scripts/answers.js` reads it."""

    def _line(self, box: TextBox, asked: str, /) -> Values:
        completion = "" if asked else _COMPLETIONS.get(box.field.rpartition("_")[2], "")
        own = (
            attribute("inputmode", "numeric" if box.numeric else "")
            + attribute("data-min", box.minimum or "")
            + attribute("data-max", "" if box.maximum is None else box.maximum)
            + attribute("autocomplete", completion)
            + attribute("value", on_one_line(box.value))
        )
        return {"own": own}

    def _group(self, control: ListBox | TickList, answer: Answer, asked: str, shared: Values, /) -> Values:  # noqa: ARG002 (that of paper looks at them)
        return {"group": attribute("name", shared["id"] if isinstance(control, ListBox) else "")}

    def _most_radios(self, box: ListBox, /) -> int:
        return 0 if box.field == RESPONDENT_FIELD else super()._most_radios(box)

    def _shared(self, answer: Answer, control: Control, asked: str, /) -> Values:
        is_contact = isinstance(control, TextBox) and not asked
        role = 2 if is_contact else int(answer.optional)
        self.types += _DIGITS[role * len(HELD) + HELD.index(kind(control))]
        shared = super()._shared(answer, control, asked)
        looks = ("sub" * bool(answer.depth), "row" * _is_compact(control))
        return {
            **shared,
            "look": attribute("class", " ".join(filter(None, looks))),
        }


def _is_compact(control: Control) -> bool:
    return isinstance(control, ListBox) and control.compact

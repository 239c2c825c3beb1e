"""Answers to be filled in on the screen: native controls, each with a label of its own."""

from __future__ import annotations

from surveykit.document import Answer, Control, ListBox, TextBox, TickList
from surveykit.ids import RESPONDENT_FIELD
from surveykit_html.controls import NativeControls, Values
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


class Inputs(NativeControls):
    """Writes answers as form controls.

    A box to type in and a drop-down have the field's name. So has the `fieldset` of a list: its radio buttons
    are named in common as nothing else is, its tick boxes have no name, and their values are the options' codes.
    `data-as` says that an answer is the `c`ontact's, or an `o`ptional one; the script knows the type of its value.
    """

    def __init__(self) -> None:
        super().__init__(fill)

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
        role = "c" if is_contact else "o" if answer.optional else ""
        shared = super()._shared(answer, control, asked)
        looks = ("sub" * bool(answer.depth), "row" * _is_compact(control))
        return {
            **shared,
            "look": attribute("class", " ".join(filter(None, looks))),
            "role": attribute("data-as", role),
        }


def _is_compact(control: Control) -> bool:
    return isinstance(control, ListBox) and control.compact

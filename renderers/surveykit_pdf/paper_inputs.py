"""Answers to be filled in on paper, or in what is made of it: plain controls, each with a name of its own."""

from __future__ import annotations

from surveykit.document import Answer, Control, ListBox, TextBox, TickList
from surveykit_html.controls import NativeControls, Values
from surveykit_html.writing import Fill, attribute, on_one_line


class PaperInputs(NativeControls):
    """Writes answers as form controls for paper.

    A box of a tick list is named `FIELD__OPTION`, so that each is a field by itself, lists are groups of plain
    elements, and the `title` of a control is its whole name. `data-kind` is the type of the value that it holds.
    """

    def __init__(self, fill: Fill) -> None:
        super().__init__(fill, prefix="a")

    def _line(self, box: TextBox, asked: str, /) -> Values:  # noqa: ARG002 (that of the screen looks at it)
        return {"numeric": box.numeric, "value": on_one_line(box.value)}

    def _group(self, control: ListBox | TickList, answer: Answer, asked: str, shared: Values, /) -> Values:
        """The name of a group: its own words, else the text of the question; and its look."""
        compact = isinstance(control, ListBox) and control.compact
        looks = ("compact" * compact, "dependent" * bool(answer.depth))
        labelled = attribute("aria-labelledby", f"{shared['id']}-l" if answer.label else asked)
        return {
            "labelled": labelled or attribute("aria-label", shared["name"]),
            "look": " ".join(filter(None, looks)),
        }

    def _shared(self, answer: Answer, control: Control, asked: str, /) -> Values:
        shared = super()._shared(answer, control, asked)
        return {
            **shared,
            "depth": answer.depth,
            "title": attribute("title", shared["name"]),
            "described": attribute("aria-describedby", f"{shared['id']}-u" if answer.after else ""),
        }

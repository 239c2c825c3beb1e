"""Answers to be filled in on paper, or in what is made of it: plain controls, each with a name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import assert_never

from markupsafe import Markup
from msgspec import Struct

from surveykit.document import Answer, Control, ListBox, TextBox, TickBox, TickList
from surveykit.texts import canonical
from surveykit_html.controls import MOST_RADIOS, kind
from surveykit_html.writing import attribute, fill, lined, on_one_line


class _PaperOption(Struct, frozen=True):
    """One radio button or tick box as it is written, with the answer that goes with it."""

    id: str
    name: str
    code: str
    label: Markup
    chosen: bool
    detail: Markup | None = None


class PaperInputs:
    """Writes answers as form controls for paper.

    A box of a tick list is named `FIELD__OPTION`, so that each is a field by itself, lists are groups of plain
    elements, and the `title` of a control is its whole name. `data-kind` says how a control is read.
    """

    def __init__(self) -> None:
        self._numbers = count(1)

    def element(self, answer: Answer, asked: str, /) -> Markup:
        """The answer with its control, whatever its condition says."""
        control = answer.control
        match control:
            case TextBox():
                made = self._text(control, answer)
            case ListBox():
                made = self._list(control, answer, asked)
            case TickList():
                made = self._ticks(control, answer, asked)
            case _:
                assert_never(control)
        return made

    def _text(self, box: TextBox, answer: Answer) -> Markup:
        shared = self._shared(answer, box)
        if box.lines > 1:
            return fill("paper_area", lines=box.lines, value=canonical(box.value), **shared)
        return fill("paper_line", numeric=box.numeric, value=on_one_line(box.value), **shared)

    def _list(self, box: ListBox, answer: Answer, asked: str) -> Markup:
        shared = self._shared(answer, box)
        if box.compact or len(box.entries) <= MOST_RADIOS:
            options = [
                _PaperOption(self._id(), box.field, entry.code, lined(entry.label), entry.code == box.value)
                for entry in box.entries
            ]
            return self._options("radio", options, shared, answer, asked, compact=box.compact)
        entries = [(entry.code, lined(entry.label), entry.code == box.value) for entry in box.entries]
        return fill("paper_select", prompt=on_one_line(box.prompt), entries=entries, **shared)

    def _ticks(self, ticks: TickList, answer: Answer, asked: str) -> Markup:
        shared = self._shared(answer, ticks)
        options = [
            _PaperOption(
                id=self._id(),
                name=f"{ticks.field}__{box.option}",
                code=box.option,
                label=lined(box.label),
                chosen=box.ticked,
                detail=self._detail(box),
            )
            for box in ticks.boxes
        ]
        return self._options("checkbox", options, shared, answer, asked, compact=False)

    def _detail(self, box: TickBox) -> Markup | None:
        return None if box.detail is None else self._text(box.detail, Answer("", box.detail))

    def _options(
        self,
        kind: str,
        options: Iterable[_PaperOption],
        shared: dict[str, object],
        answer: Answer,
        asked: str,
        *,
        compact: bool,
    ) -> Markup:
        """Radio buttons or tick boxes in a group named by its own words, else by the text of the question."""
        legend = f"{shared['id']}-l"
        labelled = attribute("aria-label", shared["name"])
        if answer.label or asked:
            labelled = attribute("aria-labelledby", legend if answer.label else asked)
        looks = ("compact" * compact, "dependent" * bool(answer.depth))
        look = " ".join(filter(None, looks))
        return fill("paper_list", **shared, type=kind, options=options, labelled=labelled, look=look)

    def _shared(self, answer: Answer, control: Control) -> dict[str, object]:
        name = on_one_line(control.name)
        number = self._id()
        return {
            "id": number,
            "field": control.field,
            "name": name,
            "kind": kind(control),
            "label": lined(answer.label),
            "after": lined(answer.after),
            "depth": answer.depth,
            "title": attribute("title", name),
            "described": attribute("aria-describedby", f"{number}-u" if answer.after else ""),
        }

    def _id(self) -> str:
        return f"a{next(self._numbers)}"

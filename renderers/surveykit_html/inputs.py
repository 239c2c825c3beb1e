"""Answers to be filled in: native controls, each with a label of its own and named as its field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import assert_never

from markupsafe import Markup

from surveykit.document import Answer, Control, ListBox, TextBox, TickBox, TickList
from surveykit.expressions import Boolean, Integer
from surveykit.ids import RESPONDENT_FIELD
from surveykit.texts import NBSP, canonical, french_number
from surveykit_html.writing import fill, lined, on_one_line

MOST_RADIOS = 7
"""Entries: a longer list is a drop-down, unless it is compact."""

_COMPLETIONS = {
    "nom": "name",
    "fonction": "organization-title",
    "courriel": "email",
    "telephone": "tel",
    "organisme": "organization",
    "adresse": "street-address",
}
"""What a browser may fill in by itself, by the last word of a contact line's code."""


_SOMEWHERE = "-"
"""The anchor of no text: a detail is never a contact line, even where no question stands above it."""


@dataclass(frozen=True, slots=True)
class _Option:
    """One radio button or tick box as it is written, with the answer that goes with it."""

    id: str
    name: str
    code: str
    label: Markup
    chosen: bool
    detail: Markup | None = None


class Inputs:
    """Writes answers as form controls, for the screen or for paper.

    On paper a box of a tick list is named `FIELD__OPTION`, so that each is a field by itself, lists are groups
    of plain elements, and the `title` of a control is its whole name; on screen a box is named `FIELD`, with the
    option as its value. `data-kind` says how a control is read: n(umber), t(ext), i(nteger), b(oolean), c(ode),
    m(any codes).
    """

    def __init__(self, *, paper: bool) -> None:
        self._paper = paper
        self._numbers = count(1)

    def element(self, answer: Answer, asked: str, /) -> Markup:
        """The answer with its control, whatever its condition says."""
        control = answer.control
        match control:
            case TextBox():
                made = self._text(control, answer, asked)
            case ListBox():
                made = self._list(control, answer, asked)
            case TickList():
                made = self._ticks(control, answer, asked)
            case _:
                assert_never(control)
        return made

    def _text(self, box: TextBox, answer: Answer, asked: str) -> Markup:
        area = box.lines > 1
        return fill(
            "input_area" if area else "input_line",
            **self._shared(answer, box, contact=not asked),
            hint=_format(box) if box.numeric else "",
            numeric=box.numeric,
            lines=box.lines,
            minimum=box.minimum,
            maximum=box.maximum,
            value=canonical(box.value) if area else on_one_line(box.value),
            completion="" if asked else _COMPLETIONS.get(box.field.rpartition("_")[2], ""),
        )

    def _list(self, box: ListBox, answer: Answer, asked: str) -> Markup:
        shared = self._shared(answer, box)
        if box.compact or len(box.entries) <= (0 if self._is_who(box) else MOST_RADIOS):
            options = [
                _Option(self._id(), box.field, entry.code, lined(entry.label), entry.code == box.value)
                for entry in box.entries
            ]
            return self._options("radio", options, shared, answer, asked, compact=box.compact)
        entries = [(entry.code, lined(entry.label), entry.code == box.value) for entry in box.entries]
        return fill("input_select", **shared, prompt=on_one_line(box.prompt), entries=entries)

    def _is_who(self, box: ListBox) -> bool:
        """Whether a list is that of who may answer, which on screen is always a drop-down."""
        return box.field == RESPONDENT_FIELD and not self._paper

    def _ticks(self, ticks: TickList, answer: Answer, asked: str) -> Markup:
        shared = self._shared(answer, ticks)
        options = [
            _Option(
                id=self._id(),
                name=f"{ticks.field}__{box.option}" if self._paper else ticks.field,
                code=box.option,
                label=lined(box.label),
                chosen=box.ticked,
                detail=self._detail(box, asked),
            )
            for box in ticks.boxes
        ]
        return self._options("checkbox", options, shared, answer, asked, compact=False)

    def _detail(self, box: TickBox, asked: str) -> Markup | None:
        return None if box.detail is None else self._text(box.detail, Answer("", box.detail), asked or _SOMEWHERE)

    def _options(
        self,
        kind: str,
        options: Iterable[_Option],
        shared: dict[str, object],
        answer: Answer,
        asked: str,
        *,
        compact: bool,
    ) -> Markup:
        """Radio buttons or tick boxes in a group named by its legend, else by the text of the question."""
        legend = f"{shared['id']}-l"
        labelled = _attribute("aria-label", shared["name"])
        if answer.label:
            labelled = _attribute("aria-labelledby", legend) if self._paper else Markup("")
        elif asked and asked != _SOMEWHERE:
            labelled = _attribute("aria-labelledby", asked)
        return fill(
            "input_list",
            **shared,
            type=kind,
            options=options,
            group="div" if self._paper else "fieldset",
            legend="p" if self._paper else "legend",
            legend_id=_attribute("id", legend) if self._paper else "",
            labelled=(_attribute("role", "group") if self._paper else Markup("")) + labelled,
            look=" ".join(("compact",) * compact + ("dependent",) * bool(answer.depth)),
        )

    def _shared(self, answer: Answer, control: Control, *, contact: bool = False) -> dict[str, object]:
        name = on_one_line(control.name)
        number = self._id()
        flags = " data-optional" * answer.optional + " data-contact" * contact
        return {
            "id": number,
            "field": control.field,
            "name": name,
            "kind": _kind(control),
            "label": lined(answer.label),
            "after": lined(answer.after),
            "depth": answer.depth,
            "flags": "" if self._paper else flags,
            "title": _attribute("title", name) if self._paper else "",
            "described": _attribute("aria-describedby", f"{number}-u") if answer.after else "",
        }

    def _id(self) -> str:
        return f"a{next(self._numbers)}"


def _attribute(name: str, value: object) -> Markup:
    return Markup(' {}="{}"').format(name, value)


def _kind(control: Control) -> str:
    """How a script reads the control."""
    match control:
        case TextBox(numeric=numeric):
            return "n" if numeric else "t"
        case ListBox(holds=Integer()):
            return "i"
        case ListBox(holds=Boolean()):
            return "b"
        case ListBox():
            return "c"
        case TickList():
            return "m"
        case _:
            assert_never(control)


def _format(box: TextBox) -> str:
    """What a number must look like, in words."""
    low, high = box.minimum, box.maximum
    said = "nombre entier"
    if high is not None:
        said += f" de {french_number(low or 0)} à {french_number(high)}"
    elif low:
        said += f" à partir de {french_number(low)}"
    return f"{said}, ou «{NBSP}NC{NBSP}»"

"""The blocks of a form to be filled in on the screen."""

from __future__ import annotations

from markupsafe import Markup
from msgspec.structs import replace

from surveykit.document import Answer, Block, Group, Heading, Paragraph, Role, TextBox
from surveykit_html.elements import Elements, headed, is_question, said
from surveykit_html.inputs import Inputs
from surveykit_html.writing import fill, lined

_HERE = "q"
"""Stands for the anchor of a question's text: a page to be filled in has none."""


class FormElements(Elements):
    """Writes the blocks of a form: a question is a group of controls, which its heading and its text name."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._inputs = Inputs()
        super().__init__(self._inputs, blocks)

    @property
    def types(self) -> str:
        """The digits, for the script, of the fields written so far."""
        return self._inputs.types

    def _heading(self, heading: Heading) -> Markup:
        self._question = _HERE if heading.question is not None else ""
        self._asked = ""
        return headed(heading)

    def _paragraph(self, paragraph: Paragraph) -> Markup:
        if paragraph.role is Role.QUESTION:
            self._asked = self._question
        return said(paragraph)

    def _group(self, group: Group) -> Markup:
        """A group; a question that asks for one text, without other words, is the label of its box."""
        place = next((place for place, block in enumerate(group.blocks) if is_question(block)), None)
        if place is None:
            return self.all(group.blocks)
        before, heading = self.all(group.blocks[:place]), self.all(group.blocks[place : place + 1])
        match group.blocks[place + 1 :]:
            case (Paragraph(role=Role.QUESTION) as asked, Answer(label="", control=TextBox(lines=lines)) as answer) if (
                lines > 1 and answer.condition is None
            ):
                return before + fill(
                    "alone", heading=heading, answer=self._answers.element(replace(answer, label=asked.text), _HERE)
                )
            case (Paragraph(role=Role.QUESTION) as asked, *blocks):
                self._asked = _HERE
                return before + fill("question", heading=heading, text=lined(asked.text), blocks=self.all(blocks))
            case blocks:
                return before + fill("question", heading=heading, text="", blocks=self.all(blocks))

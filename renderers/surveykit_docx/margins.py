"""The text beside the answers: outside the controls, in notes and in comments, each under its question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from surveykit.filled import Comment, Outside
from surveykit_docx.asides import Aside, beside_answers
from surveykit_docx.dialects import W
from surveykit_docx.inserts import words_of_insert
from surveykit_docx.package import Package
from surveykit_docx.sight import RunLooks
from surveykit_docx.story import Story, Stretch
from surveykit_docx.vocabulary import OBJECT
from surveykit_docx.walk import story_of

_PAGE_NUMBERS = re.compile(r"Page\s*(?:\d+\s*)?(sur|of|von|de|di|/)\s*\d*")
"""The text in the footer of every form."""


def outside_text(package: Package, story: Story, taken: list[Stretch], looks: RunLooks) -> tuple[Outside, ...]:
    """Every paragraph's text outside the answers, in order, then that of the notes it refers to."""
    body = (_outside(package, line) for line in beside_answers(story, taken))
    return (*body, *_notes(package, story, looks))


def edge_lines(package: Package, kind: str, looks: RunLooks) -> tuple[str, ...]:
    """The lines of the headers or the footers (`kind`), each once, without the numbers of the pages."""
    texts = dict.fromkeys(line.text for root in package.related(kind) for line in beside_answers(story_of(root, looks)))
    return tuple(text for text in texts if not _PAGE_NUMBERS.fullmatch(text))


def _outside(package: Package, line: Aside) -> Outside:
    if line.chunk is not None and line.text == OBJECT:
        return Outside(words_of_insert(package.inserted(line.chunk)), line.question, inserted=True)
    return Outside(line.text, line.question, line.struck, line.marked, line.answered)


def comments_in(package: Package, story: Story) -> tuple[Comment, ...]:
    """Every comment, in the order of the places where they are attached; those attached nowhere come last."""
    found = {
        element.get(f"{W}id", ""): element
        for root in package.related("comments")
        for element in root.iterchildren(f"{W}comment")
    }
    questions = {number: story.question_of(anchor) for number, anchor in story.comments.items() if number in found}
    return tuple(
        Comment(found[number].get(f"{W}author", ""), _text(found[number]), questions.get(number))
        for number in dict.fromkeys((*questions, *found))
    )


def _notes(package: Package, story: Story, looks: RunLooks) -> Iterator[Outside]:
    notes = {
        (kind, element.get(f"{W}id", "")): element
        for kind in sorted({kind for kind, _ in story.notes})
        for root in package.related(f"{kind}s")
        for element in root.iterchildren(f"{W}{kind}")
    }
    for place, paragraph in story.notes.items():
        if place in notes:
            question = story.questions[paragraph]
            yield from (Outside(line.text, question) for line in beside_answers(story_of(notes[place], looks)))


def _text(element: etree._Element) -> str:
    return "\n".join(line.text for line in beside_answers(story_of(element)))

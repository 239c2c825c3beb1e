"""What stands beside the answers: text outside the controls, notes, and comments, each under its question."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from surveykit.filled import Comment, Outside
from surveykit_docx.dialects import W
from surveykit_docx.package import Package
from surveykit_docx.story import Story, Stretch
from surveykit_docx.walk import story_of


def outside_text(package: Package, story: Story, taken: list[Stretch]) -> tuple[Outside, ...]:
    """Every paragraph's text outside the answers, in order, then that of the notes it refers to."""
    body = [Outside(text, question) for text, question in story.lines(taken)]
    return (*body, *_notes(package, story))


def comments_in(package: Package, story: Story) -> tuple[Comment, ...]:
    """Every comment, in the order of the places where they are attached; those attached nowhere come last."""
    found = {
        element.get(f"{W}id", ""): element
        for root in package.related("comments")
        for element in root.iterchildren(f"{W}comment")
    }
    order = dict.fromkeys((*(number for number in story.comments if number in found), *found))
    return tuple(
        Comment(found[number].get(f"{W}author", ""), _text(found[number]), story.comments.get(number))
        for number in order
    )


def _notes(package: Package, story: Story) -> Iterator[Outside]:
    notes = {
        (kind, element.get(f"{W}id", "")): element
        for kind in sorted({kind for kind, _ in story.notes})
        for root in package.related(f"{kind}s")
        for element in root.iterchildren(f"{W}{kind}")
    }
    for place, question in story.notes.items():
        if place in notes:
            yield from (Outside(text, question) for text, _ in story_of(notes[place]).lines([]))


def _text(element: etree._Element) -> str:
    return "\n".join(text for text, _ in story_of(element).lines([]))

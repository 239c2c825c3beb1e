"""The text of a story beside its answers, paragraph by paragraph, with what was marked in it by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress

from msgspec import Struct

from surveykit_docx.fragments import Fragment, is_struck, looks, stretches
from surveykit_docx.revisions import Fate
from surveykit_docx.sight import CODE, MARKED, STRUCK
from surveykit_docx.story import Story, Stretch


class Aside(Struct, frozen=True):
    """A paragraph's text outside the answers, with its question.

    `struck` and `marked` are the parts of it that were struck out or marked by hand, parted by spaces; `answered`
    says that it holds an answer too, `chunk` which inserted document stands for it, if one does.
    """

    text: str
    question: str | None
    struck: str = ""
    marked: str = ""
    answered: bool = False
    chunk: str | None = None


def beside_answers(story: Story, taken: Sequence[Stretch] = ()) -> list[Aside]:
    """The text of each paragraph outside the spans taken; blank ones are left out."""
    covered = story.covered(taken)
    free = _free(story, covered)
    seen = {number: looks(pieces) for number, pieces in free.items()}
    usual = _styles_marked(story.styles, seen)
    answered = {piece.paragraph for piece in compress(story.pieces, covered)}
    found = (
        _aside(story, pieces, seen[number] & ~usual.get(story.styles.get(number, ""), 0), answered=number in answered)
        for number, pieces in sorted(free.items())
    )
    return [one for one in found if one.text]


def _free(story: Story, covered: bytearray) -> dict[int, list[Fragment]]:
    """The pieces of each paragraph that are not covered, without what is removed or a field's code."""
    free: dict[int, list[Fragment]] = {}
    for piece, is_covered in zip(story.pieces, covered, strict=True):
        if not (is_covered or piece.fate is Fate.DELETED or piece.look & CODE):
            free.setdefault(piece.paragraph, []).append(piece)
    return free


def _styles_marked(styles: Mapping[int, str], seen: Mapping[int, int]) -> dict[str, int]:
    """The look of a mark for each style that most paragraphs have it in: some program gave it to them."""
    every = Counter(styles.get(number, "") for number in seen)
    marked = Counter(styles.get(number, "") for number, look in seen.items() if look & MARKED)
    return {style: MARKED for style, times in marked.items() if 2 * times > every[style]}


def _aside(story: Story, pieces: Sequence[Fragment], marks: int, *, answered: bool) -> Aside:
    text = "".join([piece.text for piece in pieces]).strip()
    paragraph = pieces[0].paragraph
    struck = marked = ""
    if marks & (STRUCK | MARKED):
        struck = " ".join(stretches(pieces, is_struck)).strip()
        marked = " ".join(stretches(pieces, lambda piece: bool(piece.look & marks & MARKED))).strip()
    return Aside(text, story.questions[paragraph], struck, marked, answered, story.chunks.get(paragraph))

"""Text that a respondent typed outside every control, told from the words of the form itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import compress, groupby
from operator import not_
from typing import TypeVar

from msgspec import Struct

from surveykit.filled import Outside
from surveykit.texts import canonical, squeezed, visible

_T = TypeVar("_T")
_COMPARED = 100_000
"""Pairs of equal words: beyond it, changed lines are told whole instead of being compared word by word."""

_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "“": '"', "”": '"'})
_TOKEN = re.compile(r"\w+|[^\w\s]")


class Stray(Struct, frozen=True):
    """Text found outside the controls that the form does not have, with the question that it stands under.

    `line` is the line of the form in which it was typed, as the file has it, when it is not a line of its own; `under`
    the line of a control, under the same question, right above the one that it is.
    """

    text: str
    question: str | None
    line: str | None = None
    under: str | None = None


class _Word(Struct, frozen=True):
    sign: str
    line: int
    start: int
    end: int

    @property
    def counts(self) -> bool:
        """Whether it is a word or a number, and no punctuation."""
        return self.sign.isalnum()


def stray_texts(found: Sequence[Outside], shown: Iterable[tuple[str, str | None]]) -> tuple[Stray, ...]:
    """The texts that a respondent typed among the words of the form, in order.

    Spaces, moved lines, and words of the form that were deleted are no stray text. A line of the form may come back as
    often as the form has it, first under its question, then anywhere; and any number of times with a control in the
    same paragraph (the respondent copied both). One more copy of it is stray. Consecutive stray paragraphs under one
    question are one text.
    """
    form = [(line, question) for text, question in shown if (line := comparable(text))]
    file = [one for one in found if comparable(one.text)]
    own, missing = _own(file, form)
    changed = [one for one, is_own in zip(file, own, strict=True) if not is_own]
    if not changed:
        return ()
    texts = [canonical(visible(one.text)) for one in changed]
    added = _added(missing, texts)
    above = _above(file, own)
    kept = (_stray(*one) for one in zip(added, texts, changed, above, strict=True) if one[0])
    return tuple(_joined(kept))


def _stray(new: str, line: str, found: Outside, above: str | None) -> Stray:
    if new != line:
        return Stray(new, found.question, squeezed(line))
    return Stray(new, found.question, under=above)


def _above(file: Sequence[Outside], own: Sequence[bool]) -> list[str | None]:
    """For each paragraph that is not the form's own, the line above it, when that is a control's and asks the same."""
    found: list[str | None] = []
    last: Outside | None = None
    for one, is_own in zip(file, own, strict=True):
        if is_own:
            last = one
        else:
            beside = last is not None and last.answered and last.question == one.question
            found.append(squeezed(canonical(last.text)) if beside and last is not None else None)
    return found


def _own(file: Sequence[Outside], form: Sequence[tuple[str, str | None]]) -> tuple[list[bool], list[str]]:
    """Which paragraphs of a file are the form's own lines, and the lines of the form that are not in the file.

    Those of a question that is gone as a whole explain nothing that stands under another one, and are left out, unless
    they stand there whole.
    """
    lines = [comparable(one.text) for one in file]
    own, left = _recognised(file, lines, form)
    missing = [(line, question) for line, question in form if _taken(left, line)]
    changed = "\n".join(compress(lines, map(not_, own)))
    return own, _explaining(missing, {one.question for one in file}, changed)


def _recognised(
    file: Sequence[Outside], lines: Sequence[str], form: Sequence[tuple[str, str | None]]
) -> tuple[list[bool], Counter[str]]:
    """Which paragraphs of a file, of these `lines`, are lines of the form, and how many of each line are left of it."""
    here, own = Counter(form), [False] * len(file)
    for rank in sorted(range(len(file)), key=lambda rank: not file[rank].answered):
        own[rank] = _taken(here, (lines[rank], file[rank].question))
    left, known = Counter(line for line, _ in here.elements()), dict(form)
    for rank, one in enumerate(file):
        own[rank] = own[rank] or _taken(left, lines[rank]) or (one.answered and lines[rank] in known)
    return own, left


def _explaining(missing: Iterable[tuple[str, str | None]], there: set[str | None], changed: str) -> list[str]:
    """Of the lines of the form that are not in the file, those that may explain what is changed in it."""
    return [line for line, question in missing if question in there or line in changed]


def _taken(left: Counter[_T], one: _T) -> bool:
    """Takes one more of these from those that are left; returns False when none is."""
    if left[one] <= 0:
        return False
    left[one] -= 1
    return True


def comparable(text: str) -> str:
    """A line as lines are compared: on one line, without what nobody sees, its quotes and hyphens made plain."""
    return squeezed(visible(text).translate(_SIGNS))


def _added(deleted: Sequence[str], lines: Sequence[str]) -> list[str]:
    """For each line, the words that the deleted lines do not have."""
    before = [word for line in deleted for word in _words(line, 0)]
    after = [word for number, line in enumerate(lines) for word in _words(line, number)]
    if not before or _equal_pairs(before, after) > _COMPARED:
        return [canonical(line) for line in lines]
    new = _by_line(_inserted(before, after))
    return [_new_text(line, new.get(number, ())) for number, line in enumerate(lines)]


def _by_line(words: Iterable[_Word]) -> Mapping[int, Sequence[_Word]]:
    found: dict[int, list[_Word]] = {}
    for word in words:
        found.setdefault(word.line, []).append(word)
    return found


def _equal_pairs(before: Iterable[_Word], after: Iterable[_Word]) -> int:
    """How many pairs of equal words a comparison has to weigh."""
    often = Counter(word.sign for word in before)
    return sum(often[word.sign] for word in after)


def _inserted(before: Sequence[_Word], after: Sequence[_Word]) -> Iterator[_Word]:
    """The words of `after` that `before` has not at their place."""
    matcher = SequenceMatcher(None, [one.sign for one in before], [one.sign for one in after], autojunk=False)
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag in {"insert", "replace"}:
            yield from after[start:end]


def _words(line: str, number: int) -> Iterator[_Word]:
    for match in _TOKEN.finditer(line):
        yield _Word(match.group().translate(_SIGNS), number, match.start(), match.end())


def _new_text(line: str, new: Sequence[_Word]) -> str:
    """The new words of a line where they stand, or the whole line when most of it is new."""
    if not new:
        return ""
    if 2 * _size(new) > _size(_words(line, 0)):
        return canonical(line)
    return " … ".join(line[start:end] for start, end in _pieces(line, new))


def _size(words: Iterable[_Word]) -> int:
    """How many words and numbers there are, punctuation apart."""
    return sum(word.counts for word in words)


def _pieces(line: str, new: Sequence[_Word]) -> list[list[int]]:
    """The start and the end of each run of new words that only spaces part."""
    pieces = [[new[0].start, new[0].end]]
    for word in new[1:]:
        if line[pieces[-1][1] : word.start].strip():
            pieces.append([word.start, word.end])
        else:
            pieces[-1][1] = word.end
    return pieces


def _joined(found: Iterable[Stray]) -> Iterator[Stray]:
    for (question, line, under), group in groupby(found, key=lambda one: (one.question, one.line, one.under)):
        yield Stray("\n".join(one.text for one in group), question, line, under)

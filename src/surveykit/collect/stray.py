"""Text that a respondent typed outside every control, told from the words of the form itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from msgspec import Struct

from surveykit.collect.folding import visible
from surveykit.filled import Outside
from surveykit.texts import canonical, squeezed

_COMPARED = 100_000
"""Pairs of equal words: beyond it, changed lines are told whole instead of being compared word by word."""

_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "“": '"', "”": '"'})
_TOKEN = re.compile(r"\w+|[^\w\s]")


class Stray(Struct, frozen=True):
    """Text found outside the controls that the form does not have, with the question that it stands under."""

    text: str
    question: str | None


class _Word(Struct, frozen=True):
    sign: str
    line: int
    start: int
    end: int

    @property
    def counts(self) -> bool:
        """Whether it is a word or a number, and no punctuation."""
        return self.sign.isalnum()


def _taken(missing: Counter[str], line: str) -> bool:
    """Whether one more of a line is missing; several questions may have the same words."""
    missing[line] -= 1
    return missing[line] >= 0


def stray_texts(found: Sequence[Outside], shown: Iterable[tuple[str, str | None]]) -> tuple[Stray, ...]:
    """What stands in a file's paragraphs beside the words of the form, in order.

    Spaces, moved or repeated lines, and words of the form that were deleted are no stray text; consecutive
    stray paragraphs under one question are one text.
    """
    form = [line for text, _ in shown if (line := _line(text))]
    file = [Outside(canonical(visible(one.text)), one.question) for one in found if _line(one.text)]
    form_lines = set(form)
    changed = [one for one in file if _line(one.text) not in form_lines]
    if not changed:
        return ()
    missing = Counter(form) - Counter(_line(one.text) for one in file)
    deleted = [line for line in form if _taken(missing, line)]
    added = _added(deleted, [one.text for one in changed])
    kept = (Stray(text, one.question) for text, one in zip(added, changed, strict=True) if text)
    return tuple(_joined(kept))


def _line(text: str) -> str:
    return squeezed(visible(text).translate(_SIGNS))


def _added(deleted: Sequence[str], lines: Sequence[str]) -> list[str]:
    """What each line has that the deleted lines have not."""
    before = [word for line in deleted for word in _words(line, 0)]
    after = [word for number, line in enumerate(lines) for word in _words(line, number)]
    often = Counter(word.sign for word in before)
    if not before or sum(often[word.sign] for word in after) > _COMPARED:
        return [canonical(line) for line in lines]
    matcher = SequenceMatcher(None, [one.sign for one in before], [one.sign for one in after], autojunk=False)
    new: list[list[_Word]] = [[] for _ in lines]
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag in {"insert", "replace"}:
            for word in after[start:end]:
                new[word.line].append(word)
    sizes = [0] * len(lines)
    for word in after:
        sizes[word.line] += word.counts
    return [_told(line, words, size) for line, words, size in zip(lines, new, sizes, strict=True)]


def _words(line: str, number: int) -> Iterator[_Word]:
    for match in _TOKEN.finditer(line):
        yield _Word(match.group().translate(_SIGNS), number, match.start(), match.end())


def _told(line: str, new: Sequence[_Word], size: int) -> str:
    """The new words of a line where they stand, or the whole line when most of it is new."""
    if not new:
        return ""
    if 2 * sum(word.counts for word in new) > size:
        return canonical(line)
    pieces = [[new[0].start, new[0].end]]
    for word in new[1:]:
        if line[pieces[-1][1] : word.start].strip():
            pieces.append([word.start, word.end])
        else:
            pieces[-1][1] = word.end
    return " … ".join(line[start:end] for start, end in pieces)


def _joined(found: Iterable[Stray]) -> Iterator[Stray]:
    for question, group in groupby(found, key=lambda one: one.question):
        yield Stray("\n".join(one.text for one in group), question)

"""Text that a respondent typed outside every control, told from the words of the form itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def stray_texts(found: Sequence[Outside], shown: Iterable[tuple[str, str | None]]) -> tuple[Stray, ...]:
    """What stands in a file's paragraphs beside the words of the form, in order.

    Spaces, moved or repeated lines, and words of the form that were deleted are no stray text; consecutive
    stray paragraphs under one question are one text.
    """
    form = [line for text, _ in shown if (line := _line(text))]
    file = _written(found)
    changed = _changed(file, frozenset(form))
    if not changed:
        return ()
    added = _added(_deleted(form, file), [one.text for one in changed])
    kept = (Stray(text, one.question) for text, one in zip(added, changed, strict=True) if text)
    return tuple(_joined(kept))


def _written(found: Iterable[Outside]) -> list[Outside]:
    """The paragraphs that hold visible text, in canonical form."""
    return [Outside(canonical(visible(one.text)), one.question) for one in found if _line(one.text)]


def _changed(file: Iterable[Outside], form: frozenset[str]) -> list[Outside]:
    """The paragraphs that are no line of the form."""
    return [one for one in file if _line(one.text) not in form]


def _deleted(form: Sequence[str], file: Iterable[Outside]) -> list[str]:
    """The lines of the form that the file has no more; several questions may have the same line."""
    missing = Counter(form) - Counter(_line(one.text) for one in file)
    return [line for line in form if _taken(missing, line)]


def _taken(missing: Counter[str], line: str) -> bool:
    """Whether one more of a line is missing, which is then counted as found."""
    missing[line] -= 1
    return missing[line] >= 0


def _line(text: str) -> str:
    return squeezed(visible(text).translate(_SIGNS))


def _added(deleted: Sequence[str], lines: Sequence[str]) -> list[str]:
    """What each line has that the deleted lines have not."""
    before = [word for line in deleted for word in _words(line, 0)]
    after = [word for number, line in enumerate(lines) for word in _words(line, number)]
    if not before or _equal_pairs(before, after) > _COMPARED:
        return [canonical(line) for line in lines]
    new = _by_line(_inserted(before, after))
    return [_told(line, new.get(number, ())) for number, line in enumerate(lines)]


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


def _told(line: str, new: Sequence[_Word]) -> str:
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
    for question, group in groupby(found, key=lambda one: one.question):
        yield Stray("\n".join(one.text for one in group), question)

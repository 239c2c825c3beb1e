"""What a respondent left outside the controls: text, objects, marks on the form's words, words in the page's edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from surveykit.collect.codes import Code, Note, note
from surveykit.collect.stray import Stray, comparable, stray_texts
from surveykit.collect.typed import PICTURE
from surveykit.document import Document, lines
from surveykit.filled import FilledForm, Outside
from surveykit.model import Survey
from surveykit.texts import canonical, joined, squeezed
from surveykit.words import Room
from surveykit.words.marks import marks_of

_said = Room("copy")


class Beside(Struct, frozen=True):
    """One thing found outside the controls, and its question; `answers` says that it may be the answer itself."""

    question: str | None
    note: Note
    answers: bool = False


def besides_in(survey: Survey, shown: Document, filled: FilledForm) -> Iterator[Beside]:
    """Everything that a respondent put in a file outside its controls, kind after kind.

    A line typed under a question, a picture, a label struck out, a word in the footer; not the form's own words.
    """
    form = tuple(lines(shown)) if filled.complete else ()
    outside = _asked(filled.outside or (), form)
    written = [replace(one, text=one.text.replace(PICTURE, "")) for one in outside if not one.inserted]
    strays = stray_texts(written, form)
    for stray in strays:
        slots = {"text": stray.text, "line": stray.line, "under": stray.under}
        yield Beside(stray.question, note(Code.STRAY_TEXT, stray.text, **slots), answers=True)
    yield from _inserted(outside)
    yield from _objects(outside)
    yield from _marked(outside, strays)
    yield from _edges(survey, shown, filled)


def _asked(outside: Sequence[Outside], form: Sequence[tuple[str, str | None]]) -> Sequence[Outside]:
    """What stands outside the controls, under the right question also where the file lost the mark of its heading.

    The lines that the form has once say then under which question one stands, up to the last line of the form: notes
    follow.
    """
    marked = {one.question for one in outside}
    if marked.issuperset(question for _, question in form):
        return outside
    own = [(comparable(text), question) for text, question in form]
    said, lines_of_form = [comparable(one.text) for one in outside], dict(own)
    last = max((rank for rank, line in enumerate(said) if line in lines_of_form), default=-1)
    return [*_under(outside[: last + 1], said, _asked_once(own), marked), *outside[last + 1 :]]


def _asked_once(own: Sequence[tuple[str, str | None]]) -> Mapping[str, str | None]:
    """The question of each line that a form has once."""
    often = Counter(line for line, _ in own)
    return {line: question for line, question in own if often[line] == 1}


def _under(
    outside: Iterable[Outside], said: Iterable[str], asks: Mapping[str, str | None], marked: Collection[str | None]
) -> Iterator[Outside]:
    """Each paragraph, whose line is `said`, under the question that the last line of the form asks, unless marked."""
    here: str | None = None
    for one, line in zip(outside, said, strict=False):
        here = asks.get(line, here)
        yield one if here in marked else replace(one, question=here)


def _inserted(outside: Iterable[Outside]) -> Iterator[Beside]:
    for one in outside:
        if one.inserted:
            text = canonical(one.text) or None
            yield Beside(one.question, note(Code.INSERTED, text, text=text), answers=True)


def _objects(outside: Iterable[Outside]) -> Iterator[Beside]:
    for one in outside:
        if PICTURE in one.text and not one.inserted:
            yield Beside(one.question, _object(one.text), answers=True)


def _object(text: str) -> Note:
    """The note on a picture or another object in a line; it quotes the text of the line, if any."""
    line = squeezed(canonical(text.replace(PICTURE, " "))) or None
    return note(Code.OBJECT_BESIDE, line, line=line)


def _marked(outside: Iterable[Outside], strays: Sequence[Stray]) -> Iterator[Beside]:
    """The marks on the form's own words, once per question and kind.

    Marks on words that a respondent typed are left out: the stray text has its own note.
    """
    typed: dict[str | None, set[str]] = {}
    for stray in strays:
        typed.setdefault(stray.question, set()).update(stray.text.split())
    found: dict[tuple[str | None, Code], list[str]] = {}
    for one in outside:
        for code, marked in ((Code.LABEL_STRUCK, one.struck), (Code.LABEL_MARKED, one.marked)):
            text = squeezed(canonical(marked))
            if any(map(str.isalnum, text)) and not typed.get(one.question, set()).issuperset(text.split()):
                found.setdefault((one.question, code), []).append(text)
    for (question, code), texts in found.items():
        text = "\n".join(texts)
        yield Beside(question, note(code, text, text=text))


def _edges(survey: Survey, shown: Document, filled: FilledForm) -> Iterator[Beside]:
    known = set(map(comparable, _own_edges(survey, shown, filled)))
    for line in filled.edges:
        if PICTURE in line:
            yield Beside(None, _object(line))
        text = canonical(line.replace(PICTURE, " "))
        if text and comparable(text) not in known:
            yield Beside(None, note(Code.MARGIN_TEXT, text, text=text))


def _own_edges(survey: Survey, shown: Document, filled: FilledForm) -> Iterator[str]:
    """The lines that the form itself has in its headers: its marks, its title, the holder of the copy."""
    yield from (shown.mark, shown.header, str(shown.form or ""), str(filled.form or ""))
    yield joined(marks_of(survey.language, simulated=True, also=shown.marks))
    for copy, _ in filled.copies:
        holder = survey.population.find(copy.respondent)
        name = "" if holder is None else holder.name
        yield _said(survey.language, "{holder} — copy {reference}", holder=name, reference=str(copy))

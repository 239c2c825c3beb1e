"""Whether the controls of a file stand where the form has them, under the words that the form has for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from msgspec import Struct

from surveykit.collect.codes import Code, Note, distinct, note
from surveykit.collect.stray import comparable
from surveykit.document import Answer, Control, Document, Heading, ListBox, TextBox, TickBox, TickList, walked
from surveykit.filled import FilledForm, Placed
from surveykit.ids import RESPONDENT_FIELD, FieldId, OptionCode
from surveykit.texts import canonical

_Key = tuple[FieldId, OptionCode | None]
_Part = tuple[FieldId, OptionCode | None, str, bool]
"""A field, its option if it is a button or a box, the words for it, and whether it is a box to tick."""
_WORD = re.compile(r"\w+")


class _Expected(Struct, frozen=True):
    """A control of the form: its rank, the words for it, the question that it stands under."""

    rank: int
    label: str
    question: str | None
    of_boxes: bool = False


class _Around(Struct, frozen=True):
    """What stands around the controls of a file: the questions that have a heading there, and all lines as one text."""

    headed: frozenset[str | None]
    lines: str

    @classmethod
    def of(cls, filled: FilledForm) -> _Around:
        outside = filled.outside or ()
        headed = frozenset([*(one.question for one in filled.placed), *(one.question for one in outside)])
        return cls(headed, "\n".join(comparable(one.text) for one in outside))


def place_notes(shown: Document, filled: FilledForm) -> Mapping[FieldId, tuple[Note, ...]]:
    """What is to be said of each field whose controls do not stand in a file as in the form `shown`.

    What moved alone is told apart from what it moved past. Pages may come in another order, and a form whose controls
    are all under other names is not compared.
    """
    if not filled.placed:
        return {}
    found: dict[FieldId, list[Note]] = {}
    for code, told in _told(filled.placed, dict(_controls(shown)), _Around.of(filled)):
        found.setdefault(code, []).append(told)
    return {code: distinct(notes) for code, notes in found.items()}


def _told(placed: Sequence[Placed], asked: Mapping[_Key, _Expected], around: _Around) -> Iterator[tuple[FieldId, Note]]:
    """What is to be said of the controls, kind after kind."""
    known = [one for one in placed if (one.field, one.option) in asked]
    lists = _lists(asked)
    moved = dict.fromkeys(_out_of_place(known, asked, around.headed))
    yield from ((code, note(Code.OUT_OF_PLACE)) for code in moved)
    still = [one for one in known if one.field not in moved]
    yield from ((one.field, told) for one in still for told in _words_beside(one, asked, around.lines))
    yield from _buttons(known, lists)
    yield from _strangers(placed, lists)


def _lists(asked: Mapping[_Key, _Expected]) -> Mapping[FieldId, Mapping[OptionCode, str]]:
    """The lists of a form, each with its options and the words for them; boxes to tick are none."""
    found: dict[FieldId, dict[OptionCode, str]] = {}
    for (field, option), one in asked.items():
        if option and not one.of_boxes:
            found.setdefault(field, {})[option] = one.label
    return found


def _controls(shown: Document) -> Iterator[tuple[_Key, _Expected]]:
    """The controls of a form in order: each box of a list, with the text box beside it."""
    rank, question = 0, None
    for block in walked(shown.blocks):
        if isinstance(block, Heading) and block.question is not None:
            question = block.question
        if isinstance(block, Answer):
            for code, option, label, of_boxes in _parts(block.control, block.label):
                rank += 1
                yield (code, option), _Expected(rank, comparable(label), question, of_boxes)


def _parts(control: Control, label: str) -> Iterator[_Part]:
    match control:
        case TextBox():
            yield control.field, None, label or control.name, False
        case ListBox():
            yield control.field, None, label or control.name, False
            yield from _options(control)
        case TickList(boxes=boxes):
            yield from (part for box in boxes for part in _box(control.field, box))


def _options(control: ListBox) -> Iterator[_Part]:
    if control.field == RESPONDENT_FIELD:
        return  # a whole population is never shown as round buttons
    for entry in control.entries:
        yield control.field, entry.code, entry.label, False


def _box(field: FieldId, box: TickBox) -> Iterator[_Part]:
    yield field, box.option, box.label, True
    if box.detail is not None:
        yield box.detail.field, None, box.detail.name, False


def _out_of_place(
    known: Sequence[Placed], asked: Mapping[_Key, _Expected], headed: frozenset[str | None]
) -> Iterator[FieldId]:
    """The fields of which a control stands out of the form's order, or under another question.

    Where the file lost the mark of a question's heading, all that the question asks seems to stand under the one
    before.
    """
    questions = {one.question for one in asked.values()} - {None}
    first = list({(one.field, one.option): one for one in reversed(known)}.values())[::-1]
    ordered = _in_order_of_pages(first, asked)
    steady = _steady([asked[one.field, one.option].rank for one in ordered])
    for one, is_steady in zip(ordered, steady, strict=True):
        own = asked[one.field, one.option].question
        is_elsewhere = one.question in questions and one.question != own and own in headed
        if not is_steady or is_elsewhere:
            yield one.field


def _in_order_of_pages(placed: Iterable[Placed], asked: Mapping[_Key, _Expected]) -> list[Placed]:
    """The controls page by page, the pages in the order that most of their controls have in the form."""
    pages: dict[int | None, list[Placed]] = {}
    for one in placed:
        pages.setdefault(one.page, []).append(one)
    ranked = sorted(pages.values(), key=lambda page: median(asked[one.field, one.option].rank for one in page))
    return [one for page in ranked for one in page]


def _steady(ranks: Sequence[int]) -> list[bool]:
    """Which of the ranks are in order, however the others are taken out: those in every longest rising sequence."""
    before = _longest(ranks)
    after = _longest([-rank for rank in reversed(ranks)])[::-1]
    longest = max(before, default=0)
    full = [one + other - 1 == longest for one, other in zip(before, after, strict=True)]
    often = Counter(length for length, is_full in zip(before, full, strict=True) if is_full)
    return [is_full and often[length] == 1 for length, is_full in zip(before, full, strict=True)]


def _longest(ranks: Iterable[int]) -> list[int]:
    """The length of the longest rising sequence that ends at each of the ranks."""
    ends: list[int] = []
    found = []
    for rank in ranks:
        place = bisect_left(ends, rank)
        ends[place : place + 1] = [rank]
        found.append(place + 1)
    return found


def _words_beside(one: Placed, asked: Mapping[_Key, _Expected], lines: str) -> Iterator[Note]:
    """That the words for a button or a box are not its own, or those for another field are a third one's.

    Words put beside those of a box or a field are told as such; the words for a round button are no lines of the form.
    """
    mine = asked[one.field, one.option]
    said = None if one.label is None else comparable(one.label)
    if said and said != mine.label and _is_others(said, one, asked, lines):
        text = canonical(one.label or "")
        yield note(Code.OTHER_WORDS, text, text=text, option=None if one.option is None else mine.label)


def _is_others(said: str, one: Placed, asked: Mapping[_Key, _Expected], lines: str) -> bool:
    mine = asked[one.field, one.option]
    if one.option is None:
        return any(said == other.label for (_, option), other in asked.items() if option is None)
    return not mine.of_boxes or (not _holds(said, mine.label) and not _is_told_as_added(said, asked, lines))


def _holds(said: str, label: str) -> bool:
    """Whether the words for a box are its own, perhaps with others."""
    return label in said or _WORD.findall(said) == _WORD.findall(label)


def _is_told_as_added(said: str, asked: Mapping[_Key, _Expected], lines: str) -> bool:
    """Whether the words for a box stand among the lines, and some of them are for no box: these are told as added."""
    known = {word for one in asked.values() if one.of_boxes for word in _WORD.findall(one.label)}
    return said in lines and not known.issuperset(_WORD.findall(said))


def _buttons(
    known: Iterable[Placed], lists: Mapping[FieldId, Mapping[OptionCode, str]]
) -> Iterator[tuple[FieldId, Note]]:
    """The round buttons of a list that were taken out of it, or put there again."""
    found: dict[FieldId, Counter[OptionCode]] = {}
    for one in known:
        if one.option and one.field in lists:
            found.setdefault(one.field, Counter())[one.option] += 1
    return ((code, told) for code, often in found.items() for told in _button_notes(lists[code], often))


def _button_notes(options: Mapping[OptionCode, str], often: Counter[OptionCode]) -> Iterator[Note]:
    gone = [label for option, label in options.items() if not often[option]]
    if gone:
        yield note(Code.BOX_MISSING, boxes=", ".join(gone))
    if max(often.values()) > 1:
        yield note(Code.DUPLICATE_CONTROL, copies=max(often.values()))


def _strangers(
    placed: Iterable[Placed], lists: Mapping[FieldId, Mapping[OptionCode, str]]
) -> Iterator[tuple[FieldId, Note]]:
    """The round buttons among those of a list which the form has not, perhaps another list's."""
    for one in placed:
        options, name = lists.get(one.field), canonical(one.option or "")
        if one.option and options is not None and name not in options:
            yield one.field, note(Code.UNKNOWN_OPTION, name, name=name)

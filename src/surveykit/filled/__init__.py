"""The words and marks found in a file that came back, uninterpreted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum, auto

from msgspec import Struct, field

from surveykit.ids import CopyRef, FieldId, FormRef, OptionCode


class Origin(Enum):
    """By what an answer was recognised in its file."""

    TAG = auto()
    BOOKMARK = auto()


class Words(Struct, frozen=True):
    """The text found in one text box or list, as a person who reads it sees it.

    Line ends are line feeds. `prompt` says that the file marks the text as its placeholder; `spilled` that the
    text went on outside the control (the whole of it is here); `deleted` is what tracked changes removed,
    `inserted` that tracked changes added some of it. `struck` is what is struck out and `hidden` what nobody sees:
    neither is in `text`. `raised` are the parts of the text in superscript or subscript, and `level` the text without
    them ("" when there are none). `formula` says that some of it is a formula, whose characters in a row say
    something else; `gone` that the control was removed and nothing stands in its place. `shown` is what a person sees
    there, where that is another text than the one recorded (None: the same, or nobody can tell). `mixed` is another
    field, when the control is that one's in this one's place, or one of the two stands in the other. `cut` says that
    the file ends amid it.
    """

    text: str
    prompt: bool = False
    spilled: bool = False
    deleted: str = ""
    inserted: bool = False
    origin: Origin = Origin.TAG
    struck: str = ""
    hidden: str = ""
    raised: tuple[str, ...] = ()
    level: str = ""
    formula: bool = False
    gone: bool = False
    shown: str | None = None
    mixed: FieldId | None = None
    cut: bool = False


class Tick(Struct, frozen=True):
    """One tick box as found: the state recorded (None where none is) and the characters displayed.

    `struck` are the characters of it that are struck out or hidden; they are not in `shown`. `unseen` says that the
    file shows no sign where it should, `marked` that the sign is highlighted, framed, coloured… by hand. `mixed` is the
    other option, or the other field, whose box stands in the place of this one.
    """

    recorded: bool | None
    shown: str
    origin: Origin = Origin.TAG
    struck: str = ""
    unseen: bool = False
    marked: bool = False
    mixed: str | None = None


class Entry(Struct, frozen=True):
    """All that was found for one field; several words or ticks when the respondent copied the control."""

    words: tuple[Words, ...] = ()
    ticks: Mapping[OptionCode, tuple[Tick, ...]] = field(default_factory=dict)


class Outside(Struct, frozen=True):
    """A paragraph's text outside every control, with the number of the question that it stands under.

    `struck` and `marked` are the parts of it that are struck out, and highlighted, framed or underlined by hand.
    `answered` says that a control stands in the same paragraph, `inserted` that this is a document that was put in the
    file: `text` is what it says, empty when it was not read.
    """

    text: str
    question: str | None
    struck: str = ""
    marked: str = ""
    answered: bool = False
    inserted: bool = False


class Comment(Struct, frozen=True):
    """A reviewer's comment, with the question that it was attached to, or the field that it stands nearest to."""

    author: str
    text: str
    question: str | None
    field: FieldId | None = None


class MarkKind(Enum):
    """The kinds of things that somebody put on a page beside the fields."""

    TYPED = auto()
    """Words, typed with a tool of the viewer's or written into the page."""
    DRAWN = auto()
    """Handwriting, a line, a shape, a picture: anything that has no words to read."""
    STAMPED = auto()
    HIGHLIGHTED = auto()
    UNDERLINED = auto()
    STRUCK = auto()
    REDACTED = auto()
    ATTACHED = auto()
    """A file."""
    RECORDED = auto()
    """Sound, video or another medium."""
    OTHER_FORM = auto()
    """A second form inside the file, whose answers some programs show instead of these."""


class OutsideMark(Struct, frozen=True):
    """A thing put on a page beside the fields: its kind, its words if it has any, and the field beside it.

    `page` counts from 1, None where the format has no pages. `question` is a number of the form, `field` the nearest
    field and `option` the option of a list that it stands beside; each is None when nobody can tell.
    """

    kind: MarkKind
    text: str = ""
    page: int | None = None
    question: str | None = None
    field: FieldId | None = None
    option: OptionCode | None = None


class Placed(Struct, frozen=True):
    """Where one control stands in a file: the control of a field, or of one option of its list.

    `label` is what is written for it there (of a text box what stands before it), `question` the number of the question
    that it stands under, and `page` counts from 1; each is None where the format does not tell.
    """

    field: FieldId
    option: OptionCode | None = None
    label: str | None = None
    question: str | None = None
    page: int | None = None


class CopySource(Enum):
    """The place in a file where the copy's reference was found."""

    PROPERTIES = auto()
    HEADER = auto()
    ANSWER = auto()


class FilledForm(Struct, frozen=True):
    """A file that came back: the form and copy that it names, and the words and marks in it.

    `form` is None when the file does not say (its properties were stripped). A field that the file has no
    place for is absent from `entries`. `copies` are the copy references found, in order of trust; more than
    one different one is for the collector to complain about. `outside` is every paragraph's text outside
    the controls, the form's own words included, in order; None when the format has no such text. `edges` are the lines
    of the pages' headers and footers, the form's own included, page numbers aside.
    `prefilled` is what the file tells of what it was filled with beforehand: a mark per field (`document.mark_of`).
    `complete` says that the format has a place for every field, so that an absent one was deleted; otherwise
    (answers in JSON) an absent one was left blank, and `outside` has no word of the form. The file itself says whether
    it is `simulated`: nobody gave its answers. `marks` is what was put on the pages beside the fields. `saved`
    is when the file says that it was last saved; None when it does not, or not since it was made. `placed` are the
    controls in the order in which a person meets them, empty when the format does not tell. `titles` are the names,
    perhaps cut short, that the file gives to controls of which nothing else says whose place they stand in.
    """

    form: FormRef | None
    entries: Mapping[FieldId, Entry]
    copies: tuple[tuple[CopyRef, CopySource], ...] = ()
    outside: tuple[Outside, ...] | None = None
    edges: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    macros: bool = False
    complete: bool = True
    prefilled: Mapping[FieldId, str] = field(default_factory=dict)
    simulated: bool = False
    marks: tuple[OutsideMark, ...] = ()
    saved: datetime | None = None
    placed: tuple[Placed, ...] = ()
    titles: Mapping[FieldId, str] = field(default_factory=dict)


def saved_since(made: datetime | None, saved: datetime | None) -> datetime | None:
    """When a file was saved after it was made; None when it was not, or does not say.

    A moment without a time zone is one of UTC; so is the result.
    """
    if saved is None:
        return None
    last = _in_utc(saved)
    return last if made is None or last > _in_utc(made) else None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

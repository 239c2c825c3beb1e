"""The blocks of a document, in reading order, and the document itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from surveykit.document.controls import Control
from surveykit.ids import CopyRef, FormRef


class Role(Enum):
    """What a paragraph is for; a renderer gives each role one look."""

    BODY = auto()
    LEAD = auto()
    QUESTION = auto()
    HINT = auto()
    NOTE = auto()
    LEGEND = auto()
    WARNING = auto()


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who issues the document: lines from the widest body (the ministry) to the narrowest (the bureau)."""

    issuer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The document's own title, once, with the line under it (its reference) if there is one."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (sections) to 3; `question` is the number of the question that it opens, if it does."""

    level: int
    text: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain words."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what is said of each, in a frame: scope, deadline, return addresses."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few headline figures: (value as printed, what it is, its base)."""

    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text; numbers are aligned right; `header` heads its row; `withheld` is a secret."""

    text: str
    number: bool = False
    header: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data with a caption, a sentence that describes it, one header row, and relative column widths."""

    caption: str
    description: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A control with the words before it; the words after it are its unit or the meaning of a scale's ends.

    A renderer puts label, control and `after` on one line when the control is a one-line text box or a list,
    and the label above the control otherwise. `depth` is 1 for an answer that depends on the one above it.
    """

    label: str
    control: Control
    after: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together: a question with its answers, kept on one page where it fits."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Masthead | Title | Heading | Paragraph | Listing | Facts | KeyFigures | Table | Answer | Group | PageBreak


@dataclass(frozen=True, slots=True)
class Copy:
    """For whom a personal copy is made: its reference and the name that is shown."""

    reference: CopyRef
    holder: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document to render: its title and language (BCP 47), its running header, and its blocks.

    A form has `form`; a personal copy of it has `copy`, whose holder and reference stand in the header of
    every page, and nowhere in the blocks.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    header: str = ""
    author: str = ""
    form: FormRef | None = None
    copy: Copy | None = None

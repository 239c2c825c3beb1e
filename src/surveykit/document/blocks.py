"""The blocks of a document, in reading order, and the document itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct, field

from surveykit.document.charts import Chart, Numbering, captioned
from surveykit.document.controls import Control, ControlValue
from surveykit.expressions import Expression
from surveykit.findings import Severity
from surveykit.ids import CopyRef, FieldId, FormRef
from surveykit.texts import joined
from surveykit.words.marks import says_simulated


class Role(Enum):
    """What a paragraph is for; a renderer gives each role one look."""

    BODY = auto()
    LEAD = auto()
    QUESTION = auto()
    HINT = auto()
    NOTE = auto()
    LEGEND = auto()
    WARNING = auto()


class Masthead(Struct, frozen=True):
    """Who issues the document: lines from the widest body (the ministry) to the narrowest (the bureau)."""

    issuer: tuple[str, ...]


class Title(Struct, frozen=True):
    """The document's own title, once, with the line under it (its reference) if there is one."""

    text: str
    subtitle: str = ""


class Heading(Struct, frozen=True):
    """A heading of level 1 (sections) to 3; `question` is the number of the question that it opens, if it does."""

    level: int
    text: str
    question: str | None = None


class Paragraph(Struct, frozen=True):
    """A paragraph of plain words."""

    text: str
    role: Role = Role.BODY


class Listing(Struct, frozen=True):
    """A bulleted list."""

    items: tuple[str, ...]


class Facts(Struct, frozen=True):
    """Terms and what is said of each, in a frame: scope, deadline, return addresses."""

    rows: tuple[tuple[str, str], ...]


class KeyFigures(Struct, frozen=True):
    """A few headline figures: (value as printed, what it is, its base)."""

    figures: tuple[tuple[str, str, str], ...]


class Cell(Struct, frozen=True):
    """One cell of a table: its text; numbers are aligned right; `header` heads its row; `withheld` is a secret."""

    text: str
    number: bool = False
    header: bool = False
    withheld: bool = False


class Table(Struct, frozen=True):
    """A table of data with a caption, a sentence that describes it, one header row, and relative column widths."""

    caption: str
    description: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    numbering: Numbering | None = None

    @property
    def title(self) -> str:
        """The caption behind its number."""
        return captioned(self.numbering, self.caption)


class Contents(Struct, frozen=True):
    """The table of contents: its title, and after it an entry for each heading of the document, to a level."""

    title: str
    depth: int = 1


class Answer(Struct, frozen=True):
    """A control with the words before it; the words after it are its unit or the meaning of a scale's ends.

    A renderer puts label, control and `after` on one line when the control is a one-line text box or a list,
    and the label above the control otherwise. `depth` is 1 for an answer that depends on the one above it;
    `condition` is when it is to be given, None for always; an `optional` one may be left out without anyone asking.
    """

    label: str
    control: Control
    after: str = ""
    depth: int = 0
    condition: Expression | None = None
    optional: bool = False


class Group(Struct, frozen=True):
    """Blocks that belong together: a question with its answers, kept on one page where it fits."""

    blocks: tuple[Block, ...]


class PageBreak(Struct, frozen=True):
    """What follows begins a new page."""


Block = (
    Masthead
    | Title
    | Contents
    | Heading
    | Paragraph
    | Listing
    | Facts
    | KeyFigures
    | Table
    | Chart
    | Answer
    | Group
    | PageBreak
)


class Copy(Struct, frozen=True):
    """For whom a personal copy is made: its reference, the name that is shown, and what is filled in beforehand.

    `values` holds the text of a text box, the code chosen in a list, the options ticked of a tick list. A copy's file
    also keeps their marks (`written_marks`), so that what is left as it was can be told from what was answered.
    """

    reference: CopyRef
    holder: str
    values: Mapping[FieldId, ControlValue] = field(default_factory=dict)


class Check(Struct, frozen=True):
    """A rule that an interactive form may apply: something is asked when `holds` is false, never when unknown.

    `when` restricts it. `message` has `{name}` slots, each filled with the value of the expression in
    `derived`, or else with the answer to the field of that name.
    """

    code: str
    severity: Severity
    holds: Expression
    when: Expression | None
    message: str
    derived: Mapping[str, Expression]


class Reply(Struct, frozen=True):
    """Where a filled form goes: by mail before a date (as printed), and to a web address if there is one."""

    addresses: tuple[str, ...]
    before: str
    submit: str | None = None


class Document(Struct, frozen=True):
    """A document to render: its title and language (BCP 47), its running header, and its blocks.

    A form has `form`; a personal copy of it has `copy`, whose holder and reference stand in the header of
    every page, and nowhere in the blocks. A form also has its `checks`, its `reply`, and its public `definition`
    (JSON) for formats that can carry them. `stylesheet` is the issuer's own CSS, for formats that have a use for it.
    `landscape` asks for pages that lie on their long side, where a format has pages. `marks` are what every page says,
    in a few capitals each (`PROJET`, `DONNÉES SIMULÉES`): they stand outside the blocks, and in the title that
    the file's properties have.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    header: str = ""
    author: str = ""
    form: FormRef | None = None
    copy: Copy | None = None
    checks: tuple[Check, ...] = ()
    reply: Reply | None = None
    definition: str = ""
    stylesheet: str = ""
    landscape: bool = False
    marks: tuple[str, ...] = ()

    @property
    def simulated(self) -> bool:
        """Whether what it holds is simulated: a form says so to its reader too, in a place of its format's own."""
        return any(map(says_simulated, self.marks))

    @property
    def mark(self) -> str:
        """The marks on one line, empty when there are none."""
        return joined(self.marks)

    @property
    def marked_title(self) -> str:
        """The title as the file's properties have it, behind the marks: it is read where no page is open."""
        return joined((*self.marks, self.title))

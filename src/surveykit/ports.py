"""What the core asks of a plug-in: renderers, readers and engines, as Protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    # Named in annotations only: whoever computes figures needs neither what is shown nor what came back.
    from surveykit.document import Copy, Document
    from surveykit.filled import FilledForm

SqlValue = int | float | bool | str | Decimal | None


class Renderer(Protocol):
    """Writes a document in one format; the same document always gives the same bytes."""

    @property
    def suffix(self) -> str:
        """The format's file name suffix, with its dot."""

    @property
    def media_type(self) -> str:
        """The format's media type."""

    def render(self, document: Document, /) -> bytes:
        """The document as a file's bytes."""


@runtime_checkable
class Stamper(Protocol):
    """A renderer that makes personal copies faster than by rendering each."""

    def stamp(self, document: Document, copies: Iterable[Copy], /) -> Iterator[bytes]:
        """One file per copy, each equal to what `render` makes of the document with that copy."""


class Reader(Protocol):
    """Reads back the files of one format."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file name suffixes that this reader answers for when the bytes do not say."""

    def read(self, data: bytes, /) -> FilledForm:
        """What stands in the file, uninterpreted.

        Raises UnreadableFile, which says what to ask of the sender.
        """


@runtime_checkable
class Signed(Protocol):
    """A reader whose format is known by its first bytes, whatever the file is called."""

    @property
    def signatures(self) -> tuple[bytes, ...]:
        """The leading bytes that this reader answers for, to read them or to refuse them in its own words."""


class Engine(Protocol):
    """Runs SQL over the table of responses."""

    def rows(self, sql: str, /) -> Sequence[tuple[SqlValue, ...]]:
        """Every row that a query yields.

        Raises TooLarge when a number is too large for its type, and never yields another number or NULL instead.
        """

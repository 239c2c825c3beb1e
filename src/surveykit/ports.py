"""What the core asks of a plug-in: renderers, readers and engines, as Protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    # For annotations only: to compute figures takes no document and no returned form.
    from surveykit.document import Copy, Document
    from surveykit.filled import FilledForm

SqlValue = int | float | bool | str | Decimal | None


class Renderer(Protocol):
    """A renderer writes a document as a file of one format; the same document always gives the same bytes.

    An entry point of the group `surveykit.renderers` names the object (docs/write-a-renderer.md has the rules, and
    `surveykit.testing.check_format` checks them).

    ```python
    from surveykit.compose.form import form
    from surveykit.document import Document, lines

    class LinesRenderer:
        suffix = ".txt"
        media_type = "text/plain"

        def render(self, document: Document, /) -> bytes:
            return " / ".join(words for words, _ in lines(document)).encode()

    assert b" / " in LinesRenderer().render(form(survey))
    ```
    """

    @property
    def suffix(self) -> str:
        """The suffix that a file of the format has, in lower case and with its dot: `.docx`."""

    @property
    def media_type(self) -> str:
        """The media type of the format: `text/html`. A format whose type begins with `text/` is text in UTF-8."""

    def render(self, document: Document, /) -> bytes:
        """Writes the whole document and returns the file's bytes, with the copy's name and answers if it has one.

        Two calls on equal documents return equal bytes: no clock, no random number.
        Raises MissingExtra when a library that the document needs (to draw charts, to print pages) is not installed,
        and UsageError when the user can put it right (a stylesheet that fetches a font, a full disk); nothing else for
        a document that `compose` made.
        """


@runtime_checkable
class Stamper(Protocol):
    """A stamper is a renderer that makes many personal copies from one rendering: faster than one rendering a copy.

    `sk.render_copies` uses `stamp` of each renderer that has it.

    ```python
    from surveykit import plugins
    from surveykit.compose.form import form
    from surveykit.pipeline.forms import copy_for
    from surveykit.ports import Stamper

    docx = plugins.renderer("docx")
    assert isinstance(docx, Stamper)
    bretagne = copy_for(survey, survey.population.find("bretagne"))
    (file,) = docx.stamp(form(survey, personal=True), [bretagne])
    ```
    """

    def stamp(self, document: Document, copies: Iterable[Copy], /) -> Iterator[bytes]:
        """Yields one file's bytes for each copy, in the order of `copies`.

        Each file equals what `render` returns for the document with that copy.
        Raises what `render` raises; UsageError too when the document is a report and the format makes copies of forms
        only.
        """


@runtime_checkable
class Presented(Protocol):
    """A presented renderer says what people call its format, and how a form in it is filled in.

    The status of a survey shows the name, the guide for respondents the name and the instructions. A renderer without
    it is called by its suffix, and the guide says nothing of it.

    ```python
    from surveykit import plugins
    from surveykit.ports import Presented

    renderer = plugins.renderer("html")
    name = renderer.display_name("fr") if isinstance(renderer, Presented) else renderer.suffix
    ```
    """

    def display_name(self, language: str, /) -> str:
        """What people call the format in a language (`fr`, `fr-BE`): a few words, `plain text`.

        May raise LookupError for a language that the format has no words in.
        """

    def instructions(self, language: str, /) -> str:
        """How to open, fill in and save a form of the format, in one or several sentences of a language.

        May raise LookupError for a language that the format has no words in.
        """


class Reader(Protocol):
    """A reader takes the answers out of a returned file of one format and interprets none of them.

    An entry point of the group `surveykit.readers` names the object. `surveykit.collect` decides what the words mean.

    ```python
    from surveykit import plugins

    docx = plugins.readers().ready["docx"]
    filled = docx.read(sk.render(survey, "docx", respondent="bretagne"))
    assert filled.form == survey.ref
    assert filled.copies[0][0].respondent == "bretagne"
    ```
    """

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of this format's files, in lower case and with their dot: `(".docx", ".docm")`.

        `sk.Campaign.collect` goes by them when the first bytes of a file name no format.
        """

    def read(self, data: bytes, /) -> FilledForm:
        """Returns the words and the ticks of a file as they were found, with the form and the copy that it names.

        `data` is the whole file. Raises UnreadableFile, with what to ask its sender, when the file is damaged,
        encrypted or of another format; no other error, whatever the bytes are.
        """


@runtime_checkable
class Signed(Protocol):
    """A signed reader recognises its format by the first bytes of a file, whatever the name of the file is.

    `sk.Campaign.collect` asks signed readers first, in the order of their formats' names, and goes by the suffix after.

    ```python
    from surveykit import plugins
    from surveykit.ports import Signed

    docx = plugins.readers().ready["docx"]
    assert isinstance(docx, Signed)
    assert sk.render(survey, "docx").startswith(docx.signatures)
    ```
    """

    @property
    def signatures(self) -> tuple[bytes, ...]:
        """The first bytes of the files that this reader takes: one entry for each way in which a file may begin.

        The reader reads these files or refuses them with a reason of its own.
        """


class Engine(Protocol):
    """An engine runs SQL queries over the table of responses, one row for each response.

    The table is named `responses`; its columns are those that `surveykit.aggregation.columns` lists for the survey.

    ```python
    from surveykit.aggregation import columns, rows
    from surveykit.engines.duckdb import memory_engine

    answers = [one.response for one in register.responses()]
    with memory_engine(columns(survey), rows(survey, answers)) as engine:
        assert list(engine.rows("SELECT count(*) FROM responses")) == [(len(answers),)]
    ```
    """

    def rows(self, sql: str, /) -> Sequence[tuple[SqlValue, ...]]:
        """Returns every row of a query, in the query's order: one tuple for each row, one value for each column.

        A whole number is an `int`, or a `Decimal` where the engine sums it as one; NULL is None. Raises UsageError when
        the query cannot be computed on these responses, and TooLarge, one of its kind, when a number is too large for
        its type: the engine returns neither another number nor None in its place.
        """

"""A format under test: a renderer, its reader, and the survey on which they are tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from surveykit.collect import Collected, collect
from surveykit.compose.form import form
from surveykit.document import Copy, Document
from surveykit.ids import CopyRef
from surveykit.model import Respondent, Survey
from surveykit.ports import Reader, Renderer
from surveykit.responses import Blank, Response
from surveykit.testing.sample_survey import sample_survey


class Format(Struct, frozen=True, dict=True):
    """A format under test: its renderer, its reader, and the survey to try them on.

    `visible_text` gives the words that a reader of the file sees, running headers included; without it the laws on
    what is shown are not checked.
    """

    renderer: Renderer
    reader: Reader
    visible_text: Callable[[bytes], str] | None = None
    survey: Survey = field(default_factory=sample_survey)

    @cached_property
    def blank(self) -> Response:
        """The response without any answer, of the first respondent."""
        answers = {one.code: Blank() for one in self.survey.fields()}
        return Response(self.survey.id, self.survey.edition, self.survey.population.respondents[0].code, answers)

    @cached_property
    def some(self) -> tuple[Respondent, ...]:
        """The first respondents and the last: the population may be large."""
        people = self.survey.population.respondents
        return (*people[:3], *people[3:][-1:])

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """What makes the copy of each of some respondents."""
        return tuple(map(self.copy_of, self.some))

    def copy_of(self, one: Respondent) -> Copy:
        """What makes the copy of a respondent."""
        return Copy(CopyRef(self.survey.id, self.survey.edition, one.code), one.name)

    def personal(self, copy: Copy | None = None) -> Document:
        """The blank form of one respondent: of the first unless a copy is given."""
        return replace(form(self.survey, personal=True), copy=copy or self.copies[0])

    def collected(self, data: bytes) -> Collected:
        """What is collected from a file; raises UnreadableFile."""
        return collect(self.survey, form(self.survey), self.reader.read(data))

"""From the bytes of a file to the responses in it, with what was found in each: without the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from surveykit import interchange, plugins
from surveykit.collect import Envelope, collect
from surveykit.collect.admission import places_lost
from surveykit.compose.form import form
from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit.findings import Finding
from surveykit.interchange import FormAtLine
from surveykit.model import Survey
from surveykit.pipeline import recognition
from surveykit.pipeline.unchanged import left_as_prefilled
from surveykit.pipeline.untouched import came_back_untouched
from surveykit.pipeline.watch import Watch
from surveykit.responses import Missing, Response


class ReadResponse(Struct, frozen=True):
    """A response as it was read, what was found in it, when its file says that it was saved, whether it is untouched.

    Each finding has the name of the file in its place.
    """

    response: Response
    findings: tuple[Finding, ...]
    saved: datetime | None
    untouched: bool


class FileReader:
    """Reads returned files of one survey, with every reader that is installed."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self.language = survey.language
        self._readers = plugins.readers()
        self._shown = form(survey)
        self._watch = Watch()

    def claims(self, data: bytes, name: str) -> bool:
        """Whether a reader that is installed takes files of this name that begin so."""
        return recognition.is_claimed(data, name, self._readers)

    def takes(self, name: str) -> bool:
        """Whether files of this suffix may be forms: a reader that is installed takes them, or they are answers."""
        suffix = PurePath(name).suffix.lower()
        mine = (one.suffixes for one in self._readers.ready.values())
        return suffix in interchange.SUFFIXES or any(suffix in suffixes for suffixes in mine)

    def read(self, data: bytes, name: str, sender: str = "") -> Sequence[tuple[int, ReadResponse | UnreadableFile]]:
        """The responses in a file, each with its line (0 when the file holds a single one), or the refusal of one.

        `sender` is who sent it, empty when nobody knows. A file that takes too much time or memory is refused. Raises
        MissingExtra when the format is known and its packages are not installed.
        """
        try:
            with self._watch.over():
                return [*self._made(recognition.read(data, name, self._readers), name, sender)]
        except UnreadableFile as refusal:
            return [(0, refusal)]

    def read_again(
        self, data: bytes, name: str, line: int | None, sender: str = ""
    ) -> Sequence[tuple[int, ReadResponse | UnreadableFile]]:
        """The responses in a file that is kept; `line` is its number when it is one line of a file of several."""
        return self.read(data, name, sender) if line is None else [(line, self.read_line(data, name))]

    def read_line(self, data: bytes, name: str) -> ReadResponse | UnreadableFile:
        """The response in one line of a file of several, or why it is refused."""
        try:
            with self._watch.over():
                ((_, read), *_) = self._made(((1, one) for _, one in interchange.read(data)), name, "")
                return read
        except UnreadableFile as refusal:
            return refusal

    def _made(
        self, forms: Iterable[FormAtLine], name: str, sender: str
    ) -> Iterator[tuple[int, ReadResponse | UnreadableFile]]:
        for number, filled in forms:
            envelope = None if number else Envelope(name, sender)  # the name of a file of several speaks of nobody
            yield number, filled if isinstance(filled, UnreadableFile) else self._response(filled, name, envelope)

    def _response(self, filled: FilledForm, name: str, envelope: Envelope | None) -> ReadResponse | UnreadableFile:
        try:
            collected = collect(self._survey, self._shown, filled, envelope)
        except UnreadableFile as refusal:
            return refusal
        response = collected.response
        if all(isinstance(answer, Missing) for answer in response.answers.values()):
            return places_lost(self._survey)
        found = (*collected.findings, *left_as_prefilled(self._survey, response, filled.prefilled))
        placed = tuple(replace(one, place=replace(one.place, file=name)) for one in found)
        return ReadResponse(response, placed, filled.saved, came_back_untouched(response, placed))

"""From the bytes of a file to the responses in it, with what was found in each: without the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from surveykit import plugins
from surveykit.collect import Envelope, collect
from surveykit.collect.admission import places_lost
from surveykit.compose.form import form
from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit.findings import Finding
from surveykit.model import Survey
from surveykit.pipeline import recognition
from surveykit.pipeline.unchanged import left_as_prefilled
from surveykit.pipeline.untouched import came_back_untouched
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

    def read(self, data: bytes, name: str) -> Iterator[tuple[int, ReadResponse | UnreadableFile]]:
        """The responses in a file, each with its line (0 when the file holds a single one), or the refusal of one.

        Raises MissingExtra when the format is known and its packages are not installed.
        """
        for number, filled in recognition.read(data, name, self._readers):
            envelope = None if number else Envelope(file_name=name)  # the name of a file of several speaks of nobody
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

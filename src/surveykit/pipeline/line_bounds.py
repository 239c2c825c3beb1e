"""How much of a file of lines is taken: few lines that are no answers, and few returns of each respondent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from surveykit.errors import UnreadableFile
from surveykit.ids import RespondentCode
from surveykit.interchange import MOST_REFUSED
from surveykit.pipeline.reading import ReadResponse
from surveykit.register import ResponseRecord
from surveykit.words import Room

MOST_RETURNS = 50
"""Lines of one file that may be returns of the same respondent: each is compared with all others of theirs."""

_said = Room("refusal")
_REQUEST = _said.word("Send the file of answers again, as the form saves it.")


class LineBounds:
    """What was met so far in a file of lines."""

    def __init__(self) -> None:
        self._left = MOST_REFUSED
        self._returns: Counter[RespondentCode] = Counter()

    @property
    def are_reached(self) -> bool:
        """Whether so many lines were refused that the rest of the file is as well."""
        return self._left <= 0

    def judged(self, part: ReadResponse | UnreadableFile) -> ReadResponse | UnreadableFile:
        """What was read in a line, or the refusal of one more return of the same respondent than are taken."""
        whose = None if isinstance(part, UnreadableFile) else part.response.respondent
        if whose is None:
            return part
        self._returns[whose] += 1
        if self._returns[whose] <= MOST_RETURNS:
            return part
        reason = _said.word("This file has more than {limit} lines of the respondent {respondent}.")
        return UnreadableFile.of("too_many_lines", reason, _REQUEST, limit=str(MOST_RETURNS), respondent=whose)

    def note_known(self, responses: Iterable[ResponseRecord]) -> None:
        """Take up the returns in a line that was collected before, as by a collection that was interrupted."""
        self._returns.update(one.respondent for one in responses if one.respondent is not None and not one.attributed)

    def note_refused(self) -> None:
        """Take up that a line was refused."""
        self._left -= 1


def rest_of_lines(number: int) -> UnreadableFile:
    """The refusal of a file from a line on (from 1), since too many before it are no answers."""
    reason = _said.word("More than {limit} lines of this file are refused: it was not read from line {row} on.")
    return UnreadableFile.of("too_many_lines", reason, _REQUEST, limit=str(MOST_REFUSED), row=str(number))

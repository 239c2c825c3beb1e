"""What was answered: one response per return, the six things that an answer can be, and each one's status."""

from surveykit.responses.answers import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Unreadable,
    Value,
    is_untouched,
)
from surveykit.responses.statuses import Status, received, status_of, written_as

__all__ = [
    "Answer",
    "Answered",
    "Blank",
    "Missing",
    "NonResponse",
    "NonResponseReason",
    "NothingToSay",
    "Response",
    "Status",
    "Unreadable",
    "Value",
    "is_untouched",
    "received",
    "status_of",
    "written_as",
]

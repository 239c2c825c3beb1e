"""What was answered: one response per return, the five things that an answer can be, and each one's status."""

from surveykit.responses.answers import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    Response,
    Unreadable,
    Value,
)
from surveykit.responses.statuses import Status, received, status_of

__all__ = [
    "Answer",
    "Answered",
    "Blank",
    "Missing",
    "NonResponse",
    "NonResponseReason",
    "Response",
    "Status",
    "Unreadable",
    "Value",
    "received",
    "status_of",
]

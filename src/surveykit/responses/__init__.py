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
from surveykit.responses.succession import (
    AnswerChange,
    ReturnState,
    SentReturn,
    Settlement,
    Succession,
    changes,
    harms,
    is_said,
    succession,
)

__all__ = [
    "Answer",
    "AnswerChange",
    "Answered",
    "Blank",
    "Missing",
    "NonResponse",
    "NonResponseReason",
    "Response",
    "ReturnState",
    "SentReturn",
    "Settlement",
    "Status",
    "Succession",
    "Unreadable",
    "Value",
    "changes",
    "harms",
    "is_said",
    "received",
    "status_of",
    "succession",
]

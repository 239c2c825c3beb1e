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
    "NothingToSay",
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
    "is_untouched",
    "received",
    "status_of",
    "succession",
    "written_as",
]

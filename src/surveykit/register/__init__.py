"""The register of a campaign: one SQLite file of all that came back, to which things are only added."""

from surveykit.register.holder import register_holder
from surveykit.register.ledger import Register
from surveykit.register.records import (
    Correction,
    CurrentResponse,
    Event,
    EventKind,
    FileRecord,
    MessageRecord,
    Outcome,
    Refusal,
    ReleaseRecord,
    ResponseRecord,
    ReturnRecord,
    Returns,
    SettlementRecord,
    Telling,
    Writing,
    WrittenFile,
)

__all__ = [
    "Correction",
    "CurrentResponse",
    "Event",
    "EventKind",
    "FileRecord",
    "MessageRecord",
    "Outcome",
    "Refusal",
    "Register",
    "ReleaseRecord",
    "ResponseRecord",
    "ReturnRecord",
    "Returns",
    "SettlementRecord",
    "Telling",
    "Writing",
    "WrittenFile",
    "register_holder",
]

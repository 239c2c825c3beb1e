"""The register of a campaign: one SQLite file of all that came back, to which things are only added."""

from surveykit.register.damage import DamagedRegister
from surveykit.register.examination import Examination, LostRow, StoredFile, damage_told
from surveykit.register.holder import register_holder
from surveykit.register.ledger import Register
from surveykit.register.proving import examine
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
from surveykit.register.seals import Break

__all__ = [
    "Break",
    "Correction",
    "CurrentResponse",
    "DamagedRegister",
    "Event",
    "EventKind",
    "Examination",
    "FileRecord",
    "LostRow",
    "MessageRecord",
    "Outcome",
    "Refusal",
    "Register",
    "ReleaseRecord",
    "ResponseRecord",
    "ReturnRecord",
    "Returns",
    "SettlementRecord",
    "StoredFile",
    "Telling",
    "Writing",
    "WrittenFile",
    "damage_told",
    "examine",
    "register_holder",
]

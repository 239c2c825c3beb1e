"""The acts of coding in a register: who read which texts, when, from which workbook, and what they understood."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from surveykit.coded import Coding, Place, Quotable, Reading, RecordedCoding
from surveykit.errors import UsageError
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.register.damage import from_the_register, whole_content
from surveykit.register.encoding import decode_time
from surveykit.register.publishing import Publishing
from surveykit.register.records import EventKind
from surveykit.texts import canonical, squeezed

_COLUMNS = "id, name, coder, reconciled, added, readings, recorded_at"


class CodingLedger(Publishing):
    """The coding that a register holds, and that more is done."""

    def record_coding(self, coding: Coding, data: bytes, name: str) -> RecordedCoding | None:
        """Records what is new in an act of coding, with the workbook that it came from; None when nothing is.

        A reading is new when the latest of the same coder (or the latest reconciled one) of that text says something
        else. Raises UsageError when nobody signs it.
        """
        coder = squeezed(canonical(coding.coder))
        if not coder:
            raise UsageError("Say who coded: a coding is signed, with --coder.")
        with self._database.transaction():
            latest = self._latest(None if coding.reconciled else coder)
            fresh = tuple(one for one in coding.readings if latest.get(one.place) != one)
            if not fresh:
                return None
            kept = replace(coding, coder=coder, readings=fresh)
            added = self._database.insert(
                "INSERT INTO coding (sha256, name, coder, reconciled, added, readings, recorded_at, content)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(hashlib.sha256(data).hexdigest(), canonical(name) or "?", coder, int(coding.reconciled)),
                *(_dumps(kept.added), encode_readings(fresh), self._journal.moment(), data),
            )
            self._journal.note(EventKind.CODED, detail=f"{added}: {len(fresh)} answers", who=coder)
            return _record(self._database.rows(f"SELECT {_COLUMNS} FROM coding WHERE id = ?", added)[0])  # noqa: S608

    def _latest(self, coder: str | None) -> Mapping[Place, Reading]:
        """The latest reading of each text by a coder, or the latest reconciled one when no coder is named."""
        acts = (one.coding for one in self.codings())
        return {one.place: one for act in acts if _is_by(act, coder) for one in act.readings}

    def codings(self) -> tuple[RecordedCoding, ...]:
        """Every act of coding, in order."""
        return tuple(_record(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM coding ORDER BY id"))  # noqa: S608

    def coding_workbook(self, coding_id: int) -> bytes:
        """The workbook that an act of coding came from, as it was imported.

        Raises UsageError when there is no such act, DamagedRegister when it is no longer whole.
        """
        found = self._database.row("SELECT name, sha256, content FROM coding WHERE id = ?", coding_id)
        if found is None:
            raise UsageError(f"The register holds no coding {coding_id}.")
        return whole_content(found)


def encode_readings(readings: tuple[Reading, ...]) -> str:
    """Readings as JSON, in their order, their texts whole."""
    return _dumps(
        [
            {
                "respondent": one.respondent,
                "field": one.field,
                "text": one.text,
                "themes": sorted(one.themes),
                "quoted": None if one.quotation is None else one.quotation.text,
                "cleared_by": None if one.quotation is None else one.quotation.cleared_by,
            }
            for one in readings
        ]
    )


@from_the_register
def decode_readings(text: str) -> tuple[Reading, ...]:
    """The readings that were encoded."""
    held: list[dict[str, Any]] = json.loads(text)
    return tuple(
        Reading(
            RespondentCode(one["respondent"]),
            FieldId(one["field"]),
            one["text"],
            frozenset(OptionCode(code) for code in one["themes"]),
            None if one["cleared_by"] is None else Quotable(one["quoted"], one["cleared_by"]),
        )
        for one in held
    )


def _is_by(coding: Coding, coder: str | None) -> bool:
    """Whether an act is that of a coder alone, or a reconciled one when no coder is named."""
    return coding.reconciled if coder is None else not coding.reconciled and coding.coder == coder


def _dumps(held: object) -> str:
    return json.dumps(held, ensure_ascii=True, separators=(",", ":"))


@from_the_register
def _record(row: sqlite3.Row) -> RecordedCoding:
    added: Mapping[str, Mapping[str, str]] = json.loads(row["added"])
    themes = {
        FieldId(field): {OptionCode(code): label for code, label in every.items()} for field, every in added.items()
    }
    coding = Coding(row["coder"], bool(row["reconciled"]), decode_readings(row["readings"]), themes)
    return RecordedCoding(row["id"], decode_time(row["recorded_at"]), row["name"], coding)

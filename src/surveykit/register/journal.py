"""The journal of a register: what happened, when, by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from surveykit.ids import RespondentCode
from surveykit.register.database import Database
from surveykit.register.encoding import encode_time
from surveykit.register.records import EventKind


class Journal:
    """Notes events, each at the moment that `now` tells."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def moment(self) -> str:
        """The present moment as the register writes it."""
        return encode_time(self._now())

    def note(
        self,
        kind: EventKind,
        *,
        detail: str,
        file: str | None = None,
        response: int | None = None,
        respondent: RespondentCode | None = None,
        who: str | None = None,
    ) -> None:
        """Adds one event; only inside a transaction."""
        self._database.insert(
            "INSERT INTO event (at, kind, file, response, respondent, who, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(self.moment(), kind.value, file, response, respondent, who, detail),
        )

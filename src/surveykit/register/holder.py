"""Whose register a file is, before it is known."""

from __future__ import annotations

from pathlib import Path

from surveykit.errors import UsageError
from surveykit.register.database import Database


def register_holder(path: Path) -> tuple[str, str]:
    """The survey and the edition of the register in a file.

    Raises UsageError when it is not one.
    """
    database = Database(path, create=False, patience=10.0)
    try:
        found = database.row("SELECT survey, edition FROM register")
    finally:
        database.close()
    if found is None:
        raise UsageError(f"{path} is a register in which nothing was recorded.")
    return found["survey"], found["edition"]

"""Remarks on a definition that is valid but suspicious."""

from __future__ import annotations

from msgspec import Struct

from surveykit.findings import Severity

Path = tuple[str | int, ...]


class Remark(Struct, frozen=True):
    """One thing worth a look: a stable code, a severity, where (keys and indexes from the root), and why."""

    code: str
    severity: Severity
    path: Path
    message: str


def warning(code: str, path: Path, message: str) -> Remark:
    """Something that is probably not meant."""
    return Remark(code, Severity.WARNING, path, message)


def info(code: str, path: Path, message: str) -> Remark:
    """Something that may be meant, and is better known."""
    return Remark(code, Severity.INFO, path, message)

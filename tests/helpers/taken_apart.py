"""What arrived in bytes, as `surveykit.mailbox` takes them apart: short ways to ask for it and to tell it."""

from __future__ import annotations

from pathlib import Path

from surveykit.mailbox import Arrival, arrivals, sources

DOCX = b"PK\x03\x04 a form of Word"
FORM = b"<!doctype html><title>Formulaire</title>" + b"x" * 100


def claimed(head: bytes, name: str) -> bool:
    """As the readers of the formats of forms say it."""
    if name.lower().endswith((".docx", ".docm")):
        return head.startswith(b"PK")
    if name.lower().endswith((".html", ".htm")):
        return head.lower().startswith((b"<!doctype", b"<html"))
    return name.lower().endswith(".pdf") and head.startswith(b"%PDF")


def arrived(folder: Path, data: bytes, name: str = "reponse.eml") -> list[Arrival]:
    """What arrives in a file of this content and name."""
    (folder / name).write_bytes(data)
    (source,) = sources([folder / name])
    return list(arrivals(source, claimed))


def enclosed(found: list[Arrival]) -> dict[str, bytes]:
    """Every enclosure by its name."""
    every = [one for arrival in found for one in arrival.enclosures]
    assert len({one.name for one in every}) == len(every)
    return {one.name: one.data for one in every}


def refused(found: list[Arrival]) -> dict[str, str]:
    """The code of every refusal by the name that it is of."""
    return {name: why.code for arrival in found for name, why in arrival.refused}


def passed(found: list[Arrival]) -> list[str]:
    """The names of all that was passed over."""
    return [name for arrival in found for name in arrival.passed_over]

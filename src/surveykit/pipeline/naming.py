"""Whether the name of a file says what will be in it."""

from __future__ import annotations

from pathlib import Path

from surveykit import plugins
from surveykit.errors import UsageError

_WRITTEN = ("csv", "dta", "eml", "html", "json", "jsonl", "parquet", "sav", "sqlite", "txt", "xlsx")
"""What this program writes, or keeps, by the ending of its name; renderers bring others."""
_ALSO = {"htm": "html"}


def check_name(path: str | Path, to: str) -> None:
    """Refuses a file of one format under the name of another; an ending of no known format is the user's choice.

    Raises UsageError that names both, MissingExtra when the format is not installed.
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    named = _ALSO.get(ending, ending)
    renderers = [one.name for one in plugins.installed() if one.kind == "renderer"]
    if named == to or named not in {*_WRITTEN, *renderers}:
        return
    own = plugins.renderer(to).suffix if to in renderers else f".{to}"
    if own.lower() == f".{ending}":
        return
    raise UsageError(
        f"{path} has the ending of {named}, and {to} would stand in it: call it {Path(path).with_suffix(own).name}, or "
        "write the format that the name says"
    )

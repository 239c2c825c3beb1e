"""Figures as `aggregate --to json` writes them, by indicator and group, and what they say."""

from __future__ import annotations

import json
from typing import Any

Key = tuple[str, str | None]
"""An indicator, and a group or None."""

Told = dict[str, Any]
"""A figure as its JSON object."""

_NUMBERS = ("value", "numerator", "denominator", "from", "to", "mean", "median")


def figures_of(data: bytes) -> dict[Key, Told]:
    """The figures of a file."""
    return {(one["id"], one["group"]): one for one in json.loads(data)["figures"]}


def content_of(figure: Told) -> Told:
    """The numbers that a figure tells, and on how many answers they rest."""
    told = {name: figure[name] for name in (*_NUMBERS, "answered") if name in figure}
    if "distribution" in figure:
        told["distribution"] = [(one["code"], one["count"], one["share"]) for one in figure["distribution"]]
    return told

"""The survey of 2014 on the reorganisation of health networks: the door that says where its files are."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def folder() -> Traversable:
    """The folder that holds `survey.yaml` and the files that it names."""
    return files(__name__)

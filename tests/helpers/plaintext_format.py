"""The stranger's plain-text format, from its folder: the smallest format that keeps every law."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from surveykit.ports import Reader, Renderer

STRANGER = Path(__file__).parents[1] / "stranger"

sys.path.append(str(STRANGER))
_package = import_module("surveykit_plaintext")
renderer: Renderer = _package.renderer
reader: Reader = _package.reader

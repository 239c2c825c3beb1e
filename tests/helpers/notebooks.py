"""Notebooks that are really run: cells in a Jupyter kernel of this Python, and what each of them shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RUN = "import sys, nbclient.cli; sys.exit(nbclient.cli.main())"
Shown = list[dict[str, Any]]
"""The outputs of a cell, as the notebook's file has them."""


def run(cells: Sequence[str], folder: Path) -> list[Shown]:
    """What each cell shows, run in order in a folder. A cell that fails fails the test, with its traceback."""
    path = folder / "notebook.ipynb"
    held = [
        {"cell_type": "code", "id": f"c{n}", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
        for n, text in enumerate(cells)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    path.write_text(json.dumps({"cells": held, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
    # Nobody's settings: neither those of the machine, nor a kernel that is not this Python's.
    own = {f"JUPYTER_{one}_DIR": str(folder / "jupyter" / one) for one in ("CONFIG", "DATA", "RUNTIME")}
    environment = os.environ | own | {"IPYTHONDIR": str(folder / "ipython"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", RUN, "--inplace", "--timeout=300", path.name]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [cell["outputs"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def text_of(shown: Shown, kind: str = "text/plain") -> str:
    """What a cell's last expression looks like, in one of the forms that it has."""
    (told,) = [one["data"] for one in shown if one["output_type"] == "execute_result"]
    return "".join(told[kind])

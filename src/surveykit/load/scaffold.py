"""A new survey's folder: small, complete, and ready to be changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from surveykit import files
from surveykit.errors import UsageError
from surveykit.ids import CODE_PATTERN

_NAMED = "exemple_enquete"
_FILES = {
    "survey.yaml": "survey.yaml",
    "respondents.csv": "respondents.csv",
    "test_survey.py": "test_survey.py.txt",
}
_LENGTH = 48


def write(folder: Path, name: str) -> tuple[Path, ...]:
    """Writes a survey called `name` into a folder, made if need be; the paths written, in order.

    Raises UsageError if the name is not a code, if one of the files is already there, or if one cannot be written:
    none of them is then.
    """
    _check_name(name)
    targets = {folder / target: template for target, template in _FILES.items()}
    _check_free(targets)
    templates = resources.files("surveykit.load") / "template"
    texts = {path: (templates / template).read_text(encoding="utf-8") for path, template in targets.items()}
    with files.written({path: text.replace(_NAMED, name).encode() for path, text in texts.items()}):
        return tuple(targets)


def _check_name(name: str) -> None:
    if re.fullmatch(CODE_PATTERN, name) is None or len(name) > _LENGTH:
        words = "lower-case words without accents joined by single underscores, such as enquete_2015"
        raise UsageError(f"'{name}' cannot name a survey: expected {words}, at most {_LENGTH} characters")


def _check_free(targets: Iterable[Path]) -> None:
    taken = next((path for path in targets if path.exists()), None)
    if taken is not None:
        raise UsageError(f"{taken} is already there: choose another name, or remove it")

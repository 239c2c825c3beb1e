"""A new survey's folder: small, complete, and ready to be changed."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

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

    Raises UsageError if the name is not a code, or if one of the files is already there.
    """
    if re.fullmatch(CODE_PATTERN, name) is None or len(name) > _LENGTH:
        words = "lower-case words without accents joined by single underscores, such as enquete_2015"
        raise UsageError(f"'{name}' cannot name a survey: expected {words}, at most {_LENGTH} characters")
    targets = {folder / target: template for target, template in _FILES.items()}
    taken = next((path for path in targets if path.exists()), None)
    if taken is not None:
        raise UsageError(f"{taken} is already there: choose another name, or remove it")
    templates = files("surveykit.load") / "template"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, template in targets.items():
            text = (templates / template).read_text(encoding="utf-8").replace(_NAMED, name)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    return tuple(targets)

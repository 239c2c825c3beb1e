"""How texts are read by people: the themes that coders recognise in the answers to open fields."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from surveykit.ids import CODE_PATTERN, FieldId, OptionCode
from surveykit.model.questions import Strict, Words
from surveykit.words import Room

NO_THEME = OptionCode("aucun_theme")
"""The code of a text that was read and in which no theme was found: it is answered, and not waiting to be coded."""

_said = Room("coding")
_ENDING = "_themes"

Frames = Mapping[FieldId, Mapping[OptionCode, str]]
"""The themes in use by coded field, each with its label, without `NO_THEME`."""


class CodedTheme(Strict):
    """One theme of a code frame; `hint` tells coders when to use it."""

    code: Annotated[OptionCode, Field(pattern=CODE_PATTERN, max_length=48)]
    label: Words
    hint: str = ""


class CodedField(Strict):
    """A text field that is coded, and what the table of its themes is called in print."""

    field: FieldId
    label: Words


class CodeFrame(Strict):
    """The themes that the answers to some text fields are coded with."""

    fields: Annotated[tuple[CodedField, ...], Field(min_length=1)]
    themes: Annotated[tuple[CodedTheme, ...], Field(min_length=1)]


def no_theme_label(language: str) -> str:
    """What the code `NO_THEME` is called in print."""
    return _said(language, "No theme")


def themes_code(field: FieldId) -> FieldId:
    """The code of the list, and of the indicator, that hold the themes of a coded text field."""
    return FieldId(f"{field}{_ENDING}")


def declared_frames(frames: Iterable[CodeFrame]) -> Frames:
    """The declared themes by field."""
    return {one.field: {theme.code: theme.label for theme in frame.themes} for frame in frames for one in frame.fields}

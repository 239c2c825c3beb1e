"""The looks of paragraphs, tables and runs; `base/styles.xml` describes each."""

from __future__ import annotations

from enum import Enum
from typing import assert_never

from surveykit.document import Role


class Look(Enum):
    """A paragraph style, by its id."""

    BODY = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    CAPTION = "Caption"
    BULLET = "ListBullet"
    ISSUER = "SkIssuer"
    ISSUER_LAST = "SkIssuerLast"
    LEAD = "SkLead"
    QUESTION = "SkQuestion"
    HINT = "SkHint"
    LEGEND = "SkLegend"
    NOTE = "SkNote"
    WARNING = "SkWarning"
    FACT = "SkFact"
    FACT_TERM = "SkFactTerm"
    ANSWER = "SkAnswer"
    AREA = "SkArea"
    TICK = "SkTick"
    CELL = "SkCell"
    NUMBER = "SkNumber"
    CELL_HEADER = "SkCellHeader"
    NUMBER_HEADER = "SkNumberHeader"
    WITHHELD = "SkWithheld"
    FIGURE_VALUE = "SkFigureValue"
    FIGURE_LABEL = "SkFigureLabel"
    FIGURE_BASE = "SkFigureBase"
    TABLE_END = "SkTableEnd"
    CHART = "SkChart"
    CONTENTS_TITLE = "TOCHeading"


class TableLook(Enum):
    """A table style, by its id."""

    DATA = "SkTable"
    FIGURES = "SkFigures"


PROMPT = "PlaceholderText"
"""The style of the prompt of a text area."""

BOX_PROMPT = "SkBoxPrompt"
"""The style of the prompt of a one-line box or a list, which has a border."""

BOX = "SkBox"
"""The style of what is typed in a one-line box or chosen in a list."""

TICK_BOX = "SkTickBox"
"""The style of a tick box."""


def look_of(role: Role) -> Look:
    """The style of a paragraph's role."""
    match role:
        case Role.BODY:
            look = Look.BODY
        case Role.LEAD:
            look = Look.LEAD
        case Role.QUESTION:
            look = Look.QUESTION
        case Role.HINT:
            look = Look.HINT
        case Role.NOTE:
            look = Look.NOTE
        case Role.LEGEND:
            look = Look.LEGEND
        case Role.WARNING:
            look = Look.WARNING
        case _:
            assert_never(role)
    return look


def heading_look(level: int) -> Look:
    """The style of a heading of a level; below the third all look alike."""
    return {1: Look.HEADING_1, 2: Look.HEADING_2}.get(level, Look.HEADING_3)


def contents_look(level: int) -> str:
    """The style of an entry of the table of contents, by its id."""
    return f"TOC{min(max(level, 1), 3)}"

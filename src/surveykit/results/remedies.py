"""Which missing answers would let figures be told: confidential, since it names who left what blank."""

from __future__ import annotations

from msgspec import Struct

from surveykit.ids import FieldId, IndicatorId, RespondentCode


class Request(Struct, frozen=True):
    """The fields that one respondent left blank and is asked to fill, in the order of the questions."""

    respondent: RespondentCode
    fields: tuple[FieldId, ...]


class Remedy(Struct, frozen=True):
    """Answers which, if all of them came, would let these key figures be told anew; `earlier` ones have a value now.

    With `base`, the figures are published already, on the first number of respondents; they would be on the second.
    """

    figures: tuple[IndicatorId, ...]
    earlier: tuple[IndicatorId, ...]
    requests: tuple[Request, ...]
    base: tuple[int, int] | None = None

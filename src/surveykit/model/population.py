"""Who is asked: the respondents and the groups that figures may be broken down by."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field

from surveykit.ids import CODE_PATTERN, RespondentCode
from surveykit.model.mail import MailAddress
from surveykit.model.questions import Strict, Words


class Respondent(Strict):
    """One body that is asked: its code, its name, where messages go to, and its value of every grouping."""

    code: Annotated[RespondentCode, Field(pattern=CODE_PATTERN, max_length=48)]
    name: Words
    email: tuple[MailAddress, ...] = ()
    attributes: Mapping[str, str] = {}


class Grouping(Strict):
    """An attribute that respondents are grouped by, with the printed label of each of its values, in order."""

    label: Words
    values: Mapping[str, Words]


CROSSED = "*"
"""Between the names of two groupings that are crossed, and between their values."""


class Population(Strict):
    """Everyone who is asked. `unit` and `units` are what one and several are called ("ARS")."""

    unit: Words
    units: Words
    groupings: Mapping[str, Grouping] = {}
    respondents: Annotated[tuple[Respondent, ...], Field(min_length=1)]

    def __len__(self) -> int:
        return len(self.respondents)

    def find(self, code: str) -> Respondent | None:
        """The respondent of that code, or None."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, Respondent]:
        return {one.code: one for one in reversed(self.respondents)}

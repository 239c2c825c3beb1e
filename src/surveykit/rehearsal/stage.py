"""A rehearsal as it goes: whose survey, on which day, and what each stage of it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from random import Random

from msgspec import Struct, field

from surveykit import files
from surveykit.ids import RespondentCode
from surveykit.model import Survey
from surveykit.rehearsal.simulating import simulated
from surveykit.responses import Response

WORD = "docx"
FORMATS = ("docx", "pdf", "html")

Say = Callable[[str], None]


class Stage(Struct, frozen=True):
    """A part of a campaign, and each file or folder that it wrote with what it is."""

    title: str
    written: list[tuple[Path, str]] = field(default_factory=list)


class Rehearsal:
    """A campaign that is played in a folder: its calendar moves, and its stages follow each other."""

    def __init__(self, survey: Survey, folder: Path, seed: int, say: Say) -> None:
        self.survey = survey
        self.folder = folder
        self.seed = seed
        self.say = say
        self.stages: list[Stage] = []
        self.move(0)

    def begin(self, title: str, days: int) -> None:
        """A new stage, so many days after the deadline."""
        self.stages.append(Stage(title))
        self.move(days)
        self.say(f"{self.today}  {title}")

    def move(self, days: int) -> None:
        """It is noon, so many days after the deadline."""
        self.moment = self.day(days) + timedelta(hours=12)

    def day(self, days: int) -> datetime:
        """The first hour of the day that is so many days after the deadline, UTC."""
        return datetime.combine(self.survey.collection.deadline, datetime.min.time(), UTC) + timedelta(days=days)

    @property
    def today(self) -> date:
        """The day on which the rehearsal is."""
        return self.moment.date()

    def tell(self, line: str) -> None:
        """Says what was done in this stage."""
        self.say(f"  {line}")

    def write(self, name: str, data: bytes, what: str, *, confidential: bool = False) -> Path:
        """A file of this stage, listed."""
        path = self.keep(name, data, confidential=confidential)
        self.list(path, what)
        return path

    def keep(self, name: str, data: bytes, *, confidential: bool = False) -> Path:
        """A file that is not listed by itself; what is confidential in a campaign is so in its rehearsal."""
        path = self.folder / name
        files.write(path, data, confidential=confidential)
        return path

    def keep_each(self, named: Iterable[tuple[str, bytes]]) -> int:
        """Many confidential files that are not listed by themselves; how many."""
        return files.write_each(((self.folder / name, data) for name, data in named), confidential=True)

    def list(self, path: Path, what: str) -> None:
        """A file or a folder of this stage, in one line."""
        self.stages[-1].written.append((path, what))

    @cached_property
    def truth(self) -> dict[RespondentCode, Response]:
        """What each respondent has to say, however it is typed."""
        return {respondent.code: response for respondent, response in simulated(self.survey, self.seed)}

    @cached_property
    def drawn(self) -> tuple[RespondentCode, ...]:
        """The respondents in an order drawn by lot: roles are given by it."""
        return tuple(Random(self.seed).sample(sorted(self.truth), len(self.truth)))  # noqa: S311 (a rehearsal)

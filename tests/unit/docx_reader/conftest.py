"""The form that the tests return, and what the reader makes of a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm, Tick, Words
from surveykit.ids import FieldId, OptionCode
from surveykit_docx.reader import DocxReader
from word_sample import sample_form


class Reading:
    """A form read back, with its parts at hand."""

    def __init__(self, form: FilledForm) -> None:
        self.form = form

    def words(self, field: str) -> tuple[Words, ...]:
        entry = self.form.entries.get(FieldId(field))
        return () if entry is None else entry.words

    def text(self, field: str) -> str:
        (only,) = self.words(field)
        return only.text

    def ticks(self, control: str) -> tuple[Tick, ...]:
        field, _, option = control.partition("#")
        return self.form.entries[FieldId(field)].ticks[OptionCode(option)]

    def tick(self, control: str) -> Tick:
        (only,) = self.ticks(control)
        return only

    def outside(self, question: str | None) -> list[str]:
        assert self.form.outside is not None
        return [" ".join(one.text.split()) for one in self.form.outside if one.question == question]


@pytest.fixture
def form() -> bytes:
    return sample_form()


@pytest.fixture
def read() -> Callable[[bytes], Reading]:
    return lambda data: Reading(DocxReader().read(data))


@pytest.fixture
def refused() -> Callable[[bytes], str]:
    """The code with which a file is refused."""

    def code(data: bytes) -> str:
        with pytest.raises(UnreadableFile) as caught:
            DocxReader().read(data)
        return caught.value.code

    return code

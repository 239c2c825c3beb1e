"""A sequence that any number of values may be added to: beyond a few megabytes they lie in a temporary file."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

from surveykit.files.scratch import room_for_temporary_files

Value = TypeVar("Value")
_IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a sequence that are kept in memory."""


class Spool(Sequence[Value], Generic[Value]):
    """A sequence whose values lie in a temporary file of the user's own: they are read when they are asked for.

    A short one never reaches the disk. Only what this process put there is ever read back; the file goes with the
    sequence.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (it is as long-lived as the sequence)
        weakref.finalize(self, self._file.close)
        self._starts = array("Q", [0])

    def add(self, value: Value) -> None:
        """Adds a value at the end.

        Raises UsageError when there is no room for temporary files.
        """
        with room_for_temporary_files():
            self._file.seek(self._starts[-1])
            self._file.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        self._starts.append(self._file.tell())

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, place: int | slice) -> Value | tuple[Value, ...]:
        if isinstance(place, slice):
            return tuple(self._at(one) for one in range(*place.indices(len(self))))
        return self._at(range(len(self))[place])

    def __iter__(self) -> Iterator[Value]:
        return map(self._at, range(len(self)))

    def _at(self, place: int) -> Value:
        start, end = self._starts[place], self._starts[place + 1]
        self._file.seek(start)
        value: Value = pickle.loads(self._file.read(end - start))  # noqa: S301 (this process wrote it)
        return value

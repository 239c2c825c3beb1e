"""How long a returned file may take to be read, and how much memory: one that takes more is refused, and the next read.

What reads a file is bounded in bytes; this bounds its work, whatever the format and whoever wrote its reader.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psutil

from surveykit.errors import UnreadableFile
from surveykit.words import Room

SECONDS = 2.0
"""Of CPU, for one returned file; one takes some hundredths of it."""
MEGABYTES = 300
"""More than there were, for one returned file."""

_EVERY = 0.05
"""Seconds between two looks at a file that is being read."""
_LATE = 1_000
"""Steps of a program in which what was sent to stop it has arrived."""
_said = Room("refusal")
_stop_in = ctypes.pythonapi.PyThreadState_SetAsyncExc


class _Stopped(BaseException):
    """Raised inside what is read for too long."""


class Watch:
    """Watches over the reading of files, one after another, in the thread that reads them."""

    def __init__(self, seconds: float = SECONDS, megabytes: float = MEGABYTES) -> None:
        self._state = _State(seconds, megabytes * 1024 * 1024)
        self._thread: threading.Thread | None = None
        weakref.finalize(self, self._state.end)

    @contextmanager
    def over(self) -> Iterator[None]:
        """Inside, a file is read. Raises UnreadableFile when that takes too much time or memory."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._state.look, name="surveykit-watch", daemon=True)
            self._thread.start()
        stopped, before = False, sys.unraisablehook
        sys.unraisablehook = partial(self._state.dropped, before)
        self._state.begin()
        try:
            try:
                yield
            finally:
                self._state.leave()
        except _Stopped:
            self._state.leave()
            stopped = True
        finally:
            sys.unraisablehook = before
        if stopped:
            raise UnreadableFile.of(
                "too_heavy",
                _said.word("Reading this file takes too much time or memory: it was not read."),
                _said.word("Send the questionnaire as you received it, filled in, with nothing else in it."),
            )


class _State:
    """What the two threads share: which of them reads, since when, and how much memory there was."""

    def __init__(self, seconds: float, memory: float) -> None:
        self._seconds, self._memory = seconds, memory
        self._lock = threading.Lock()
        self._reading, self._ended = threading.Event(), False
        self._process = psutil.Process()
        self._reader: int | None = None
        self._sent = self._lost = False
        self._cpu = 0.0
        self._held = 0

    def begin(self) -> None:
        with self._lock:
            self._reader, self._cpu = threading.get_ident(), time.process_time()
            self._held = 0
            self._reading.set()

    def leave(self) -> None:
        """Ends a reading; what was sent to stop it, and comes late, stops nothing: it is waited for here.

        It is never taken back: CPython 3.11 would go on looking for it, and hang under a profiler.
        """
        try:
            self._let_go()
            for _ in range(_LATE if self._sent else 0):
                pass
        except _Stopped:
            self._let_go()
        self._sent = self._lost = False

    def dropped(self, told_before: Callable[[sys.UnraisableHookArgs], object], found: sys.UnraisableHookArgs) -> None:
        """Python tells what it drops: an exception that is raised where an object is taken apart (`__del__`)."""
        if found.exc_type is _Stopped:
            self._lost = True
        else:
            told_before(found)

    def _let_go(self) -> None:
        with self._lock:
            self._reader = None
            self._reading.clear()

    def end(self) -> None:
        self._ended = True
        self._reading.set()

    def look(self) -> None:
        """What the second thread does: it stops a reading once, and again whenever Python dropped what it sent."""
        while True:
            self._reading.wait()
            if self._ended:
                return
            time.sleep(_EVERY)
            with self._lock:
                if self._reader is not None and (self._lost or (not self._sent and self._is_too_much())):
                    self._sent, self._lost = True, False
                    _stop_in(ctypes.c_ulong(self._reader), ctypes.py_object(_Stopped))

    def _is_too_much(self) -> bool:
        held = self._process.memory_info().rss
        self._held = self._held or held
        return time.process_time() - self._cpu > self._seconds or held - self._held > self._memory

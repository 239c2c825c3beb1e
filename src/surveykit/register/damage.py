"""What is said of a register that cannot be relied on."""

from __future__ import annotations

from surveykit.errors import UsageError


class DamagedRegister(UsageError):
    """The error for a register of which something is not as it was written: nothing is read from it.

    The message says what is lost and what the files inside give back; it never holds an answer.
    """

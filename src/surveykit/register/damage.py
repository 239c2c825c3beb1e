"""What is said of a register that cannot be relied on."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import msgspec

from surveykit.errors import UsageError

Given = ParamSpec("Given")
Decoded = TypeVar("Decoded")


class DamagedRegister(UsageError):
    """The error for a register of which something is not as it was written: nothing is read from it.

    The message says what is lost and what the files inside give back; it never holds an answer.
    """


def from_the_register(decode: Callable[Given, Decoded]) -> Callable[Given, Decoded]:
    """Has a function that decodes what a register holds raise DamagedRegister for what nobody encoded.

    Seals leave nothing of it to registers of this version; those of earlier versions have none.
    """

    @wraps(decode)
    def decoded(*args: Given.args, **kwargs: Given.kwargs) -> Decoded:
        try:
            return decode(*args, **kwargs)
        except (KeyError, ValueError, TypeError, AttributeError, msgspec.MsgspecError):
            raise DamagedRegister(
                "The register is damaged: something that it holds is nothing that surveykit wrote. "
                "`surveykit register check` says what is lost."
            ) from None

    return decoded


def whole_content(row: sqlite3.Row) -> bytes:
    """The content of a stored file, from a row with its name, its digest and its content.

    Raises DamagedRegister when they are not the bytes that came.
    """
    content = bytes(row["content"])
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        raise DamagedRegister(
            f"The register is damaged: {row['name']}, which it keeps, is no longer what came. "
            "`surveykit register check` says what is lost."
        )
    return content

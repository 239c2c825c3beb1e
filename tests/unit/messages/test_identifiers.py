"""The identifier of a message, by which its answer names it."""

from __future__ import annotations

import time
from datetime import date
from email import message_from_bytes

import pytest

from surveykit.errors import UsageError
from surveykit.messages import MessageDraft, identifier_of, to_eml

LONG = f"<{'a' * 240}@x.fr>"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"From: a@b.fr\r\nMessage-ID: <1.a@b.fr>\r\n", "<1.a@b.fr>"),
        (b"message-id:<1.a@b.fr>\nFrom: a@b.fr\n", "<1.a@b.fr>"),
        (b"Message-Id:\r\n <1.a@b.fr>\r\n", "<1.a@b.fr>"),
        (f"Message-ID: {LONG}\r\n".encode(), LONG),
        (b"From: a@b.fr\r\n", None),
        (b"Message-ID: 1.a@b.fr\r\n", None),
        (b"Message-ID: <1 a@b.fr>\r\n", None),
        (b"Message-ID: <1@b.fr>\xe9\r\n", None),
        (f"Message-ID: <{'a' * 300}>\r\n".encode(), None),
        (b"X-Message-ID: <1.a@b.fr>\r\n", None),
        (b"From: a@b.fr\r\n\r\nMessage-ID: <1.a@b.fr>\r\n", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), None),
    ],
)
def test_it_is_read_in_the_head_alone(head: bytes, expected: str | None) -> None:
    assert identifier_of(head + b"\r\nBonjour\r\n") == expected


@pytest.mark.parametrize(
    "hostile", [b"Message-ID:" * 9_000, b"Message-ID: <" * 9_000, b"Message-ID: <a>" + b" " * 90_000 + b"x"]
)
def test_no_head_takes_long(hostile: bytes) -> None:
    started = time.process_time()
    identifier_of(hostile)
    identifier_of(hostile.replace(b"M", b"\nM"))
    assert time.process_time() - started < 0.5


def draft(answers: str) -> MessageDraft:
    return MessageDraft("a@b.fr", (), ("c@d.fr",), "Re: x", "Bonjour\n", date(2024, 7, 1), "t", answers=answers)


def test_an_answer_names_the_message_as_it_is_however_long() -> None:
    data = to_eml(draft(LONG))
    assert f"In-Reply-To: {LONG}\r\nReferences: {LONG}\r\n".encode() in data
    assert message_from_bytes(data)["In-Reply-To"] == LONG
    assert b"In-Reply-To" not in to_eml(draft(""))
    assert message_from_bytes(data)["Message-ID"] != message_from_bytes(to_eml(draft("")))["Message-ID"]


@pytest.mark.parametrize("wrong", ["<a>\r\nBcc: x@y.fr", "a@b.fr", "<é@b.fr>"])
def test_what_is_no_identifier_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match="a message cannot have"):
        to_eml(draft(wrong))

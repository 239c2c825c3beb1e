"""Drafts: what a mail program reads in one is what was put in, and the same draft is the same bytes."""

from __future__ import annotations

import email
from datetime import date
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.messages import Attachment, MessageDraft, to_eml
from surveykit.texts import canonical

DRAFT = MessageDraft(
    sender="bureau@ministere.example",
    reply_to=("bureau@ministere.example", "boite@ministere.example"),
    to=("anne@brest.example", "benoit@brest.example"),
    subject="Questionnaire à retourner avant le vendredi 5\u00a0septembre 2014 – Instruction nº\u00a02014-189",
    text="Madame, Monsieur,\n\nL’œuvre\u00a0: « été ».\n.\nFrom ici\n",
    day=date(2014, 9, 10),
    topic="reseaux_2014.2014.bretagne.relance",
)

one_line = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200)
texts = st.text(max_size=400).map(lambda said: canonical(said) + "\n")
files = st.builds(
    Attachment,
    name=st.from_regex(r"[a-z]{1,30}_[a-z0-9]{1,30}\.(docx|pdf)", fullmatch=True),
    media_type=st.sampled_from(["application/pdf", "text/html", "application/octet-stream"]),
    data=st.binary(max_size=300),
)


def _read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


@given(one_line, texts, st.lists(files, max_size=3))
def test_what_was_put_in_is_what_is_read(subject: str, text: str, attachments: list[Attachment]) -> None:
    draft = replace(DRAFT, subject=subject, text=text, attachments=tuple(attachments))
    data = to_eml(draft)
    assert to_eml(draft) == data
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    message = _read(data)
    assert message["Subject"] == subject
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == text
    found = [*message.iter_attachments()]
    assert [one.get_filename() for one in found] == [one.name for one in attachments]
    assert [one.get_content_type() for one in found] == [one.media_type for one in attachments]
    assert [one.get_payload(decode=True) for one in found] == [one.data for one in attachments]


def test_it_opens_as_a_draft_that_nobody_sent() -> None:
    message = _read(to_eml(DRAFT))
    assert message["X-Unsent"] == "1"
    assert message["From"] == "bureau@ministere.example"
    assert message["To"] == "anne@brest.example, benoit@brest.example"
    assert message["Reply-To"] == "bureau@ministere.example, boite@ministere.example"
    assert message["Date"].datetime.isoformat() == "2014-09-10T12:00:00+00:00"
    assert message["Message-ID"].startswith("<reseaux_2014.2014.bretagne.relance.")
    assert message["Message-ID"].endswith("@ministere.example>")


def test_without_an_address_there_is_no_to() -> None:
    assert "To" not in _read(to_eml(replace(DRAFT, to=())))


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r", "\x00", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("where", ["subject", "sender", "to", "reply_to", "topic", "name"])
def test_no_text_can_add_a_header(where: str, line: str) -> None:
    bad = f"a@b.example{line}Bcc: everyone@b.example"
    changes: dict[str, object] = {
        "to": {"to": (bad,)},
        "reply_to": {"reply_to": (bad,)},
        "name": {"attachments": (Attachment(bad, "application/pdf", b"x"),)},
    }.get(where, {where: bad})
    try:
        data = to_eml(replace(DRAFT, **changes))
    except UsageError:
        return
    message = _read(data)
    assert "Bcc" not in message
    assert [*message.keys()].count("To") == 1


def test_a_text_that_is_attached_is_known_to_be_in_utf_8() -> None:
    page = "<p>Œuvre\u00a0: été</p>\r\n\n"
    attached = Attachment("page.html", "text/html", page.encode())
    (found,) = _read(to_eml(replace(DRAFT, attachments=(attached,)))).iter_attachments()
    assert found.get_content() == page


def test_two_different_drafts_have_two_identifiers() -> None:
    other = replace(DRAFT, text="Autre\n")
    assert _read(to_eml(DRAFT))["Message-ID"] != _read(to_eml(other))["Message-ID"]

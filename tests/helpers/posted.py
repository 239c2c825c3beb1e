"""What comes by mail, put into a register: a message with the files that it encloses, read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from surveykit.errors import UnreadableFile
from surveykit.pipeline import Campaign
from surveykit.pipeline.reading import FileReader
from surveykit.register import FileRecord, MessageRecord


def post(
    campaign: Campaign,
    files: Mapping[str, bytes],
    sender: str,
    sent: datetime,
    *,
    subject: str = "Réponse",
    words: str = "",
    identifier: str = "",
) -> MessageRecord:
    """A message that came at a moment; each file is read as a returned one, and refused when nobody can read it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Subject"], mail["Date"] = sender, subject, format_datetime(sent)
    data = (f"Message-ID: {identifier}\r\n" if identifier else "").encode() + mail.as_bytes() + words.encode()
    register = campaign.register
    record = register.add_file(data, f"{subject}.eml", file_format="eml")
    carrier = register.record_message(record, sender=sender, sent_at=sent, subject=subject, words=words)
    for name, content in files.items():
        register.carry(put(campaign, f"{subject}.eml/{name}", content, sender=sender), carrier)
    return register.message(carrier.file)


def put(
    campaign: Campaign, name: str, content: bytes, *, modified: datetime | None = None, sender: str = ""
) -> FileRecord:
    """A file that was saved apart, read or refused."""
    register = campaign.register
    record = register.add_file(content, name, modified=modified)
    for number, part in FileReader(campaign.survey).read(content, name, sender):
        if isinstance(part, UnreadableFile):
            told = part.told_in(campaign.survey.language)
            register.record_refusal(record, told.code, told.reason, told.request, number or None)
        else:
            register.record_response(
                record, number, part.response, part.findings, saved=part.saved, untouched=part.untouched
            )
    return register.file(record.sha256)

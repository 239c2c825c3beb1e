"""How returns come: each in a message of its respondent, kept apart, in a mailbox, or in an archive of messages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath

from surveykit.messages import Attachment, MessageDraft, to_eml
from surveykit.rehearsal.rehearsed import RESPONDENTS_DOMAIN
from surveykit.rehearsal.returns import Return
from surveykit.rehearsal.stage import Rehearsal
from surveykit.words import Room
from surveykit.words.marks import simulated_mark

_said = Room("rehearsal")
_LINE_OF_MAILBOX = re.compile(rb"^(>*From )", re.MULTILINE)
_DATE = (2014, 1, 1, 0, 0, 0)
"""What an archive says of when its messages were saved: they say themselves when they were sent."""


def each_apart(rehearsal: Rehearsal, arriving: Iterable[Return]) -> list[Path]:
    """Saves each return as a message of its own."""
    return [_kept(rehearsal, f"{PurePosixPath(one.name).stem}.eml", _message(rehearsal, one)) for one in arriving]


def in_mailbox(rehearsal: Rehearsal, arriving: Iterable[Return]) -> list[Path]:
    """Saves returns as one mailbox (mbox), as a mail program exports a folder."""
    return [_kept(rehearsal, "boite-aux-lettres.mbox", b"".join(_posted(rehearsal, one) for one in arriving))]


def in_archive(rehearsal: Rehearsal, arriving: Iterable[Return]) -> list[Path]:
    """Saves returns as an archive (zip) of messages."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one in arriving:
            entry = zipfile.ZipInfo(f"{PurePosixPath(one.name).stem}.eml", _DATE)
            archive.writestr(entry, _message(rehearsal, one), zipfile.ZIP_DEFLATED)
    return [_kept(rehearsal, "retours-tardifs.zip", out.getvalue())]


def _kept(rehearsal: Rehearsal, name: str, data: bytes) -> Path:
    return rehearsal.keep(f"returns/{name}", data, confidential=True)


def _message(rehearsal: Rehearsal, one: Return) -> bytes:
    """The message that carries a return, sent on its day."""
    survey, language = rehearsal.survey, rehearsal.survey.language
    sender = f"{one.sender or 'secretariat'}@{RESPONDENTS_DOMAIN}"
    mark = simulated_mark(language)
    words = _said(language, "Please find our answer attached.")
    if one.provisional:
        words = _said(language, "Please find our answer attached; one figure is provisional, we shall confirm it.")
    draft = MessageDraft(
        sender=sender,
        reply_to=(sender,),
        to=tuple(found for found in survey.collection.addresses if "@" in found),
        subject=f"[{mark}] {_said(language, 'Answer to the questionnaire')}",
        text=f"{mark}\n\n{words}\n",
        day=rehearsal.day(one.day).date(),
        topic=f"{survey.id}.{survey.edition}.{PurePosixPath(one.name).stem.replace(' ', '-')}",
        attachments=(Attachment(one.name, "application/octet-stream", one.data),),
    )
    return to_eml(draft)


def _posted(rehearsal: Rehearsal, one: Return) -> bytes:
    """The same as a mailbox holds it: after a line of its own, lines that look like that one marked."""
    moment = rehearsal.day(one.day) + timedelta(hours=12)
    line = f"From {one.sender or 'secretariat'}@{RESPONDENTS_DOMAIN} {moment:%a %b %d %H:%M:%S %Y}\n"
    plain = _message(rehearsal, one).replace(b"\r\n", b"\n")
    return line.encode() + _LINE_OF_MAILBOX.sub(rb">\1", plain) + b"\n"

"""What holds returned files, where somebody reads files one by one: it is refused, and collecting takes it apart."""

from __future__ import annotations

from io import BytesIO

from surveykit.errors import UnreadableFile
from surveykit.mailbox.archives import opened_zip
from surveykit.mailbox.kinds import Container, container
from surveykit.mailbox.refusals import collect_archive, collect_mailbox, collect_message, mailbox_of_outlook

_REFUSED = {
    Container.MESSAGE: collect_message,
    Container.OUTLOOK: collect_message,
    Container.ENVELOPE: collect_message,
    Container.MAILBOX: collect_mailbox,
    Container.OUTLOOK_DATA: mailbox_of_outlook,
    Container.ZIP: collect_archive,
    Container.ARCHIVE: collect_archive,
}


def refuse_containers(data: bytes, *, claimed: bool) -> None:
    """Raises UnreadableFile for a message, a mailbox or an archive, in words for who collects it.

    `claimed` says that a reader takes files of this name that begin so: then a message in clear or an archive is its
    own to judge. A zip that is damaged, or a document of an office program, is for its reader too.
    """
    kind = container(data, claimed=claimed)
    if kind is not Container.FILE and (kind is not Container.ZIP or _is_archive(data)):
        refusal = _REFUSED[kind]()
        raise refusal


def _is_archive(data: bytes) -> bool:
    try:
        return opened_zip(BytesIO(data)) is not None
    except UnreadableFile:
        return True

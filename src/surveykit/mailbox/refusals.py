"""Why something that came cannot be opened or taken apart, and what whoever collects does about it."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.errors import UnreadableFile
from surveykit.mailbox.bounds import LARGEST_ENCLOSURE, LARGEST_MESSAGE
from surveykit.words import Room

_said = Room("refusal")

_MESSAGE, _MAILBOX, _ARCHIVE = "saved_message", "saved_mailbox", "archive"
_LISTED = 5
"""Names told of what an archive holds."""

_UNPACK = _said.word("Unpack it, then collect the folder that you get.")
_UNPACK_LOCKED = _said.word(
    "A password protects it: unpack it with the password, then collect the folder that you get."
)
_OPEN = _said.word("Open it, save the attachments of the message, then collect these.")
_IS_MESSAGE = _said.word("This file is a saved message.")
_IS_ARCHIVE = _said.word("This file is a compressed archive.")
_IS_MAILBOX = _said.word("This file is a mailbox, which holds saved messages.")
_COLLECT = _said.word("Collect it: what it holds is taken out of it.")


def cannot_open() -> UnreadableFile:
    """A file that the disk does not give: somebody has it open, may not read it, or it has gone."""
    return UnreadableFile.of(
        "cannot_open",
        _said.word("This file cannot be opened: it may be open in another program."),
        _said.word("Close it, check that you may read it, then collect again."),
    )


def leads_out() -> UnreadableFile:
    """A link in a folder that leads out of it."""
    return UnreadableFile.of(
        "leads_out",
        _said.word("This file is a link to a place outside the folder: it was not followed."),
        _said.word("Collect the file that it leads to, or copy that file into the folder."),
    )


def too_large() -> UnreadableFile:
    """A file that is too large to be a form."""
    return UnreadableFile.of(
        "too_large",
        _said.word("This file has more than {limit} MB: it is neither read nor kept."),
        _said.word("Ask for the questionnaire alone, without attachments."),
        limit=str(LARGEST_ENCLOSURE // 1024**2),
    )


def message_too_large() -> UnreadableFile:
    """A message of which the whole is too large."""
    return UnreadableFile.of(
        _MESSAGE,
        _said.word("This message has more than {limit} MB: it is neither read nor kept."),
        _OPEN,
        limit=str(LARGEST_MESSAGE // 1024**2),
    )


def too_deep() -> UnreadableFile:
    """What lies in too many containers, one in the other."""
    return UnreadableFile.of(
        _ARCHIVE,
        _said.word("This file lies too deep in messages and archives that hold each other: it was not opened."),
        _said.word("Save it apart, then collect it."),
    )


def too_many_parts() -> UnreadableFile:
    """A message with more parts than people make."""
    return UnreadableFile.of(
        _MESSAGE, _said.word("This message has so many parts that it was read only in part."), _OPEN
    )


def broken_message() -> UnreadableFile:
    """A message of which nothing can be taken out."""
    return UnreadableFile.of(
        _MESSAGE, _said.word("This file is a saved message, but it is damaged or of an unknown kind."), _OPEN
    )


def sealed() -> UnreadableFile:
    """A message that is encrypted, or signed so that what it says lies inside the signature."""
    return UnreadableFile.of(
        _MESSAGE,
        _said.word("This message is encrypted, or sealed by its signature: what it encloses cannot be read here."),
        _OPEN,
    )


def no_file() -> UnreadableFile:
    """A message that encloses nothing which could be a form."""
    return UnreadableFile.of(
        _MESSAGE,
        _said.word("This message encloses no file."),
        _said.word("Open it and read it: the answer may stand in its text."),
    )


def linked_file(links: Sequence[str]) -> UnreadableFile:
    """A message that encloses nothing, but whose text leads to a file elsewhere."""
    return UnreadableFile.of(
        "linked_file",
        _said.word("This message encloses no file: its text has a link to one, {links!q}."),
        _said.word("Download the file before the link ends, check where it comes from, then collect it."),
        links=list(links),
    )


def needs_extra(command: str) -> UnreadableFile:
    """What Outlook wraps, where the package that unwraps it is not installed; `command` installs it."""
    return UnreadableFile.of(
        _MESSAGE,
        _said.word("This file is a message or its attachments as Outlook wraps them (winmail.dat)."),
        _said.word("Install what opens it ({command}) and collect again, or save its attachments in Outlook."),
        command=command,
    )


def mailbox_of_outlook() -> UnreadableFile:
    """A data file of Outlook (.pst)."""
    return UnreadableFile.of(
        _MAILBOX,
        _IS_MAILBOX,
        _said.word("Open it in a mail program, save the attachments of its messages, then collect these."),
    )


def closed_archive() -> UnreadableFile:
    """An archive that is not opened here."""
    return UnreadableFile.of(_ARCHIVE, _IS_ARCHIVE, _UNPACK)


def archive_too_large() -> UnreadableFile:
    """An archive that holds more than is unpacked here."""
    return UnreadableFile.of(
        _ARCHIVE, _said.word("This compressed archive holds too much to be unpacked here."), _UNPACK
    )


def odd_archive() -> UnreadableFile:
    """An archive that no ordinary program made, or a member of one."""
    return UnreadableFile.of(
        _ARCHIVE,
        _said.word("This compressed archive is built in an unusual way: for safety, it was not read."),
        _UNPACK,
    )


def locked_archive(names: Sequence[str]) -> UnreadableFile:
    """An archive of which these members are encrypted."""
    reason = _said.word("This file is a compressed archive, which holds {names!q}.")
    if len(names) > _LISTED:
        reason = _said.word("This file is a compressed archive of {count} files, {names!q} among them.")
    return UnreadableFile.of(_ARCHIVE, reason, _UNPACK_LOCKED, names=list(names[:_LISTED]), count=len(names))


def damaged_member() -> UnreadableFile:
    """A file that an archive does not give back whole."""
    return UnreadableFile.of(
        "damaged_member",
        _said.word("The archive does not give this file back whole: it is damaged, or packed in an unknown way."),
        _said.word("Unpack the archive with another program; if that fails, ask for the file again."),
    )


def collect_message() -> UnreadableFile:
    """A saved message, for who reads files one by one."""
    return UnreadableFile.of(_MESSAGE, _IS_MESSAGE, _COLLECT)


def collect_mailbox() -> UnreadableFile:
    """A mailbox, for who reads files one by one."""
    return UnreadableFile.of(_MAILBOX, _IS_MAILBOX, _COLLECT)


def collect_archive() -> UnreadableFile:
    """An archive, for who reads files one by one."""
    return UnreadableFile.of(_ARCHIVE, _IS_ARCHIVE, _COLLECT)

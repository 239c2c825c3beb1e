"""Messages as files that a mail program opens as drafts, and documents as plain text. Nothing is sent."""

from surveykit.messages.draft import Attachment, MessageDraft, to_eml
from surveykit.messages.identifier import identifier_of
from surveykit.messages.plain import to_text

__all__ = ["Attachment", "MessageDraft", "identifier_of", "to_eml", "to_text"]

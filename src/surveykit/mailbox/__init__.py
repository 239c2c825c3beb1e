"""What comes by mail, taken apart: the returned files, and the messages that carried them."""

from surveykit.mailbox.arrival import Arrival, Enclosure, ReceivedMessage

__all__ = ["Arrival", "Enclosure", "ReceivedMessage"]

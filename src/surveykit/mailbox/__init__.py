"""What comes by mail, taken apart: the returned files, and the messages that carried them."""

from surveykit.mailbox.alone import refuse_containers
from surveykit.mailbox.arrival import Arrival, Enclosure, ReceivedMessage
from surveykit.mailbox.bounds import LARGEST_ENCLOSURE, LARGEST_MESSAGE
from surveykit.mailbox.opening import Claimed, arrivals
from surveykit.mailbox.sources import Source, sources

__all__ = [
    "LARGEST_ENCLOSURE",
    "LARGEST_MESSAGE",
    "Arrival",
    "Claimed",
    "Enclosure",
    "ReceivedMessage",
    "Source",
    "arrivals",
    "refuse_containers",
    "sources",
]

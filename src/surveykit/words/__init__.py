"""What people read, in their language: catalogues of sentences, how slots are filled, and typography.

Sentences are written in English in the code, each with the context in which it is said (a finding's code, for example),
and translated in `catalogues/fr/`. A `Room` says those of one kind of document, `told` and `asked` those of findings;
all take the sentence of the language, set its typography, then fill its slots, so that what is quoted stays as it was
written.
"""

from surveykit.words.catalogue import has_catalogue, languages, notation, say
from surveykit.words.dates import date_in_words
from surveykit.words.findings import asked, asking, because, is_about_value, reason, told, two_texts
from surveykit.words.room import Room
from surveykit.words.slots import Slot, Slots
from surveykit.words.two_texts import Topic
from surveykit.words.typography import typeset

__all__ = [
    "Room",
    "Slot",
    "Slots",
    "Topic",
    "asked",
    "asking",
    "because",
    "date_in_words",
    "has_catalogue",
    "is_about_value",
    "languages",
    "notation",
    "reason",
    "say",
    "told",
    "two_texts",
    "typeset",
]

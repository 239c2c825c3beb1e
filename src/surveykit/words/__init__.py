"""What people read, in their language: catalogues of sentences, how slots are filled, and typography.

Sentences are written in English in the code, each with the context in which it is said (a finding's code, for example),
and translated in `catalogues/fr.po`. `say` is the one door: it takes the sentence of the language, sets its typography,
then fills its slots, so that what is quoted stays as it was written.
"""

from surveykit.words.catalogue import has_catalogue, languages, say
from surveykit.words.findings import because, reason, told
from surveykit.words.slots import Slot, Slots
from surveykit.words.typography import typeset

__all__ = ["Slot", "Slots", "because", "has_catalogue", "languages", "reason", "say", "told", "typeset"]

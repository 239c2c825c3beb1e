from surveykit.coding.agreement import Agreement, ThemeAgreement, agreements
from surveykit.coding.book import coding_book
from surveykit.coding.returned import Interpreted, interpret
from surveykit.coding.standings import Dispute, FieldStanding, Standing, standing
from surveykit.coding.words import folded

__all__ = [
    "Agreement",
    "Dispute",
    "FieldStanding",
    "Interpreted",
    "Standing",
    "ThemeAgreement",
    "agreements",
    "coding_book",
    "folded",
    "interpret",
    "standing",
]

"""Reading what people wrote: a workbook for coders, what comes back of it, how far they agree, what counts."""

from surveykit.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "surveykit.coding.agreement": "Agreement ThemeAgreement agreements",
        "surveykit.coding.book": "coding_book",
        "surveykit.coding.returned": "Interpreted interpret",
        "surveykit.coding.standings": "Dispute FieldStanding Standing standing",
        "surveykit.coding.words": "folded",
    },
)

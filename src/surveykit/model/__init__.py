"""What is asked: a survey as frozen, checked data."""

from surveykit.model.dissemination import Dissemination, Outline, ReferenceFigure, Theme
from surveykit.model.draft import Collection, Draft, Issuer
from surveykit.model.indicators import (
    AnyIndicator,
    Change,
    Indicator,
    Multiple,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Total,
)
from surveykit.model.population import Grouping, Population, Respondent
from surveykit.model.questions import (
    AnyPart,
    Condition,
    Count,
    Detail,
    FreeText,
    ManyChoices,
    OneChoice,
    Option,
    Part,
    Question,
    Scale,
    Section,
    SurveyField,
    YesNo,
)
from surveykit.model.rules import Derived, Rule
from surveykit.model.survey import Survey
from surveykit.model.typing import type_of
from surveykit.model.validity import Problem, problems

__all__ = [
    "AnyIndicator",
    "AnyPart",
    "Change",
    "Collection",
    "Condition",
    "Count",
    "Derived",
    "Detail",
    "Dissemination",
    "Draft",
    "FreeText",
    "Grouping",
    "Indicator",
    "Issuer",
    "ManyChoices",
    "Multiple",
    "OneChoice",
    "Option",
    "Outline",
    "Part",
    "Population",
    "Problem",
    "Question",
    "Ratio",
    "ReferenceFigure",
    "Respondent",
    "ResponseRate",
    "Rule",
    "Scale",
    "ScaleSummary",
    "Section",
    "Share",
    "Survey",
    "SurveyField",
    "Theme",
    "Total",
    "YesNo",
    "problems",
    "type_of",
]

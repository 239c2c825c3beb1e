"""What is asked: a survey as frozen, checked data."""

from surveykit.model.coded_survey import with_coding
from surveykit.model.coding import (
    NO_THEME,
    NO_THEME_LABEL,
    CodedField,
    CodedTheme,
    CodeFrame,
    Frames,
    declared_frames,
    themes_code,
)
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
from surveykit.model.problem import Problem
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
from surveykit.model.validity import problems

__all__ = [
    "NO_THEME",
    "NO_THEME_LABEL",
    "AnyIndicator",
    "AnyPart",
    "Change",
    "CodeFrame",
    "CodedField",
    "CodedTheme",
    "Collection",
    "Condition",
    "Count",
    "Derived",
    "Detail",
    "Dissemination",
    "Draft",
    "Frames",
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
    "declared_frames",
    "problems",
    "themes_code",
    "type_of",
    "with_coding",
]

"""What is asked: a survey as frozen, checked data."""

from surveykit.model.answers import NO, YES, answer_labels, class_ranges
from surveykit.model.dissemination import Dissemination, Outline, ReferenceFigure, Theme
from surveykit.model.draft import Collection, Draft, Issuer
from surveykit.model.indicator_validity import LARGEST_SCALE
from surveykit.model.indicators import (
    AnyIndicator,
    Change,
    Distribution,
    ExtrapolatedTotal,
    Indicator,
    Mean,
    Median,
    MissingPolicy,
    Multiple,
    Ratio,
    ResponseRate,
    ScaleSummary,
    Share,
    Total,
)
from surveykit.model.mail import ADDRESS_PATTERN, Mail, MailAddress, Message, Purpose
from surveykit.model.population import CROSSED, Grouping, Population, Respondent
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
from surveykit.model.sampling import Sampling
from surveykit.model.survey import Survey
from surveykit.model.typing import type_of
from surveykit.model.validity import problems

__all__ = [
    "ADDRESS_PATTERN",
    "CROSSED",
    "LARGEST_SCALE",
    "NO",
    "YES",
    "AnyIndicator",
    "AnyPart",
    "Change",
    "Collection",
    "Condition",
    "Count",
    "Derived",
    "Detail",
    "Dissemination",
    "Distribution",
    "Draft",
    "ExtrapolatedTotal",
    "FreeText",
    "Grouping",
    "Indicator",
    "Issuer",
    "Mail",
    "MailAddress",
    "ManyChoices",
    "Mean",
    "Median",
    "Message",
    "MissingPolicy",
    "Multiple",
    "OneChoice",
    "Option",
    "Outline",
    "Part",
    "Population",
    "Problem",
    "Purpose",
    "Question",
    "Ratio",
    "ReferenceFigure",
    "Respondent",
    "ResponseRate",
    "Rule",
    "Sampling",
    "Scale",
    "ScaleSummary",
    "Section",
    "Share",
    "Survey",
    "SurveyField",
    "Theme",
    "Total",
    "YesNo",
    "answer_labels",
    "class_ranges",
    "problems",
    "type_of",
]

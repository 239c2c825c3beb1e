"""The laws that every renderer and reader must keep, for the tests of the people who write one."""

from surveykit.testing.conformance import LAWS, check_format
from surveykit.testing.format import Format
from surveykit.testing.inverse import assert_inverse, round_trip
from surveykit.testing.sample_document import sample_document
from surveykit.testing.sample_responses import sample_responses, unreadable_responses
from surveykit.testing.sample_survey import sample_survey

__all__ = [
    "LAWS",
    "Format",
    "assert_inverse",
    "check_format",
    "round_trip",
    "sample_document",
    "sample_responses",
    "sample_survey",
    "unreadable_responses",
]

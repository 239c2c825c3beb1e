"""What is wrong or worth asking: in a response, and in a survey's definition."""

from surveykit.checks.responses import ResponseChecks, check_response

__all__ = ["ResponseChecks", "check_response"]

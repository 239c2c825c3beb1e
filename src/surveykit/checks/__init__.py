"""Checks: errors and doubts in a response, and in a survey's definition."""

from surveykit.checks.responses import ResponseChecks, check_response

__all__ = ["ResponseChecks", "check_response"]

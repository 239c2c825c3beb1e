"""The version of surveykit that is installed."""

from importlib.metadata import version

__version__ = version("surveykit")

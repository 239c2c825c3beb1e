"""HTML: a report as one page that needs nothing else, on a screen of any width and on paper."""

from surveykit_html.renderer import renderer

__all__ = ["renderer"]

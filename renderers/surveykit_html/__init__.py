"""HTML: reports to read and forms to fill in, each one page that needs nothing else, and what came back in them."""

from surveykit_html.reader import reader
from surveykit_html.renderer import renderer

__all__ = ["reader", "renderer"]

"""Templates filled in, and texts made markup."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from surveykit.texts import canonical

TEMPLATES = Environment(
    loader=PackageLoader("surveykit_html"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def fill(template: str, **values: object) -> Markup:
    """A template of `templates/` with its values in it, each escaped unless it is markup already."""
    return Markup(TEMPLATES.get_template(f"{template}.html").render(values))  # noqa: S704 (the template escapes)


def lined(text: str) -> Markup:
    """A text with its line ends kept, without the characters that no page can hold."""
    return Markup("<br>").join(escape(line) for line in canonical(text).split("\n"))


def on_one_line(text: str) -> str:
    """A text without line ends, for places that cannot hold any."""
    return canonical(text).replace("\n", " ")


def attribute(name: str, value: object) -> Markup:
    """An attribute as it stands in a tag; nothing for an empty value."""
    return Markup("") if value == "" else Markup(' {}="{}"').format(name, value)

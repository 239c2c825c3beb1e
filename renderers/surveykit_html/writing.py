"""Templates filled in, and texts made markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from surveykit.texts import canonical


class Fill(Protocol):
    """Fills the templates of a package in."""

    def __call__(self, template: str, /, **values: object) -> Markup:
        """A template with its values in it, each escaped unless it is markup already."""


def templates_of(package: str) -> Environment:
    """The templates in the folder `templates` of a package."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


TEMPLATES = templates_of("surveykit_html")


def fill(template: str, /, **values: object) -> Markup:
    """A template of this package with its values in it, each escaped unless it is markup already."""
    return fill_of(TEMPLATES, template, values)


def fill_of(templates: Environment, template: str, values: Mapping[str, object]) -> Markup:
    """A template of a package with its values in it, each escaped unless it is markup already."""
    return Markup(templates.get_template(f"{template}.html").render(values))  # noqa: S704 (the template escapes)


def lined(text: str) -> Markup:
    """A text with its line ends kept, without the characters that no page can hold."""
    return Markup("<br>").join(escape(line) for line in canonical(text).split("\n"))


def on_one_line(text: str) -> str:
    """A text without line ends, for places that cannot hold any."""
    return canonical(text).replace("\n", " ")


def attribute(name: str, value: object) -> Markup:
    """An attribute as it stands in a tag; nothing for an empty value."""
    return Markup("") if value == "" else Markup(' {}="{}"').format(name, value)

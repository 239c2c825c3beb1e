"""Charts as SVG in a page: named, described, in the page's own letters, with nothing that a policy would refuse."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

from surveykit.document import Chart
from surveykit.texts import canonical
from surveykit_html.chart_specs import spec_of
from surveykit_html.drawing import svg_of

_SVG = "http://www.w3.org/2000/svg"
_KEPT = (
    "transform", "d", "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor",
    "opacity", "x", "x1", "x2", "y", "y1", "y2", "dx", "dy",
)  # fmt: skip
_INVISIBLE = {"background", "foreground"}
_LONG = re.compile(r"(?<!\d)\d+\.\d{3,}")


def chart_svg(chart: Chart, anchor: str, family: str = "") -> Markup:
    """The chart as an `svg` element named `anchor`-t and described by `anchor`-d, its ids.

    `family` is the font, the page's own when empty. On paper, where only the name is read out, it says everything.
    """
    drawn = ET.fromstring(svg_of(spec_of(chart)))  # noqa: S314 (drawn here)
    box = drawn.get("viewBox", "")
    fonts = f' font-family="{escape(family)}"' if family else ""
    told = canonical(chart.description)
    name = f"{canonical(chart.caption)}. {told}" if family else canonical(chart.caption)
    shapes = "".join(_markup(child) for child in drawn)
    return Markup(  # noqa: S704 (every text and attribute is escaped)
        f'<svg xmlns="{_SVG}" viewBox="{escape(box)}" role="img" aria-labelledby="{anchor}-t" '
        f'aria-describedby="{anchor}-d"{fonts}>'
        f'<title id="{anchor}-t">{escape(name)}</title><desc id="{anchor}-d">{escape(told)}</desc>{shapes}</svg>'
    )


def _markup(element: ET.Element) -> str:
    """An element with the attributes that draw, without what is empty or invisible."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if element.get("class") in _INVISIBLE or element.get("display") == "none":
        return ""
    inside = escape(element.text or "") + Markup("").join(Markup(_markup(child)) for child in element)  # noqa: S704
    if tag == "g" and not inside.strip():
        return ""
    kept = "".join(f' {name}="{_short(element.attrib[name])}"' for name in _KEPT if name in element.attrib)
    if tag == "g" and not kept:
        return str(inside)
    return f"<{tag}{kept}>{inside}</{tag}>" if inside else f"<{tag}{kept}/>"


def _short(value: str) -> Markup:
    """An attribute's value, its numbers with two decimals at most."""
    return escape(_LONG.sub(lambda number: f"{float(number.group()):.2f}".rstrip("0").rstrip("."), value))

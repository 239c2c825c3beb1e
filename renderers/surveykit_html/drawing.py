"""Vega-Lite, which draws charts: the one module that knows its library, imported when the first chart is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveykit.errors import MissingExtra

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

VERSION = "5.20"
"""The version of Vega-Lite: another one may place things elsewhere."""
_EXACT = 2**53
MISSING = (
    "the charts of a report need the Python package 'vl_convert', not installed here: "
    'run pip install "surveykit[charts]"'
)


def svg_of(spec: Mapping[str, Json]) -> str:
    """A Vega-Lite chart as SVG; the same chart always gives the same text, and nothing is fetched.

    Raises MissingExtra, with the command that installs it, without the library.
    """
    try:
        # Not imported above: it brings a JavaScript engine of 80 MB, and a form has no chart.
        import vl_convert  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtra(MISSING) from error
    drawn = {name: _in_doubles(held) for name, held in spec.items()}
    return vl_convert.vegalite_to_svg(drawn, vl_version=VERSION, allowed_base_urls=[])


def _in_doubles(held: Json) -> Json:
    """What is drawn with its large numbers as the doubles that drawing takes them for: longer ones are refused."""
    match held:
        case Mapping():
            return {key: _in_doubles(value) for key, value in held.items()}
        case list() | tuple():
            return [_in_doubles(value) for value in held]
        case int() if abs(held) > _EXACT:
            return float(held)
        case _:
            return held

"""`surveykit surveys` and `surveykit plugins`: what is installed; nothing is imported to list it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from surveykit.cli.options import json_option, print_json
from surveykit.cli.tables import print_table
from surveykit.plugins import installed


@click.command()
@json_option
def surveys(as_json: bool) -> None:
    """List the installed surveys."""
    rows = [(one.name, one.target, one.distribution) for one in installed() if one.kind == "survey"]
    _print("Surveys", ("name", "package", "distribution"), rows, as_json=as_json)


@click.command()
@json_option
def plugins(as_json: bool) -> None:
    """List the installed renderers, readers and surveys."""
    rows = [(one.kind, one.name, one.target, one.distribution) for one in installed()]
    _print("Plug-ins", ("kind", "name", "object", "distribution"), rows, as_json=as_json)


def _print(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, as_json: bool) -> None:
    if as_json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        print_table(title, header, rows)

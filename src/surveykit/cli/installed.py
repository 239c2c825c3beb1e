"""`surveykit surveys` and `surveykit plugins`: what is installed; nothing is imported to list it."""

from __future__ import annotations

import click

from surveykit.cli.options import print_table
from surveykit.plugins import installed


@click.command()
def surveys() -> None:
    """List the installed surveys."""
    rows = [(one.name, one.target, one.distribution) for one in installed() if one.kind == "survey"]
    print_table("Surveys", ("name", "package", "distribution"), rows)


@click.command()
def plugins() -> None:
    """List the installed renderers, readers and surveys."""
    rows = [(one.kind, one.name, one.target, one.distribution) for one in installed()]
    print_table("Plug-ins", ("kind", "name", "object", "distribution"), rows)

"""`--quiet`, before or after any command: no messages but errors."""

from __future__ import annotations

import os
from contextlib import redirect_stderr
from pathlib import Path

import click


def _hush(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Drops what the command says on standard error; an error leaves the command before it is told."""
    if wanted and not ctx.resilient_parsing:
        whole = ctx.find_root()  # ends even when the command's own words cannot be read
        nowhere = whole.with_resource(Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (the context closes it)
        whole.with_resource(redirect_stderr(nowhere))


quiet_option = click.Option(
    ["-q", "--quiet"],
    is_flag=True,
    expose_value=False,
    callback=_hush,
    help="No messages but errors; data still goes to standard output.",
)

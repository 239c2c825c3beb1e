"""`--quiet`, before or after any command: no messages but errors."""

from __future__ import annotations

import os
from contextlib import redirect_stderr

import click


def _hush(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Silences standard error; an error is still shown, because it is told after the silence has ended."""
    if wanted and not ctx.resilient_parsing:
        whole = ctx.find_root()  # ends even when the command's own words cannot be read
        # The context closes it; pathlib would be most of what `--help` imports.
        nowhere = whole.with_resource(open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        whole.with_resource(redirect_stderr(nowhere))


quiet_option = click.Option(
    ["-q", "--quiet"],
    is_flag=True,
    expose_value=False,
    callback=_hush,
    help="No messages but errors; data still goes to standard output.",
)

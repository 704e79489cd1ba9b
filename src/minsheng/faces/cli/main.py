"""The command ``minsheng``: one small module for each command, started lazily so that ``--help`` is quick.

Exit codes: 0 done, 1 a finding that somebody should look at, 2 bad input (with what, where, why, what to do).
"""

from __future__ import annotations

import sys

import typer
from typer.exceptions import TyperException

from minsheng.faces.cli import (
    analyse,
    calc,
    check,
    city,
    demo,
    doctor,
    intake,
    keys,
    pledges,
    policy_tests,
    screen,
    serve,
    simulate,
    synth,
    worker,
)
from minsheng.faces.cli.failing import exit_code_for

app = typer.Typer(
    name="minsheng",
    help="民生: keep a city's promises to its residents. / 把承诺变成可核查的进展。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for commands in (
    demo,
    screen,
    simulate,
    analyse,
    check,
    calc,
    pledges,
    policy_tests,
    intake,
    city,
    synth,
    doctor,
    keys,
    serve,
    worker,
):
    commands.add_to(app)


def main() -> None:
    """Run a command and leave with its exit code."""
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        typer.echo("已取消。 Cancelled.", err=True)
        sys.exit(2)
    except TyperException as error:
        typer.echo(error.format_message(), err=True)
        sys.exit(2)
    except Exception as error:  # the last place where a sentence can be made of a known fault
        code = exit_code_for(error)
        if code is None:
            raise
    sys.exit(code or 0)

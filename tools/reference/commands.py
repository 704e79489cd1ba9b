"""The page of commands: what ``minsheng`` can do, with every option and an example, as its own help says it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import typer.main

from minsheng.faces.cli.main import app
from reference.markdown import code, fenced, page, table

INTRODUCTION = """
The command `minsheng` (命令行). Every command has `--help`; those with `--json` answer with one JSON object. Exit
codes: **0** done, **1** a finding that somebody should look at, **2** bad input, with a sentence that says what,
where, why and what to do. The language of the terminal is Chinese unless `MINSHENG_LANG` or the locale asks for
English.
"""


def commands_page() -> str:
    """Return the page."""
    commands: dict[str, Any] = dict(sorted(typer.main.get_command(app).commands.items()))  # type: ignore[attr-defined]
    rows = [(f"[{name}](#{name})", _purpose(command)) for name, command in commands.items()]
    return page(
        "Commands 命令", INTRODUCTION, table(("command", "what it does"), rows),
        *(_command(name, command) for name, command in commands.items()),
    )  # fmt: skip


def _purpose(command: Any) -> str:
    return " ".join((command.help or "").split())


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    yield _purpose(command)
    yield ""
    example = dedent((command.epilog or "").partition("Example:")[2]).strip("\n")
    if example:
        yield from fenced(example.splitlines())
    context = command.context_class(command, info_name=f"minsheng {name}")
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    yield from table(
        ("option or argument", "meaning"),
        [(code(record[0]), " ".join(record[1].split())) for record in records if record],
    )

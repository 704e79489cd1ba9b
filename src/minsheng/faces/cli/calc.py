"""``minsheng calc``: any formula of the domain, one JSON object in and one out."""

from __future__ import annotations

import difflib
import json
import sys
from typing import Annotated, Any

import typer

from minsheng.engines.formulas.registry import Calculator
from minsheng.faces.cli.answering import print_json
from minsheng.faces.cli.failing import UsageError
from minsheng.faces.cli.language import language
from minsheng.kernel.registry.loading import all_calculators

EXAMPLE = """Example:

    echo '{"number": "11010519491231002X", "on": "2026-11-24"}' | minsheng calc identity-number
    minsheng calc phq-9 --example | minsheng calc phq-9
"""


def calc(
    name: Annotated[str, typer.Argument(help="The calculator; see --list.")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="List all calculators.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the input.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Print an example input.")] = False,
) -> None:
    """Calculate one formula: a JSON object on standard input, one on standard output."""
    if list_all:
        print_json({key: {"title": one.title.in_language(language()), "source": one.source}
                    for key, one in all_calculators().items()})  # fmt: skip
        return
    chosen = _find(name)
    if schema:
        print_json(chosen.schema())
    elif example:
        print_json(dict(chosen.example))
    else:
        print_json(chosen.run(_object_on_stdin()))


def _find(name: str) -> Calculator:
    known = all_calculators()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else " See minsheng calc --list."
    raise UsageError(f"没有叫 {name!r} 的计算器。 There is no calculator {name!r}.{hint}")


def _object_on_stdin() -> dict[str, Any]:
    text = sys.stdin.read()
    try:
        payload = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"标准输入不是JSON。 Standard input is not JSON (line {error.lineno}, column {error.colno}): {error.msg}. "
            "See --example for what to send."
        ) from None
    if not isinstance(payload, dict):
        raise UsageError("需要一个JSON对象。 A JSON object is needed; see --example.")
    return payload


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("calc", epilog=EXAMPLE)(calc)

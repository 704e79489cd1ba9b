"""Printing an answer: JSON for programs, a table for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

WIDEST = 160

AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


def print_json(answer: Any) -> None:
    """Write one JSON document to standard output."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table to the terminal; plain text when it is not a terminal."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console = Console()
    # A file or a pipe has no width: let the table be as wide as it needs.
    if not console.is_terminal:
        console = Console(width=WIDEST)
    console.print(table)

"""``minsheng pledges``: what the city promised and what its records say today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import typer

from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.choices import Day, day
from minsheng.faces.cli.language import language
from minsheng.faces.cli.site import start_site

if TYPE_CHECKING:
    from minsheng.kernel.pledges.progress import Progress

EXAMPLE = """Example:

    minsheng pledges --on 2026-11-24
"""
COLUMNS = ("承诺 pledge", "期限 due", "目标 target", "已有 counted", "完成 done", "说明 note")


def pledges(on: Day = "", as_json: AsJson = False) -> None:
    """Show every pledge with its target, what was counted, and why a number is missing."""
    start_site()
    found = list(measured(day(on)))
    if as_json:
        print_json([plain(one) for one in found])
    else:
        show(found)


def measured(on: date) -> Iterable[Progress]:
    """Return the progress of every pledge on a day."""
    from minsheng.kernel.pledges.models import Pledge
    from minsheng.kernel.pledges.progress import progress_of

    return (progress_of(pledge, on=on) for pledge in Pledge.objects.all())


def show(found: Iterable[Progress]) -> None:
    """Print the pledges as a table."""
    print_table("承诺 pledges", COLUMNS, [_row(one) for one in found])


def _row(one: Progress) -> tuple[object, ...]:
    english = language() == "en"
    value = None if one.measurement is None else one.measurement.value
    return (
        one.pledge.title_en if english else one.pledge.title_zh,
        one.pledge.due_on,
        number(one.target),
        number(value),
        "—" if one.completion is None else f"{float(one.completion):.1%}",
        "" if one.why is None else one.why.in_language(language()),
    )


def number(value: Fraction | None) -> str:
    """Write a counted value: whole numbers whole, shares with one decimal in percent."""
    if value is None:
        return "—"
    return f"{int(value):,}" if value == int(value) else f"{float(value):.1%}"


def plain(one: Progress) -> dict[str, Any]:
    """Return the progress of a pledge as plain JSON types."""
    value = None if one.measurement is None else one.measurement.value
    return {
        "key": one.pledge.key,
        "title": {"zh": one.pledge.title_zh, "en": one.pledge.title_en},
        "due_on": one.pledge.due_on.isoformat(),
        "target": None if one.target is None else float(one.target),
        "value": None if value is None else float(value),
        "completion": None if one.completion is None else float(one.completion),
        "is_met": one.is_met,
        "light": None if one.light is None else str(one.light),
        "why": None if one.why is None else one.why.as_dict(),
    }


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("pledges", epilog=EXAMPLE)(pledges)

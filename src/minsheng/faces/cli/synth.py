"""``minsheng synth``: a synthetic city, labelled as such, calibrated to a city's own figures."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from minsheng.faces.cli.answering import AsJson, print_json
from minsheng.faces.cli.choices import CityKey, Day, city_called, day

EXAMPLE = """Example:

    minsheng synth --people 200000 --seed 1 --out city
"""


def synth(
    people: Annotated[int, typer.Option(min=100, help="How many people.")],
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    city: CityKey = "jinzhong",
    on: Day = "",
    as_demo: Annotated[bool, typer.Option(help="Most people in one county, as in the demo.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write synthetic persons, households and benefit rolls as Parquet. Nobody in them is real."""
    from minsheng.engines.synthetic.city import demo_plan, synthesise

    started = time.monotonic()
    where = city_called(city)
    plan = demo_plan(where, people) if as_demo else None
    made = synthesise(where, people=people, seed=seed, on=day(on), plan=plan)
    rows = made.write(out)
    report = {
        "label": "合成数据 synthetic data",
        "people": made.people,
        "households": made.household_count,
        "seed": seed,
        "rows": rows,
        "seconds": round(time.monotonic() - started, 2),
    }
    if as_json:
        print_json(report)
    else:
        typer.echo(
            f"合成数据 synthetic data: {made.people:,} 人 people, {made.household_count:,} 户 households, "
            f"{report['seconds']} s → {out}"
        )


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("synth", epilog=EXAMPLE)(synth)

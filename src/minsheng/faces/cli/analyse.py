"""``minsheng cliffs`` and ``minsheng overlaps``: how benefits end, and how they go together, on files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from minsheng.engines.formulas.money import yuan_text
from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.choices import (
    CityKey,
    Day,
    Households,
    People,
    Received,
    city_called,
    day,
    parameters_of,
)
from minsheng.faces.cli.failing import FINDING
from minsheng.faces.cli.language import language
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies, rulebooks

CLIFFS_EXAMPLE = """Example:

    minsheng cliffs --people city/persons.parquet --households city/households.parquet --on 2026-11-24
"""
OVERLAPS_EXAMPLE = """Example:

    minsheng overlaps --people city/persons.parquet --households city/households.parquet \\
        --received city/received.parquet --on 2026-11-24 --out found
"""
HIDDEN = "*"


def cliffs(
    people: People,
    households: Households,
    city: CityKey = "jinzhong",
    on: Day = "",
    within: Annotated[int, typer.Option(min=10, help="How many yuan ahead to look.")] = 500,
    as_json: AsJson = False,
) -> None:
    """Find the households that would lose more than they earn by one more yuan of wages (陡坡)."""
    from minsheng.engines.policy.register import Register
    from minsheng.kernel.entitlements import analysing

    books = rulebooks()
    with Console(stderr=True).status("计算 evaluating"):
        register = Register.read(people, households, FACTS, only=analysing.facts_for_cliffs(books))
        told = analysing.cliff_report(
            register, books, parameters_of(city_called(city)), on=day(on), within_yuan=within
        )
    if as_json:
        print_json(told)
        return
    print_table(
        f"{told['on']} · {_count(told['near'])} / {told['asked']:,} 户 households ≤ {within} 元 yuan",
        ["政策 policy", "户 households", "每月少领 lost a month, yuan", "中位数 median"],
        [
            (
                policies()[one["policy"]].title.in_language(language()),
                _count(one["households"]),
                _yuan(one["lost_fen"]),
                _yuan(one["median_lost_fen"]),
            )
            for one in told["by_policy"]
        ],
    )


def overlaps(
    people: People,
    households: Households,
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    received: Received = None,
    city: CityKey = "jinzhong",
    on: Day = "",
    engine: Annotated[str, typer.Option(help="numpy, numba or auto.")] = "numpy",
    as_json: AsJson = False,
) -> None:
    """Say which benefits exclude one another, who has several, and whom a person should look at."""
    from minsheng.engines.policy.register import Register
    from minsheng.kernel.entitlements import analysing, findings, rolls

    books = rulebooks()
    with Console(stderr=True).status("计算 evaluating"):
        register = Register.read(people, households, FACTS, only=findings.facts_of_rules(books))
        roll = rolls.read_received(received) if received else None
        found = findings.screen(
            register, roll, books, parameters_of(city_called(city)), on=day(on), engine=engine
        )
        told = analysing.overlap_report(found)
        ask = analysing.to_look_at(found)
    _write(told, ask, out)
    if as_json:
        print_json(told | {"to_look_at": len(ask)})
    else:
        _show(told, out)
    if ask:
        raise typer.Exit(FINDING)


def _write(told: dict[str, Any], ask: list[dict[str, Any]], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "overlaps.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    for name in ("owed", "drawn"):
        with (out / f"overlaps_{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["", *told["policies"]])
            for key, line in zip(told["policies"], told[name], strict=True):
                writer.writerow([key, *(HIDDEN if count is None else count for count in line)])
    with (out / "to_look_at.csv").open("w", encoding="utf-8-sig", newline="") as file:
        columns = ["person_no", "household_no", "division", "policy", "excludes", "because"]
        lines = csv.DictWriter(file, columns)
        lines.writeheader()
        lines.writerows(ask)


def _show(told: dict[str, Any], out: Path) -> None:
    spoken, known = language(), policies()
    print_table(
        f"{told['on']} · 互斥的待遇 benefits that exclude one another",
        ["政策 policy", "与之互斥 excludes", "都符合 owed both", "都在领 draw both", "依据 because"],
        [
            (
                known[one["policy"]].title.in_language(spoken),
                known[one["excludes"]].title.in_language(spoken),
                _count(one["owed_both"]),
                _count(one["drawn_both"]),
                one["because"]["en" if spoken == "en" else "zh"],
            )
            for one in told["exclusions"]
        ],
    )
    typer.echo(f"→ {out}")


def _count(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"


def _yuan(fen: int | None) -> str:
    return HIDDEN if fen is None else yuan_text(fen)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("cliffs", epilog=CLIFFS_EXAMPLE)(cliffs)
    app.command("overlaps", epilog=OVERLAPS_EXAMPLE)(overlaps)

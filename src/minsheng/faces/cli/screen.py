"""``minsheng screen``: who is owed something and does not get it, on files, without any database."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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

if TYPE_CHECKING:
    from minsheng.engines.policy.batch import BatchResults
    from minsheng.engines.policy.register import Register
    from minsheng.kernel.registry.city import City

EXAMPLE = """Example:

    minsheng synth --people 200000 --seed 1 --out city
    minsheng screen --people city/persons.parquet --households city/households.parquet \\
        --received city/received.parquet --on 2026-11-24 --out found
"""

COLUMNS = (
    "政策 policy", "符合 eligible", "在享 receiving", "应享未享 missing", "元/期 yuan", "已享待核 to check",
    "未知 unknown",
)  # fmt: skip


def screen(
    people: People,
    households: Households,
    out: Annotated[Path, typer.Option(help="The folder to write the results to.")],
    received: Received = None,
    city: CityKey = "jinzhong",
    on: Day = "",
    engine: Annotated[
        str, typer.Option(help="The evaluator: numpy, numba (compiled) or spark. All give the same results.")
    ] = "numpy",
    master: Annotated[str, typer.Option(help="For the engine spark: where it runs.")] = "local[2]",
    threads: Annotated[int, typer.Option(help="Threads that evaluate blocks of households.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Evaluate every policy for everybody, compare with what they receive, and write who to look at and why."""
    from minsheng.engines.policy.register import Register
    from minsheng.kernel.entitlements import findings, result_files, rolls

    started = time.monotonic()
    where = city_called(city)
    with Console(stderr=True).status("读取 reading"):
        books = rulebooks()
        register = Register.read(people, households, FACTS, only=findings.facts_of_rules(books))
        roll = rolls.read_received(received) if received else None
    with Console(stderr=True).status("计算 evaluating"):
        if engine == "spark":
            results = by_spark(register, people, households, where, on=day(on), master=master)
            found = findings.screening_of(results, roll, parameters_of(where), engine=engine)
        else:
            found = findings.screen(
                register, roll, books, parameters_of(where), on=day(on), engine=engine, threads=threads
            )
    with Console(stderr=True).status("写出 writing"):
        summary = result_files.write(found, out)
    summary["seconds"] = round(time.monotonic() - started, 2)
    if as_json:
        print_json(summary)
    else:
        show(summary, out)
    if any(one["owed_missing"] for one in summary["policies"].values()):
        raise typer.Exit(FINDING)


def by_spark(
    register: Register, people: Path, households: Path, city: City, *, on: date, master: str
) -> BatchResults:
    """Have Spark evaluate two files, and return the answers in the order of the register read from them."""
    from minsheng.engines.policy import fused, spark

    recipe = spark.recipe_of(
        books="minsheng.kernel.registry.loading:rulebooks",
        vocabulary="minsheng.kernel.people.facts:FACTS",
        parameters=city.parameters_folder,
        on=on,
        kernel="numba" if fused.is_installed() else "numpy",
    )
    with tempfile.TemporaryDirectory() as folder, spark.session(master) as running:
        answers = Path(folder) / "answers"
        spark.write_answers(running, people, households, recipe, answers)
        return spark.read_answers(answers, register, recipe)


def show(summary: dict[str, Any], out: Path) -> None:
    """Print a summary for people."""
    titles = {key: policy.title.in_language(language()) for key, policy in policies().items()}
    print_table(
        f"{summary['on']}  {summary['persons']:,} 人 people, {summary['households']:,} 户 households, "
        f"{summary['seconds']} s",
        COLUMNS,
        [
            (
                titles[key], f"{one['eligible']:,}", f"{one['receiving']:,}", f"{one['owed_missing']:,}",
                yuan_text(one["owed_missing_fen"]), f"{one['received_not_owed']:,}", f"{one['unknown']:,}",
            )
            for key, one in summary["policies"].items()
        ],
    )  # fmt: skip
    typer.echo(f"→ {out}")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("screen", epilog=EXAMPLE)(screen)

"""``minsheng simulate``: what a reform would do to everybody in a register, on files, without any database."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.choices import HOUSEHOLDS, PEOPLE, CityKey, Day, city_called, day, parameters_of
from minsheng.faces.cli.failing import UsageError
from minsheng.faces.cli.language import language

EXAMPLE = """Example:

    minsheng synth --people 200000 --seed 1 --out city
    minsheng simulate cities/jinzhong/reforms/relax_hard_to_employ.yaml \\
        --people city/persons.parquet --households city/households.parquet --on 2026-11-24 --out found
    minsheng simulate --schema
"""


def simulate(
    reform: Annotated[
        Path | None, typer.Argument(help="A reform file: changed parameters and conditions.")
    ] = None,
    people: Annotated[Path | None, PEOPLE] = None,
    households: Annotated[Path | None, HOUSEHOLDS] = None,
    out: Annotated[Path | None, typer.Option(help="The folder to write the report to.")] = None,
    city: CityKey = "jinzhong",
    on: Day = "",
    engine: Annotated[
        str, typer.Option(help="numpy, numba (compiled, same results), or auto: numba for large registers.")
    ] = "auto",
    threads: Annotated[int, typer.Option(help="Threads that evaluate blocks of households.")] = 2,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a reform file.")] = False,
    as_json: AsJson = False,
) -> None:
    """Evaluate the rules as they are and as they would be, and write who gains, who loses, and what it costs."""
    from minsheng.engines.policy.simulate_schema import SCHEMA

    if schema:
        print_json(SCHEMA)
        return
    if reform is None or people is None or households is None or out is None:
        raise UsageError(
            "请给出改革文件和 --people、--households、--out。 Name a reform file, --people, --households and --out."
        )
    if not reform.is_file():
        raise UsageError(f"没有这个文件：{reform}。 There is no file {reform}.")
    told = _told(reform, people, households, city, on, engine, threads)
    from minsheng.kernel.entitlements import what_if_files

    spoken = "en" if language() == "en" else "zh"
    what_if_files.write(told, out, language=spoken)
    if as_json:
        print_json(told)
    else:
        _show(told, spoken, out)


def _told(
    file: Path, people: Path, households: Path, city: str, on: str, engine: str, threads: int
) -> dict[str, Any]:
    from minsheng.engines.policy.register import Register
    from minsheng.kernel.entitlements import findings, what_if
    from minsheng.kernel.people.facts import FACTS
    from minsheng.kernel.registry.loading import rulebooks

    started = time.monotonic()
    where = city_called(city)
    books, parameters = rulebooks(), parameters_of(where)
    reform = what_if.read_reform_file(file, books, parameters)
    with Console(stderr=True).status("读取 reading"):
        register = Register.read(people, households, FACTS, only=what_if.facts_needed(books, reform))
    with Console(stderr=True).status("计算 evaluating"):
        told = what_if.what_if(
            register,
            books,
            parameters,
            reform,
            on=day(on),
            counties=what_if.county_names(where),
            evaluate=findings.engine_called(engine, people=register.person_count),
            threads=threads,
            is_synthetic=what_if.says_synthetic(people),
        )
    return told | {"seconds": round(time.monotonic() - started, 2)}


def _show(told: dict[str, Any], spoken: str, out: Path) -> None:
    from minsheng.kernel.entitlements.what_if_files import SYNTHETIC, number, yuan

    if told["is_synthetic"]:
        typer.echo(SYNTHETIC[spoken])
    print_table(
        f"{told['reform']['title'][spoken]} · {told['on']} · {told['persons']:,} 人 people · {told['seconds']} s",
        [
            "政策 policy",
            *(one[spoken] for one in told["outcomes"].values()),
            "元/月 yuan a month",
            "元/年 a year",
        ],
        [
            (
                one["title"][spoken],
                *(number(count) for count in one["counts"].values()),
                yuan(one["month_fen"]),
                yuan(one["year_fen"]),
            )
            for one in told["policies"].values()
        ],
    )
    typer.echo(f"→ {out}")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("simulate", epilog=EXAMPLE)(simulate)

"""``minsheng check``: what one household is owed and why, from a JSON file, without any database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from minsheng.engines.formulas.money import yuan_text
from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.choices import CityKey, Day, city_called, day, parameters_of
from minsheng.faces.cli.failing import UsageError
from minsheng.faces.cli.language import language
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies

EXAMPLE = """Example:

    minsheng check --example > household.json
    minsheng check household.json --on 2026-11-24
"""


def check(
    household: Annotated[Path | None, typer.Argument(help="A JSON file: household, persons, county.")] = None,
    city: CityKey = "jinzhong",
    on: Day = "",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the file.")] = False,
    answer_schema: Annotated[
        bool, typer.Option("--answer-schema", help="Print the JSON Schema of the answer (--json).")
    ] = False,
    example: Annotated[bool, typer.Option("--example", help="Print an example file.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say for every policy: eligible, not eligible or unknown, how much, why, what is missing, what would change it."""
    from minsheng.kernel.entitlements import check_schemas, checking

    if schema or example:
        print_json(checking.schema() if schema else checking.EXAMPLE)
        return
    if answer_schema:
        print_json(check_schemas.answer_schema())
        return
    if household is None:
        raise UsageError("请给出一个JSON文件。 Name a JSON file; see minsheng check --example.")
    where = city_called(city)
    answer = checking.check_household(_read(household), parameters_of(where), on=day(on))
    if as_json:
        print_json(answer)
    else:
        _show(answer)


def _read(path: Path) -> Any:
    if not path.is_file():
        raise UsageError(f"没有这个文件:{path}。 There is no file {path}.")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} 不是JSON。 {path} is not JSON: {error}. See minsheng check --example."
        ) from None


def _show(answer: dict[str, Any]) -> None:
    spoken = language()
    print_table(
        f"{answer['on']}",
        ["政策 policy", "谁 who", "结果 result", "元 yuan", "还缺 missing", "怎样就符合 what would help"],
        [
            (
                policies()[one["policy"]].title.in_language(spoken),
                "" if one["member"] is None else one["member"] + 1,
                one["status"],
                "" if not one["amount_fen"] else yuan_text(one["amount_fen"]),
                "、".join(sorted({FACTS[fact["name"]].label.in_language(spoken) for fact in one["missing"]})),
                _what_would_help(one["nearest"], "en" if spoken == "en" else "zh"),
            )
            for one in answer["results"]
        ],
    )


def _what_would_help(nearest: dict[str, Any] | None, spoken: str) -> str:
    """How far from the line, and the smallest change that would be enough."""
    if nearest is None:
        return ""
    said = [nearest[part][spoken] for part in ("line", "sentence") if nearest.get(part)]
    return (": " if spoken == "en" else "：").join(said)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("check", epilog=EXAMPLE)(check)

"""``minsheng test-policies``: run rule cases written as YAML, look over the rules, and say what no case tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from minsheng.faces.cli.answering import AsJson, print_json, print_table
from minsheng.faces.cli.choices import Day, day
from minsheng.faces.cli.failing import FINDING, UsageError
from minsheng.faces.cli.language import language
from minsheng.kernel.registry.loading import policies, rulebooks

EXAMPLE = """Example:

    minsheng test-policies
    minsheng test-policies tests/programmes/elder_care/cases --policy care_voucher --sides
    minsheng test-policies --lint
"""


COLUMNS = (
    "政策 policy", "用例 cases", "符合 eligible", "不符合 not", "未知 unknown", "不符 differ", "还没有 no case for",
)  # fmt: skip


def try_policies(
    places: Annotated[
        list[Path] | None, typer.Argument(help="Folders or files of cases; those of the clone by default.")
    ] = None,
    policy: Annotated[
        list[str] | None, typer.Option(help="Only what is said of this policy; may be repeated.")
    ] = None,
    sides: Annotated[
        bool,
        typer.Option("--sides", help="Also name numbers and conditions that no case pins; takes a while."),
    ] = False,
    lint: Annotated[
        bool, typer.Option("--lint", help="Run no case: look over all rules and the numbers of all cities.")
    ] = False,
    on: Day = "",
    as_json: AsJson = False,
) -> None:
    """Run the cases of the rules: 0 if all come out as written, 1 if not, 2 if a case cannot be read."""
    only = _policies_called(policy or [])
    if lint:
        _look_over(on, as_json=as_json)
        return
    from minsheng.kernel.entitlements import policy_tests

    chosen = places or [policy_tests.home_of_cases()]
    cases = policy_tests.read_cases(policy_tests.case_files(chosen))
    report = policy_tests.run(cases, only=only)
    untried = _untried(cases, chosen, only) if sides else None
    if as_json:
        print_json({**asdict(report), "untried": untried})
    else:
        _show(report, untried)
    if report.failures or untried:
        raise typer.Exit(FINDING)


def _policies_called(keys: list[str]) -> list[str]:
    for key in keys:
        if key not in policies():
            known = ", ".join(policies())
            raise UsageError(f"没有这项政策:{key}。 There is no policy {key!r}; there are: {known}.")
    return keys


def _look_over(on: str, *, as_json: bool) -> None:
    from minsheng.kernel.entitlements.policy_lint import findings
    from minsheng.kernel.registry.city import city_keys, find_city

    cities = [find_city(key) for key in city_keys()]
    found = findings(rulebooks(), cities, on=day(on))
    if as_json:
        print_json({"policies": len(policies()), "cities": [city.name for city in cities], "findings": found})
    else:
        for sentence in found:
            typer.echo(sentence)
        typer.echo(f"{len(policies())} policies, {len(cities)} cities, {len(found)} findings")
    if found:
        raise typer.Exit(FINDING)


def _untried(cases: Sequence[Any], places: Sequence[Path], only: Sequence[str]) -> list[dict[str, Any]]:
    """Return numbers with no case on one side, and conditions that could be left out unnoticed."""
    from minsheng.engines.policy.case_coverage import Coverage, keys_of_answer
    from minsheng.kernel.entitlements import policy_tests

    wanted = {key: one for key, one in policies().items() if not only or key in only}
    spoken_of = {
        key: one for key, one in wanted.items() if only or any(case.speaks_of(key) for case in cases)
    }
    coverage = Coverage(cases, policies(), policy_tests.read_steps([*places, *_homes(places)]))
    keys = sorted({key for one in spoken_of.values() for key in keys_of_answer(one)})
    numbers: list[dict[str, Any]] = [
        {"number": key, "no_case_notices": found} for key in keys if (found := coverage.untried_sides(key))
    ]
    conditions: list[dict[str, Any]] = [
        {"policy": key, "no_case_misses": one.conditions[position].label.en}
        for key, one in spoken_of.items()
        for position in coverage.conditions_not_missed(key)
    ]
    return numbers + conditions


def _homes(places: Sequence[Path]) -> list[Path]:
    """Return the folders above some places, where ``steps.yaml`` may lie."""
    return [parent for place in places for parent in list(place.resolve().parents)[:3]]


def _show(report: Any, untried: list[dict[str, Any]] | None) -> None:
    print_table(
        f"{report.cases:,} 个用例 cases, {len(report.failures)} 个不符 differ",
        COLUMNS,
        [
            (
                policies()[one.policy].title.in_language(language()), one.cases, one.answers.get("eligible", 0),
                one.answers.get("not_eligible", 0), one.answers.get("unknown", 0), one.failed,
                ", ".join(one.answers_without_case),
            )
            for one in report.policies
        ],
    )  # fmt: skip
    for failure in report.failures:
        typer.echo(f"{failure.place}: {failure.case}")
        for difference in failure.differences:
            typer.echo(f"    {difference}")
    for one in untried or []:
        if "number" in one:
            typer.echo(
                f"{one['number']}: no case notices when it is a little {' or '.join(one['no_case_notices'])}"
            )
        else:
            typer.echo(f"{one['policy']}: no case notices when {one['no_case_misses']!r} is left out")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("test-policies", epilog=EXAMPLE)(try_policies)

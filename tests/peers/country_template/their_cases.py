"""The YAML tests that the country template brings along, asked of our engine.

OpenFisca lets a test state a computed value (an age, the income of a household). Our rules have no such doors, so an
age becomes the day of birth that gives it, and a household's income the salary of its only member. Facts that a test
does not mention have the template's defaults. Everything is evaluated on the first day of the period asked about.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from tests.peers.country_template import parameters, rules

from minsheng.engines.policy import scalar
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.households import FactValue, HouseholdFacts
from minsheng.engines.policy.parameters import ParameterSet

DEFAULTS: Mapping[str, FactValue] = {
    "born_on": date(1970, 1, 1), "salary": 0, "capital_returns": 0, "has_car": True, "rent": 0,
    "accommodation_size": 0, "housing_occupancy_status": rules.TENANT,
}  # fmt: skip
STATUSES = {
    "owner": rules.OWNER,
    "tenant": rules.TENANT,
    "free_lodger": rules.FREE_LODGER,
    "homeless": rules.HOMELESS,
}
NOT_A_RULE = {"goes_to_school": "a reform that adds an input with a default: there is no rule to evaluate"}
MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True)
class Difference:
    """One output of a test that our engine answers otherwise, or cannot be asked."""

    test: str
    output: str
    expected: object
    found: object


@dataclass(frozen=True)
class Answered:
    """How many outputs were compared, and which differ; ``left_out`` says what was not asked and why."""

    compared: int
    different: tuple[Difference, ...]
    left_out: tuple[tuple[str, str], ...]


def answer(package: Path) -> Answered:
    """Ask our engine everything that the template's own tests ask."""
    compared, different, left_out = 0, [], []
    for test in _tests(package / "tests"):
        name = test["name"]
        for who, output, period, expected in _outputs(test):
            if output in NOT_A_RULE:
                left_out.append((name, NOT_A_RULE[output]))
                continue
            for number, one in enumerate(expected if isinstance(expected, list) else [expected]):
                found = _ask(test, package, who, output, period, number)
                compared += 1
                margin = float(test.get("absolute_error_margin", 0))
                if not _is_same(found, one, margin):
                    different.append(Difference(name, output, one, found))
    return Answered(compared, tuple(different), tuple(left_out))


def _tests(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.rglob("*.yaml")):
        yield from yaml.safe_load(file.read_text("utf-8"))


def _outputs(test: Mapping[str, Any]) -> Iterator[tuple[str | None, str, str, Any]]:
    """Yield who (None for the only person or the household), what, when, and what the test expects."""
    period = str(test["period"])
    for name, value in test["output"].items():
        if name == "persons":
            for person, outputs in value.items():
                for output, one in outputs.items():
                    yield from ((person, output, when, said) for when, said in _by_period(one, period))
        elif name == "household":
            for output, one in value.items():
                yield from ((None, output, when, said) for when, said in _by_period(one, period))
        else:
            yield from ((None, name, when, said) for when, said in _by_period(value, period))


def _by_period(value: Any, period: str) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return [(str(when), said) for when, said in value.items()]
    return [(period, value)]


def _ask(
    test: Mapping[str, Any], package: Path, who: str | None, output: str, period: str, number: int
) -> object:
    on = date.fromisoformat(f"{period}-01-01" if len(period) == 4 else f"{period}-01")
    names, household = _household(test, on, number)
    if output in ("housing_occupancy_status",):
        given = household.household[output]
        return next(name for name, code in STATUSES.items() if code == given)
    found = scalar.evaluate(household, rules.BOOK, _parameters(test, package), on=on)
    variable = rules.BOOK.variables[output]
    member = (names.index(who) if who else 0) if variable.entity is Entity.PERSON else None
    value = found.value(variable, member)
    return value / 100 if variable.kind is Kind.MONEY else value


def _parameters(test: Mapping[str, Any], package: Path) -> ParameterSet:
    changes = {
        f"{area}/{name}": file
        for area, files in test.get("parameters", {}).items()
        for name, file in files.items()
    }
    reform = str(test.get("reforms", "")).rsplit(".", maxsplit=1)[-1] or None
    return parameters.read(package, reform=reform, changes=changes)


def _household(test: Mapping[str, Any], on: date, number: int) -> tuple[list[str], HouseholdFacts]:
    given = dict(test.get("input", {}))
    group, persons = given.get("household"), given.get("persons")
    if group is None:
        group, persons = {"adults": ["the only one"]}, {"the only one": {}}
        for name, value in given.items():
            one = value[number] if isinstance(value, list) else value
            is_personal = name not in ("rent", "accommodation_size", "housing_occupancy_status")
            (persons["the only one"] if is_personal else group)[name] = one
    names = [*group["adults"], *group.get("children", [])]
    members = [
        {**_facts(persons.get(name) or {}, on, str(test["period"])), "is_adult": name in group["adults"]}
        for name in names
    ]
    own = {name: value for name, value in group.items() if name not in ("adults", "children")}
    return names, HouseholdFacts(
        _known(_facts(own, on, str(test["period"])), Entity.HOUSEHOLD),
        tuple(_known(member, Entity.PERSON) for member in members),
    )


def _facts(given: Mapping[str, Any], on: date, period: str) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for name, value in given.items():
        said = _said_at(value, on, period)
        if said is None:
            continue
        if name == "birth":
            facts["born_on"] = date.fromisoformat(str(said))
        elif name == "age":
            facts["born_on"] = on.replace(year=on.year - said)
        elif name == "housing_occupancy_status":
            facts[name] = STATUSES[said]
        elif name in ("salary", "capital_returns", "rent", "household_income"):
            facts["salary" if name == "household_income" else name] = round(said * 100)
        else:
            facts[name] = said
    return facts


def _said_at(value: Any, on: date, period: str) -> Any:
    """Return what is said of the month of a day; a year's amount is spread over its months."""
    if not isinstance(value, Mapping):
        return value if period.startswith(str(on.year)) or isinstance(value, date | str) else None
    by_period = {str(when): said for when, said in value.items()}
    if f"{on:%Y-%m}" in by_period:
        return by_period[f"{on:%Y-%m}"]
    yearly = by_period.get(f"{on:%Y}")
    return yearly / MONTHS_IN_A_YEAR if isinstance(yearly, int | float) else yearly


def _known(facts: Mapping[str, FactValue], entity: Entity) -> dict[str, FactValue]:
    names = {fact.name for fact in rules.FACTS.of(entity)}
    return {**{name: value for name, value in DEFAULTS.items() if name in names}, **facts}


def _is_same(found: object, expected: Any, margin: float) -> bool:
    if isinstance(expected, str) and not isinstance(found, str):
        expected = _worked_out(ast.parse(expected, mode="eval").body)
    if isinstance(found, int | float) and isinstance(expected, int | float):
        return abs(found - expected) <= max(margin, 0.005)
    return found == expected


_OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _worked_out(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return float(_OPERATIONS[type(node.op)](_worked_out(node.left), _worked_out(node.right)))
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    raise ValueError(f"{ast.unparse(node)} is not arithmetic.")

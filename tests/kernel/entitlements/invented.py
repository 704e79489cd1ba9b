"""Two invented policies and families to screen with them: an allowance from 80 on, and relief below a standard.

The allowance pays persons by age; relief tops a household up to 700 yuan a head (800 in county 990102), and needs
every wage and the number of cars.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Benefit, Rulebook
from minsheng.engines.policy.text import Text
from minsheng.kernel.entitlements.findings import Screening, screen_tables
from minsheng.kernel.people.facts import fact
from minsheng.kernel.people.snapshot import HOUSEHOLDS_SCHEMA, PERSONS_SCHEMA

ON = date(2026, 11, 24)
VILLAGE, NEIGHBOUR, ELSEWHERE = "990101001001", "990101001002", "990102001001"
OLD, YOUNG = date(1940, 1, 1), date(1990, 1, 1)

PARAMETERS_TEXT = """
invented.allowance_from_age:
  label: {zh: 起领年龄, en: Age}
  unit: years
  values:
    - {from: 2025-01-01, value: 80, status: K, document: 示例}
invented.allowance:
  label: {zh: 津贴标准, en: Allowance}
  unit: yuan/month
  shape: bands
  by: years
  values:
    - {from: 2025-01-01, value: {80: 100, 90: 200}, status: L, document: 示例}
invented.standard:
  label: {zh: 救助标准, en: Standard}
  unit: yuan/month
  values:
    - {from: 2025-01-01, to: 2026-12-31, value: 700, status: V, document: 示例, counties: {990102: 800}}
    - {from: 2027-01-01, value: 750, status: V, document: 示例, counties: {990102: 800}}
"""
PARAMETERS = ParameterSet.from_texts({"invented": PARAMETERS_TEXT})


def book(*, allowance_label: str = "年满80周岁", cars: int = 0) -> Rulebook:
    """Return the invented rulebook. ``cars`` is how many cars a household with relief has."""
    made = Rulebook("invented", Text("虚构", "Invented"))
    age = dsl.age_in_years(fact("born_on"))
    made.policy(
        "allowance",
        Text("虚构津贴", "Invented allowance"),
        subject=Entity.PERSON,
        conditions=(
            dsl.condition(Text(allowance_label, "is 80"), age >= dsl.number("invented.allowance_from_age")),
            dsl.condition(Text("常住本地", "lives here"), fact("lives_here")),
        ),
        benefit=Benefit.CASH,
        amount=dsl.bands("invented.allowance", age),
    )
    standard = dsl.money("invented.standard") * dsl.household_size()
    income = dsl.total(fact("wage_fen"))
    made.policy(
        "relief",
        Text("虚构救助", "Invented relief"),
        subject=Entity.HOUSEHOLD,
        conditions=(
            dsl.condition(Text("收入低于标准", "income below the standard"), income < standard),
            dsl.condition(Text("没有小汽车", "has no car"), fact("vehicles") == cars),
        ),
        benefit=Benefit.CASH,
        amount=standard - income,
    )
    return made


BOOK = book()


class Land:
    """A small register that a test fills, family by family."""

    def __init__(self) -> None:
        self.persons: list[dict[str, Any]] = []
        self.households: list[dict[str, Any]] = []
        self.received: list[dict[str, Any]] = []

    def family(self, *members: dict[str, Any], division: str = VILLAGE, **facts: Any) -> int:
        """Add a household of members (their facts) and return its number: 1, 2, 3 and so on."""
        number = len(self.households) + 1
        self.households.append({"household_no": number, "division": division, **facts})
        for place, member in enumerate(members, start=1):
            self.persons.append({"person_no": number * 10 + place, "household_no": number, **member})
        return number

    def pays(
        self, policy: str, *, person: int | None = None, household: int | None = None, **line: Any
    ) -> None:
        """Add a line to a roll."""
        self.received.append({"policy": policy, "person_no": person, "household_no": household, **line})

    def tables(self) -> tuple[pa.Table, pa.Table, pa.Table]:
        """Return persons, households and received."""
        lines = [{"amount_fen": None, "since": None, "division": None, **line} for line in self.received]
        schema = {"policy": pa.string(), "person_no": pa.int64(), "household_no": pa.int64(), "amount_fen": pa.int64(),
                  "since": pa.date32(), "division": pa.string()}  # fmt: skip
        return (
            pa.Table.from_pylist(self.persons, schema=PERSONS_SCHEMA),
            pa.Table.from_pylist(self.households, schema=HOUSEHOLDS_SCHEMA),
            pa.Table.from_pylist(lines, schema=pa.schema(list(schema.items()))),
        )

    def screened(self, *, on: date = ON) -> Screening:
        """Screen the land as it is now."""
        return screen_tables(*self.tables(), [BOOK], PARAMETERS, on=on)


def person(**facts: Any) -> dict[str, Any]:
    """Return the facts of somebody old who lives here and earns nothing, changed as said."""
    return {"born_on": OLD, "lives_here": True, "wage_fen": 0, **facts}

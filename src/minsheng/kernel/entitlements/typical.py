"""A typical household made from a few answers, to see how its benefits end while one member's wage rises.

Free of Django. Nobody in it is real: everything not asked is the plainest case (registered and living here, nothing
owned but one dwelling, nobody ill, everybody's other income nothing), so that every rule can answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from minsheng.engines.policy.cliffs import Point
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.register_files import ARROW_TYPES
from minsheng.kernel.entitlements.analysing import household_curve
from minsheng.kernel.people.codes import (
    AssistanceClass,
    DisabilityGrade,
    DisabilityKind,
    Employment,
    HouseholdKind,
    ParentStatus,
    Relation,
    Schooling,
    Sex,
)
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import rulebooks

_EVERYBODY: Mapping[str, Any] = {
    "has_local_hukou": True, "has_rural_hukou": False, "lives_here": True, "is_detained": False,
    "left_family_over_three_years": False, "business_fen": 0, "property_fen": 0, "pension_fen": 0,
    "basic_pension_fen": 0, "transfer_fen": 0, "work_cost_fen": 0, "assistance_received_fen": 0,
    "is_severely_ill": False, "is_pregnant": False, "in_care_institution": False, "has_able_supporter": True,
    "has_long_term_care_insurance": False, "has_work_injury_care": False, "father_status": ParentStatus.CARES,
    "mother_status": ParentStatus.CARES, "in_child_institution": False, "is_orphan_supported": False,
    "is_destitute_supported": False, "self_care_unmet": 0, "wage_fen": 0,
}  # fmt: skip
_HOME: Mapping[str, Any] = {
    "household_kind": HouseholdKind.FAMILY, "assistance_class": AssistanceClass.NONE, "financial_assets_fen": 0,
    "vehicles": 0, "dwellings": 1, "dwelling_m2_per_person": 20, "has_shop": False, "registered_capital_fen": 0,
    "rigid_expenses_year_fen": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypicalHousehold:
    """Who lives together: adults of 40 (the first earns), children of 8, old people of 70; and where."""

    county: int
    is_urban: bool
    adults: int = 1
    children: int = 0
    old: int = 0
    has_severe_disability: bool = False  # the last member's, so that the earner can work unless alone

    def register(self, *, on: date) -> Register:
        """Return the household as a register of its own."""
        members = self._members(on)
        if self.has_severe_disability:
            members[-1] |= {
                "disability_kind": DisabilityKind.PHYSICAL,
                "disability_grade": DisabilityGrade.TWO,
            }
        numbers: dict[str, Any] = {
            "person_no": range(1, len(members) + 1),
            "household_no": [1] * len(members),
        }
        home = {**_HOME, "is_urban": self.is_urban}
        division: dict[str, Any] = {"household_no": [1], "division": [f"{self.county}001001"]}
        return Register.from_tables(
            _table(numbers, members, Entity.PERSON), _table(division, [home], Entity.HOUSEHOLD), FACTS
        )

    def _members(self, on: date) -> list[dict[str, Any]]:
        adult = {"schooling": Schooling.NONE, "employment": Employment.FLEXIBLE}
        ages = [
            *((40, Relation.HEAD if place == 0 else Relation.SPOUSE, adult) for place in range(self.adults)),
            *((70, Relation.PARENT, adult | {"employment": Employment.RETIRED}) for _ in range(self.old)),
            *((8, Relation.CHILD, {"schooling": Schooling.PRIMARY}) for _ in range(self.children)),
        ]
        return [
            {
                **_EVERYBODY, "born_on": date(on.year - age, 1, 1), "relation": relation,
                "sex": Sex.MALE if place % 2 else Sex.FEMALE,
                "disability_kind": DisabilityKind.NONE, "disability_grade": DisabilityGrade.NONE, **more,
            }
            for place, (age, relation, more) in enumerate(ages)
        ]  # fmt: skip

    def curve(self, parameters: ParameterSet, *, on: date, to_yuan: int, step_yuan: int) -> list[Point]:
        """Return what the household draws while the first member's wage rises from nothing."""
        return household_curve(
            self.register(on=on), 0, rulebooks(), parameters, on=on, member=0, to_yuan=to_yuan, step_yuan=step_yuan
        )  # fmt: skip


def _table(keys: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], entity: Entity) -> pa.Table:
    columns = {name: pa.array(list(values)) for name, values in keys.items()}
    for fact in FACTS.of(entity):
        values = [row.get(fact.name) for row in rows]
        if any(value is not None for value in values):
            columns[fact.name] = pa.array(values, ARROW_TYPES[fact.kind])
    return pa.table(columns)

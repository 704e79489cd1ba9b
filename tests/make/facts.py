"""Facts of people and households for tests: ordinary people in a town who earn nothing, unless said otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.make import land

from minsheng.kernel.people import recording
from minsheng.kernel.people.models import Household, Membership, Person

RECORDED_AT = datetime(2026, 1, 5, 4, tzinfo=UTC)
AS_OF = date(2026, 1, 1)

HOUSEHOLD = {
    "is_urban": True, "household_kind": 1, "assistance_class": 0, "financial_assets_fen": 0, "vehicles": 0,
    "dwellings": 1, "dwelling_m2_per_person": 20, "has_shop": False, "registered_capital_fen": 0,
}  # fmt: skip
PERSON = {
    "has_local_hukou": True, "lives_here": True, "is_detained": False, "schooling": 0, "disability_kind": 0,
    "disability_grade": 0, "is_severely_ill": False, "has_able_supporter": True, "is_orphan_supported": False,
    "is_destitute_supported": False, "left_family_over_three_years": False, "wage_fen": 0, "business_fen": 0,
    "property_fen": 0, "pension_fen": 0, "basic_pension_fen": 0, "transfer_fen": 0, "work_cost_fen": 0,
}  # fmt: skip


def make_known_household(*members: dict[str, Any], division: str = land.VILLAGE, **facts: Any) -> Household:
    """Write a household and its members with everything known that the rules of assistance ask."""
    household = Household.objects.create(division_id=division, is_urban=True, is_synthetic=True)
    for number, given in enumerate(members):
        make_known_member(household, relation=1 if number == 0 else 9, **given)
    tell(household, HOUSEHOLD | facts)
    return household


def make_known_member(
    household: Household, *, relation: int = 9, born_on: date = date(1986, 5, 20), **facts: Any
) -> Person:
    """Write one more member of a household."""
    person = land.make_person(household, born_on=born_on)
    Membership.objects.filter(person=person).update(relation=relation)
    tell(person, PERSON | facts)
    return person


def tell(subject: Person | Household, values: dict[str, Any], *, as_of: date = AS_OF) -> None:
    """Record what a source says about a person or household."""
    facts = recording.new_facts(subject, values, source="测试", as_of=as_of)
    recording.record_all(facts=[facts], at=RECORDED_AT)

"""A synthetic city from a seed: everybody in it, what the register knows of them, and what they already receive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa

from minsheng.engines.synthetic.benefits import put_benefits
from minsheng.engines.synthetic.blueprint import Blueprint, HasBlueprint, shared_out
from minsheng.engines.synthetic.care_benefits import put_care_benefits
from minsheng.engines.synthetic.care_records import put_care_records
from minsheng.engines.synthetic.children import put_children
from minsheng.engines.synthetic.gaps import as_registered
from minsheng.engines.synthetic.gone import gone, still_paid
from minsheng.engines.synthetic.hardship import put_hardship
from minsheng.engines.synthetic.health import put_care, put_doctors, put_health
from minsheng.engines.synthetic.identity import areas, identity_numbers
from minsheng.engines.synthetic.income import put_income, put_property
from minsheng.engines.synthetic.making import Making, calendar
from minsheng.engines.synthetic.names import full_names, phones, surnames
from minsheng.engines.synthetic.residence import put_residence
from minsheng.engines.synthetic.residents import residents
from minsheng.engines.synthetic.service_births import put_birth_records
from minsheng.engines.synthetic.service_clinics import put_clinic_records
from minsheng.engines.synthetic.service_pupils import put_pupil_records
from minsheng.engines.synthetic.service_work import put_work_records
from minsheng.engines.synthetic.standards import Standards
from minsheng.engines.synthetic.streams import Ints, draw
from minsheng.engines.synthetic.tables import SyntheticCity, SyntheticCounty
from minsheng.engines.synthetic.work import put_school, put_work

Plan = Mapping[str, int]  # people by county code

# In a demo the focus county gets this share of the people, so that its villages look like villages.
FOCUS_SHARE = 0.6
FEWEST_FOR_A_CHILDRENS_HOME = 5_000


def demo_plan(city: HasBlueprint, people: int) -> Plan:
    """Return how many people of each county a demo shows: the focus county most of all, and some of every other."""
    blueprint = city.blueprint
    others = [county for county in blueprint.counties if county.code != blueprint.focus_county]
    if len(others) == len(blueprint.counties) or not others:
        return even_plan(city, people)
    focus = blueprint.county(blueprint.focus_county)
    in_focus = min(round(people * FOCUS_SHARE), focus.people)
    rest = shared_out(people - in_focus, [county.people for county in others])
    return {focus.code: in_focus} | {county.code: count for county, count in zip(others, rest, strict=True)}


def even_plan(city: HasBlueprint, people: int) -> Plan:
    """Return how many people of each county to make up, in proportion to the county."""
    counties = city.blueprint.counties
    counts = shared_out(people, [county.people for county in counties])
    return {county.code: count for county, count in zip(counties, counts, strict=True)}


def synthesise(
    city: HasBlueprint,
    *,
    people: int,
    seed: int,
    on: date,
    plan: Plan | None = None,
    standards: Standards | None = None,
) -> SyntheticCity:
    """Make up the people of a city as they are on a day.

    people: how many. plan: how many of each county instead of in proportion (see ``demo_plan``); it must add up.
    The same city, people, seed and day give the same city, byte for byte. Raises ValueError for an impossible plan.
    """
    blueprint = city.blueprint
    by_county = dict(plan) if plan is not None else even_plan(city, people)
    _must_fit(blueprint, by_county, people)
    largest = max(by_county, key=lambda code: (by_county[code], code))
    made = [
        _county(
            blueprint,
            county.code,
            by_county[county.code],
            seed=seed,
            on=on,
            standards=standards or Standards(),
            is_largest=county.code == largest,
        )
        for county in blueprint.counties
        if by_county.get(county.code)
    ]
    _give_numbers(made)
    return SyntheticCity(blueprint, seed, on, made, _identity_numbers(blueprint, made))


def _must_fit(blueprint: Blueprint, by_county: Plan, people: int) -> None:
    for code in by_county:
        blueprint.county(code)
    if people < 1 or sum(by_county.values()) != people or min(by_county.values()) < 0:
        raise ValueError(
            f"A plan for {people} people must share out exactly that many; it has {sum(by_county.values())}."
        )


def _county(
    blueprint: Blueprint,
    code: str,
    people: int,
    *,
    seed: int,
    on: date,
    standards: Standards,
    is_largest: bool,
) -> SyntheticCounty:
    county = blueprint.county(code)
    has_home = is_largest and people >= FEWEST_FOR_A_CHILDRENS_HOME
    lived = residents(county, blueprint.age_structure, people, seed=seed, on=on, has_childrens_home=has_home)
    making = Making.begin(lived, seed=seed, on=on, standards=standards, shows_rare_cases=is_largest)
    for put in (
        put_residence,
        put_health,
        put_school,
        put_work,
        put_income,
        put_property,
        put_hardship,
        put_care,
        put_doctors,
        put_children,
    ):
        put(making)
    rolls = put_benefits(making)
    put_work_records(making, rolls)
    put_birth_records(making, rolls)
    put_clinic_records(making)
    put_pupil_records(making)
    put_care_records(making, rolls)
    put_care_benefits(making, rolls)
    persons, households = as_registered(making)
    left = gone(making)
    rng = making.rng("names")
    family_names = np.concatenate(
        [surnames(lived, blueprint.surnames, rng), draw(rng, len(left), list(blueprint.surnames.values()))]
    )
    born = np.concatenate([lived.born, left.born])
    year, _, _ = calendar(born)
    is_local = np.concatenate([making.persons["has_local_hukou"], left.is_local])
    return SyntheticCounty(
        making=making,
        persons=persons,
        households=households,
        rolls=rolls,
        gone=left,
        still_paid=still_paid(making, left),
        names=full_names(family_names, blueprint.surnames, np.concatenate([lived.sex, left.sex]), year, rng),
        phones=phones(np.concatenate([lived.age, left.age]), rng),
        areas=areas(county, blueprint, born, is_local, making.rng("areas")),
    )


def _give_numbers(counties: list[SyntheticCounty]) -> None:
    person = household = 1
    for county in counties:
        county.first_person, county.first_household = person, household
        person += len(county.making.residents)
        household += len(county.making.residents.size)
    for county in counties:
        county.first_gone, county.first_gone_household = person, household
        person += len(county.gone)
        household += int(county.gone.household_is_gone.sum())


def _identity_numbers(blueprint: Blueprint, counties: list[SyntheticCounty]) -> pa.Array:
    """Return the numbers of all residents, then of all who are gone, so that no two in the city are alike."""

    def in_order(of_residents: list[Ints], of_gone: list[Ints]) -> Ints:
        return np.concatenate([*of_residents, *of_gone])

    makings = [county.making.residents for county in counties]
    split = [np.split(county.areas, [len(r)]) for county, r in zip(counties, makings, strict=True)]
    area = in_order([here for here, _ in split], [away for _, away in split])
    born = in_order([r.born for r in makings], [county.gone.born for county in counties])
    sex = in_order([r.sex for r in makings], [county.gone.sex for county in counties])
    spare = sorted({int(one.code) for county in blueprint.counties for one in county.identity_areas})
    return identity_numbers(area, born, sex, spare)

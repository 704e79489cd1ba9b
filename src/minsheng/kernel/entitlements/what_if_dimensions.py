"""The groups by which a simulation is told: county, age, sex, town or country, kind of household. Free of Django.

The bounds of ages are those of a table, not of a rule: no answer rests on them.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.simulate_breakdown import Dimension
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS

Ints = npt.NDArray[np.int64]

FACTS_OF_GROUPS = ("born_on", "sex", "is_urban", "assistance_class")
UNKNOWN = Text("不详", "not known")
AGE_FLOORS = (0, 6, 18, 35, 45, 60, 80)
ADULT_FROM, OLD_FROM = 18, 60
COMPOSITIONS = (
    Text("独居老人", "one old person alone"),
    Text("独居（60岁以下）", "one person alone, under 60"),
    Text("全是老人，两人以上", "old people only, two or more"),
    Text("有孩子，成人不超过一名", "with children and at most one adult"),
    Text("有孩子，成人两名以上", "with children and two or more adults"),
    Text("没有孩子的其他家庭", "other households without children"),
    Text("年龄不详", "an age is not known"),
)


def dimensions(register: Register, *, on: date, counties: dict[int, Text]) -> list[Dimension]:
    """Return the ways to part the people and households of a register on a day."""
    ages = _ages(register, on)
    return [
        _counties(register, counties),
        _age_bands(ages),
        _by_code(register, "sex", Text("性别", "sex")),
        _town_or_country(register),
        _composition(register, ages),
        _by_code(register, "assistance_class", FACTS["assistance_class"].label),
    ]


def _ages(register: Register, on: date) -> Ints:
    """Return completed years of age, -1 where the birth is not known."""
    column = register.persons.get("born_on")
    if column is None:
        return np.full(register.person_count, -1, dtype=np.int64)
    born = column.values.astype("datetime64[D]")
    years = born.astype("datetime64[Y]").astype(np.int64) + 1970
    months = born.astype("datetime64[M]").astype(np.int64) % 12 + 1
    days = (born - born.astype("datetime64[M]")).astype(np.int64) + 1
    is_before_birthday = (months > on.month) | ((months == on.month) & (days > on.day))
    ages: Ints = on.year - years - is_before_birthday
    return ages if column.known is None else np.where(column.known, ages, -1)


def _counties(register: Register, names: dict[int, Text]) -> Dimension:
    codes, place = np.unique(register.county, return_inverse=True)
    labels = tuple(names.get(int(code), Text(str(code), str(code))) for code in codes)
    return Dimension("county", Text("县（区、市）", "county"), Entity.HOUSEHOLD, place, labels)


def _age_bands(ages: Ints) -> Dimension:
    place = np.searchsorted(np.array(AGE_FLOORS), ages, side="right") - 1
    bounds = [*AGE_FLOORS[1:], None]
    labels = [
        Text(f"{low}岁以上", f"{low} and over")
        if high is None
        else Text(f"{low}–{high - 1}岁", f"{low}–{high - 1}")
        for low, high in zip(AGE_FLOORS, bounds, strict=True)
    ]
    return Dimension(
        "age",
        Text("年龄", "age"),
        Entity.PERSON,
        np.where(ages < 0, len(AGE_FLOORS), place),
        (*labels, UNKNOWN),
    )


def _by_code(register: Register, fact: str, title: Text) -> Dimension:
    declared = FACTS[fact]
    codes = sorted(declared.codes)
    labels = (*(declared.codes[code] for code in codes), UNKNOWN)
    column = register.columns(declared.entity).get(fact)
    size = register.person_count if declared.entity is Entity.PERSON else register.household_count
    if column is None:
        return Dimension(fact, title, declared.entity, np.full(size, len(codes), dtype=np.int64), labels)
    place = np.searchsorted(np.array(codes), column.values).astype(np.int64)
    if column.known is not None:
        place = np.where(column.known, place, len(codes))
    return Dimension(fact, title, declared.entity, place, labels)


def _town_or_country(register: Register) -> Dimension:
    labels = (Text("农村", "country"), Text("城镇", "town"), UNKNOWN)
    column = register.households.get("is_urban")
    if column is None:
        place = np.full(register.household_count, 2, dtype=np.int64)
    else:
        place = column.values.astype(np.int64)
        place = place if column.known is None else np.where(column.known, place, 2)
    return Dimension("is_urban", Text("城乡", "town or country"), Entity.HOUSEHOLD, place, labels)


def _composition(register: Register, ages: Ints) -> Dimension:
    def count(members: npt.NDArray[np.bool_]) -> Ints:
        total: Ints = np.add.reduceat(members.astype(np.int64), register.offsets[:-1])
        return total

    size = np.diff(register.offsets)
    if not register.household_count:
        place = np.empty(0, dtype=np.int64)
    else:
        old, unknown = count(ages >= OLD_FROM), count(ages < 0)
        children = count((ages >= 0) & (ages < ADULT_FROM))
        adults = size - children - unknown
        place = np.select(
            [
                unknown > 0,
                (size == 1) & (old == 1),
                size == 1,
                old == size,
                (children > 0) & (adults <= 1),
                children > 0,
            ],
            [6, 0, 1, 2, 3, 4],
            default=5,
        ).astype(np.int64)
    return Dimension(
        "composition", Text("家庭构成", "kind of household"), Entity.HOUSEHOLD, place, COMPOSITIONS
    )

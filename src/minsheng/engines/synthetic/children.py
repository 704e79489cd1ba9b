"""What is known about the fathers and mothers of children: who is away, dead, in prison, too ill to care."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.health import INTELLECTUAL, MENTAL
from minsheng.engines.synthetic.lodgings import Lodging
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.streams import Bools, Floats, Ints, draw

(CARES, DEAD, MISSING, LOST_CONTACT, PRISON, DRUG_TREATMENT, DETAINED, WITHDRAWN, DEPORTED,
 SEVERELY_DISABLED, SEVERELY_ILL, WORKING_AWAY, NOT_FOUND) = range(13)  # fmt: skip
CUSTODY = (PRISON, DRUG_TREATMENT, DETAINED)

# What became of a parent who does not live with the child, by how the other one lives.
FATHER_OF_DIVORCED = (
    (CARES, 62.0),
    (WORKING_AWAY, 26.0),
    (LOST_CONTACT, 7.0),
    (PRISON, 3.0),
    (DRUG_TREATMENT, 1.0),
    (WITHDRAWN, 1.0),
)
MOTHER_OF_DIVORCED = (
    (CARES, 58.0),
    (WORKING_AWAY, 23.0),
    (LOST_CONTACT, 17.5),
    (PRISON, 0.7),
    (DEPORTED, 0.8),
)
# Both parents of children raised by grandparents or others.
WITHOUT_PARENTS = (
    ((WORKING_AWAY, WORKING_AWAY), 76.0),
    ((CARES, CARES), 5.0),
    ((DEAD, WORKING_AWAY), 4.0),
    ((DEAD, LOST_CONTACT), 4.0),
    ((DEAD, CARES), 2.0),
    ((LOST_CONTACT, LOST_CONTACT), 2.0),
    ((PRISON, LOST_CONTACT), 2.0),
    ((SEVERELY_DISABLED, LOST_CONTACT), 1.5),
    ((SEVERELY_ILL, LOST_CONTACT), 0.8),
    ((MISSING, DEAD), 0.2),
    ((DEAD, DEAD), 2.5),
)
IN_THE_HOME = (((DEAD, DEAD), 55.0), ((NOT_FOUND, NOT_FOUND), 40.0), ((WITHDRAWN, DEAD), 5.0))
# The county that shows rare cases gives each of these to one child raised by others.
RARE = (
    (MISSING, DEAD),
    (DRUG_TREATMENT, LOST_CONTACT),
    (DETAINED, LOST_CONTACT),
    (WITHDRAWN, DEAD),
    (LOST_CONTACT, DEPORTED),
    (NOT_FOUND, NOT_FOUND),
    (DEAD, DEAD),
    (PRISON, LOST_CONTACT),
    (SEVERELY_DISABLED, DEAD),
    (SEVERELY_ILL, DEAD),
)
ORPHANS = (DEAD, NOT_FOUND, MISSING)

MONTHS_SINCE = 26.0
DAYS_OF_A_MONTH = 30.4
TERM_MONTHS = ((PRISON, (6, 120)), (DRUG_TREATMENT, (12, 36)), (DETAINED, (3, 14)))
PRISON_AMONG_DETAINED = 0.8
STUDENTS_UP_TO = 24


def put_children(making: Making) -> None:
    """Put the status of both parents for minors and for older students, and how children are raised."""
    r, rng = making.residents, making.rng("children")
    asked = (r.age < 18) | ((making.persons["schooling"] >= 4) & (r.age <= STUDENTS_UP_TO) & ~r.is_lodger)
    father, mother = _statuses(making, asked, rng)
    for name, parent, status in (("father", r.father, father), ("mother", r.mother, mother)):
        _put_parent(making, name, parent, status, asked, rng)
    home = r.lodging[r.home] == Lodging.CHILDREN
    making.persons.put("in_child_institution", home, r.age < 18)
    supporter = ~making.is_destitute & ~home
    asked_for_supporter = (r.age >= 60) | (r.age < 18) | (making.persons["disability_grade"] > 0)
    making.persons.put("has_able_supporter", supporter, asked_for_supporter)


def _statuses(making: Making, asked: Bools, rng: np.random.Generator) -> tuple[Ints, Ints]:
    r = making.residents
    luck = rng.random(len(r))  # one draw for brothers and sisters: it hangs on the parent's row
    father, mother = _at_home(making, r.father, rng), _at_home(making, r.mother, rng)
    lone_mother, lone_father = (r.father < 0) & (r.mother >= 0), (r.father >= 0) & (r.mother < 0)
    father = np.where(lone_mother, _absent(making, r.mother, luck, FATHER_OF_DIVORCED), father)
    mother = np.where(lone_father, _absent(making, r.father, luck, MOTHER_OF_DIVORCED), mother)
    for where, table in (
        ((r.father < 0) & (r.mother < 0), WITHOUT_PARENTS),
        (r.lodging[r.home] == Lodging.CHILDREN, IN_THE_HOME),
    ):
        # Brothers and sisters of one household share their parents' fate.
        fates = np.array([fate for fate, _ in table])
        fate = fates[draw(rng, len(r.size), [weight for _, weight in table])][r.home]
        father, mother = np.where(where, fate[:, 0], father), np.where(where, fate[:, 1], mother)
    if making.shows_rare_cases:
        few = np.flatnonzero(asked & (r.age < 18) & r.has_no_parent_here & ~r.is_lodger)[: len(RARE)]
        father[few], mother[few] = np.array(RARE)[: len(few)].T
    return father, mother


def _at_home(making: Making, parent: Ints, rng: np.random.Generator) -> Ints:
    """Return the status of a parent who is on the register of the household."""
    persons = making.persons
    kind, grade = persons["disability_kind"], persons["disability_grade"]
    of_the_mind = (kind == INTELLECTUAL) | (kind == MENTAL)
    disabled = ((grade >= 1) & (grade <= 2)) | ((grade >= 3) & of_the_mind)
    held = np.where(rng.random(len(kind)) < PRISON_AMONG_DETAINED, PRISON, DRUG_TREATMENT)
    status = np.select(
        [persons["is_detained"], disabled, persons["is_severely_ill"], ~persons["lives_here"]],
        [held, SEVERELY_DISABLED, SEVERELY_ILL, WORKING_AWAY],
        CARES,
    )
    return np.where(parent >= 0, status[parent], CARES)


def _absent(making: Making, other: Ints, luck: Floats, table: tuple[tuple[int, float], ...]) -> Ints:
    """Return the status of a parent who is not on the register, when the other one is."""
    bounds = np.cumsum([weight for _, weight in table])
    choice = np.searchsorted(bounds / bounds[-1], luck[other], side="right").clip(max=len(table) - 1)
    divorced = np.array([status for status, _ in table])[choice]
    return np.where(making.residents.marital[other] == 3, DEAD, divorced)


def _put_parent(
    making: Making, name: str, parent: Ints, status: Ints, asked: Bools, rng: np.random.Generator
) -> None:
    r, persons = making.residents, making.persons
    persons.put(f"{name}_status", status, asked)
    months = 0.3 + rng.exponential(MONTHS_SINCE, len(r))
    since = making.today - np.rint(months * DAYS_OF_A_MONTH).astype(np.int64)
    persons.put(f"{name}_status_since", np.maximum(since, r.born), asked & (status != CARES))
    kind = np.where(
        parent >= 0, persons["disability_kind"][parent], rng.choice([4, MENTAL, INTELLECTUAL], len(r))
    )
    grade = np.where(parent >= 0, persons["disability_grade"][parent], rng.integers(1, 3, len(r)))
    known = asked & ((parent >= 0) | (status == SEVERELY_DISABLED))
    persons.put(f"{name}_disability_kind", kind, known)
    persons.put(f"{name}_disability_grade", grade, known)
    term = np.zeros(len(r), dtype=np.int64)
    for code, (low, high) in TERM_MONTHS:
        term = np.where(status == code, rng.integers(low, high + 1, len(r)), term)
    persons.put(f"{name}_term_months", term, asked & np.isin(status, CUSTODY))


def is_orphan(making: Making) -> Bools:
    """Return which minors have lost both parents."""
    father, mother = making.persons["father_status"], making.persons["mother_status"]
    is_minor = making.residents.age < 18
    return np.asarray(is_minor & np.isin(father, ORPHANS) & np.isin(mother, ORPHANS))


def is_raised_by_nobody(making: Making, *, months: int = 6) -> Bools:
    """Return which minors have parents of whom neither raises them, for long enough (事实无人抚养)."""
    persons = making.persons
    unable = []
    for name in ("father", "mother"):
        status = persons[f"{name}_status"]
        long_enough = making.today - persons[f"{name}_status_since"] >= months * DAYS_OF_A_MONTH + 2
        term = persons[f"{name}_term_months"] >= months
        gone = np.isin(
            status, (DEAD, MISSING, NOT_FOUND, WITHDRAWN, DEPORTED, SEVERELY_ILL, SEVERELY_DISABLED)
        )
        unable.append(gone | ((status == LOST_CONTACT) & long_enough) | (np.isin(status, CUSTODY) & term))
    return np.asarray((making.residents.age < 18) & unable[0] & unable[1] & ~is_orphan(making))

"""Lists of children on file, of dues paid, of medical aid and of meals, by the generator's own simple criteria."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.benefits import DIBAO, EDGE, RIGID, TEKUN
from minsheng.engines.synthetic.children import CARES, WORKING_AWAY
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.rolls import Rolls, enrol_persons
from minsheng.engines.synthetic.standards import YUAN
from minsheng.engines.synthetic.streams import Bools, Ints

LEFT_BEHIND_UNTIL = 16


def put_care_benefits(making: Making, rolls: Rolls) -> None:
    """Fill the lists that rest on the records of civil affairs and the insurance."""
    _enrol_children(making, rolls)
    _enrol_insured(making, rolls)
    _enrol_ill(making, rolls)
    _enrol_diners(making, rolls)


def _class_of(making: Making) -> Ints:
    return np.asarray(making.households["assistance_class"][making.residents.home])


def _enrol_children(making: Making, rolls: Rolls) -> None:
    r, persons = making.residents, making.persons
    nothing, child = np.zeros(len(r), dtype=np.int64), r.age < 18
    father, mother = persons["father_status"], persons["mother_status"]
    gone = (father != CARES) & (mother != CARES)
    away = (father == WORKING_AWAY) | (mother == WORKING_AWAY)
    stays = child & (r.age < LEFT_BEHIND_UNTIL) & persons["lives_here"] & persons["has_rural_hukou"]
    enrol_persons(making, rolls, "left_behind_child", stays & gone & away, nothing)
    enrol_persons(making, rolls, "child_in_poverty", child & (_class_of(making) > 0), nothing)
    frail = (persons["disability_grade"] > 0) | persons["is_severely_ill"]
    enrol_persons(making, rolls, "child_in_own_difficulty", child & frail, nothing)
    in_danger = persons["has_no_guardian"] | persons["guardian_is_dangerous"]
    enrol_persons(making, rolls, "child_without_proper_care", child & in_danger, nothing)
    moved = child & persons["lives_here"] & ~persons["has_local_hukou"]
    enrol_persons(making, rolls, "migrant_child", moved, nothing)


def _enrol_insured(making: Making, rolls: Rolls) -> None:
    persons, standards = making.persons, making.standards
    insured, destitute = persons["in_resident_insurance"], persons["is_destitute_supported"]
    for policy, who, fen in (
        ("medical_dues_destitute", destitute, standards.medical_dues_fen),
        ("medical_dues_dibao", ~destitute & (_class_of(making) == DIBAO), standards.medical_dues_dibao_fen),
    ):
        enrol_persons(making, rolls, policy, insured & who, np.full(len(destitute), fen, dtype=np.int64))


def _enrol_ill(making: Making, rolls: Rolls) -> None:
    persons, standards = making.persons, making.standards
    pays, recognised = persons["in_scope_own_pay_fen"], _class_of(making)
    destitute = persons["is_destitute_supported"]
    who: dict[str, Bools] = {
        "medical_aid_destitute": destitute,
        "medical_aid_dibao": ~destitute & (recognised == DIBAO),
        "medical_aid_edge": ~destitute & (recognised == EDGE),
        "medical_aid_impoverished": ~destitute & (recognised == RIGID) & persons["is_severely_ill"],
    }
    for policy, deductible_yuan, percent in standards.medical_aid:
        due = np.maximum(pays - deductible_yuan * YUAN, 0) * percent // 100
        aid = np.minimum(due, standards.medical_aid_cap_fen)
        enrol_persons(making, rolls, policy, who[policy] & (aid > 0), aid)


def _enrol_diners(making: Making, rolls: Rolls) -> None:
    r, persons, standards = making.residents, making.persons, making.standards
    floors, amounts = zip(*standards.meal_fen, strict=True)
    tier = np.array((0, *amounts), dtype=np.int64)[np.searchsorted(floors, r.age, side="right")]
    level = np.where(persons.is_known("care_level"), persons["care_level"], 0)
    poor = np.isin(_class_of(making), (TEKUN, DIBAO)) | persons["is_destitute_supported"]
    extra = poor | (level >= 2) | persons["is_only_child_lost_parent"]
    a_meal = np.minimum(tier + np.where(extra, standards.meal_extra_fen, 0), persons["meal_price_fen"] // 2)
    eats = (tier > 0) & (persons["canteen_meals_month"] > 0)
    enrol_persons(
        making, rolls, "meal_subsidy", eats, a_meal * persons["canteen_meals_month"], from_age=floors[0]
    )

"""What the register does not know: the truth with holes, as after a data exchange that never quite fits."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.columns import Facts
from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.streams import Bools, chance

# Share of rows in which a fact is unknown, of all persons or households.
UNKNOWN_OF_PERSONS = {
    "marital": 0.010,
    "has_local_hukou": 0.002,
    "has_rural_hukou": 0.020,
    "lives_here": 0.008,
    "schooling": 0.006,
    "education": 0.050,
    "employment": 0.005,
    "pension_fen": 0.001,
    "is_severely_ill": 0.008,
    "has_hypertension": 0.012,
    "has_diabetes": 0.012,
    "has_tuberculosis": 0.010,
    "has_severe_mental_disorder": 0.010,
    "is_pregnant": 0.004,
    "in_care_institution": 0.003,
    "has_long_term_care_insurance": 0.002,
    "has_able_supporter": 0.025,
    "lost_land": 0.010,
    "is_only_child_lost_parent": 0.004,
}
UNKNOWN_OF_HOUSEHOLDS = {
    "financial_assets_fen": 0.028,
    "vehicles": 0.010,
    "dwellings": 0.012,
    "dwelling_m2_per_person": 0.020,
    "has_shop": 0.008,
    "registered_capital_fen": 0.008,
    "rigid_expenses_year_fen": 0.030,
    "assistance_class": 0.002,
}
# Of those of whom a service has a record, the share in which this part of it was left empty.
UNKNOWN_IN_RECORDS = {
    "own_contributions_fen": 0.04,
    "employer_contributions_fen": 0.03,
    "works_in_small_firm": 0.05,
    "is_relative_of_staff": 0.10,
    "attended_last_month": 0.06,
    "left_work_unwillingly": 0.06,
    "unemployment_contribution_months": 0.04,
    "skill_level": 0.02,
    "has_training_subsidy": 0.05,
    "startup_loan_interest_fen": 0.04,
    "is_insured_for_birth": 0.05,
    "employer_average_wage_fen": 0.05,
    "babies_born": 0.02,
    "wants_nursery_place": 0.25,
    "hearing_items_passed": 0.01,
    "moca_score": 0.02,
    "in_public_school": 0.05,
    "takes_after_school_service": 0.05,
    "guardian_agrees_to_screening": 0.03,
}
CERTIFICATE_NOT_LOOKED_UP = 0.006
# Income is missing for a whole household at a time: of its wages, of its business, or of support from outside.
HOUSEHOLDS_WITHOUT_INCOME_DATA = 0.042
INCOME_GAPS = (("wage_fen", 0.45), ("business_fen", 0.70), ("transfer_fen", 1.0))
PARENT_NOT_RECORDED, PARENT_OF_CHILDREN_ALONE_NOT_RECORDED = 0.004, 0.06
UNKNOWN_FOR_LODGERS = {"employment": 0.03, "marital": 0.08, "education": 0.10}


def as_registered(making: Making) -> tuple[Facts, Facts]:
    """Return persons and households as the register sees them: the same values, fewer of them known."""
    r, rng = making.residents, making.rng("gaps")
    persons, households = making.persons.as_seen(), making.households.as_seen()
    for name, share in UNKNOWN_OF_PERSONS.items():
        more = UNKNOWN_FOR_LODGERS.get(name, 0.0)
        persons.forget(name, chance(rng, share + more * r.is_lodger))
    for name, share in UNKNOWN_OF_HOUSEHOLDS.items():
        households.forget(name, chance(rng, share, len(r.size)))
    certificate = chance(rng, CERTIFICATE_NOT_LOOKED_UP, len(r))
    for name in ("disability_kind", "disability_grade"):
        persons.forget(name, certificate)
    _forget_income(making, persons, rng)
    _forget_parents(making, persons, rng)
    rng = making.rng("gaps in records")
    for name, share in UNKNOWN_IN_RECORDS.items():
        persons.forget(name, chance(rng, share, len(r)))
    return persons, households


def _forget_income(making: Making, persons: Facts, rng: np.random.Generator) -> None:
    r = making.residents
    without = chance(rng, HOUSEHOLDS_WITHOUT_INCOME_DATA, len(r.size)) & (r.lodging == 0)
    luck, before = rng.random(len(r.size)), 0.0
    for name, until in INCOME_GAPS:
        missing = without & (luck >= before) & (luck < until)
        persons.forget(name, missing[r.home] & (making.persons[name] > 0))
        before = until


def _forget_parents(making: Making, persons: Facts, rng: np.random.Generator) -> None:
    r = making.residents
    share = np.where(r.has_no_parent_here, PARENT_OF_CHILDREN_ALONE_NOT_RECORDED, PARENT_NOT_RECORDED)
    for parent in ("father", "mother"):
        forgotten: Bools = chance(rng, share)
        for name in ("status", "status_since", "disability_kind", "disability_grade", "term_months"):
            persons.forget(f"{parent}_{name}", forgotten)

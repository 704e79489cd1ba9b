"""The columns of the tables that are written: the facts of the vocabulary, in its order, and where they are unknown.

The vocabulary itself stands in the kernel, which engines do not import; a test compares the two.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from minsheng.engines.policy.facts import Kind
from minsheng.engines.synthetic.care_columns import CARE_KINDS_OF_HOUSEHOLDS, CARE_KINDS_OF_PERSONS
from minsheng.engines.synthetic.service_columns import SERVICE_KINDS
from minsheng.engines.synthetic.streams import Bools

BOOL, CODE, DATE, MONEY, NUMBER = Kind.BOOL, Kind.CODE, Kind.DATE, Kind.MONEY, Kind.NUMBER

PERSON_FACTS: dict[str, Kind] = {
    "born_on": DATE,
    "sex": CODE,
    "relation": CODE,
    "marital": CODE,
    "has_local_hukou": BOOL,
    "has_rural_hukou": BOOL,
    "lives_here": BOOL,
    "is_detained": BOOL,
    "left_family_over_three_years": BOOL,
    "schooling": CODE,
    "education": CODE,
    "graduated_on": DATE,
    "employment": CODE,
    "unemployed_since": DATE,
    "wants_work": BOOL,
    "lost_land": BOOL,
    "is_veteran_seeking_work": BOOL,
    "retires_in_55_group": BOOL,
    "on_city_hard_to_employ_list": BOOL,
    "wage_fen": MONEY,
    "business_fen": MONEY,
    "property_fen": MONEY,
    "pension_fen": MONEY,
    "basic_pension_fen": MONEY,
    "transfer_fen": MONEY,
    "work_cost_fen": MONEY,
    "assistance_received_fen": MONEY,
    "disability_kind": CODE,
    "disability_grade": CODE,
    "is_severely_ill": BOOL,
    "care_level": CODE,
    "assessed_on": DATE,
    "self_care_unmet": NUMBER,
    "has_hypertension": BOOL,
    "has_diabetes": BOOL,
    "has_tuberculosis": BOOL,
    "has_severe_mental_disorder": BOOL,
    "is_pregnant": BOOL,
    "family_doctor_until": DATE,
    "health_check_on": DATE,
    "in_care_institution": BOOL,
    "has_long_term_care_insurance": BOOL,
    "has_work_injury_care": BOOL,
    "has_able_supporter": BOOL,
    "father_status": CODE,
    "father_status_since": DATE,
    "mother_status": CODE,
    "mother_status_since": DATE,
    "father_disability_kind": CODE,
    "father_disability_grade": CODE,
    "mother_disability_kind": CODE,
    "mother_disability_grade": CODE,
    "in_child_institution": BOOL,
    "father_term_months": NUMBER,
    "mother_term_months": NUMBER,
    "is_orphan_supported": BOOL,
    "is_only_child_lost_parent": BOOL,
    "is_destitute_supported": BOOL,
    "on_poverty_exit_list": BOOL,
    **SERVICE_KINDS,
    **CARE_KINDS_OF_PERSONS,
}
HOUSEHOLD_FACTS: dict[str, Kind] = {
    "is_urban": BOOL,
    "household_kind": CODE,
    "assistance_class": CODE,
    "financial_assets_fen": MONEY,
    "vehicles": NUMBER,
    "dwellings": NUMBER,
    "dwelling_m2_per_person": NUMBER,
    "has_shop": BOOL,
    "registered_capital_fen": MONEY,
    "rigid_expenses_year_fen": MONEY,
    **CARE_KINDS_OF_HOUSEHOLDS,
}
STORED = {
    Kind.BOOL: np.dtype(bool),
    Kind.CODE: np.dtype(np.int8),
    Kind.DATE: np.dtype(np.int32),
    Kind.MONEY: np.dtype(np.int64),
    Kind.NUMBER: np.dtype(np.int32),
}


class Facts:
    """The facts of one entity: a column of values each, and where a value is known (None: everywhere)."""

    def __init__(self, kinds: dict[str, Kind], rows: int) -> None:
        self.kinds = kinds
        self.rows = rows
        self.values: dict[str, NDArray[Any]] = {}
        self.known: dict[str, Bools | None] = {}

    def put(self, name: str, values: Any, known: Bools | None = None) -> None:
        """Store a column; one value may stand for all rows."""
        stored = np.empty(self.rows, dtype=STORED[self.kinds[name]])
        stored[:] = values
        self.values[name] = stored
        self.known[name] = None if known is None else known.copy()

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.values[name]

    def is_known(self, name: str) -> Bools:
        """Return where a fact is known."""
        known = self.known[name]
        return np.ones(self.rows, dtype=bool) if known is None else known

    def forget(self, name: str, where: Bools) -> None:
        """Make a fact unknown somewhere."""
        if where.any():
            self.known[name] = self.is_known(name) & ~where

    def as_seen(self) -> Facts:
        """Return a second view of the same values, whose gaps may be widened without touching the first."""
        seen = Facts(self.kinds, self.rows)
        seen.values = dict(self.values)
        seen.known = dict(self.known)
        return seen

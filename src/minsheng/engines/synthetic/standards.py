"""Amounts the generator needs to decide who is poor and who draws what, by criteria of its own.

The rules of the programmes are not used here: a register whose benefits were computed by the rules would prove
nothing about them. The amounts are unconfirmed local defaults (ASSUMPTIONS.md).
"""

from __future__ import annotations

from dataclasses import dataclass

YUAN = 100  # fen


@dataclass(frozen=True, slots=True)
class Standards:
    """Monthly amounts in fen unless the name says otherwise."""

    minimum_urban_fen: int = 720 * YUAN
    minimum_rural_fen: int = 600 * YUAN
    edge_multiple: float = 1.5
    destitute_multiple: float = 1.3
    minimum_wage_fen: int = 1980 * YUAN
    average_income_year_fen: int = 31_000 * YUAN
    rigid_share: float = 0.6
    assets_in_yearly_standards: int = 2
    work_cost_share: float = 0.2
    advanced_age_fen: tuple[tuple[int, int], ...] = ((80, 50 * YUAN), (90, 100 * YUAN), (100, 300 * YUAN))
    elder_service_fen: int = 60 * YUAN
    elder_nursing_fen: tuple[int, ...] = (0, 0, 100 * YUAN, 150 * YUAN, 200 * YUAN)  # by care level
    care_voucher_fen: int = 800 * YUAN
    disability_living_fen: int = 76 * YUAN
    disability_care_fen: tuple[int, ...] = (0, 86 * YUAN, 76 * YUAN, 0, 0)  # by grade
    orphan_fen: int = 1300 * YUAN
    orphan_in_institution_fen: int = 1700 * YUAN
    childcare_year_fen: int = 3600 * YUAN
    medical_dues_fen: int = 400 * YUAN
    medical_dues_dibao_fen: int = 280 * YUAN
    medical_aid: tuple[tuple[str, int, int], ...] = (  # policy, deductible in yuan, percent
        ("medical_aid_destitute", 0, 90),
        ("medical_aid_dibao", 0, 70),
        ("medical_aid_edge", 3100, 60),
        ("medical_aid_impoverished", 7750, 50),
    )
    medical_aid_cap_fen: int = 50_000 * YUAN
    meal_fen: tuple[tuple[int, int], ...] = ((60, 1 * YUAN), (70, 2 * YUAN), (80, 3 * YUAN))
    meal_extra_fen: int = 2 * YUAN

"""Benefit rolls: lists of who receives what, each row for a person or a household, as a bureau keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from minsheng.engines.synthetic.making import Making, month_start
from minsheng.engines.synthetic.streams import Bools, Ints, chance

NOBODY = -1

# Of those entitled, the share whom the roll has missed; villages miss more.
MISSED = {
    "tekun": 0.06,
    "dibao": 0.09,
    "dibao_single": 0.12,
    "dibao_edge": 0.12,
    "rigid_expense": 0.12,
    "disability_living": 0.07,
    "disability_care": 0.08,
    "advanced_age_allowance": 0.06,
    "elder_service_allowance": 0.10,
    "elder_nursing_allowance": 0.11,
    "care_voucher": 0.12,
    "visiting_care": 0.07,
    "orphan_allowance": 0.05,
    "de_facto_unsupported": 0.11,
    "childcare_subsidy": 0.09,
    "hard_to_employ": 0.10,
    "graduate_1131": 0.09,
    "flexible_contribution_subsidy": 0.09,
    "employer_contribution_subsidy": 0.09,
    "graduate_flexible_subsidy": 0.09,
    "graduate_employer_subsidy": 0.09,
    "public_post_subsidy": 0.09,
    "unemployment_benefit": 0.09,
    "internship_allowance": 0.09,
    "skill_subsidy": 0.09,
    "startup_subsidy": 0.09,
    "startup_loan_interest": 0.09,
    "maternity_allowance": 0.09,
    "left_behind_child": 0.08,
    "child_in_poverty": 0.06,
    "child_in_own_difficulty": 0.09,
    "child_without_proper_care": 0.10,
    "migrant_child": 0.12,
    "medical_dues_destitute": 0.04,
    "medical_dues_dibao": 0.05,
    "medical_aid_destitute": 0.06,
    "medical_aid_dibao": 0.08,
    "medical_aid_edge": 0.12,
    "medical_aid_impoverished": 0.12,
    "meal_subsidy": 0.10,
}
# What the bureaus of the city pay or recognise, in the order in which it is written.
POLICIES = tuple(MISSED)
MISSED_MORE_IN_VILLAGES = 1.25
WRONG_AMOUNT, LISTED_TWICE = 0.012, 0.0025
LONGEST_ON_A_ROLL_YEARS = 8


@dataclass(slots=True)
class Roll:
    """The rows of one policy: rows of persons (-1 for a household benefit) and households, amounts, first months."""

    policy: str
    person: Ints
    home: Ints
    amount_fen: Ints
    since: Ints

    def __len__(self) -> int:
        return len(self.home)

    def plus(self, other: Roll) -> Roll:
        """Return both lists one after the other."""
        return Roll(
            self.policy,
            np.concatenate([self.person, other.person]),
            np.concatenate([self.home, other.home]),
            np.concatenate([self.amount_fen, other.amount_fen]),
            np.concatenate([self.since, other.since]),
        )


@dataclass(slots=True)
class Rolls:
    """All rolls of a county by policy, and who was entitled by the generator's own criteria."""

    rolls: dict[str, Roll] = field(default_factory=dict)
    entitled: dict[str, int] = field(default_factory=dict)

    def add(self, roll: Roll) -> None:
        """Add rows to the roll of their policy."""
        known = self.rolls.get(roll.policy)
        self.rolls[roll.policy] = roll if known is None else known.plus(roll)

    def __getitem__(self, policy: str) -> Roll:
        return self.rolls[policy]

    def persons_on(self, policy: str, people: int) -> Bools:
        """Return which persons stand on a roll."""
        listed = np.zeros(people, dtype=bool)
        if policy in self.rolls:
            listed[self.rolls[policy].person[self.rolls[policy].person >= 0]] = True
        return listed

    def homes_on(self, policy: str, homes: int) -> Bools:
        """Return which households stand on a roll."""
        listed = np.zeros(homes, dtype=bool)
        if policy in self.rolls:
            listed[self.rolls[policy].home[self.rolls[policy].home >= 0]] = True
        return listed


def enrol_persons(
    making: Making, rolls: Rolls, policy: str, entitled: Bools, amounts: Ints, *, from_age: int = 0
) -> None:
    """Put the entitled persons on the roll, but for those the bureau has missed; a few with a wrong amount or twice."""
    r, rng = making.residents, making.rng(f"roll of {policy}")
    rolls.entitled[policy] = int(entitled.sum())
    missed = np.where(r.in_town, 1.0, MISSED_MORE_IN_VILLAGES) * MISSED[policy]
    rows = np.flatnonzero(entitled & ~chance(rng, missed))
    earliest = r.born[rows].astype(np.int64) + np.int64(round(from_age * 365.25))
    since = _since(making, len(rows), rng, not_before=earliest)
    roll = Roll(policy, rows, r.home[rows], _with_errors(amounts[rows], rng), since)
    rolls.add(roll)
    rolls.add(_some_twice(roll, rng))


def enrol_homes(making: Making, rolls: Rolls, policy: str, entitled: Bools, amounts: Ints) -> None:
    """Put the entitled households on the roll, but for those the bureau has missed."""
    r, rng = making.residents, making.rng(f"roll of {policy}")
    rolls.entitled[policy] = int(entitled.sum())
    missed = np.where(r.is_urban, 1.0, MISSED_MORE_IN_VILLAGES) * MISSED[policy]
    rows = np.flatnonzero(entitled & ~chance(rng, missed))
    since = _since(making, len(rows), rng, not_before=np.zeros(len(rows), dtype=np.int64))
    roll = Roll(policy, np.full(len(rows), NOBODY), rows, _with_errors(amounts[rows], rng), since)
    rolls.add(roll)
    rolls.add(_some_twice(roll, rng))


def _since(making: Making, count: int, rng: np.random.Generator, *, not_before: Ints) -> Ints:
    longest = LONGEST_ON_A_ROLL_YEARS * 365
    earliest = np.maximum(not_before, making.today - longest).clip(max=making.today)
    day = earliest + np.floor(rng.random(count) ** 1.5 * (making.today - earliest)).astype(np.int64)
    return np.maximum(month_start(day), month_start(np.minimum(not_before, making.today)))


def _with_errors(amounts: Ints, rng: np.random.Generator) -> Ints:
    """Return the amounts, some of them off by a tenth to a third, as after a forgotten change."""
    wrong = chance(rng, WRONG_AMOUNT, len(amounts)) & (amounts > 0)
    factor = np.where(
        rng.random(len(amounts)) < 0.7,
        rng.uniform(0.67, 0.9, len(amounts)),
        rng.uniform(1.1, 1.3, len(amounts)),
    )
    yuan = np.maximum(np.rint(amounts * factor / 100).astype(np.int64), 1)
    return np.where(wrong, yuan * 100, amounts)


def _some_twice(roll: Roll, rng: np.random.Generator) -> Roll:
    again = np.flatnonzero(chance(rng, LISTED_TWICE, len(roll)))
    return Roll(roll.policy, roll.person[again], roll.home[again], roll.amount_fen[again], roll.since[again])

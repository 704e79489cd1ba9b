"""Who is owed and receives: the counts of the last screening, by policy and by county.

Persons and households are never added up with one another, and neither are months and years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Self

from minsheng.engines.policy.dated import DatedValue, Status
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.rulebook import Policy, parameters_used
from minsheng.kernel.entitlements.models import PolicyCount, Run
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies


@dataclass(frozen=True, slots=True)
class Counts:
    """How a policy came out, in one county or in all."""

    eligible: int = 0
    not_eligible: int = 0
    unknown: int = 0
    receiving: int = 0
    owed_missing: int = 0
    received_not_owed: int = 0
    agreeing: int = 0
    amount_differs: int = 0
    received_unknown: int = 0
    not_in_register: int = 0
    owed_missing_fen: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def to_look_into(self) -> int:
        """Who receives and is not owed, or is in no household of the register; a person looks into it."""
        return self.received_not_owed + self.not_in_register

    @property
    def share_missing(self) -> Fraction | None:
        """Which share of those who are owed it receive nothing; None where nobody is owed it."""
        return Fraction(self.owed_missing, self.eligible) if self.eligible else None

    @property
    def reached(self) -> int:
        """Who is owed and receives."""
        return self.agreeing + self.amount_differs


@dataclass(frozen=True, slots=True)
class Gap:
    """One policy in one place."""

    policy: Policy
    counts: Counts

    @property
    def is_about_households(self) -> bool:
        return self.policy.subject is Entity.HOUSEHOLD


class Gaps:
    """The counts of one screening, read in one query."""

    def __init__(self, run: Run | None) -> None:
        known = policies()
        names = [one.name for one in fields(Counts)]
        rows = PolicyCount.objects.filter(run=run).values("policy", "division_id", *names) if run else ()
        self._found = {
            (row["policy"], row["division_id"]): Counts(*(row[name] for name in names))
            for row in rows
            if row["policy"] in known
        }
        self._policies = [
            policy for key, policy in known.items() if any(key == one for one, _ in self._found)
        ]

    def __bool__(self) -> bool:
        return bool(self._found)

    def by_policy(self, counties: Iterable[str] | None = None) -> list[Gap]:
        """Return each policy over some counties, or over the whole city, in the order of the programmes."""
        wanted = None if counties is None else set(counties)
        return [Gap(policy, _total(self._of(policy.key, wanted))) for policy in self._policies]

    def of(self, policy: str, county: str) -> Counts | None:
        """Return one policy in one county; None if the screening met nobody there."""
        return self._found.get((policy, county))

    def total(self, policy: str) -> Counts:
        """Return one policy over the whole city."""
        return _total(self._of(policy, None))

    def share_missing_in(self, county: str) -> Fraction | None:
        """Return which share of everything owed in a county is not received; None where nobody is owed anything."""
        here = [one for policy in self._policies if (one := self.of(policy.key, county))]
        eligible = sum(one.eligible for one in here)
        return Fraction(sum(one.owed_missing for one in here), eligible) if eligible else None

    def owed_missing_in(self, county: str) -> tuple[int, int] | None:
        """Return how many persons and how many households of a county are owed and receive nothing."""
        here = [Gap(policy, one) for policy in self._policies if (one := self.of(policy.key, county))]
        return _owed_missing(here) if here else None

    def _of(self, policy: str, counties: set[str] | None) -> Iterator[Counts]:
        for (key, county), one in self._found.items():
            if key == policy and (counties is None or county in counties):
                yield one


@dataclass(frozen=True, slots=True)
class Sums:
    """The gap over all policies, each kind of subject and each period by itself."""

    persons: int
    households: int
    to_look_into: int
    monthly_fen: int
    yearly_fen: int


def sums(gaps: list[Gap]) -> Sums:
    """Add up what can be added up."""
    persons, households = _owed_missing(gaps)
    return Sums(
        persons=persons,
        households=households,
        to_look_into=sum(one.counts.to_look_into for one in gaps),
        monthly_fen=sum(one.counts.owed_missing_fen for one in gaps if one.policy.per == "month"),
        yearly_fen=sum(one.counts.owed_missing_fen for one in gaps if one.policy.per == "year"),
    )


def _owed_missing(gaps: list[Gap]) -> tuple[int, int]:
    persons = sum(one.counts.owed_missing for one in gaps if not one.is_about_households)
    households = sum(one.counts.owed_missing for one in gaps if one.is_about_households)
    return persons, households


def _total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def unconfirmed_parameters(policy: Policy, *, on: date) -> list[DatedValue]:
    """Return the parameters of a policy that are defaults the city has not confirmed."""
    parameters = parameters_of_this_city()
    used = [parameters.at(key, on=on) for key in sorted(parameters_used(policy))]
    return [one for one in used if one.status == Status.LOCAL_DEFAULT]

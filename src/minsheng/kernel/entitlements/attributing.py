"""Finding the cause of a changed answer by asking the rules again with the old facts. Free of Django."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from minsheng.engines.policy import batch
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.households import HouseholdFacts
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Register
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import Policy, Rulebook, facts_used, fingerprint, parameters_used
from minsheng.kernel.entitlements.causes import MEMBERS, Cause
from minsheng.kernel.entitlements.findings import Screening, facts_of_rules
from minsheng.kernel.people.facts import FACTS

Answer = tuple[int, int]  # status, and the amount in fen or -1 while it is not known
OPEN_AMOUNT = -1
KEYS = {Entity.PERSON: {"person_no", "household_no"}, Entity.HOUSEHOLD: {"household_no", "division"}}


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """An answer of somebody who was in the register before, and is another one now."""

    policy: Policy
    number: int
    household_no: int
    row: int
    old_household_no: int
    before: Answer
    after: Answer


class Attributing:
    """The old facts and the old parameters, put to the rules of today."""

    def __init__(
        self,
        summary: dict[str, Any],
        facts: Callable[[Collection[int]], tuple[pa.Table, pa.Table]],
        found: Screening,
        books: Sequence[Rulebook],
    ) -> None:
        self.summary, self._read_facts, self.found, self.books = summary, facts, found, books
        self._homes: Collection[int] = ()

    def causes(self, moved: Sequence[Moved]) -> Iterator[tuple[Cause, str]]:
        """Yield cause and details of each change, in the same order."""
        self._homes = {change.old_household_no for change in moved}
        for change in moved:
            yield self._cause(change)

    def _cause(self, change: Moved) -> tuple[Cause, str]:
        if self._rule_is_new(change.policy):
            return Cause.RULE, ""
        with_old_facts = self._asked_again(change, self._with_old_facts)
        others = [] if with_old_facts == change.before else self._beside_facts(change)
        if with_old_facts != change.after:
            return Cause.FACT, _listed([*self._changed_facts(change), *others])
        if self._rule_differs(change.policy):
            return Cause.RULE, ""
        keys = self._changed_parameters(change)
        if not keys:
            return Cause.DATE, ""
        if self.is_same_day or self._asked_again(change, self._with_old_parameters) != change.after:
            return Cause.PARAMETER, _listed(keys)
        return Cause.DATE, ""

    def _beside_facts(self, change: Moved) -> list[str]:
        """Return what else had a hand in it."""
        return ["rule"] if self._rule_differs(change.policy) else self._changed_parameters(change)

    # What differs between the runs.

    @cached_property
    def old_day(self) -> date:
        return date.fromisoformat(self.summary["on"])

    @property
    def is_same_day(self) -> bool:
        return self.old_day == self.found.on

    def _rule_is_new(self, policy: Policy) -> bool:
        return policy.key not in self.summary["policies"]

    def _rule_differs(self, policy: Policy) -> bool:
        return bool(self.summary["policies"][policy.key]["rule_fingerprint"] != fingerprint(policy))

    @cached_property
    def _parameter_values(self) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
        """The parameters that say something else than before: old and new, by key."""
        old = {quoted["key"]: quoted for quoted in self.summary["parameters"]}
        keys = {key for one in self.found.values() for key in parameters_used(one.policy)}
        pairs = {
            str(new["key"]): (old[new["key"]], new)
            for new in self.found.parameters.quoted(keys, on=self.found.on)
            if new["key"] in old
        }
        return {key: pair for key, pair in pairs.items() if _said(pair[0]) != _said(pair[1])}

    def _changed_parameters(self, change: Moved) -> list[str]:
        """Return the keys that the policy rests on and that differ where the subject lives."""
        county = str(self._new_household(change.household_no).county)
        return sorted(
            key
            for key in parameters_used(change.policy) & self._parameter_values.keys()
            if _in_county(self._parameter_values[key][0], county)
            != _in_county(self._parameter_values[key][1], county)
        )

    # Asking again.

    @cached_property
    def _old_register(self) -> Register:
        persons, households = self._read_facts(self._homes)
        return Register.from_tables(
            _known_columns(persons, Entity.PERSON), _known_columns(households, Entity.HOUSEHOLD), FACTS,
            only=facts_of_rules(self.books),
        )  # fmt: skip

    @cached_property
    def _with_old_facts(self) -> batch.BatchResults:
        return batch.evaluate(self._old_register, self.books, self.found.parameters, on=self.found.on)

    @cached_property
    def _with_old_parameters(self) -> batch.BatchResults:
        return batch.evaluate(self._old_register, self.books, self._old_parameters, on=self.found.on)

    @cached_property
    def _old_parameters(self) -> ParameterSet:
        return self.found.parameters.with_changes(
            {
                key: {"value": old["value"], "counties": old["counties"]}
                for key, (old, _) in self._parameter_values.items()
            }
        )

    def _asked_again(self, change: Moved, results: batch.BatchResults) -> Answer:
        found = results[change.policy.key]
        row = self._old_rows[change.policy.subject][change.number]
        status = int(found.status[row])
        if change.policy.amount is None:
            return status, 0
        is_open = status == Eligibility.UNKNOWN or bool(found.missing.of(row))
        return status, OPEN_AMOUNT if is_open else int(found.amount_fen[row])

    @cached_property
    def _old_rows(self) -> dict[Entity, dict[int, int]]:
        register = self._old_register
        return {
            Entity.PERSON: {int(number): row for row, number in enumerate(register.person_no)},
            Entity.HOUSEHOLD: {int(number): row for row, number in enumerate(register.household_no)},
        }

    # Which facts differ.

    def _changed_facts(self, change: Moved) -> list[str]:
        """Return the facts of the policy that differ: the subject's own, or else those of the rest of the family."""
        old = self._by_member(self._old_register, change.old_household_no)
        new = self._by_member(self.found.register, change.household_no)
        names = facts_used(change.policy)
        of_home = {name for name in names if old[None].get(name) != new[None].get(name)}
        if change.policy.subject is Entity.PERSON:
            mine = _differing(old[change.number], new[change.number], names) | of_home
            if mine:
                return sorted(mine)
        both = old.keys() & new.keys() - {None}
        of_others = {name for member in both for name in _differing(old[member], new[member], names)}
        joined_or_left = {MEMBERS} if old.keys() != new.keys() else set()
        return sorted(of_home | of_others | joined_or_left)

    @cache  # noqa: B019 (lives as long as one comparison of two runs)
    def _by_member(self, register: Register, household_no: int) -> dict[int | None, dict[str, Any]]:
        row = int(np.searchsorted(register.household_no, household_no))
        household = register.household(row)
        numbers = register.person_no[register.offsets[row] : register.offsets[row + 1]]
        members: dict[int | None, dict[str, Any]] = {
            int(number): dict(facts) for number, facts in zip(numbers, household.persons, strict=True)
        }
        return members | {None: dict(household.household)}

    @cache  # noqa: B019 (lives as long as one comparison of two runs)
    def _new_household(self, household_no: int) -> HouseholdFacts:
        register = self.found.register
        return register.household(int(np.searchsorted(register.household_no, household_no)))


def _differing(old: dict[str, Any], new: dict[str, Any], names: Collection[str]) -> set[str]:
    return {name for name in names if old.get(name) != new.get(name)}


def _said(quoted: dict[str, Any]) -> tuple[Any, Any]:
    return quoted["value"], quoted["counties"]


def _in_county(quoted: dict[str, Any], county: str) -> Any:
    return quoted["counties"].get(county, quoted["value"])


def _known_columns(table: pa.Table, entity: Entity) -> pa.Table:
    """Leave out facts that the vocabulary has dropped since."""
    known = KEYS[entity] | {fact.name for fact in FACTS.of(entity)}
    return table.select([name for name in table.column_names if name in known])


def _listed(names: Sequence[str], most: int = 300) -> str:
    text = ",".join(names)
    return text if len(text) <= most else text[: most - 1] + "…"

"""A rule set as one SQL query for DuckDB or PostgreSQL: an optional way to run it where the data lies, never the core.

    text = sql.export(BOOKS, parameters, on=day, dialect=sql.Dialect.DUCKDB, policies=["dibao"])

The query reads the tables ``persons`` and ``households`` of a snapshot and returns a row for each subject: its keys,
and for each policy ``status`` (0 not eligible, 1 eligible, 2 unknown) and ``fen`` (0 unless eligible, NULL while the
amount is unknown). What SQL does not say: which facts are missing, why, and what would help; ask the engine for these.
Members born on one day are told apart by ``person_no``, since a table of SQL has no order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from minsheng.engines.policy.binding import BoundRules, bind
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.rulebook import Policy, Rulebook
from minsheng.engines.policy.sql_words import Dialect, NotExpressedError, Words
from minsheng.engines.policy.terms import Aggregate, EvaluationDay, FactRef, HouseholdSize, Parameter
from minsheng.engines.policy.tree import Constant

__all__ = ["Dialect", "NotExpressedError", "export"]

_CAST = {
    Kind.BOOL: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.MONEY: "BIGINT",
    Kind.NUMBER: "BIGINT",
    Kind.CODE: "BIGINT",
}
_ALIAS = {Entity.PERSON: "p", Entity.HOUSEHOLD: "h"}


def export(
    books: Rulebook | Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    dialect: Dialect,
    subject: Entity,
    policies: Collection[str] | None = None,
) -> str:
    """Return the query about the policies of one kind of subject, of all policies or those named.

    Raises RuleError if the books do not fit the parameters, and NotExpressedError for what SQL cannot say.
    """
    rules = bind(books, parameters, on=on)
    chosen = [
        policy
        for key, policy in rules.policies.items()
        if policy.subject is subject and (policies is None or key in policies)
    ]
    if not chosen:
        raise NotExpressedError(f"None of the policies is about a {subject}: there is nothing to export.")
    return _Query(rules, chosen, subject, dialect).text()


class _Query:
    """Builds one query, a pair of layers for each depth of the tree, so that every value is computed once."""

    def __init__(self, rules: BoundRules, policies: list[Policy], subject: Entity, dialect: Dialect) -> None:
        self.rules, self.policies, self.subject, self.dialect = rules, policies, subject, dialect
        self.words = Words(rules, dialect)
        self.needed = self._needed()
        self.depths = self._depths()

    def text(self) -> str:
        layers = [*self._base()]
        names = {Entity.PERSON: "p0", Entity.HOUSEHOLD: "h0"}
        for depth in range(1, 1 + max(self.depths.values(), default=0)):
            before = dict(names)
            for entity in Entity:
                numbers = [number for number in self.needed if self._is_in(number, entity, depth)]
                if numbers:
                    names[entity] = f"{_ALIAS[entity]}{depth}"
                    layers.append(
                        f"{names[entity]} AS MATERIALIZED (\n{self._layer(entity, numbers, before)}\n)"
                    )
        joined = ",\n".join(layers)
        return f"{self._heading()}WITH {joined}\n{self._answers(names)};\n"

    def _heading(self) -> str:
        keys = ", ".join(policy.key for policy in self.policies)
        return (
            f"-- {self.dialect}, as of {self.rules.on}: {keys}\n"
            "-- Reads persons and households of a snapshot. status: 0 not eligible, 1 eligible, 2 unknown;\n"
            "-- fen: 0 unless eligible, NULL while the amount is unknown. A finding, never a refusal.\n"
        )

    # Which steps, and in which order.

    def _needed(self) -> list[int]:
        roots = [policy.eligible for policy in self.policies]
        roots += [policy.amount for policy in self.policies if policy.amount is not None]
        waiting = [self.rules.number(root) for root in roots]
        found: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting.extend(self.rules.steps[number].children)
        return sorted(found)

    def _depths(self) -> dict[int, int]:
        """Return for each step that is a column of its own the layer in which it is computed."""
        depths: dict[int, int] = {}
        for number in self.needed:
            step = self.rules.steps[number]
            if not self._is_inline(number):
                depths[number] = 1 + max((depths.get(child, 0) for child in step.children), default=0)
        return depths

    def _is_inline(self, number: int) -> bool:
        node = self.rules.steps[number].node
        if isinstance(node, Parameter):
            return not self.rules.values[node.key].counties
        return isinstance(node, Constant | EvaluationDay | FactRef | HouseholdSize)

    def _is_in(self, number: int, entity: Entity, depth: int) -> bool:
        own = self.rules.steps[number].entity or Entity.HOUSEHOLD
        return self.depths.get(number) == depth and own is entity

    # Layers.

    def _base(self) -> Iterable[str]:
        persons = ["CAST(person_no AS BIGINT) AS person_no", "CAST(household_no AS BIGINT) AS household_no"]
        households = [
            "CAST(household_no AS BIGINT) AS household_no",
            "CAST(substr(CAST(division AS VARCHAR), 1, 6) AS BIGINT) AS county",
        ]
        for number in self.needed:
            node = self.rules.steps[number].node
            if isinstance(node, FactRef):
                fact = node.fact
                columns = persons if fact.entity is Entity.PERSON else households
                columns.append(f"CAST({fact.name} AS {_CAST[fact.kind]}) AS {fact.name}")
        size = "SELECT household_no, count(*) AS members FROM persons GROUP BY household_no"
        yield f"p0 AS MATERIALIZED (\n  SELECT {_listed(persons)}\n  FROM persons\n)"
        yield f"h_read AS MATERIALIZED (\n  SELECT {_listed(households)}\n  FROM households\n)"
        yield (
            "h0 AS MATERIALIZED (\n  SELECT h.*, CAST(s.members AS BIGINT) AS members\n"
            f"  FROM h_read h JOIN ({size}) s ON s.household_no = h.household_no\n)"
        )

    def _layer(self, entity: Entity, numbers: list[int], names: dict[Entity, str]) -> str:
        people, homes = names[Entity.PERSON], names[Entity.HOUSEHOLD]
        together = f"{people} p JOIN {homes} h ON h.household_no = p.household_no"
        if entity is Entity.PERSON:
            return f"  SELECT p.*, {self._columns(numbers)}\n  FROM {together}"
        gathered = [number for number in numbers if isinstance(self.rules.steps[number].node, Aggregate)]
        own = [number for number in numbers if number not in gathered]
        parts = [
            part for part in (self._columns(own), _listed(f"a.v{number}" for number in gathered)) if part
        ]
        source = f"{homes} h"
        if gathered:
            grouped = f"FROM {together}\n    GROUP BY p.household_no"
            inner = f"SELECT p.household_no, {self._columns(gathered)}\n    {grouped}"
            source += f" JOIN (\n    {inner}\n  ) a ON a.household_no = h.household_no"
        return f"  SELECT h.*, {', '.join(parts)}\n  FROM {source}"

    def _columns(self, numbers: Iterable[int]) -> str:
        said = []
        for number in numbers:
            step = self.rules.steps[number]
            operands = [self._reference(child) for child in step.children]
            said.append(f"{self.words.say(step, operands)} AS v{number}")
        return _listed(said)

    def _reference(self, number: int) -> str:
        step = self.rules.steps[number]
        alias = _ALIAS[step.entity or Entity.HOUSEHOLD]
        if not self._is_inline(number):
            return f"{alias}.v{number}"
        if isinstance(step.node, FactRef):
            return f"{alias}.{step.node.fact.name}"
        return "h.members" if isinstance(step.node, HouseholdSize) else self.words.say(step, [])

    def _answers(self, names: dict[Entity, str]) -> str:
        people, homes = names[Entity.PERSON], names[Entity.HOUSEHOLD]
        if self.subject is Entity.PERSON:
            keys = ["p.person_no", "p.household_no"]
            source = f"{people} p JOIN {homes} h ON h.household_no = p.household_no"
            order = "p.household_no, p.person_no"
        else:
            keys, source, order = ["h.household_no"], f"{homes} h", "h.household_no"
        columns = [column for policy in self.policies for column in self._of_policy(policy)]
        return f"SELECT {_listed([*keys, *columns])}\nFROM {source}\nORDER BY {order}"

    def _of_policy(self, policy: Policy) -> Iterable[str]:
        eligible = self._reference(self.rules.number(policy.eligible))
        yield f"CASE WHEN {eligible} THEN 1 WHEN NOT ({eligible}) THEN 0 ELSE 2 END AS {policy.key}_status"
        if policy.amount is not None:
            amount = self._reference(self.rules.number(policy.amount))
            yield f"CASE WHEN {eligible} THEN {amount} ELSE 0 END AS {policy.key}_fen"


def _listed(columns: Iterable[str]) -> str:
    return ",\n    ".join(columns)

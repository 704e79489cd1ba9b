"""Writing the rules as a model for OpenFisca-core or PolicyEngine-core, which share their way of writing formulas.

Every named value of the rulebooks, every policy and every shared intermediate value becomes a variable; the rest of a
formula is plain NumPy on whole arrays. Parameters stand in the module as numbers, tables as small arrays, and spans
of time to the day of evaluation are looked up in a table, so the peers do not pay for their string-keyed parameter
trees: this is their tuned form. Money is whole fen, because their floats are not exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from minsheng.engines.policy import calendars, terms, tree
from minsheng.engines.policy.binding import BoundRules
from minsheng.engines.policy.facts import Entity, Kind
from minsheng.engines.policy.rulebook import Policy, roots

FIRST_DAY, AFTER_DAY = (calendars.day_number(date(year, 1, 1)) for year in (1850, 2150))
_SCOPES = {Entity.PERSON: "person", Entity.HOUSEHOLD: "household"}


def unsayable(rules: BoundRules) -> dict[str, str]:
    """Return the policies that the peers cannot express, with the reason.

    Both lack unknown values, so ``is_known`` is true and ``or_else`` its first value, which is the same wherever
    everything is known; values by county; the member born first; and spans between two days that both are facts
    cannot be looked up in a table.
    """
    found = {key: list(dict.fromkeys(_reasons(rules, policy))) for key, policy in rules.policies.items()}
    return {key: "; ".join(reasons) for key, reasons in found.items() if reasons}


def _reasons(rules: BoundRules, policy: Policy) -> Iterator[str]:
    for number in _below(rules, [rules.number(root) for root in roots(policy)]):
        node = rules.steps[number].node
        if isinstance(node, terms.Aggregate) and node.how == "eldest":
            yield "the member born first"
        for key in (getattr(node, "key", None), getattr(node, "ratio_key", None)):
            if key is not None and rules.values[key].counties:
                yield f"{key} differs by county"
        if isinstance(node, terms.DateSpan) and not isinstance(node.end, terms.EvaluationDay):
            yield "a span between two facts"
        if isinstance(node, terms.ParameterTable) and node.index.kind is not Kind.CODE:
            yield f"{node.key} by a number"


def _below(rules: BoundRules, tops: list[int]) -> list[int]:
    found: set[int] = set()
    waiting = list(tops)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting.extend(rules.steps[number].children)
    return sorted(found)


class PeerModel:
    """The text of a model, and the names of what it takes and gives."""

    def __init__(self, rules: BoundRules, policies: list[Policy]) -> None:
        self.rules, self.policies = rules, policies
        self.numbers = _below(rules, [rules.number(root) for policy in policies for root in roots(policy)])
        steps = rules.steps
        self.facts = {
            steps[number].node.fact.name: steps[number].node.fact
            for number in self.numbers
            if isinstance(steps[number].node, terms.FactRef)
        }
        self._constant: set[int] = set()
        for number in self.numbers:
            leaf = isinstance(steps[number].node, terms.FactRef | terms.HouseholdSize)
            settled = isinstance(steps[number].node, terms.IsKnown)
            if settled or (not leaf and all(child in self._constant for child in steps[number].children)):
                self._constant.add(number)
        self._variables = self._chosen_variables()
        self._lines: list[str] = []

    def _chosen_variables(self) -> set[int]:
        """Named values, what is brought up from members or down to them, and what two formulas share."""
        steps = self.rules.steps
        uses = Counter(child for number in self.numbers for child in set(steps[number].children))
        named = {self.rules.number(one) for book in self.rules.books for one in book.variables.values()}
        chosen = named & set(self.numbers)
        for policy in self.policies:
            chosen |= {self.rules.number(root) for root in roots(policy)}
        for number in self.numbers:
            node, entity = steps[number].node, steps[number].entity
            across = {child for child in steps[number].children if steps[child].entity not in (None, entity)}
            chosen |= across
            if isinstance(node, terms.Aggregate | terms.HouseholdSize):
                chosen |= {number, *steps[number].children}
            if uses[number] > 1 and not isinstance(node, tree.Constant | terms.Parameter):
                chosen.add(number)
        return {n for n in chosen - self._constant if not isinstance(steps[n].node, terms.FactRef)}

    @property
    def variable_count(self) -> int:
        return len(self._variables)

    def text(self) -> str:
        """Return the module: constants, inputs, variables."""
        lines = [HEAD, *self._constants()]
        for fact in self.facts.values():
            kind = "bool" if fact.kind is Kind.BOOL else "int"
            lines += [f"class f_{fact.name}(Variable):", *_head(kind, fact.entity), ""]
        for number in sorted(self._variables):
            lines += [*self._formula(number), ""]
        for policy in self.policies:
            if policy.amount is not None:
                lines += [*self._amount(policy), ""]
        names = [f"f_{name}" for name in self.facts] + [f"v_{number}" for number in sorted(self._variables)]
        names += [f"a_{policy.key}" for policy in self.policies if policy.amount is not None]
        return "\n".join([*lines, f"VARIABLES = [{', '.join(names)}]", ""])

    def answers(self) -> dict[str, dict[str, str | None]]:
        """Return for each policy what to calculate."""
        return {
            policy.key: {
                "eligible": f"v_{self.rules.number(policy.eligible)}",
                "amount": None if policy.amount is None else f"a_{policy.key}",
            }
            for policy in self.policies
        }

    def _constants(self) -> list[str]:
        self._lines = []
        return [f"c_{n} = {self._expression(n, None)}" for n in self.numbers if n in self._constant]

    def _formula(self, number: int) -> list[str]:
        step = self.rules.steps[number]
        entity = step.entity or Entity.HOUSEHOLD
        kind = "bool" if step.node.kind is Kind.BOOL else "int"
        self._lines, self._local = [], {}
        result = self._expression(number, entity)
        scope = _SCOPES[entity]
        return [
            f"class v_{number}(Variable):",
            *_head(kind, entity),
            f"    def formula({scope}, period, parameters):",
            *(f"        {line}" for line in self._lines),
            f"        return {result}",
        ]

    def _amount(self, policy: Policy) -> list[str]:
        scope, self._local, self._lines = _SCOPES[policy.subject], {}, []
        eligible, amount = (self._name(self.rules.number(root), policy.subject) for root in roots(policy))
        return [
            f"class a_{policy.key}(Variable):",
            *_head("int", policy.subject),
            f"    def formula({scope}, period, parameters):",
            *(f"        {line}" for line in self._lines),
            f"        return np.where({eligible}, {amount}, 0)",
        ]

    # Expressions.

    def _name(self, number: int, entity: Entity | None) -> str:
        """Return what a step is called inside a formula, writing a line for it first."""
        node = self.rules.steps[number].node
        if number in self._constant:
            return f"c_{number}"
        if number not in self._local:
            if number in self._variables or isinstance(node, terms.FactRef):
                text = self._read(number, entity)
            else:
                text = self._expression(number, entity)
            self._lines.append(f"x_{number} = {text}")
            self._local[number] = f"x_{number}"
        return self._local[number]

    def _read(self, number: int, entity: Entity | None) -> str:
        node, owner = self.rules.steps[number].node, self.rules.steps[number].entity
        name = f"f_{node.fact.name}" if isinstance(node, terms.FactRef) else f"v_{number}"
        if owner is Entity.HOUSEHOLD and entity is Entity.PERSON:
            return f"person.household('{name}', period)"
        if owner is Entity.PERSON and entity is Entity.HOUSEHOLD:
            return f"household.members('{name}', period)"
        return f"{_SCOPES[entity or Entity.HOUSEHOLD]}('{name}', period)"

    def _expression(self, number: int, entity: Entity | None) -> str:
        step = self.rules.steps[number]
        looked_at = {terms.IsKnown: 0, terms.OrElse: 1}.get(type(step.node), len(step.children))
        parts = [self._name(child, entity) for child in step.children[:looked_at]]
        return _EXPRESSIONS[type(step.node)](self.rules, step.node, parts)


def _head(kind: str, entity: Entity) -> list[str]:
    return [
        f"    value_type = {kind}",
        f"    entity = {_SCOPES[entity].capitalize()}",
        "    definition_period = PERIOD",
        "    label = 'a value'",
    ]


HEAD = '''"""Written by benchmarks/policy/peer_model.py; not for people."""
import numpy as np
from peer_package import LOOKED_UP, PERIOD, Household, Person, Variable
'''


# What each node is in NumPy, on arrays without unknown cells.


def _arithmetic(_: BoundRules, node: Any, parts: list[str]) -> str:
    return _OPERATIONS[node.operator].format(*parts)


_OPERATIONS = {
    "add": "({} + {})", "sub": "({} - {})", "mul": "({} * {})", "floordiv": "({} // {})",
    "ceildiv": "(-((-{}) // {}))", "min": "np.minimum({}, {})", "max": "np.maximum({}, {})",
    "lt": "({} < {})", "le": "({} <= {})", "gt": "({} > {})", "ge": "({} >= {})", "eq": "({} == {})",
    "ne": "({} != {})",
}  # fmt: skip


def _share(rules: BoundRules, node: Any, parts: list[str]) -> str:
    ratio = rules.values[node.ratio_key].value
    if not isinstance(ratio, Fraction):
        raise TypeError(f"{node.ratio_key} is no ratio.")
    product = f"({parts[0]} * {ratio.numerator})"
    if ratio.denominator == 1:
        return product
    if node.rounding is terms.Rounding.FLOOR:
        return f"({product} // {ratio.denominator})"
    if node.rounding is terms.Rounding.CEIL:
        return f"(-((-{product}) // {ratio.denominator}))"
    return f"((2 * {product} + {ratio.denominator}) // {2 * ratio.denominator})"


def _table(rules: BoundRules, node: Any, parts: list[str]) -> str:
    entries: Mapping[int, int] = rules.values[node.key].value  # type: ignore[assignment]
    low, high = 0, max([*entries, *_codes(node.index)])
    return f"np.array({[entries.get(code, 0) for code in range(low, high + 1)]}).take({parts[0]})"


def _codes(index: tree.Expression) -> list[int]:
    return [int(code) for node in index.walk() if isinstance(node, terms.FactRef) for code in node.fact.codes]


def _bands(rules: BoundRules, node: Any, parts: list[str]) -> str:
    bands: Mapping[int, int] = rules.values[node.key].value  # type: ignore[assignment]
    text = "0"
    for floor in sorted(bands):
        text = f"np.where({parts[0]} >= {floor}, {bands[floor]}, {text})"
    return text


def _span(rules: BoundRules, node: Any, parts: list[str]) -> str:
    if node.unit == "days" and node.basis is terms.AgeBasis.ON_THE_DAY:
        return f"({calendars.day_number(rules.on)} - {parts[0]})"
    return f"LOOKED_UP['{node.unit} {node.basis}'].take({parts[0]} - {FIRST_DAY})"


def looked_up(on: date) -> dict[str, Any]:
    """Return the span from every usual day to the day of evaluation, and the month of every usual day."""
    import numpy as np

    days, today = np.arange(FIRST_DAY, AFTER_DAY), calendars.day_number(on)
    spans = {
        f"{unit} {basis}": calendars.span(unit, days, today, basis).astype(np.int32)
        for unit in ("years", "months", "days")
        for basis in terms.AgeBasis
    }
    return {**spans, "month": calendars.month_index(days).astype(np.int32)}


def _month(_: BoundRules, node: Any, parts: list[str]) -> str:
    return f"LOOKED_UP['month'].take({parts[0]} - {FIRST_DAY})"


def _parameter(rules: BoundRules, node: Any, _: list[str]) -> str:
    value = rules.values[node.key].value
    return repr(calendars.day_number(value) if isinstance(value, date) else value)


_AGGREGATES = {
    "total": "household.sum({})", "count": "household.sum({})", "any": "household.any({})",
    "all": "~household.any(~{})", "largest": "household.max({})", "smallest": "household.min({})",
}  # fmt: skip

_EXPRESSIONS: dict[type, Any] = {
    tree.Constant: lambda _, node, __: repr(node.value),
    tree.Arithmetic: _arithmetic,
    tree.Compare: _arithmetic,
    tree.OneOf: lambda _, node, parts: (
        "(" + " | ".join(f"({parts[0]} == {c})" for c in sorted(node.allowed)) + ")"
    ),
    tree.Not: lambda _, __, parts: f"np.logical_not({parts[0]})",
    tree.AllOf: lambda _, __, parts: "(" + " & ".join(parts) + ")",
    tree.AnyOf: lambda _, __, parts: "(" + " | ".join(parts) + ")",
    tree.Choose: lambda _, __, parts: f"np.where({', '.join(parts)})",
    terms.EvaluationDay: lambda rules, _, __: repr(calendars.day_number(rules.on)),
    terms.Parameter: _parameter,
    terms.ParameterTable: _table,
    terms.ParameterBands: _bands,
    terms.Share: _share,
    terms.DateSpan: _span,
    terms.MonthIndex: _month,
    terms.IsKnown: lambda _, __, ___: "True",
    terms.OrElse: lambda _, __, parts: parts[0],
    terms.Aggregate: lambda _, node, parts: _AGGREGATES[node.how].format(parts[0]),
    terms.HouseholdSize: lambda _, __, ___: "household.nb_persons()",
}

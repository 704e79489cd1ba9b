"""Values of facts as they are kept: checked against the vocabulary, and read back as what they are.

Free of Django. Kept form: booleans, whole numbers (money in fen, codes), and dates as ISO text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from minsheng.engines.policy.facts import Entity, Kind
from minsheng.kernel.people.facts import FACTS

FactValue = bool | int | date

_FACTS_OF = {entity: {fact.name: fact for fact in FACTS.of(entity)} for entity in Entity}


class FactValueError(ValueError):
    """A value does not fit its fact; the message says which, what was given and what would fit."""


def to_keep(values: Mapping[str, FactValue | None], entity: Entity) -> dict[str, bool | int | str]:
    """Return the known values of one subject in the form in which they are kept; None is left out.

    Raises FactValueError for a fact that is not in the vocabulary, belongs to the other entity, or does not fit.
    """
    kept: dict[str, bool | int | str] = {}
    facts = _FACTS_OF[entity]
    for name, value in values.items():
        if value is None:
            continue
        fact = facts.get(name)
        if fact is None:
            raise FactValueError(
                f"{name!r} is not a fact about a {entity}. The names stand in kernel/people/facts.py."
            )
        if problem := fact.problem_with(value):
            raise FactValueError(problem)
        kept[name] = value.isoformat() if isinstance(value, date) else value
    return kept


def read_back(name: str, kept: bool | int | str) -> FactValue:
    """Return a kept value as what it is: dates as dates."""
    if FACTS[name].kind is Kind.DATE:
        return date.fromisoformat(str(kept))
    return kept  # type: ignore[return-value]

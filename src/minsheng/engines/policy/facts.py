"""What a fact is: the typed, labelled, bounded inputs that rules may ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from minsheng.engines.policy.text import Text


class Entity(StrEnum):
    """Whom a value describes."""

    PERSON = "person"
    HOUSEHOLD = "household"


class Kind(StrEnum):
    """The type of a value; it also fixes the unit, so that yuan are never added to years."""

    BOOL = "bool"
    NUMBER = "number"
    MONEY = "money"  # int64 fen
    DATE = "date"
    CODE = "code"  # a small integer out of a closed list


# Bounds that keep every sum and product of the rules inside int64; ``check`` proves it for each rule.
LARGEST_MONEY_FEN = 10**12  # ten thousand million yuan (百亿元)
LARGEST_NUMBER = 10**7
LARGEST_CODE = 2**15 - 1
MOST_MEMBERS = 10_000  # a dormitory registered as one household


@dataclass(frozen=True, slots=True)
class Fact:
    """One input: whom it describes, its type, its names and the values it may take.

    ``within`` narrows the values a number or an amount may take, both ends included; ``bounds`` are the smallest and
    largest value as integers: fen, the number, the code, the ordinal of the day.
    ``can_change`` is false for facts nobody can act on (sex, birth, a pension), or should be told to (what an illness
    costs, what was declared): a counterfactual must not suggest them.
    ``sensitivity`` is the class of docs/reference: S2 personal, S3 sensitive, S4 closed.
    ``ask`` is the question put to a resident; facts without one are never asked, only looked up.
    """

    name: str
    entity: Entity
    kind: Kind
    label: Text
    codes: Mapping[int, Text] = field(default_factory=dict)
    ask: Text | None = None
    can_change: bool = True
    sensitivity: str = "S2"
    within: tuple[int, int] | None = None
    bounds: tuple[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.within is not None and self.kind not in (Kind.NUMBER, Kind.MONEY):
            raise ValueError(f"Fact {self.name!r}: only a number or an amount can be narrowed by 'within'.")
        if (self.kind is Kind.CODE) != bool(self.codes):
            raise ValueError(f"Fact {self.name!r}: a code needs its list of codes, other kinds have none.")
        if any(abs(code) > LARGEST_CODE for code in self.codes):
            raise ValueError(
                f"Fact {self.name!r}: a code is at most {LARGEST_CODE}; longer ones are no small list."
            )
        object.__setattr__(self, "codes", MappingProxyType(dict(self.codes)))
        object.__setattr__(self, "bounds", self.within or self._usual_bounds())

    def _usual_bounds(self) -> tuple[int, int]:
        if self.kind is Kind.CODE:
            return min(self.codes), max(self.codes)
        return _BOUNDS[self.kind]

    def problem_with(self, value: object) -> str | None:
        """Say in one sentence why a known value cannot stand for this fact; None if it can."""
        if type(value) is not _TYPES[self.kind]:
            return f"{self.name} must be {_WRITTEN[self.kind]}, got {value!r}."
        if self.kind is Kind.CODE and value not in self.codes:
            return f"{self.name} is {value!r}, which is not one of its codes {sorted(self.codes)}."
        low, high = self.bounds
        if isinstance(value, int) and not low <= value <= high:
            return f"{self.name} is {value}, which lies outside {low} to {high}."
        return None


_BOUNDS = {
    Kind.BOOL: (0, 1),
    Kind.NUMBER: (-LARGEST_NUMBER, LARGEST_NUMBER),
    Kind.MONEY: (-LARGEST_MONEY_FEN, LARGEST_MONEY_FEN),
    Kind.DATE: (date.min.toordinal(), date.max.toordinal()),
}
_TYPES = {Kind.BOOL: bool, Kind.NUMBER: int, Kind.MONEY: int, Kind.CODE: int, Kind.DATE: date}
_WRITTEN = {
    Kind.BOOL: "true or false",
    Kind.NUMBER: "a whole number",
    Kind.MONEY: "a whole number of fen",
    Kind.CODE: "one of its codes",
    Kind.DATE: "a date",
}


class Vocabulary(Mapping[str, Fact]):
    """All facts of one register, by name. Names are unique over persons and households."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            if fact.name in self._facts:
                raise ValueError(f"Fact {fact.name!r} is declared twice.")
            self._facts[fact.name] = fact

    def __getitem__(self, name: str) -> Fact:
        try:
            return self._facts[name]
        except KeyError:
            raise KeyError(
                f"No fact is called {name!r}. Known facts: {', '.join(sorted(self._facts))}."
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def of(self, entity: Entity) -> list[Fact]:
        """Return the facts of one entity, in the order of declaration."""
        return [fact for fact in self._facts.values() if fact.entity is entity]

"""What a fact is: the typed, labelled, bounded inputs that rules may ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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


# Bounds that keep every sum and product of the rules inside int64.
LARGEST_MONEY_FEN = 10**13
LARGEST_NUMBER = 10**7


@dataclass(frozen=True, slots=True)
class Fact:
    """One input: whom it describes, its type, its names and the values it may take.

    ``can_change`` is false for facts nobody can act on (sex, birth), which a counterfactual must not suggest.
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

    def __post_init__(self) -> None:
        if (self.kind is Kind.CODE) != bool(self.codes):
            raise ValueError(f"Fact {self.name!r}: a code needs its list of codes, other kinds have none.")
        object.__setattr__(self, "codes", MappingProxyType(dict(self.codes)))

    @property
    def bounds(self) -> tuple[int, int]:
        """The smallest and largest value a number, a sum of money (fen) or a code may have."""
        if self.kind is Kind.MONEY:
            return -LARGEST_MONEY_FEN, LARGEST_MONEY_FEN
        if self.kind is Kind.CODE:
            return min(self.codes), max(self.codes)
        return -LARGEST_NUMBER, LARGEST_NUMBER


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

"""Facts about a person or household as people read them: label, value, who says so as of when, and who disagrees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.wording import value_text
from minsheng.faces.design.language import spoken
from minsheng.kernel.entitlements.explaining import UsedFact
from minsheng.kernel.people.correcting import is_correctable
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.merging import REGISTER, HeldFact
from minsheng.kernel.people.models import FactConflict, Household, Person
from minsheng.kernel.people.values import FactValue


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a fact."""

    value: str
    source: str
    as_of: date | None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: what is held true, and what other sources say. ``whose`` is empty for the household."""

    name: str
    label: str
    said: Said | None
    others: tuple[Said, ...] = ()
    whose: str = ""
    conflict: FactConflict | None = None

    @property
    def may_be_wrong(self) -> bool:
        """Whether it can be corrected here; what comes from identity papers is not."""
        return is_correctable(self.name)

    @property
    def choices(self) -> list[Said]:
        """What may be chosen between, the newest first."""
        return [said for said in (self.said, *self.others) if said is not None]


@dataclass(frozen=True, slots=True)
class FactRows:
    """The facts that may be read, and how many are kept back."""

    rows: list[FactRow]
    kept_back: int


def rows_of(
    facts: Mapping[str, HeldFact],
    *,
    entity: Entity,
    readable: Collection[str],
    conflicts: Iterable[FactConflict] = (),
) -> FactRows:
    """Return the known facts of one entity in the order of the vocabulary; unknown ones are left out."""
    open_conflicts = {conflict.fact: conflict for conflict in conflicts}
    known = [fact.name for fact in FACTS.of(entity) if fact.name in facts]
    rows = [_row(facts[name], open_conflicts.get(name)) for name in known if name in readable]
    return FactRows(rows, kept_back=len(known) - len(rows))


def fact_row(used: UsedFact) -> FactRow:
    """Return a fact that a policy asked for, known or not."""
    whose = used.person.name if used.person is not None else ""
    if used.held is None:
        return FactRow(used.fact.name, spoken(used.fact.label), None, whose=whose)
    row = _row(used.held, None)
    return FactRow(row.name, row.label, row.said, row.others, whose)


def value_in_words(name: str, value: FactValue | None) -> str:
    """Return the value of a fact as people read it."""
    fact = FACTS[name]
    return spoken(value_text(value, fact.kind, fact.codes))


def conflicts_of(subject: Person | Household) -> list[FactConflict]:
    """Return the conflicts about a subject that wait for a person."""
    about = {"person": subject} if isinstance(subject, Person) else {"household": subject}
    return list(FactConflict.objects.open().filter(**about))


def _row(held: HeldFact, conflict: FactConflict | None) -> FactRow:
    said = Said(value_in_words(held.name, held.value), _source(held.source), held.as_of, held.expires_on)
    others = tuple(Said(value_in_words(held.name, one.value), one.source, one.as_of) for one in held.others)
    return FactRow(held.name, spoken(FACTS[held.name].label), said, others, conflict=conflict)


def _source(source: str) -> str:
    return "" if source == REGISTER else source

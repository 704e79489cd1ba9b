"""A household over time: what was true of it from which day on, so that a past month is asked with the facts of then.

    history = HouseholdHistory.read({"county": "140729", "household": {}, "persons": [{
        "born_on": "1944-03-02",
        "wage_fen": [{"value": 90000, "to": "2026-05-31"}, {"value": 0, "from": "2026-06-01"}],
    }]}, vocabulary=FACTS)
    history.at(date(2026, 6, 1)).facts.persons[0]["wage_fen"]   # 0

A value without days was always so. Where spans overlap the later one counts; where none lies, the fact is unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from minsheng.engines.policy.facts import Vocabulary
from minsheng.engines.policy.households import FactValue, HouseholdError, HouseholdFacts

_SPAN_WORDS = {"value", "from", "to"}


class Span(NamedTuple):
    """What one fact was from a day to a day, both included; None is without an end."""

    value: FactValue | None
    from_on: date | None = None
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Everything that was true from a day on, until the next stretch: the facts, and the members in their order.

    ``facts`` is None while nobody belongs to the household.
    """

    from_on: date
    facts: HouseholdFacts | None
    members: tuple[Hashable, ...] = ()

    def position(self, member: Hashable | None) -> int | None:
        """Return the position of a member among the facts, None if they do not belong to the household then."""
        return self.members.index(member) if member in self.members else None


class HouseholdHistory:
    """The stretches of one household, earliest first. Before the first of them nothing is known and nobody is there."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.stretches = tuple(sorted(stretches, key=lambda stretch: stretch.from_on))
        self._starts = [stretch.from_on for stretch in self.stretches]
        if len(set(self._starts)) != len(self._starts):
            raise HouseholdError("Two stretches of a household begin on one day; one of them would be lost.")

    @classmethod
    def unchanging(cls, facts: HouseholdFacts) -> HouseholdHistory:
        """Return the history of a household of which only the present is known: it was always so."""
        return cls([Stretch(date.min, facts, tuple(range(len(facts.persons))))])

    @classmethod
    def of_spans(
        cls,
        household: Mapping[str, Sequence[Span]],
        persons: Sequence[Mapping[str, Sequence[Span]]],
        county: int | None = None,
    ) -> HouseholdHistory:
        """Build a history from the spans of every fact; the members stay the same."""
        spans = [span for facts in (household, *persons) for said in facts.values() for span in said]
        day = timedelta(days=1)
        starts = {span.from_on for span in spans if span.from_on is not None}
        starts |= {span.to_on + day for span in spans if span.to_on is not None and span.to_on < date.max}
        names = tuple(range(len(persons)))
        return cls(
            Stretch(
                start,
                HouseholdFacts(_on(household, start), tuple(_on(facts, start) for facts in persons), county),
                names,
            )
            for start in sorted(starts | {date.min})
        )

    @classmethod
    def read(cls, given: Mapping[str, object], *, vocabulary: Vocabulary) -> HouseholdHistory:
        """Read a household as ``HouseholdFacts.from_mapping`` does, in which a fact may be a list of spans.

        A span is ``{"value": ..., "from": day, "to": day}``. Raises HouseholdError naming the fact and the member.
        """
        persons = given.get("persons")
        if not isinstance(persons, list | tuple) or not persons:
            raise HouseholdError("'persons' lists the members of the household, at least one.")
        household = _spans_of(given.get("household") or {}, "the household")
        members = [_spans_of(person, f"person {number}") for number, person in enumerate(persons, start=1)]
        checked = HouseholdFacts.from_mapping(
            {
                "household": {name: said[-1].value for name, said in household.items()},
                "persons": [{name: said[-1].value for name, said in facts.items()} for facts in members],
                "county": given.get("county"),
            },
            vocabulary=vocabulary,
        )
        return cls.of_spans(
            _verified(household, vocabulary, "the household"),
            [
                _verified(facts, vocabulary, f"person {number}")
                for number, facts in enumerate(members, start=1)
            ],
            checked.county,
        )

    def at(self, day: date) -> Stretch:
        """Return what was true on a day."""
        place = bisect_right(self._starts, day)
        return self.stretches[place - 1] if place else Stretch(date.min, None)

    def latest(self, member: Hashable | None, fact: str) -> FactValue | None:
        """Return the latest known value of a fact of a member, or of the household for None."""
        for stretch in reversed(self.stretches):
            position = stretch.position(member)
            if stretch.facts is None or (member is not None and position is None):
                continue
            value = stretch.facts.of(position).get(fact)
            if value is not None:
                return value
        return None


def _on(facts: Mapping[str, Sequence[Span]], day: date) -> dict[str, FactValue | None]:
    found: dict[str, FactValue | None] = {}
    for name, spans in facts.items():
        covering = [span for span in spans if span.covers(day)]
        if covering:
            found[name] = max(covering, key=lambda span: span.from_on or date.min).value
    return found


def _spans_of(facts: object, whose: str) -> dict[str, list[Span]]:
    if not isinstance(facts, Mapping):
        raise HouseholdError(f"{whose}: facts are given by name.")
    return {str(name): _spans(value, str(name), whose) for name, value in facts.items()}


def _spans(value: object, name: str, whose: str) -> list[Span]:
    if not isinstance(value, list | tuple):
        return [Span(value)]  # type: ignore[arg-type]  # verified against the vocabulary below
    if not value:
        raise HouseholdError(f"{whose}: {name} is an empty list; leave the fact out if it is unknown.")
    return [_span(one, name, whose) for one in value]


def _span(given: object, name: str, whose: str) -> Span:
    if not isinstance(given, Mapping) or "value" not in given or set(given) - _SPAN_WORDS:
        raise HouseholdError(
            f"{whose}: a span of {name} has 'value' and may have 'from' and 'to', not {given!r}."
        )
    start, end = (_day(given.get(word), name, whose) for word in ("from", "to"))
    if start is not None and end is not None and end < start:
        raise HouseholdError(f"{whose}: a span of {name} ends on {end}, before it begins on {start}.")
    return Span(given["value"], start, end)


def _day(given: object, name: str, whose: str) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise HouseholdError(f"{whose}: {name}: {given!r} is not a day; write it like 2026-11-24.") from None


def _verified(
    facts: Mapping[str, Sequence[Span]], vocabulary: Vocabulary, whose: str
) -> dict[str, list[Span]]:
    """Return the spans with every value read and verified against the vocabulary."""
    read: dict[str, list[Span]] = {}
    for name, spans in facts.items():
        fact = vocabulary[name]
        read[name] = []
        for span in spans:
            value = _day(span.value, name, whose) if isinstance(span.value, str) else span.value
            problem = None if value is None else fact.problem_with(value)
            if problem is not None:
                raise HouseholdError(f"{whose}: {problem}")
            read[name].append(Span(value, span.from_on, span.to_on))
    return read

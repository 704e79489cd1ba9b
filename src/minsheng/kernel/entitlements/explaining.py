"""Why the rules find what they find for a household of the register, with the source of every fact they used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from minsheng.engines.policy import scalar
from minsheng.engines.policy.evaluation import Evaluation, Result
from minsheng.engines.policy.explain import Explanation, explain
from minsheng.engines.policy.facts import Entity, Fact
from minsheng.engines.policy.nearest import Change, nearest
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.results import MissingFact
from minsheng.engines.policy.rulebook import Rulebook, facts_used
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.merging import (
    REGISTER,
    HeldFact,
    KnownHousehold,
    facts_for_rules,
    known_household,
)
from minsheng.kernel.people.models import Household, Person


class NobodyKnownError(Exception):
    """A household has no living member in the register on the day, so no rule can be asked about it."""


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact that a policy may ask for: of whom, and what the register holds true (None where it is unknown)."""

    fact: Fact
    person: Person | None
    held: HeldFact | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one policy for a person, or for the household (``person`` is None)."""

    result: Result
    person: Person | None


class ExplainedHousehold:
    """A household of the register, evaluated on a day and ready to be explained."""

    def __init__(self, known: KnownHousehold, evaluation: Evaluation, names: Sequence[str]) -> None:
        self.known, self.evaluation, self._names = known, evaluation, names

    @property
    def persons(self) -> list[Person]:
        """The members, in the order in which the rules see them."""
        return [member.person for member in self.known.members]

    @property
    def answers(self) -> list[Answer]:
        """Every result, in the order of the rulebooks."""
        persons = self.persons
        return [
            Answer(result, None if result.member is None else persons[result.member])
            for result in self.evaluation.results
        ]

    def answers_of(self, person: Person) -> list[Answer]:
        """Return what concerns one member: their own results and those of the household."""
        return [answer for answer in self.answers if answer.person in (None, person)]

    def explanation(self, answer: Answer) -> Explanation:
        """Return the reasons of an answer, sentence by sentence."""
        return explain(
            self.evaluation,
            answer.result.policy.key,
            answer.result.member,
            names=self._names,
            origins=self._origins,
        )

    @cached_property
    def _origins(self) -> dict[MissingFact, Text]:
        of_household = {MissingFact(name, None): origin(held) for name, held in self.known.facts.items()}
        of_members = {
            MissingFact(name, number): origin(held)
            for number, member in enumerate(self.known.members)
            for name, held in member.facts.items()
        }
        return {**of_household, **of_members}

    def nearest(self, answer: Answer) -> Change | None:
        """Return the smallest change that would make the subject eligible, if there is one."""
        return nearest(self.evaluation, answer.result.policy.key, answer.result.member)

    def facts_behind(self, answer: Answer) -> list[UsedFact]:
        """Return every fact the policy may ask for: the person's own, the household's, and the family's if it counts.

        For a policy about a household these are the facts of all members.
        """
        return list(self._facts_behind(answer))

    def _facts_behind(self, answer: Answer) -> Iterator[UsedFact]:
        for fact in facts_used(answer.result.policy).values():
            if fact.entity is Entity.HOUSEHOLD:
                yield UsedFact(fact, None, self.known.facts.get(fact.name))
                continue
            for member in self.known.members:
                if answer.person is None or answer.person == member.person:
                    yield UsedFact(fact, member.person, member.facts.get(fact.name))


def explain_household(
    household: Household,
    books: Iterable[Rulebook],
    parameters: ParameterSet,
    *,
    on: date,
    names: Sequence[str] = (),
) -> ExplainedHousehold:
    """Ask the rules about a household as the register holds it on a day.

    ``names``: what explanations call the members, eldest first; numbered without it. Raises NobodyKnownError.
    """
    known = known_household(household, on=on)
    if not known.members:
        raise NobodyKnownError(
            f"Nobody living belongs to household {household.token} on {on}. Record its members first."
        )
    return ExplainedHousehold(known, scalar.evaluate(facts_for_rules(known), books, parameters, on=on), names)


def origin(held: HeldFact) -> Text:
    """Say who states a fact, and as of when."""
    said_by = Text("登记册", "the register") if held.source == REGISTER else Text(held.source, held.source)
    if held.as_of is None:
        return said_by
    return Text(f"{said_by.zh}，{held.as_of}", f"{said_by.en}, {held.as_of}")

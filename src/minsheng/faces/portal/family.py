"""A resident's own household: as it is registered, what it receives, what it is owed, and what is being done.

Everything here starts from the account; no page takes a household from its address. Closed facts (S4) are told to the
person they are about and to nobody else online, not even in the household.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse

from minsheng.engines.policy.evaluation import Result
from minsheng.engines.policy.results import Eligibility
from minsheng.engines.policy.rulebook import facts_used
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.wording import value_text
from minsheng.faces.portal.outcome import Finding
from minsheng.kernel.cases.kinds import case_kinds, kind_for_policy
from minsheng.kernel.cases.models import Case
from minsheng.kernel.entitlements.explaining import ExplainedHousehold, NobodyKnownError, explain_household
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.correcting import is_correctable
from minsheng.kernel.people.facts import FACTS, RELATION
from minsheng.kernel.people.merging import HeldFact
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.card import CaseKind, Purpose
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies, policies_for_residents, rulebooks

CLOSED = "S4"
# Already said in the line of the member.
SAID_WITH_THE_NAME = ("born_on", "sex", "relation")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One registered fact with its value in words and where it comes from."""

    fact: str
    value: Text
    source: str
    as_of: date | None
    is_disputed: bool

    @property
    def may_be_wrong(self) -> bool:
        """Whether a resident can have it corrected here."""
        return is_correctable(self.fact)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member with what is registered."""

    person: Person
    relation: Text
    facts: tuple[FactLine, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class FactsOf:
    """What a policy asks about one member, or about the household (no name)."""

    who: str
    lines: tuple[tuple[str, FactLine | None], ...]

    @property
    def unknown(self) -> int:
        """How many of them are not registered."""
        return sum(line is None for _fact, line in self.lines)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something the rules find for the family, and what can be done about it."""

    finding: Finding
    person: Person | None
    running: Case | None
    kind: CaseKind | None

    @property
    def can_be_applied_for(self) -> bool:
        return self.kind is not None and self.running is None

    @property
    def href(self) -> str:
        """Where the reasons stand."""
        return self._address("my_why")

    @property
    def apply_href(self) -> str:
        """Where the application is sent."""
        return self._address("my_apply")

    def _address(self, name: str) -> str:
        key = self.finding.policy.key
        return (
            reverse(f"{name}_member", args=[key, self.person.token])
            if self.person
            else reverse(name, args=[key])
        )


class Family:
    """The household of one account on a day."""

    def __init__(self, me: Person, household: Household, explained: ExplainedHousehold, *, on: date) -> None:
        self.me, self.household, self.explained, self.on = me, household, explained, on
        self.persons = explained.persons
        self.names = [one.name for one in self.persons]

    def member(self, token: str) -> Person | None:
        """Return a member by token; None for anybody else."""
        return next((one for one in self.persons if one.token == token), None)

    @cached_property
    def receipts(self) -> list[Receipt]:
        """What the rolls pay the household and its members now, the latest first."""
        ours = Q(household=self.household) | Q(person__in=self.persons)
        now = Q(until__isnull=True) | Q(until__gte=self.on)
        known = policies()
        found = Receipt.objects.filter(ours, now).select_related("person").order_by("-since", "policy", "pk")
        return [one for one in found if one.policy in known]

    @cached_property
    def cases(self) -> list[Case]:
        """The cases about the household and its members; closed kinds (child protection) are not shown online."""
        ours = Q(household=self.household) | Q(person__in=self.persons)
        kinds = case_kinds()
        found = (
            Case.objects.filter(ours).select_related("person", "household", "division").order_by("-opened_at")
        )
        return [one for one in found if one.kind in kinds and not kinds[one.kind].is_closed_to_others]

    def case(self, token: str) -> Case | None:
        """Return one of the family's cases by token; None for anybody else's."""
        return next((one for one in self.cases if one.token == token), None)

    def finding(self, policy: str, person: Person | None) -> Finding:
        """Return what a policy finds for a member, or for the household."""
        member = None if person is None else self.persons.index(person)
        return self._finding(self.explained.evaluation.of(policy, member))

    def _finding(self, result: Result) -> Finding:
        return Finding(
            self.explained.evaluation, result, self.names, is_discreet=not self._may_read_working(result)
        )

    def _may_read_working(self, result: Result) -> bool:
        """Say whether the values behind an answer may be shown: none of them is a closed fact of somebody else."""
        is_own = result.member is not None and self.persons[result.member] == self.me
        return is_own or not any(fact.sensitivity == CLOSED for fact in facts_used(result.policy).values())

    @cached_property
    def owed(self) -> list[Owed]:
        """What the rules find, and nobody in the family receives yet; what gives money comes first."""
        found = sorted(self._not_received(Eligibility.ELIGIBLE), key=lambda one: -(one.amount_fen or 0))
        return [self.standing(one) for one in found]

    @cached_property
    def perhaps(self) -> list[Owed]:
        """What the rules cannot tell yet, because the register lacks a fact."""
        return [self.standing(one) for one in self._not_received(Eligibility.UNKNOWN)]

    def standing(self, result: Result) -> Owed:
        """Return an answer with what can be done about it: apply, or look at the running case."""
        person = None if result.member is None else self.persons[result.member]
        kind = kind_for_policy(result.policy.key, Purpose.APPLICATION)
        running = None if kind is None else self._running(kind, person)
        return Owed(self._finding(result), person, running, kind)

    def _running(self, kind: CaseKind, person: Person | None) -> Case | None:
        return next(
            (
                one
                for one in self.cases
                if one.kind == kind.key and one.is_open and (one.person_id is None or one.person == person)
            ),
            None,
        )

    def _not_received(self, eligibility: Eligibility) -> Iterable[Result]:
        received = {(one.policy, one.person_id) for one in self.receipts}
        for result in self.explained.evaluation.results:
            if result.policy.key not in policies_for_residents():
                continue
            subject = None if result.member is None else self.persons[result.member].pk
            if result.eligibility is eligibility and (result.policy.key, subject) not in received:
                yield result

    @cached_property
    def members(self) -> list[MemberLine]:
        """Every member with what is registered about them."""
        return [
            MemberLine(
                person=one.person,
                relation=RELATION[one.relation],
                facts=tuple(self._shown(one.facts.values(), whose=one.person)),
                hidden=sum(not self._is_told(name, one.person) for name in one.facts),
            )
            for one in self.explained.known.members
        ]

    @cached_property
    def home_facts(self) -> list[FactLine]:
        """What is registered about the household as a whole."""
        return list(self._shown(self.explained.known.facts.values(), whose=None))

    def facts_behind(self, finding: Finding) -> list[FactsOf]:
        """Return what a policy asks for, subject by subject, in the order of the vocabulary; None: not registered."""
        answer = next(one for one in self.explained.answers if one.result is finding.result)
        order = {name: place for place, name in enumerate(FACTS)}
        whose: dict[str, list[tuple[str, FactLine | None]]] = {}
        for used in sorted(self.explained.facts_behind(answer), key=lambda one: order[one.fact.name]):
            if self._is_told(used.fact.name, used.person):
                line = None if used.held is None else _line(used.held)
                whose.setdefault(used.person.name if used.person else "", []).append((used.fact.name, line))
        return [FactsOf(who, tuple(lines)) for who, lines in whose.items()]

    def _shown(self, facts: Iterable[HeldFact], *, whose: Person | None) -> Iterable[FactLine]:
        for held in facts:
            if held.name not in SAID_WITH_THE_NAME and self._is_told(held.name, whose):
                yield _line(held)

    def _is_told(self, name: str, whose: Person | None) -> bool:
        return FACTS[name].sensitivity != CLOSED or whose == self.me


def family_of(user: Any, *, on: date) -> Family | None:
    """Return the household of a resident's account; None for an account without one."""
    account = getattr(user, "resident", None)
    if account is None:
        return None
    me = account.person.merged_into or account.person
    household = me.household
    if household is None:
        return None
    try:
        explained = _explained(household, on=on)
    except NobodyKnownError:
        return None
    return Family(me, household, explained, on=on) if me in explained.persons else None


def _explained(household: Household, *, on: date) -> ExplainedHousehold:
    parameters, books = parameters_of_this_city(), rulebooks()
    # Explanations call the members by their names, in the order in which the register holds them.
    unnamed = explain_household(household, books, parameters, on=on)
    return ExplainedHousehold(unnamed.known, unnamed.evaluation, [one.name for one in unnamed.persons])


def _line(held: HeldFact) -> FactLine:
    fact = FACTS[held.name]
    return FactLine(
        held.name, value_text(held.value, fact.kind, fact.codes), held.source, held.as_of, held.is_disputed
    )

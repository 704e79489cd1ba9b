"""Keeping what the rules find with every decision, and working it out again for an appeal or an audit.

    for again in replays(case):
        again.kept.policy, again.outcome, again.explanation

Kept are the facts the rule may ask for, the parameters in force, the fingerprint of the rule and the whole explanation.
A parameter changed afterwards changes nothing; a rule changed afterwards says so. Nothing is decided by any of this.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.replay import Kept, RuleChangedError, keep, replay
from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.cases.models import Case, CaseStep
from minsheng.kernel.entitlements.models import KeptAnswer
from minsheng.kernel.people.merging import facts_for_rules, known_household
from minsheng.kernel.people.models import Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies


class Outcome(StrEnum):
    """What comes out when a kept answer is worked out again."""

    SAME = "same"
    DIFFERENT = "different"
    RULE_CHANGED = "rule_changed"

    @property
    def wording(self) -> Text:
        return _WORDING[self]


_WORDING = {
    Outcome.SAME: Text("复算一致", "worked out again: the same, byte for byte"),
    Outcome.DIFFERENT: Text(
        "复算不一致，请查存档或程序", "worked out again: different; look at the store and the programme"
    ),
    Outcome.RULE_CHANGED: Text(
        "规则此后已修改，按存档显示", "the rule was changed since; shown as it was kept"
    ),
}


@dataclass(frozen=True, slots=True)
class Replayed:
    """A kept answer and what came out when it was worked out again."""

    kept: KeptAnswer
    outcome: Outcome

    @property
    def answer(self) -> Mapping[str, Any]:
        """What was found then: ``result`` and ``explanation``."""
        said: Mapping[str, Any] = json.loads(self.kept.answer)
        return said


def keep_answers(case: Case, step: CaseStep, *, at: datetime) -> None:
    """Keep what the rules of a case find in the moment it is decided; nothing where they cannot be asked."""
    subject = case.subject
    household = subject.household if isinstance(subject, Person) else subject
    asked = [key for key in kind_of(case).policies if key in policies()]
    if household is None or not asked:
        return
    on = day_of(at)
    known = known_household(household, on=on)
    people = [member.person.pk for member in known.members]
    for key in asked:
        policy = policies()[key]
        member = None
        if policy.subject is Entity.PERSON:
            if not isinstance(subject, Person) or subject.pk not in people:
                continue
            member = people.index(subject.pk)
        elif not people:
            continue
        found = keep(facts_for_rules(known), policy, parameters_of_this_city(), on=on, member=member)
        _write(case, step, found)


def _write(case: Case, step: CaseStep, found: Kept) -> None:
    KeptAnswer.objects.create(
        case=case,
        step_token=step.token,
        policy=found.policy,
        on=found.on,
        rule_fingerprint=found.rule,
        facts=dict(found.facts),
        member=found.member,
        parameters=[dict(parameter) for parameter in found.parameters],
        answer=found.answer,
    )


def replays(case: Case) -> Iterator[Replayed]:
    """Work every answer kept with a case out again, oldest first."""
    for kept in case.kept_answers.order_by("pk"):
        yield Replayed(kept, outcome_of(kept))


def outcome_of(kept: KeptAnswer) -> Outcome:
    """Work one kept answer out again from its own facts and parameters, and compare byte for byte."""
    policy = policies().get(kept.policy)
    if policy is None:
        return Outcome.RULE_CHANGED
    try:
        again = replay(_as_kept(kept), policy)
    except RuleChangedError:
        return Outcome.RULE_CHANGED
    return Outcome.SAME if again.encode() == kept.answer.encode() else Outcome.DIFFERENT


def _as_kept(kept: KeptAnswer) -> Kept:
    return Kept(
        policy=kept.policy,
        member=kept.member,
        on=kept.on,
        rule=kept.rule_fingerprint,
        facts=kept.facts,
        parameters=tuple(kept.parameters),
        answer=kept.answer,
    )

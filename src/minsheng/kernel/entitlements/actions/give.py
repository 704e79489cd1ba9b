"""Recording what a small task gave, where the rule reads it: as a fact, or as a line on the roll of the policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.facts import Entity, Kind
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.payments.services import record_service
from minsheng.kernel.people import recording
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.people.models import Household, Person

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SOURCE = "本系统办理登记"


def record_what_was_given(case: Case, *, by: User, at: datetime, values: Mapping[str, Any]) -> None:
    """Record the fields of the verb that are facts; if none is, write the subject on the roll of the policy."""
    facts = {
        name: _read(name, given) for name, given in values.items() if name in FACTS and given is not None
    }
    if not facts:
        _write_on_the_roll(case, since=_day(values, at), at=at)
        return
    records = []
    for entity, subject in _subjects(case).items():
        said = {name: value for name, value in facts.items() if FACTS[name].entity is entity}
        if said and subject is not None:
            records.append(recording.new_facts(subject, said, source=SOURCE, as_of=day_of(at)))
    recording.record_all(facts=records, at=at)


def _subjects(case: Case) -> dict[Entity, Person | Household | None]:
    """Return whom facts of either entity describe; a person's household is the one of today."""
    subject = case.subject
    if isinstance(subject, Person):
        return {Entity.PERSON: subject, Entity.HOUSEHOLD: subject.household}
    return {Entity.HOUSEHOLD: subject}


def _write_on_the_roll(case: Case, *, since: date, at: datetime) -> None:
    policy = kind_of(case).policies[0]
    subject = case.subject
    if isinstance(subject, Person):
        record_service(policy, person=subject, since=since, at=at)
    else:
        record_service(policy, household=subject, since=since, at=at)


def _day(values: Mapping[str, Any], at: datetime) -> date:
    given: str | None = values.get("given_on")
    return date.fromisoformat(given) if given else day_of(at)


def _read(name: str, given: Any) -> Any:
    """Return a value of a form as the fact takes it; forms keep days as text and codes as their digits."""
    kind = FACTS[name].kind
    if kind is Kind.DATE:
        return date.fromisoformat(given)
    return int(given) if kind in (Kind.CODE, Kind.NUMBER, Kind.MONEY) else given

"""What the rules find for one person or household of the register on a day, with every step of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from minsheng.engines.policy import scalar
from minsheng.engines.policy.facts import Entity
from minsheng.kernel.people.merging import facts_for_rules, known_household
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies, programme_of_policy

if TYPE_CHECKING:
    from minsheng.engines.policy.evaluation import Result


def answer_for(policy: str, subject: Person | Household, *, on: date) -> Result | None:
    """Return what a policy gives a person or household on a day, by the facts held true and this city's parameters.

    None if the rules cannot be asked: the person belongs to no household, or nobody is known to live in it.
    """
    household = subject.household if isinstance(subject, Person) else subject
    known = known_household(household, on=on) if household is not None else None
    if known is None or not known.members:
        return None
    member = None
    if policies()[policy].subject is Entity.PERSON:
        people = [one.person.pk for one in known.members]
        if subject.pk not in people:
            return None
        member = people.index(subject.pk)
    book = programme_of_policy()[policy].rulebook
    found = scalar.evaluate(facts_for_rules(known), book, parameters_of_this_city(), on=on)
    return found.of(policy, member)

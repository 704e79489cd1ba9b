"""What the register held true of a household, or of a person's household, on every day of a span.

Asked day by day this is what ``merging`` says: the newest statement as of then that had not expired, and the members of
then. Only the days on which something can have changed are asked, so a quiet year costs one look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from minsheng.engines.policy.history import HouseholdHistory, Stretch
from minsheng.kernel.people.merging import facts_for_rules, known_household
from minsheng.kernel.people.models import FactRecord, Household, Membership, Person

_ONE_DAY = timedelta(days=1)
_LIFE = ("born_on", "died_on", "moved_away_on")


def history_of(subject: Person | Household, *, from_: date, to: date) -> HouseholdHistory:
    """Return the household over a span of days; of a person, the household he or she belonged to on each day.

    Members are named by the keys of their persons. Before the first day nothing is known.
    """
    days = sorted({from_} | {day for day in _turning_days(subject) if from_ < day <= to})
    return HouseholdHistory(_stretches(subject, days))


def _stretches(subject: Person | Household, days: Iterable[date]) -> Iterator[Stretch]:
    for day in days:
        household = subject if isinstance(subject, Household) else _home_of(subject, on=day)
        known = None if household is None else known_household(household, on=day)
        if known is None or not known.members:
            yield Stretch(day, None)
        else:
            yield Stretch(day, facts_for_rules(known), tuple(member.person.pk for member in known.members))


def _home_of(person: Person, *, on: date) -> Household | None:
    found = Membership.objects.current(on=on).filter(person=person).select_related("household").first()
    return None if found is None else found.household


def _turning_days(subject: Person | Household) -> Iterator[date]:
    """Yield the days on which what is held true may change: it is asked anew on each."""
    own = (
        Membership.objects.filter(person=subject)
        if isinstance(subject, Person)
        else Membership.objects.none()
    )
    homes = (
        [subject.pk] if isinstance(subject, Household) else list(own.values_list("household_id", flat=True))
    )
    memberships = Membership.objects.filter(Q(household_id__in=homes) | Q(pk__in=own.values("pk")))
    people = set(memberships.values_list("person_id", flat=True))
    # A member may have been counted in another household from a day on.
    everywhere = Membership.objects.filter(person_id__in=people)
    for days in everywhere.values_list("from_on", "to_on"):
        yield from filter(None, days)
    persons: Any = Person.objects.filter(Q(pk__in=people) | Q(merged_into_id__in=people))
    for days in persons.values_list(*_LIFE):
        yield from filter(None, days)
    records = FactRecord.objects.filter(
        Q(household_id__in=homes) | Q(person_id__in=people) | Q(person__merged_into_id__in=people)
    )
    for as_of, expires_on in records.values_list("as_of", "expires_on"):
        yield as_of
        if expires_on is not None and expires_on < date.max:
            yield expires_on + _ONE_DAY

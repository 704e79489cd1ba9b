"""Leaving out what a source has said already: the same facts as of the same day are no news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minsheng.kernel.people.bulk import in_slices
from minsheng.kernel.people.models import FactRecord


def only_news(facts: Sequence[FactRecord], *, source: str) -> list[FactRecord]:
    """Return the statements that their source has not made before, word for word and as of the same day."""
    known_persons = {fact.person.pk for fact in facts if fact.person is not None and fact.person.pk}
    known_homes = {fact.household.pk for fact in facts if fact.household is not None and fact.household.pk}
    if not known_persons and not known_homes:
        return list(facts)
    said = set(_said("person_id", known_persons, source)) | set(_said("household_id", known_homes, source))
    return [fact for fact in facts if _key(fact) not in said]


def _said(column: str, subjects: set[int], source: str) -> Iterable[tuple[object, ...]]:
    for some in in_slices(sorted(subjects)):
        for fact in FactRecord.objects.filter(source=source, **{f"{column}__in": some}):
            yield _key(fact)


def _key(fact: FactRecord) -> tuple[object, ...]:
    person = fact.person.pk if fact.person_id is None and fact.person is not None else fact.person_id
    home = (
        fact.household.pk if fact.household_id is None and fact.household is not None else fact.household_id
    )
    values = tuple(sorted((name, repr(value)) for name, value in fact.values.items()))
    return person, home, fact.as_of, fact.expires_on, values

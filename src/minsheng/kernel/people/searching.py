"""Finding people: by the beginning of a name within divisions, or by an exact identity number.

Both use an index on both databases, with millions of rows. A search by number is put on the record, found or not; the
number itself never is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from minsheng.engines.formulas.identity import parse_identity_number
from minsheng.kernel.audit.record import record
from minsheng.kernel.divisions.codes import bounds, contains
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Person, PersonQuerySet
from minsheng.kernel.people.recording import index_of

# Up to so many divisions (the villages of a township) are named one by one: equality uses the index of division and
# name. Beyond, the name leads: a county has hundreds of villages, and looking into each takes longer than passing over
# people of the same name elsewhere. Measured in benchmarks/search_register.py.
MOST_DIVISIONS_NAMED = 60
MOST_FOUND = 50


def persons_called(beginning: str, *, within: Collection[str]) -> PersonQuerySet:
    """Return the persons whose name begins so and who live in one of some divisions, in order of name.

    ``within``: codes of any level, such as those of the user's posts; nobody is found without one. Take a slice of
    it: ``persons_called("张", within=codes)[:MOST_FOUND]``.
    """
    name = beginning.strip()
    if not name or not within:
        return Person.objects.none()
    found = Person.objects.kept().called(name).order_by("name", "pk")
    spans = Q()
    for code in within:
        low, high = bounds(code)
        spans |= Q(pk__gte=low, pk__lt=high)
    named = list(
        Division.objects.filter(spans).order_by().values_list("pk", flat=True)[: MOST_DIVISIONS_NAMED + 1]
    )
    if len(named) <= MOST_DIVISIONS_NAMED:
        return found.filter(division_id__in=named)
    living_there = Q()
    for code in within:
        low, high = bounds(code)
        living_there |= Q(division_id__gte=low, division_id__lt=high)
    return found.filter(living_there)


@transaction.atomic
def person_with_number(
    number: str, *, within: Collection[str], by: Any, at: datetime, because: str = ""
) -> Person | None:
    """Return the person with an identity number, as somebody wrote it, if they live in one of some divisions.

    Raises BadIdentityNumber for what is no number. The number of a merged entry leads to the one that was kept.
    """
    read = parse_identity_number(number, on=localdate(at))
    found = Person.objects.filter(identity_index=index_of(read.number)).select_related("merged_into").first()
    person: Person | None = None if found is None else found.merged_into or found
    if person is not None and any(contains(code, person.division_id) for code in within):
        record("person found by number", person, by=by, at=at, because=because)
        return person
    # Whether the number exists elsewhere is nobody's business: the record says no more than the screen.
    record("nobody found by number", by, by=by, at=at, because=because)
    return None

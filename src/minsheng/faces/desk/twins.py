"""One of two entries that may be the same person, with what helps to tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minsheng.engines.policy.text import Text
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.duplicates import (
    NUMBERS_DIFFER_IN_AREA,
    ONE_WITHOUT_NUMBER,
    SAME_COUNTY,
    SAME_TOWNSHIP,
)
from minsheng.kernel.people.models import FactRecord, Membership, Person

REASONS = {
    SAME_TOWNSHIP: Text("姓名、出生日期相同，在同一个乡镇", "same name, birth date and township"),
    SAME_COUNTY: Text("姓名、出生日期相同，在同一个县", "same name, birth date and county"),
    ONE_WITHOUT_NUMBER: Text("其中一条没有身份证号", "one entry has no identity number"),
    NUMBERS_DIFFER_IN_AREA: Text(
        "身份证号只有地区码不同", "the identity numbers differ in the area code only"
    ),
}


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry: the people it lives with, who speaks of it, what it receives. The number is told by its end only."""

    person: Person
    number_ends: str
    family: list[str]
    sources: list[str]
    policies: list[str]


def twin(person: Person, *, on: date) -> Twin:
    """Return an entry with what helps to tell it from another one."""
    number = person.identity_number
    home = person.household
    family = []
    if home is not None:
        members = Membership.objects.filter(household=home, to_on__isnull=True).exclude(person=person)
        family = [member.person.name for member in members.select_related("person").order_by("relation")]
    sources = (
        FactRecord.objects.filter(person=person)
        .values_list("source", flat=True)
        .distinct()
        .order_by("source")
    )
    policies = (
        Receipt.objects.filter(person=person).values_list("policy", flat=True).distinct().order_by("policy")
    )
    return Twin(person, number[-4:] if number else "", family, list(sources), list(policies))


def spoken_reasons(codes: Iterable[str]) -> list[Text]:
    """Return why two entries may be one, in words."""
    return [REASONS[code] for code in codes if code in REASONS]

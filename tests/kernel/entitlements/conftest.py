"""An invented county in the database: people who are screened with the two invented policies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.kernel.entitlements import invented

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.entitlements.actions.screen import screen_households, screen_with
from minsheng.kernel.entitlements.models import Lead, Run
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import Household, Person

PLACES = {
    "990101000000": "甲县", "990101001001": "甲县一村", "990101001002": "甲县二村", "990102000000": "乙县",
    "990102001001": "乙县一村",
}  # fmt: skip
MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)


class Registered:
    """The register of the tests: families, what sources say, what rolls pay, and runs over it."""

    def __init__(self) -> None:
        self.now = MORNING
        self.books = [invented.BOOK]
        self.parameters: ParameterSet = invented.PARAMETERS

    def family(self, *members: dict[str, Any], division: str = invented.VILLAGE, **facts: Any) -> Household:
        """Write a household of members; born_on is kept in the person's row, everything else is said by a source."""
        household = recording.new_household(division_code=division, is_synthetic=True)
        persons = [
            recording.new_person(
                name=f"人{place}",
                division_code=division,
                born_on=one.get("born_on"),
                sex=1,
                is_synthetic=True,
            )
            for place, one in enumerate(members)
        ]
        said = [
            recording.new_facts(
                person, {name: value for name, value in one.items() if name != "born_on"}, source="示例",
                as_of=date(2026, 1, 1),
            )
            for person, one in zip(persons, members, strict=True)
        ]  # fmt: skip
        if facts:
            said.append(recording.new_facts(household, facts, source="示例", as_of=date(2026, 1, 1)))
        recording.record_all(
            persons=persons,
            households=[household],
            memberships=[
                recording.new_membership(person, household, relation=1, from_on=date(2020, 1, 1))
                for person in persons
            ],
            facts=said,
            at=self.later(),
        )
        return household

    def tell(self, subject: Person | Household, as_of: date = date(2026, 6, 1), **facts: Any) -> None:
        """Write that a source says something."""
        said = recording.new_facts(subject, facts, source="示例", as_of=as_of)
        recording.record_all(facts=[said], at=self.later())

    def pays(
        self, policy: str, subject: Person | Household, amount_fen: int | None = None, **line: Any
    ) -> Receipt:
        """Write a line of a roll."""
        is_person = isinstance(subject, Person)
        return Receipt.objects.create(
            policy=policy, person=subject if is_person else None, household=None if is_person else subject,
            division_id=subject.division_id, amount_fen=amount_fen, source="示例名册", as_of=date(2026, 1, 1), **line,
        )  # fmt: skip

    def later(self) -> datetime:
        """Let an hour pass."""
        self.now += timedelta(hours=1)
        return self.now

    def screened(self, *, on: date = invented.ON) -> Run:
        """Screen everybody."""
        return screen_with(self.books, self.parameters, on=on, at=self.later())

    def screened_again(self, *households: Household, on: date = invented.ON) -> Run:
        """Screen some households."""
        ids = [household.pk for household in households]
        return screen_households(ids, self.books, self.parameters, on=on, at=self.later())


@pytest.fixture
def registered(db: None) -> Registered:
    for code, name in PLACES.items():
        level = 6 if code.endswith("000000") else 12
        Division.objects.create(code=code, name=name, kind="county" if level == 6 else "village", level=level)
    return Registered()


def members_of(household: Household) -> list[Person]:
    """Return the members of a household in the order in which they were written."""
    return list(Person.objects.filter(memberships__household=household).order_by("pk"))


def open_leads() -> list[tuple[str, str]]:
    """Return kind and policy of the open leads."""
    return sorted(Lead.objects.open().values_list("kind", "policy"))

"""The whole city as leaders and residents see it: real divisions, places and pledges, invented counts and a family.

Made for pages and journeys. ``make_showcase(on=)`` writes all of it; the numbers are the same in every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from tests.make.town import HUJIALING, YUCHENG, family

from minsheng.engines.policy.facts import Entity
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.divisions.loading import load_divisions
from minsheng.kernel.entitlements.models import Lead, MissingFact, PolicyCount, Run
from minsheng.kernel.entitlements.run_files import folder_of
from minsheng.kernel.intake.models import Batch, Source
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people.models import Household, Person, ResidentAccount
from minsheng.kernel.people.snapshot import write_snapshot
from minsheng.kernel.places.loading import load_certificates, load_places
from minsheng.kernel.pledges.loading import load_pledges
from minsheng.kernel.pledges.measuring import as_decimal, measure
from minsheng.kernel.pledges.models import Pledge, PledgeMeasurement
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.registry.loading import policies
from minsheng.kernel.staff.models import Post

CITY, COUNTY, OTHER_COUNTY = "140700000000", "140729000000", "140702000000"
PASSWORD = "一个够长的测试密码-2026"
WITH_HISTORY = ("canteens", "rural_day_care", "five_centres")
MISSING = {
    "care_level": 41,
    "has_able_supporter": 23,
    "assistance_class": 17,
    "has_local_hukou": 9,
    "assessed_on": 5,
}


@dataclass
class Showcase:
    """Who may sign in, and what tests name."""

    leader: User
    analyst: User
    clerk: User
    resident: User
    home: Household
    me: Person
    wife: Person
    grandson: Person
    neighbour: Household
    neighbour_person: Person
    run: Run
    earlier: Run


def make_city(*, on: date) -> None:
    """Write divisions, places with their records, and pledges with a year of measurements."""
    at = datetime.combine(on, time(1), tzinfo=UTC)
    city = this_city()
    load_divisions(city)
    load_places(city.places, at=at)
    load_certificates(city.folder, at=at)
    load_pledges(city.pledges_folder, at=at)
    for pledge in Pledge.objects.filter(key__in=WITH_HISTORY):
        for days in (240, 180, 120, 60, 30, 0):
            _measure(pledge, on=on - timedelta(days=days), at=at)


def _measure(pledge: Pledge, *, on: date, at: datetime) -> None:
    measured = measure(pledge, on=on)
    assert measured is not None
    by_county = {code: [share.numerator, share.denominator] for code, share in measured.by_county.items()}
    PledgeMeasurement.objects.create(
        pledge=pledge, on=on, numerator=measured.numerator, denominator=measured.denominator,
        value=None if measured.value is None else as_decimal(measured.value), by_county=by_county, measured_at=at,
    )  # fmt: skip


@contextmanager
def shared_showcase(blocker) -> Iterator[Showcase]:
    """Write the showcase once for all tests of a module; every test works in a savepoint of its own."""
    with blocker.unblock(), transaction.atomic():
        yield make_showcase(on=timezone.localdate())
        transaction.set_rollback(True)


def make_showcase(*, on: date) -> Showcase:
    """Write the city, two screenings with their counts, leads, cases, files, staff, and a family with an account."""
    make_city(on=on)
    home, (me, wife, grandson) = _family_of_the_resident()
    neighbour, (neighbour_person,) = family(HUJIALING, ("刘翠花", 2, 1, date(1950, 4, 4), {}))
    earlier = _run(on - timedelta(days=92), people=199_400)
    run = _run(on - timedelta(days=1), people=200_113, previous=earlier)
    run.causes = {"fact": 214, "date": 96, "parameter": 41, "new": 17, "rule": 0}
    run.save(update_fields=["causes"])
    _counts(earlier, shift=3)
    _counts(run, shift=0)
    _missing(run)
    made = Showcase(
        leader=_staff("leader", "周市长", Role.LEADER, CITY),
        analyst=_staff("analyst", "孙析", Role.ANALYST, CITY), clerk=_staff("clerk", "王静", Role.COUNTY_CLERK, COUNTY),
        resident=_account("resident", me), home=home, me=me, wife=wife, grandson=grandson, neighbour=neighbour,
        neighbour_person=neighbour_person, run=run, earlier=earlier,
    )  # fmt: skip
    _account("neighbour", neighbour_person)
    _receipts(made, on=on)
    _leads(made)
    _cases(made, on=on)
    _files(on=on)
    return made


def _run(on: date, *, people: int, previous: Run | None = None) -> Run:
    at = datetime.combine(on, time(1), tzinfo=UTC)
    run = Run.objects.create(
        on=on, started_at=at, finished_at=at + timedelta(seconds=9), engine="numpy", rules_fingerprint=f"r{on}",
        parameters_fingerprint=f"p{on}", folder=f"runs/{on}", people=people, households=people * 10 // 27, seconds=9.1,
        previous=previous, people_without_household=312,
    )  # fmt: skip
    # Indicators that are shares of the register read what the screening saw.
    folder_of(run).mkdir(parents=True, exist_ok=True)
    write_snapshot(folder_of(run), on=on)
    return run


def _counts(run: Run, *, shift: int) -> None:
    rows = []
    for number, county in enumerate(this_city().counties):
        for place, policy in enumerate(policies().values()):
            base = 40 + 13 * number + 7 * place
            eligible, owed = base * (2 if policy.subject is Entity.PERSON else 1), base // 6 + shift
            differs = base // 25
            rows.append(
                PolicyCount(
                    run=run,
                    policy=policy.key,
                    division_id=county.code,
                    eligible=eligible,
                    not_eligible=base * 30,
                    unknown=base // 3,
                    receiving=eligible - owed + base // 18,
                    owed_missing=owed,
                    received_not_owed=base // 20,
                    agreeing=eligible - owed - differs,
                    amount_differs=differs,
                    not_in_register=number % 3,
                    owed_missing_fen=owed * 32_000 if policy.amount is not None else 0,
                )
            )
    PolicyCount.objects.bulk_create(rows)


def _missing(run: Run) -> None:
    MissingFact.objects.bulk_create(
        MissingFact(run=run, division_id=village, fact=fact, subjects=number, open_rules=number * 2)
        for village in (YUCHENG, HUJIALING, "140702001002")
        for fact, number in MISSING.items()
    )


def _family_of_the_resident() -> tuple[Household, list[Person]]:
    return family(
        YUCHENG,
        ("张建国", 1, 1, date(1948, 2, 11), {"business_fen": 20_000}),
        ("李秀英", 2, 2, date(1950, 9, 3), {"business_fen": 10_000, "has_tuberculosis": True, "care_level": 2}),
        ("张小宝", 1, 4, date(2016, 5, 8), {
            "schooling": 2, "business_fen": 0, "basic_pension_fen": 0, "father_status": 11, "mother_status": 11,
            "is_orphan_supported": False,
        }),
    )  # fmt: skip


def _staff(username: str, name: str, role: Role, division: str) -> User:
    user = User.objects.create(username=username, password=_hashed(), last_name=name[0], first_name=name[1:])
    Post.objects.create(user=user, role=role.value, division_id=division, from_on=date(2025, 1, 1))
    return user


@cache
def _hashed() -> str:
    # One for everybody: hashing is slow on purpose.
    return make_password(PASSWORD)


def _account(username: str, person: Person) -> User:
    user = User.objects.create(
        username=username, password=_hashed(), last_name=person.name[0], first_name=person.name[1:]
    )
    ResidentAccount.objects.create(user=user, person=person)
    return user


def _receipts(made: Showcase, *, on: date) -> None:
    common = {"division_id": YUCHENG, "source": "灵石县民政局发放名册", "as_of": on - timedelta(days=20)}
    Receipt.objects.create(
        policy="health_check_65", person=made.me, amount_fen=None, since=date(2026, 3, 1), **common
    )
    Receipt.objects.create(policy="visiting_care", person=made.wife, since=date(2025, 6, 1), **common)
    Receipt.objects.create(
        policy="advanced_age_allowance", person=made.me, amount_fen=5_000, since=date(2020, 2, 1),
        until=on - timedelta(days=1), **common,
    )  # fmt: skip


def _leads(made: Showcase) -> None:
    common = {"first_run": made.run, "last_run": made.run, "is_synthetic": True, "division_id": YUCHENG}
    Lead.objects.create(
        kind="owed_missing", policy="dibao", household=made.home, amount_fen=150_000, cause="parameter",
        cause_details="social_assistance.dibao_standard_rural", **common,
    )  # fmt: skip
    Lead.objects.create(
        kind="owed_missing",
        policy="family_doctor_priority",
        person=made.me,
        household=made.home,
        cause="date",
        **common,
    )
    Lead.objects.create(
        kind="received_not_owed", policy="dibao", household=made.neighbour, cause="fact",
        cause_details="business_fen,members", **common,
    )  # fmt: skip


def _cases(made: Showcase, *, on: date) -> None:
    at = datetime.combine(on, time(1), tzinfo=UTC)
    open_case("dibao", subject=made.neighbour, by=None, at=at - timedelta(days=60))
    open_case("visit", subject=made.home, by=None, at=at - timedelta(days=2))


def _files(*, on: date) -> None:
    at = datetime.combine(on, time(1), tzinfo=UTC)
    for number, (name, division, kind) in enumerate(
        (
            ("灵石县公安局", COUNTY, "people"),
            ("灵石县残联", COUNTY, "disability_certificates"),
            ("市民政局", CITY, "facilities"),
        )
    ):
        source = Source.objects.create(name=name, division_id=division)
        Batch.objects.create(
            source=source, division_id=division, kind=kind, file_name=f"{name}.xlsx", fingerprint=f"{number:064}",
            as_of=on - timedelta(days=30 * (number + 1)), checked_on=on, counted=120, accepted=110, rejected=7,
            set_aside=3, state="committed", previewed_at=at, committed_at=at,
        )  # fmt: skip

"""A town of 灵石县 with real divisions, invented people whose files are half known, leads, visits and staff.

Made for pages and journeys, where a test looks at what a worker sees. ``make_town(on=)`` writes all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from minsheng.engines.formulas.identity import check_digit
from minsheng.kernel.divisions.codes import contains, depth
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.entitlements.actions.open_cases import open_visits
from minsheng.kernel.entitlements.models import Lead, MissingFact, Run
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people import recording
from minsheng.kernel.people.conflicts import find_conflicts
from minsheng.kernel.people.duplicates import find_duplicates
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.places import life_cycle
from minsheng.kernel.places.models import Place
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.staff.models import Post

CITY, COUNTY, TOWN = "140700000000", "140729000000", "140729100000"
YUCHENG, HUJIALING, LIJIAGOU = "140729100203", "140729100204", "140729100207"
OTHER_COUNTY, OTHER_VILLAGE = "140702000000", "140702001002"
PASSWORD = "一个够长的测试密码-2026"
SURNAMES = "王李张赵刘陈杨郭任马武高田梁宋韩温石侯孟"
GIVEN = [
    "建国", "秀英", "桂兰", "玉梅", "志明", "春花", "爱华", "海燕", "福生", "改梅", "俊杰", "雪莲", "保平", "翠花",
    "文斌", "晓红", "天顺", "巧云", "国强", "慧敏",
]  # fmt: skip
ORDINARY = {
    "has_local_hukou": True, "lives_here": True, "is_detained": False, "schooling": 0, "disability_kind": 0,
    "disability_grade": 0, "is_severely_ill": False, "has_able_supporter": True, "wage_fen": 0, "business_fen": 6_000,
    "property_fen": 0, "pension_fen": 0, "basic_pension_fen": 18_600, "transfer_fen": 0, "work_cost_fen": 0,
    "left_family_over_three_years": False, "is_destitute_supported": False,
}  # fmt: skip
HOME = {
    "household_kind": 1, "assistance_class": 0, "financial_assets_fen": 300_000, "vehicles": 0, "dwellings": 1,
    "dwelling_m2_per_person": 24, "has_shop": False, "registered_capital_fen": 0,
}  # fmt: skip


_sequence = count(1)


def identity(born_on: date, number: int, area: str = "140729") -> str:
    """Return a valid number of somebody who does not exist."""
    first17 = f"{area}{born_on:%Y%m%d}{900 + number % 96:03d}"
    return first17 + check_digit(first17)


@dataclass
class Town:
    """Who works there, and the families that tests name."""

    worker: User
    neighbour: User
    reviewer: User
    second_reviewer: User
    clerk: User
    approver: User
    stranger: User
    leader: User
    auditor: User
    run: Run
    families: dict[str, Household] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def make_town(*, on: date, families: int = 24) -> Town:
    """Write the town; ``families`` more households than the named ones stand in two villages."""
    _divisions()
    at = datetime.combine(on, time(1), tzinfo=UTC)
    run = Run.objects.create(
        on=on, started_at=at, finished_at=at, engine="numpy", rules_fingerprint="r", parameters_fingerprint="p",
        folder="runs/town", people=3 * families, households=families,
    )  # fmt: skip
    town = Town(
        worker=_staff("zhanghui", "张慧", Role.VILLAGE_WORKER, YUCHENG),
        neighbour=_staff("liuyang", "刘洋", Role.VILLAGE_WORKER, HUJIALING),
        reviewer=_staff("lifang", "李芳", Role.TOWNSHIP_REVIEWER, TOWN),
        second_reviewer=_staff("guojun", "郭军", Role.TOWNSHIP_REVIEWER, TOWN),
        clerk=_staff("wangjing", "王静", Role.COUNTY_CLERK, COUNTY),
        approver=_staff("zhaozq", "赵志强", Role.COUNTY_APPROVER, COUNTY),
        stranger=_staff("chenyc", "陈榆次", Role.COUNTY_CLERK, OTHER_COUNTY),
        leader=_staff("leader", "周市长", Role.LEADER, CITY),
        auditor=_staff("auditor", "孙审计", Role.AUDITOR, COUNTY),
        run=run,
    )
    _named_families(town, on=on)
    for number in range(families):
        village = (YUCHENG, HUJIALING, LIJIAGOU)[number % 3]
        _ordinary_family(town, number, village, on=on)
    _questions(town)
    _places(town, at=at)
    # The visits were opened on several days, so that some are urgent and some are not.
    leads = list(Lead.objects.order_by("pk").values_list("pk", flat=True))
    for days, part in ((17, leads[:6]), (14, leads[6:9]), (9, leads[9:14]), (1, leads[14:24])):
        open_visits(Lead.objects.filter(pk__in=part), at=at - timedelta(days=days))
    return town


def _divisions() -> None:
    wanted = [
        one for one in this_city().divisions
        if one.code in (CITY, OTHER_COUNTY, "140702001000", OTHER_VILLAGE, COUNTY) or contains(TOWN, one.code)
    ]  # fmt: skip
    names = {one.code: one.name for one in wanted}
    for one in wanted:
        above = [names[code] for code in (f"{one.code[:6]}000000", f"{one.code[:9]}000") if code in names]
        full = "".join(dict.fromkeys([*above, one.name])) if one.code != CITY else one.name
        Division.objects.create(
            code=one.code, name=one.name, kind=one.kind, level=depth(one.code), parent_id=one.parent or None,
            full_name=full,
        )  # fmt: skip


def _staff(username: str, name: str, role: Role, division: str) -> User:
    user = User.objects.create(username=username, password=_hashed(), last_name=name[0], first_name=name[1:])
    Post.objects.create(user=user, role=role.value, division_id=division, from_on=date(2025, 1, 1))
    return user


@cache
def _hashed() -> str:
    # One for everybody: hashing is slow on purpose.
    return make_password(PASSWORD)


def family(
    village: str,
    *members: tuple[str, int, int, date, dict[str, Any]],
    source: str = "村委会入户登记表",
    **facts: Any,
) -> tuple[Household, list[Person]]:
    """Write a household. A member is name, sex, relation, birth, and what is known besides; None forgets a fact."""
    home = Household.objects.create(
        division_id=village,
        number=f"H{next(_sequence):05}",
        is_urban=False,
        is_synthetic=True,
        address="村东头第三排",
    )
    people, records = [], []
    for name, sex, _relation, born_on, known in members:
        person = recording.new_person(
            name=name, division_code=village, sex=sex, born_on=born_on, is_synthetic=True, phone="13800138000",
            identity_number=identity(born_on, next(_sequence)),
        )  # fmt: skip
        people.append(person)
        records.append(recording.new_facts(person, ORDINARY | known, source=source, as_of=date(2026, 3, 1)))
    records.append(recording.new_facts(home, HOME | facts, source=source, as_of=date(2026, 3, 1)))
    memberships = [
        recording.new_membership(person, home, relation=relation, from_on=date(2015, 1, 1))
        for person, (_, _, relation, _, _) in zip(people, members, strict=True)
    ]
    recording.record_all(
        persons=people, memberships=memberships, facts=records, at=datetime(2026, 3, 2, 2, tzinfo=UTC)
    )
    return home, people


def lead(
    town: Town, policy: str, subject: Household | Person, kind: str = Lead.Kind.OWED_MISSING, **values: Any
) -> Lead:
    """Write an open lead about a household, or about a person and where they live."""
    person = subject if isinstance(subject, Person) else None
    home = subject.household if isinstance(subject, Person) else subject
    return Lead.objects.create(
        kind=kind, policy=policy, person=person, household=home, division_id=subject.division_id, cause="new",
        first_run=town.run, last_run=town.run, is_synthetic=True, **values,
    )  # fmt: skip


def _named_families(town: Town, *, on: date) -> None:
    zhang, (jianguo, _) = family(
        YUCHENG, ("张建国", 1, 1, date(1948, 2, 11), {}), ("李秀英", 2, 2, date(1950, 9, 3), {})
    )
    wang, (guilan,) = family(YUCHENG, ("王桂兰", 2, 1, date(1941, 6, 20), {"has_able_supporter": None}))
    chen, (_, _, xiaoyu) = family(
        YUCHENG,
        ("陈福生", 1, 1, date(1957, 4, 2), {}),
        ("任改梅", 2, 2, date(1958, 12, 12), {}),
        ("陈小雨", 2, 4, date(2016, 5, 8), {
            "schooling": 2, "business_fen": 0, "basic_pension_fen": 0, "father_status": 4, "mother_status": 3,
            "father_status_since": date(2024, 1, 10), "mother_status_since": date(2023, 2, 1),
        }),
    )  # fmt: skip
    _disagree(jianguo, guilan, wang, on=on)
    town.families |= {"zhang": zhang, "wang": wang, "chen": chen}
    town.people |= {"jianguo": jianguo, "guilan": guilan, "xiaoyu": xiaoyu}
    lead(town, "dibao", zhang, amount_fen=108_000)
    lead(town, "elder_service_allowance", jianguo, amount_fen=None)
    lead(town, "advanced_age_allowance", guilan, amount_fen=10_000)
    lead(town, "de_facto_unsupported", xiaoyu, amount_fen=120_000)
    lead(town, "dibao", wang, Lead.Kind.RECEIVED_NOT_OWED, amount_fen=0, received_fen=40_000)


def _disagree(jianguo: Person, guilan: Person, wang: Household, *, on: date) -> None:
    """Let another bureau say otherwise, list somebody twice, and put a roll beside it."""
    at = datetime(2026, 6, 2, 2, tzinfo=UTC)
    other = recording.new_facts(
        jianguo, {"disability_kind": 4, "disability_grade": 2, "wage_fen": 60_000}, source="灵石县残联残疾人证名册",
        as_of=date(2026, 6, 1),
    )  # fmt: skip
    twice = recording.new_person(name=guilan.name, division_code=HUJIALING, sex=2, born_on=guilan.born_on)
    savings = recording.new_facts(
        wang, {"financial_assets_fen": 4_500_000}, source="家庭经济状况核对报告", as_of=date(2026, 6, 1)
    )
    recording.record_all(persons=[twice], facts=[other, savings], at=at)
    find_conflicts(person_ids=[jianguo.pk], household_ids=[wang.pk], on=on, at=at)
    find_duplicates(person_ids=[guilan.pk])
    Receipt.objects.create(
        policy="dibao", household=wang, division_id=wang.division_id, amount_fen=40_000, since=date(2024, 1, 1),
        source="灵石县民政局低保名册", as_of=date(2026, 10, 1),
    )  # fmt: skip


def _questions(town: Town) -> None:
    """Write what the screening missed."""
    for fact, village, subjects, rules in (
        ("has_able_supporter", YUCHENG, 14, 40), ("pension_fen", YUCHENG, 21, 35),
        ("disability_grade", HUJIALING, 9, 12), ("has_able_supporter", HUJIALING, 6, 17),
        ("care_level", LIJIAGOU, 5, 5),
    ):  # fmt: skip
        MissingFact.objects.create(
            run=town.run, division_id=village, fact=fact, subjects=subjects, open_rules=rules
        )


def _places(town: Town, *, at: datetime) -> None:
    """Plan a canteen, let another one wait for its inspection, and list the county hospital."""
    planned, waiting = (
        life_cycle.plan(kind, name=name, division=Division.objects.get(pk=village), by=town.clerk, at=at, capacity=60)
        for kind, name, village in (
            ("rural_day_care", "玉成村日间照料中心", YUCHENG), ("community_canteen", "翠峰镇标准化食堂", TOWN),
        )
    )  # fmt: skip
    waiting = life_cycle.site(waiting, address="翠峰镇新建街12号", by=town.clerk, at=at)
    waiting = life_cycle.start_building(waiting, by=town.clerk, at=at)
    waiting = life_cycle.complete(waiting, by=town.clerk, at=at)
    waiting = life_cycle.submit_for_acceptance(waiting, by=town.clerk, at=at)
    hospital = Place.objects.create(
        kind="hospital",
        name="灵石县人民医院（示例）",
        division_id=COUNTY,
        capacity=300,
        stage="operating",
        is_synthetic=True,
    )
    town.places |= {"planned": planned, "waiting": waiting, "hospital": hospital}


def _ordinary_family(town: Town, number: int, village: str, *, on: date) -> None:
    surname = SURNAMES[number % len(SURNAMES)]
    head = surname + GIVEN[number * 7 % len(GIVEN)]
    spouse = SURNAMES[(number + 5) % len(SURNAMES)] + GIVEN[(number * 3 + 1) % len(GIVEN)]
    born = date(1938 + number, 1 + number % 12, 1 + number % 27)
    home, (first, *_) = family(
        village,
        (head, 1, 1, born, {}),
        (spouse, 2, 2, born.replace(year=born.year + 2), {"pension_fen": 90_000}),
    )
    policy, subject, amount = (
        ("advanced_age_allowance", first, 5_000), ("visiting_care", first, None), ("dibao", home, 52_000),
    )[number % 3]  # fmt: skip
    lead(town, policy, subject, amount_fen=amount)

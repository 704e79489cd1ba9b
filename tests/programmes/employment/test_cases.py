"""Recognition as hard to employ, and the 1131 services, which only deliveries complete."""

from datetime import date

import pytest
from tests.make import land
from tests.make.cases import noon, walk

from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.registry.card import Role
from minsheng.programmes.employment.actions import COUNTED_IN, ServicesMissingError, missing_services

DAY = {"given_on": "2026-09-02"}


@pytest.fixture
def community(db):
    land.make_land()
    return land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE)


@pytest.fixture
def township(community):
    return land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP)


@pytest.fixture
def county(community):
    return land.make_staff(Role.COUNTY_APPROVER, land.COUNTY)


def offer(employer):
    return {**DAY, "detail": employer, "fits": "yes"}


def test_recognition_goes_from_the_community_over_the_street_to_the_county(community, township, county):
    case = open_case("hard_to_employ", subject=land.make_person(), by=community, at=noon(9, 1))
    assert (case.division_id, case.due_on) == (land.VILLAGE, date(2026, 9, 10))
    found = {"ground": "older", "findings": "失业登记满一年"}
    case = do(case, "check", by=community, at=noon(9, 2), values=found)
    assert case.not_before_on == date(2026, 9, 8)

    case = walk(
        case,
        ("end_notice", community, noon(9, 8), {}),
        ("comment", township, noon(9, 8), {"opinion": "同意"}),
        ("confirm", county, noon(9, 9), {"pledge_signed": "yes"}),
    )

    assert case.outcome == "recognised"
    assert case.deliveries.get().what == "hard_to_employ"


def test_the_notice_hangs_for_its_days(community):
    case = open_case("hard_to_employ", subject=land.make_person(), by=community, at=noon(9, 1))
    case = do(case, "check", by=community, at=noon(9, 2), values={"ground": "long", "findings": "失业满一年"})

    with pytest.raises(problems.TooEarlyError):
        do(case, "end_notice", by=community, at=noon(9, 7))


@pytest.fixture
def helping(township):
    """A graduate who was reached and got everything but one job offer (worked example E5-4)."""
    graduate = land.make_person(born_on=date(2004, 5, 1))
    case = open_case("graduate_1131", subject=graduate, by=township, at=noon(9, 1))
    return walk(
        case,
        ("contact", township, noon(9, 1), {}),
        ("brief", township, noon(9, 2), DAY),
        ("guide", township, noon(9, 2), DAY),
        ("recommend", township, noon(9, 2), offer("甲厂")),
        ("recommend", township, noon(9, 2), offer("乙厂")),
        ("train", township, noon(9, 2), {**DAY, "detail": "丙公司见习"}),
    )


def test_the_services_are_incomplete_while_one_offer_is_missing(helping, township):
    assert missing_services(helping, on=date(2026, 9, 3)) == {"job_offer": 1}

    with pytest.raises(ServicesMissingError, match="1 more of job offers"):
        do(helping, "complete", by=township, at=noon(9, 3))
    helping.refresh_from_db()
    assert helping.is_open


def test_two_offers_of_one_employer_are_one(helping, township):
    case = do(helping, "recommend", by=township, at=noon(9, 3), values=offer("甲厂"))

    with pytest.raises(ServicesMissingError):
        do(case, "complete", by=township, at=noon(9, 3))


def test_three_different_offers_complete_the_services(helping, township):
    case = do(helping, "recommend", by=township, at=noon(9, 3), values=offer("丁店"))

    done = do(case, "complete", by=township, at=noon(9, 3))

    assert (done.outcome, done.deliveries.filter(what="graduate_1131").count()) == ("completed", 1)


def test_a_graduate_is_contacted_within_ten_working_days(township):
    case = open_case("graduate_1131", subject=land.make_person(), by=township, at=noon(9, 1))

    assert case.due_on == date(2026, 9, 15)


def test_complete_services_are_counted_where_the_rule_reads_them(township):
    case = open_case("graduate_1131", subject=land.make_person(), by=township, at=noon(9, 1))
    steps = [("contact", {}), ("brief", DAY), ("guide", DAY), ("train", {**DAY, "detail": "乙厂"})]
    steps += [("recommend", offer(employer)) for employer in ("甲厂", "乙厂", "丙厂")]
    for verb, values in [*steps, ("complete", {})]:
        case = do(case, verb, by=township, at=noon(9, 3), values=values)

    known = facts_of(case.person, on=date(2026, 9, 4))
    assert [known[fact].value for fact in COUNTED_IN.values()] == [1, 1, 3, 1]

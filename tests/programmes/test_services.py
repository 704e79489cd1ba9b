"""Services that are arranged and given, and that the next screening then finds given."""

from datetime import date

import pytest
from tests.make import land
from tests.make.cases import noon

from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.payments.services import record_service
from minsheng.kernel.people.merging import facts_of
from minsheng.kernel.registry.card import Role

TODAY = date(2026, 9, 2)


@pytest.fixture
def worker(db):
    land.make_land()
    return land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP)


def given(kind, worker, **values):
    person = land.make_person()
    case = open_case(kind, subject=person, by=worker, at=noon(9, 1))
    return do(case, "give", by=worker, at=noon(9, 2), values={"given_on": "2026-09-02", **values})


def test_a_contract_is_known_to_the_register(worker):
    case = given("family_doctor", worker, team="甲镇团队", valid_until="2027-09-01")

    assert facts_of(case.person, on=TODAY)["family_doctor_until"].value == date(2027, 9, 1)
    assert case.deliveries.get().what == "family_doctor_priority"


def test_a_check_is_known_to_the_register(worker):
    case = given("health_check_65", worker, where="甲镇卫生院")

    assert facts_of(case.person, on=TODAY)["health_check_on"].value == TODAY


def test_who_is_visited_stands_on_the_roll_once(worker):
    case = given("visiting_care", worker, visitor="邻居")

    record_service("visiting_care", person=case.person, since=TODAY, at=noon(9, 2))

    line = Receipt.objects.get()
    assert (line.policy, line.person, line.amount_fen) == ("visiting_care", case.person, None)


def test_who_declines_is_not_counted_as_served(worker):
    case = open_case("family_doctor", subject=land.make_person(), by=worker, at=noon(9, 1))

    declined = do(case, "decline", by=worker, at=noon(9, 2), because="已有固定医生")

    assert (declined.outcome, declined.deliveries.count()) == ("declined", 0)

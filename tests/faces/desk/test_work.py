"""The work list: what lies on whose desk, how it is filtered and grouped, and what it costs the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from tests.make.town import YUCHENG, Town, family, lead

from minsheng.kernel.cases.actions.assign import assign
from minsheng.kernel.cases.models import Case
from minsheng.kernel.entitlements.actions.open_cases import open_visits
from minsheng.kernel.entitlements.models import Lead

QUERIES_AT_MOST = 25


def page_of(client: Client, address: str = "/desk/") -> str:
    return client.get(address).content.decode()


def add_visits(town: Town, count: int) -> None:
    for number in range(count):
        home, _ = family(YUCHENG, (f"村民{number:02}", 1, 1, date(1950, 1, 1) + timedelta(days=number), {}))
        lead(town, "dibao", home, amount_fen=50_000)
    open_visits(Lead.objects.filter(case__isnull=True), at=timezone.now())


def test_a_village_worker_finds_the_visits_of_the_village_with_the_most_urgent_first(worker, town):
    page = page_of(worker)

    assert "张建国" in page
    assert page.index("张建国") < page.index("赵秀英")
    assert "已超期" in page


def test_the_neighbouring_village_is_on_another_list(town, at_the_desk_of):
    page = page_of(at_the_desk_of(town.neighbour))

    assert "张建国" not in page
    assert "李海燕" in page


def test_the_township_is_offered_the_visits_of_its_villages_apart_from_its_own_work(reviewer):
    own, below = page_of(reviewer), page_of(reviewer, "/desk/?where=below")

    assert "张建国" not in own
    assert "下面各村的" in own
    assert "张建国" in below


def test_another_county_sees_an_empty_list_that_says_what_to_do(stranger):
    page = page_of(stranger)

    assert "张建国" not in page
    assert "现在没有要您办的事" in page
    assert "张建国" not in page_of(stranger, "/desk/?where=seen")


def test_a_leader_sees_no_single_case(town, at_the_desk_of):
    assert "张建国" not in page_of(at_the_desk_of(town.leader), "/desk/?where=seen")


def test_nobody_without_a_post_opens_the_desk(town, client):
    client.force_login(User.objects.create_user("nobody"))

    assert client.get("/desk/").status_code == 403


def test_who_is_not_signed_in_is_asked_to(db, client):
    assert client.get("/desk/")["Location"].startswith("/login/")


def test_what_is_overdue_can_be_picked_out(worker):
    page = page_of(worker, "/desk/?when=overdue")

    assert "张建国" in page
    assert "还剩" not in page


def test_what_one_took_on_oneself_can_be_picked_out(reviewer, town):
    case = Case.objects.get(household=town.families["zhang"])
    assign(case, to=town.reviewer, by=town.reviewer, at=timezone.now())

    page = page_of(reviewer, "/desk/?where=below&when=mine")

    assert "张建国" in page
    assert "王桂兰" not in page


def test_a_family_is_found_by_the_name_of_any_member(worker):
    page = page_of(worker, "/desk/?name=李秀英")

    assert "张建国" in page
    assert "王桂兰" not in page


def test_visits_stand_village_by_village_when_asked(reviewer):
    page = page_of(reviewer, "/desk/?where=below&by=village")

    assert 'id="village-1"' in page
    assert page.index("玉成村") < page.index("张建国") < page.index("胡家岭村") < page.index("李海燕")


def test_a_fragment_holds_the_lines_and_nothing_else(worker):
    fragment = worker.get("/desk/?when=overdue", headers={"HX-Request": "true"}).content.decode()

    assert "张建国" in fragment
    assert "<html" not in fragment


def test_the_list_has_pages(worker, town):
    add_visits(town, 22)

    assert "第 1 页" in page_of(worker)
    assert "第 2 页" in page_of(worker, "/desk/?page=2")


@pytest.mark.parametrize("address", ["/desk/", "/desk/?by=village", "/desk/?name=村民"])
def test_a_longer_list_costs_no_more_queries(worker, town, address, django_assert_max_num_queries):
    add_visits(town, 30)

    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page_of(worker, address)

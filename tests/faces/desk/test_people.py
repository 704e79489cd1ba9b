"""Finding people: by name in one's own divisions, by number without leaving it anywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.make.town import OTHER_VILLAGE, TOWN, YUCHENG, family, identity

from minsheng.kernel.audit.models import Entry

QUERIES_AT_MOST = 20


def found(client: Client, **asked: str) -> str:
    return client.get("/desk/people/", asked).content.decode()


def test_people_are_found_by_the_beginning_of_their_name(reviewer, town):
    page = found(reviewer, name="张建")

    assert f"/desk/people/{town.people['jianguo'].token}/" in page
    assert "王桂兰" not in page


def test_a_village_worker_finds_nobody_of_the_next_village(town, at_the_desk_of):
    page = found(at_the_desk_of(town.neighbour), name="张建国")

    assert "没有叫这个名字的人" in page


def test_another_county_finds_nobody(stranger):
    assert "没有叫这个名字的人" in found(stranger, name="张建国")


def test_a_place_beyond_the_own_ones_cannot_be_chosen(stranger):
    assert "没有叫这个名字的人" in found(stranger, name="张建国", division=YUCHENG)


def test_a_village_can_be_chosen(reviewer, town):
    page = found(reviewer, name="王桂兰", division=YUCHENG)

    assert f"/desk/people/{town.people['guilan'].token}/" in page
    assert "找到1人" in page


def test_nonsense_for_a_place_does_no_harm(reviewer, town):
    assert "找到" in found(reviewer, name="张建国", division="某村")


def test_leaders_do_not_search_for_people(town, at_the_desk_of):
    assert at_the_desk_of(town.leader).get("/desk/people/").status_code == 403


def test_without_a_name_nobody_is_listed(reviewer):
    page = found(reviewer)

    assert "张建国" not in page
    assert "按姓名找" in page


def test_a_long_list_says_that_there_are_more(reviewer, town, django_assert_max_num_queries):
    for number in range(55):
        family(YUCHENG, (f"赵同名{number:02}", 1, 1, date(1950, 1, 1) + timedelta(days=number), {}))

    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = found(reviewer, name="赵同名")

    assert "只列出前50人" in page


def test_a_number_leads_to_the_person_and_stays_out_of_the_address(reviewer, town):
    number = town.people["jianguo"].identity_number

    answer = reviewer.post("/desk/people/number/", {"number": number})

    assert answer["Location"] == f"/desk/people/{town.people['jianguo'].token}/"
    assert Entry.objects.filter(what="person found by number").exists()


def test_a_number_of_another_county_is_not_found_and_that_is_on_the_record(stranger, town):
    answer = stranger.post(
        "/desk/people/number/", {"number": town.people["jianguo"].identity_number}, follow=True
    )

    assert "没有找到这个号码的人" in answer.content.decode()
    assert Entry.objects.filter(what="nobody found by number").exists()


def test_a_wrong_number_is_said_to_be_wrong_without_being_repeated(reviewer, town):
    wrong = identity(date(1950, 1, 1), 5)[:-1] + "?"

    page = reviewer.post("/desk/people/number/", {"number": wrong}, follow=True).content.decode()

    assert "alert-error" in page
    assert wrong not in page


def test_a_number_is_not_taken_from_an_address(reviewer):
    assert reviewer.get("/desk/people/number/").status_code == 405


@pytest.mark.parametrize("division", [TOWN, OTHER_VILLAGE])
def test_the_choice_of_places_holds_only_the_own_ones(reviewer, division):
    page = found(reviewer)

    assert (f'value="{division}"' in page) is (division == TOWN)


def test_a_fragment_holds_the_people_and_nothing_else(reviewer):
    answer = reviewer.get("/desk/people/", {"name": "张建国"}, headers={"HX-Request": "true"})

    assert "张建国" in answer.content.decode()
    assert "<form" not in answer.content.decode()

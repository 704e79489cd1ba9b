"""Leads by village, one by one, and as visits; and which question settles most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.make.land import make_staff
from tests.make.town import COUNTY, HUJIALING, LIJIAGOU, OTHER_COUNTY, YUCHENG, family, lead

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.models import Case
from minsheng.kernel.entitlements.models import Lead
from minsheng.kernel.registry.card import Role


@pytest.fixture
def waiting(town):
    """Leads in 李家沟 that nobody goes after yet."""
    for number in range(3):
        home, (head,) = family(
            LIJIAGOU, (f"石新来{number}", 1, 1, date(1945, 1, 1) + timedelta(days=number), {})
        )
        lead(town, "dibao", home, amount_fen=40_000)
        lead(town, "health_check_65", head, amount_fen=None, received_fen=None)
    Lead.objects.filter(policy="health_check_65").update(cause="fact", cause_details="born_on,wage_fen")
    return Lead.objects.filter(division=LIJIAGOU, case__isnull=True)


def test_the_county_sees_its_villages_those_with_most_to_do_first(clerk, waiting):
    page = clerk.get("/desk/leads/").content.decode()

    assert page.index("李家沟") < page.index("玉成村")
    assert "还没安排" in page


def test_a_village_worker_is_led_to_the_own_village(worker):
    assert worker.get("/desk/leads/")["Location"] == f"/desk/leads/{YUCHENG}/"


def test_a_lead_says_who_what_how_much_and_why_now(clerk, waiting):
    page = clerk.get(f"/desk/leads/{LIJIAGOU}/").content.decode()

    assert "石新来0" in page
    assert "400.00元" in page
    assert "登记信息有变化：出生日期、月工资性收入" in page


def test_what_is_received_stands_beside_what_the_rule_finds(worker):
    page = worker.get(f"/desk/leads/{YUCHENG}/?kind=received_not_owed").content.decode()

    assert "名册上：400.00元" in page
    assert "按规则：0.00元" in page
    assert "张建国" not in page


@pytest.mark.parametrize("code", [YUCHENG, OTHER_COUNTY, "nonsense", "140700000000"])
def test_nobody_opens_a_division_that_is_not_theirs(town, at_the_desk_of, code):
    assert at_the_desk_of(town.neighbour).get(f"/desk/leads/{code}/").status_code == 404


def test_another_county_sees_no_lead(stranger):
    assert "没有待核线索" in stranger.get("/desk/leads/").content.decode()


def test_leaders_see_no_single_lead(town, at_the_desk_of):
    assert at_the_desk_of(town.leader).get("/desk/leads/").status_code == 403


def test_the_waiting_leads_of_a_village_become_one_visit_for_each_household(clerk, town, waiting):
    visits = Case.objects.count()

    answer = clerk.post(f"/desk/leads/{LIJIAGOU}/visits/", follow=True)

    assert "安排了3户入户" in answer.content.decode()
    assert Case.objects.count() == visits + 3
    assert Entry.objects.filter(what="case opened", by=town.clerk).count() == 3


def test_what_another_team_delivers_waits_for_no_visit_and_says_so(clerk, town):
    home, (head,) = family(LIJIAGOU, ("石独户", 1, 1, date(1945, 5, 5), {}))
    lead(town, "family_doctor_priority", head)

    page = clerk.get(f"/desk/leads/{LIJIAGOU}/").content.decode()
    told = clerk.post(f"/desk/leads/{LIJIAGOU}/visits/", follow=True).content.decode()

    assert "由别的队伍上门办" in page
    assert "1条由别的队伍上门办，不单独入户" in told
    assert not Case.objects.filter(household=home).exists()


def test_doing_so_twice_opens_nothing_more(clerk, waiting):
    clerk.post(f"/desk/leads/{LIJIAGOU}/visits/")
    visits = Case.objects.count()

    clerk.post(f"/desk/leads/{LIJIAGOU}/visits/")

    assert Case.objects.count() == visits


def test_leads_of_another_village_are_left_alone(clerk, town, waiting):
    home, _ = family(HUJIALING, ("温别村", 1, 1, date(1945, 3, 3), {}))
    other = lead(town, "dibao", home)

    clerk.post(f"/desk/leads/{LIJIAGOU}/visits/")

    other.refresh_from_db()
    assert other.case is None


def test_a_post_for_one_programme_sees_its_leads_and_arranges_no_visits(town, at_the_desk_of, waiting):
    narrow = at_the_desk_of(make_staff(Role.COUNTY_CLERK, COUNTY, programme="elder_health"))

    page = narrow.get(f"/desk/leads/{LIJIAGOU}/").content.decode()
    answer = narrow.post(f"/desk/leads/{LIJIAGOU}/visits/")

    assert "年度健康体检" in page
    assert "最低生活保障" not in page
    assert "安排入户" not in page
    assert answer.status_code == 403


def test_an_auditor_arranges_nothing(town, at_the_desk_of, waiting):
    assert at_the_desk_of(town.auditor).post(f"/desk/leads/{LIJIAGOU}/visits/").status_code == 403


def test_the_question_that_settles_most_comes_first(clerk):
    page = clerk.get("/desk/leads/ask-first/").content.decode()

    assert page.index("有能履行义务的赡养") < page.index("月职工养老金") < page.index("残疾等级")
    assert "57" in page


def test_a_question_names_the_villages_and_how_to_ask(clerk):
    page = clerk.get("/desk/leads/ask-first/?fact=has_able_supporter").content.decode()

    assert "有能供养他（她）的法定义务人吗" in page
    assert page.index("玉成村委会") < page.index("胡家岭村委会")


def test_only_the_own_villages_are_counted(worker, stranger):
    assert "残疾等级" not in worker.get("/desk/leads/ask-first/").content.decode()
    assert "还没有筛查过" in stranger.get("/desk/leads/ask-first/").content.decode()


def test_an_unknown_fact_is_not_found(clerk):
    assert clerk.get("/desk/leads/ask-first/?fact=nonsense").status_code == 404


def test_the_work_list_points_at_what_else_waits(clerk, waiting):
    page = clerk.get("/desk/").content.decode()

    assert 'href="/desk/leads/"' in page
    assert 'href="/desk/conflicts/"' in page
    assert 'href="/desk/duplicates/"' in page


@pytest.mark.parametrize("address", ["/desk/leads/", f"/desk/leads/{LIJIAGOU}/", "/desk/leads/ask-first/"])
def test_more_leads_cost_no_more_queries(clerk, town, address, django_assert_max_num_queries):
    for number in range(30):
        home, _ = family(LIJIAGOU, (f"石多{number}", 1, 1, date(1945, 1, 1) + timedelta(days=number), {}))
        lead(town, "dibao", home)

    with django_assert_max_num_queries(22):
        clerk.get(address)

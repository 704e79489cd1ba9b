"""The board: counts only, the own counties one by one and the city's totals, every number with where it comes from."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.make.wordings import left_in_chinese

from minsheng.kernel.entitlements.models import PolicyCount, Run
from minsheng.kernel.people.models import ResidentAccount
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.staff.models import Post

ADDRESSES = ("/board/", "/board/policies/dibao/", "/board/runs/", "/board/pledges/canteens/")


def page(client: Client, address: str = "/board/") -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def section(html: str, heading: str) -> str:
    found = re.search(
        rf'<section[^>]*aria-labelledby="{heading}".*?</section>\s*(?=<section class="mb-10"|</main)',
        html,
        re.DOTALL,
    )
    assert found is not None
    return found[0]


def row(html: str, name: str) -> str:
    found = re.search(
        rf"<tr>(?:(?!</tr>).)*<th scope=\"row\"[^>]*>(?:<a[^>]*>)?{name}.*?</tr>", html, re.DOTALL
    )
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found[0]))


def somebody(role: Role, division: str) -> Client:
    user = User.objects.create_user(f"{role.value}-{division}")
    Post.objects.create(user=user, role=role.value, division_id=division, from_on=date(2025, 1, 1))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_opens_the_board_without_signing_in(showcase, address):
    assert Client().get(address).headers["Location"].startswith("/login/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_resident_does_not_open_the_board(showcase, address):
    client = Client()
    client.force_login(ResidentAccount.objects.get(person=showcase.me).user)

    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEADER, 200), (Role.COUNTY_CLERK, 200), (Role.AUDITOR, 200), (Role.TOWNSHIP_REVIEWER, 403)],
)
def test_the_board_is_for_leaders_county_clerks_and_auditors(showcase, role, status):
    assert somebody(role, "140729000000").get("/board/").status_code == status


def test_a_leader_of_the_city_sees_every_county_by_itself(leader):
    html = page(leader, "/board/policies/dibao/")

    for county in this_city().counties:
        assert row(html, county.name)


def test_a_clerk_sees_the_own_county_and_the_totals_of_the_city_and_no_other_county(clerk):
    html = page(clerk, "/board/policies/dibao/").split("<main", 1)[1]

    assert row(html, "灵石县")
    assert row(html, "全市")
    assert "介休市" not in html


def test_the_totals_of_the_city_are_the_same_for_everybody(leader, clerk):
    assert row(page(leader, "/board/policies/dibao/"), "全市") == row(
        page(clerk, "/board/policies/dibao/"), "全市"
    )


def test_the_total_is_the_sum_of_the_counties(leader, showcase):
    found = PolicyCount.objects.filter(run=showcase.run, policy="dibao")
    eligible, owed = sum(one.eligible for one in found), sum(one.owed_missing for one in found)

    told = row(page(leader, "/board/policies/dibao/"), "全市")

    assert f" {eligible:,} " in told
    assert f" {owed:,} " in told


def test_a_clerk_of_two_counties_sees_both(showcase):
    client = somebody(Role.COUNTY_CLERK, "140729000000")
    user = User.objects.get(username="county_clerk-140729000000")
    Post.objects.create(
        user=user, role=Role.COUNTY_CLERK.value, division_id="140702000000", from_on=date(2025, 1, 1)
    )

    html = page(client, "/board/policies/dibao/").split("<main", 1)[1]

    assert row(html, "灵石县")
    assert row(html, "榆次区")
    assert "介休市" not in html


def test_leads_are_linked_where_the_post_may_see_the_people_behind_them(clerk):
    assert "/desk/leads/140729000000/?policy=dibao" in page(clerk, "/board/policies/dibao/")


def test_a_leader_sees_counts_and_no_way_to_single_people(leader):
    assert "/desk/leads/" not in page(leader, "/board/policies/dibao/")


def test_missing_facts_lead_a_clerk_to_where_to_ask_and_a_leader_nowhere(leader, clerk):
    assert "/desk/leads/ask-first/?fact=care_level" in section(page(clerk), "missing")
    assert "/desk/" not in section(page(leader), "missing")
    assert clerk.get("/desk/leads/ask-first/?fact=care_level").status_code == 200


def test_the_link_to_the_leads_leads_to_the_desk(clerk):
    assert clerk.get("/desk/leads/140729000000/?policy=dibao").status_code == 200


@pytest.mark.parametrize("address", [*ADDRESSES, "/board/runs/{}/"])
def test_no_page_of_the_board_names_a_person(leader, showcase, address):
    html = page(leader, address.format(showcase.run.token))

    for name in ("张建国", "李秀英", "刘翠花"):
        assert name not in html


def test_pledges_stand_with_light_target_count_and_what_is_needed_a_week(leader):
    told = row(section(page(leader), "pledges"), "标准化社区食堂")

    for said in ("按期做不到了", "20个", "13个", "%"):
        assert said in told


def test_a_pledge_that_cannot_be_met_any_more_gives_its_proof(leader):
    assert "少于承诺的20个" in page(leader, "/board/pledges/canteens/")


def test_the_bar_shows_what_was_counted_and_visible_progress_is_said_beside_it(leader):
    html = page(leader, "/board/pledges/canteens/")

    assert "数到目标的 65.0%" in html
    assert "形象进度" in html


def test_a_pledge_without_an_indicator_says_why_on_the_board_too(leader):
    assert "12345工单记录尚未导入" in section(page(leader), "pledges")


def test_the_gap_of_a_policy_is_shown_with_the_share_that_is_reached(leader, showcase):
    found = PolicyCount.objects.filter(run=showcase.run, policy="dibao")
    reached = sum(one.agreeing + one.amount_differs for one in found) / sum(one.eligible for one in found)

    assert f"{100 * reached:.1f}%" in row(section(page(leader), "gaps"), "最低生活保障")


def test_the_facts_that_keep_most_answers_open_come_first(leader):
    told = re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', section(page(leader), "missing"))

    assert told[:2] == ["能力评估等级", "有能履行义务的赡养、抚养、扶养人"]


def test_missing_facts_of_other_counties_do_not_count_for_a_clerk(leader, clerk):
    assert " 123 " in row(section(page(leader), "missing"), "能力评估等级")
    assert " 82 " in row(section(page(clerk), "missing"), "能力评估等级")


def test_the_last_screening_says_when_how_many_and_why_results_changed(leader):
    told = section(page(leader), "screening")

    assert "200,113 人" in told
    assert "另有 312 人不知道跟谁住" in told
    assert "登记信息有变化" in told or "情况有变化" in told
    assert "规则有修" not in told


def test_overdue_cases_are_counted_where_their_people_live(leader):
    told = row(section(page(leader), "overdue"), "灵石县")

    assert re.search(r"灵石县 2 1 ", told)


def test_the_oldest_source_comes_first_with_its_age_in_days(leader):
    told = section(page(leader), "sources")

    assert told.index("市民政局") < told.index("灵石县残联") < told.index("灵石县公安局")
    assert " 90 " in row(told, "市民政局")


def test_a_clerk_sees_sources_of_the_county_and_of_the_city_only(clerk, showcase):
    told = section(page(clerk), "sources")

    assert "灵石县残联" in told
    assert "市民政局" in told


def test_a_run_says_what_changed_against_the_one_before(leader, showcase):
    html = page(leader, f"/board/runs/{showcase.run.token}/")

    before, now = (
        sum(PolicyCount.objects.filter(run=run, policy="dibao").values_list("owed_missing", flat=True))
        for run in (showcase.earlier, showcase.run)
    )
    assert f"{before:,} → {now:,} (−{before - now})" in row(html, "最低生活保障")


def test_new_leads_of_a_run_say_which_fact_or_parameter_did_it(leader, showcase):
    html = page(leader, f"/board/runs/{showcase.run.token}/")

    assert "农村低保标准" in html
    assert "月经营净收入" in html
    assert "家里人口变了" in html


def test_the_first_run_has_nothing_to_be_compared_with(leader, showcase):
    assert "各项政策多了少了" not in page(leader, f"/board/runs/{showcase.earlier.token}/")


def test_a_run_that_is_not_finished_is_not_shown(leader, showcase):
    Run.objects.filter(pk=showcase.run.pk).update(finished_at=None)

    assert leader.get(f"/board/runs/{showcase.run.token}/").status_code == 404
    assert "199,400" in section(page(leader), "screening")


def test_a_board_without_any_screening_says_what_to_do(leader, showcase):
    Run.objects.update(finished_at=None)

    assert "先导入人员和名册" in page(leader)


@pytest.mark.parametrize(
    "address", ["/board/policies/nothing/", "/board/pledges/nothing/", "/board/runs/nothing/"]
)
def test_what_does_not_exist_leads_nowhere(leader, address):
    assert leader.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "most"), [("/board/", 60), ("/board/policies/dibao/", 20), ("/board/runs/", 20)]
)
def test_a_page_asks_the_database_a_bounded_number_of_questions(
    leader, django_assert_max_num_queries, address, most
):
    with django_assert_max_num_queries(most):
        leader.get(address)


def test_every_chart_has_its_table(leader):
    html = page(leader, "/board/pledges/canteens/")

    assert html.count('role="img"') == 2
    assert html.count("<table") == 2


def test_the_board_is_in_english_too(leader, showcase):
    leader.cookies["django_language"] = "en"

    for address in (*ADDRESSES, f"/board/runs/{showcase.run.token}/"):
        assert left_in_chinese(page(leader, address), "board", "design") == []


def test_counties_of_different_size_are_compared_by_shares(leader, showcase):
    PolicyCount.objects.filter(run=showcase.run).update(eligible=100, owed_missing=10)
    small = PolicyCount.objects.filter(run=showcase.run, division_id="140729000000")
    small.update(eligible=10, owed_missing=5)

    html = page(leader, "/board/policies/dibao/")

    assert "灵石县:50.0%" in html
    assert "介休市:10.0%" in html
    assert "50.0%" in row(section(page(leader), "gaps"), "灵石县")


def test_a_county_where_nobody_is_owed_anything_is_not_drawn_as_reached(leader, showcase):
    PolicyCount.objects.filter(run=showcase.run, division_id="140729000000").update(
        eligible=0, owed_missing=0
    )

    assert "灵石县:不明" in page(leader, "/board/policies/dibao/")

"""The public pages of the pledges: counted from records, honest about what cannot be counted, silent about persons."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.make.wordings import left_in_chinese

from minsheng.kernel.places.models import Place
from minsheng.kernel.pledges.models import Pledge


@pytest.fixture
def anybody(showcase) -> Client:
    return Client()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def card(html: str, key: str) -> str:
    found = re.search(
        rf'<li class="card[^>]*>(?:(?!<li class="card).)*/pledges/{key}/.*?</li>', html, re.DOTALL
    )
    assert found is not None
    return found[0]


def counted(html: str) -> int:
    found = re.search(r"这 (\d+) 条记录", html)
    assert found is not None
    return int(found[1])


def test_a_pledge_shows_its_sentence_target_count_light_deadline_and_bureau(anybody):
    told = card(page(anybody, "/pledges/"), "canteens")

    for said in ("建设20个标准化社区食堂", "20个", "13个", "按期做不到了", "2026年12月31日", "市民政局"):
        assert said in told


def test_a_sentence_that_is_not_word_for_word_says_so(anybody):
    told = card(page(anybody, "/pledges/"), "canteens")

    assert "大意，见" in told
    assert "原话" not in told


def test_a_pledge_whose_indicator_is_not_built_says_what_is_missing(anybody):
    told = card(page(anybody, "/pledges/"), "hotline")

    assert "还没法计数" in told
    assert "12345工单记录尚未导入" in told
    assert "数到" not in told


def test_a_pledge_without_a_number_shows_how_things_stand(anybody):
    assert "只看现状" in card(page(anybody, "/pledges/"), "preschool")


def test_a_pledge_that_is_not_public_exists_for_nobody_outside(anybody):
    Pledge.objects.filter(key="canteens").update(is_public=False)

    assert "标准化社区食堂" not in page(anybody, "/pledges/")
    assert anybody.get("/pledges/canteens/").status_code == 404


def test_the_number_is_the_number_of_the_records_below_it(anybody):
    html = page(anybody, "/pledges/canteens/")

    assert counted(html) == 13
    records = re.search(r'aria-labelledby="records".*?</section>', html, re.DOTALL)
    assert records is not None
    assert records[0].count("<li ") == 13
    assert records[0].count("日 验收") == 13


def test_taking_one_record_away_lowers_the_number_by_one(anybody):
    one = Place.objects.filter(kind="community_canteen", stage="operating", acceptance__isnull=False).first()
    assert one is not None
    Place.objects.filter(pk=one.pk).update(stage="closed")

    html = page(anybody, "/pledges/canteens/")

    assert counted(html) == 12
    assert one.name not in html


def test_places_on_the_way_are_listed_apart_and_not_counted(anybody):
    html = page(anybody, "/pledges/canteens/")

    on_the_way = re.search(r'aria-labelledby="on-the-way".*?</section>', html, re.DOTALL)
    assert on_the_way is not None
    assert "建设中" in on_the_way[0]


def test_a_number_counted_from_persons_shows_no_list(anybody):
    html = page(anybody, "/pledges/elder_health_checks/")

    assert "不列名单" in html
    assert "张建国" not in html


def test_every_county_is_in_the_table_and_on_the_map(anybody):
    html = page(anybody, "/pledges/canteens/")

    for county in ("榆次区", "灵石县", "介休市"):
        assert html.count(county) >= 2
    assert "示意图，非行政区域界线" in html


def test_history_is_a_line_with_its_table(anybody):
    html = page(anybody, "/pledges/canteens/")

    assert 'class="line"' in html
    assert "哪天数的" in html
    assert "承诺 20个" in html


def test_coverage_says_which_county_has_it(anybody):
    html = page(anybody, "/pledges/five_centres/")

    assert "10个，共11个" in html
    assert "还没有" in html


def test_a_number_whose_files_cannot_be_read_is_missing_and_the_page_stands(anybody, showcase):
    showcase.run.folder = "runs/gone"
    showcase.run.save(update_fields=["folder"])

    told = card(page(anybody, "/pledges/"), "elder_health_checks")

    assert "还没法计数" in told
    assert "筛查留下的文件读不到" in told


def test_no_pledge_of_this_name_leads_nowhere(anybody):
    assert anybody.get("/pledges/no_such_pledge/").status_code == 404


def test_the_list_asks_the_database_a_bounded_number_of_questions(anybody, django_assert_max_num_queries):
    with django_assert_max_num_queries(50):
        anybody.get("/pledges/")


def test_the_pledges_are_in_english_too(showcase):
    english = Client(headers={"accept-language": "en"})

    for address in ("/pledges/", "/pledges/canteens/", "/pledges/five_centres/", "/"):
        assert left_in_chinese(page(english, address), "portal", "design") == []

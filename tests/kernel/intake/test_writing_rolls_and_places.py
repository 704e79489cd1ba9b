"""Benefit rolls say who receives what since when; lists of facilities bring places up to date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.kernel.intake.conftest import Send
from tests.kernel.intake.synthetic import COUNTY, HEAD, NEIGHBOUR, SON, TODAY, WIDOW, WIFE, YIN

from minsheng.kernel.intake.background import background_of
from minsheng.kernel.intake.models import RejectedRow
from minsheng.kernel.payments.models import Receipt
from minsheng.kernel.people import recording
from minsheng.kernel.people.models import Person
from minsheng.kernel.places.models import Place

AGED, LOW = "高龄津贴.csv", "低保名册.csv"
AGED_HEADER = "姓名,身份证号,金额,享受时间"
JUNE, OCTOBER, NOVEMBER = date(2026, 6, 1), date(2026, 10, 31), date(2026, 11, 1)


@pytest.fixture
def people(bring: Send) -> None:
    bring(
        "人口登记.csv",
        "户号,姓名,身份证号,与户主关系,所在村",
        f"1,张三,{HEAD},户主,翠峰镇水峪村",
        f"1,李四,{WIFE},妻,翠峰镇水峪村",
        f"1,张五,{SON},儿子,翠峰镇水峪村",
        f"2,王六,{WIDOW},户主,尹方村",
        f"3,赵七,{NEIGHBOUR},户主,尹方村",
    )


def person(number: str) -> Person:
    """Return the person with an identity number."""
    return recording.persons_with_numbers([number])[number]


def running(policy: str) -> list[tuple[Any, ...]]:
    """Return the running lines of a policy: person, household of whom, amount, since."""
    lines = Receipt.objects.filter(policy=policy, until__isnull=True).order_by("pk")
    return [(line.person_id, line.household_id, line.amount_fen, line.since) for line in lines]


@pytest.mark.usefixtures("people")
def test_a_roll_of_persons_says_who_receives_what_since_when(bring: Send) -> None:
    batch = bring("merged_titles.xlsx")

    assert batch.outcome == {"receipts": 3, "receipts_ended": 0, "unchanged_receipts": 0}
    assert running("advanced_age_allowance")[0] == (person(WIDOW).pk, None, 10_000, date(2026, 8, 1))
    line = Receipt.objects.get(person=person(WIDOW))
    assert (line.source, line.as_of, line.batch_key, line.division_id) == (
        "灵石县某局",
        TODAY,
        batch.token,
        YIN,
    )


@pytest.mark.usefixtures("people")
def test_a_household_named_by_its_head_has_one_line(bring: Send) -> None:
    bring("dibao_by_household.xlsx")

    first, second = running("dibao")
    home = person(HEAD).household
    assert home is not None
    assert first == (None, home.pk, 126_000, date(2024, 7, 1))
    assert second[2] == 65_550


@pytest.mark.usefixtures("people")
def test_members_who_repeat_the_amount_of_the_household_do_not_add_it_up(bring: Send) -> None:
    header = "户号,姓名,身份证号,户月保障金额（元）,纳入时间"
    bring(
        LOW, header, f"1,张三,{HEAD},900,2025-02", f"1,李四,{WIFE},900,2025-01", f"1,张五,{SON},900,2025-03"
    )

    assert [line[2:] for line in running("dibao")] == [(90_000, date(2025, 1, 1))]


@pytest.mark.usefixtures("people")
def test_amounts_of_members_add_up_to_that_of_the_household(bring: Send) -> None:
    header = "户号,姓名,身份证号,补助金额"
    bring(LOW, header, f"1,张三,{HEAD},300", f"1,李四,{WIFE},200.5", f"1,张五,{SON},")

    assert [line[2] for line in running("dibao")] == [50_050]


@pytest.mark.usefixtures("people")
def test_a_line_that_says_the_same_is_left_alone_and_a_changed_one_ends(bring: Send) -> None:
    bring(AGED, AGED_HEADER, f"张三,{HEAD},50,2025-01-01", f"王六,{WIDOW},50,2025-01-01", as_of=JUNE)

    outcome = bring(
        AGED, AGED_HEADER, f"张三,{HEAD},50,2025-01-01", f"王六,{WIDOW},100,2026-11-01", as_of=NOVEMBER
    ).outcome

    assert outcome == {"receipts": 1, "receipts_ended": 1, "unchanged_receipts": 1}
    old, new = Receipt.objects.filter(person=person(WIDOW)).order_by("pk")
    assert (old.amount_fen, old.until) == (5_000, OCTOBER)
    assert (new.amount_fen, new.until) == (10_000, None)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("is_whole_roll", "still_running"), [(False, 2), (True, 1)])
def test_who_is_missing_is_taken_off_only_from_a_whole_roll(
    bring: Send, is_whole_roll: bool, still_running: int
) -> None:
    bring(AGED, AGED_HEADER, f"张三,{HEAD},50,2025-01-01", f"王六,{WIDOW},50,2025-01-01", as_of=JUNE)

    bring(AGED, AGED_HEADER, f"张三,{HEAD},50,2025-01-01", as_of=NOVEMBER, is_whole_roll=is_whole_roll)

    assert len(running("advanced_age_allowance")) == still_running


@pytest.mark.usefixtures("people")
def test_two_allowances_in_one_row_are_two_lines(bring: Send) -> None:
    bring(
        "残疾人两项补贴.csv",
        "姓名,身份证号,困难残疾人生活补贴（元）,重度残疾人护理补贴（元）",
        f"张三,{HEAD},75,90",
        f"王六,{WIDOW},,90",
    )

    assert [line[2] for line in running("disability_living")] == [7_500]
    assert [line[2] for line in running("disability_care")] == [9_000, 9_000]


@pytest.mark.usefixtures("people")
def test_a_column_may_say_which_policy_pays(bring: Send) -> None:
    bring(
        "补贴发放名册.csv",
        "姓名,身份证号,补贴项目,金额",
        f"张三,{HEAD},高龄津贴,50",
        f"张三,{HEAD},农村最低生活保障金,300",
        f"王六,{WIDOW},不存在的补贴,300",
    )

    assert len(running("advanced_age_allowance")) == len(running("dibao")) == 1
    assert RejectedRow.objects.get().problems[0]["code"] == "code"


FACILITIES = "养老服务设施.csv"
FACILITY_HEADER = "设施名称,设施类型,村,床位数,建设状态,投用日期"


def test_facilities_are_written_with_their_stage_and_capacity(bring: Send) -> None:
    bring(
        FACILITIES,
        FACILITY_HEADER,
        "水峪食堂,社区食堂,翠峰镇水峪村,40,投入运营,2025-05-01",
        "尹方中心,日间照料中心,尹方村,12,在建,",
        "东关食堂,社区食堂,东关社区,30,验收合格,",
    )

    kinds = {place.name: (place.kind, place.capacity, place.stage) for place in Place.objects.all()}
    assert kinds == {
        "水峪食堂": ("community_canteen", 40, "operating"),
        "尹方中心": ("rural_day_care", 12, "under_construction"),
        "东关食堂": ("community_canteen", 30, "awaiting_acceptance"),
    }
    assert not Place.objects.accepted().exists()


def test_a_known_facility_is_brought_up_to_date_but_not_moved_to_another_stage(bring: Send) -> None:
    bring(FACILITIES, FACILITY_HEADER, "尹方中心,日间照料中心,尹方村,12,在建,")

    outcome = bring(FACILITIES, FACILITY_HEADER, "尹方中心,日间照料中心,尹方村,20,投入运营,").outcome

    place = Place.objects.get()
    assert (place.capacity, place.stage) == (20, "under_construction")
    assert outcome == {"places": 0, "values_replaced": 1}


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("policy", "重度残疾人护理补贴", "disability_care"),
        ("policy", "失能老年人护理补贴", "elder_nursing_allowance"),
        ("policy", "2026年高龄津贴", "advanced_age_allowance"),
        ("policy", "护理补贴", None),
        ("place_kind", "农村日间照料中心（示范）", None),
        ("place_kind", "日间照料中心", "rural_day_care"),
        ("place_kind", "社区卫生服务站", "community_health_centre"),
        ("place_kind", "酒店", None),
        ("place_stage", "正常运营", "operating"),
        ("place_stage", "施工中", "under_construction"),
    ],
)
@pytest.mark.usefixtures("land")
def test_words_are_looked_up_among_what_the_site_knows(name: str, text: str, key: str | None) -> None:
    assert background_of(COUNTY, on=TODAY).lookups[name](text) == key

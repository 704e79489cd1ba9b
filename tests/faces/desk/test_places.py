"""Facilities: the list, one of them, its life, its inspections and certificates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.make.town import COUNTY, OTHER_COUNTY, YUCHENG

from minsheng.kernel.places import certifying
from minsheng.kernel.places.models import Place
from minsheng.kernel.registry.loading import place_kinds

PLACES = "/desk/places/"


def at(place: Place, more: str = "") -> str:
    return f"{PLACES}{place.token}/{more}"


def page_of(client: Client, place: Place) -> str:
    return client.get(at(place)).content.decode()


@pytest.fixture
def approver(town, at_the_desk_of) -> Client:
    return at_the_desk_of(town.approver)


@pytest.fixture
def inspection(town) -> dict[str, str]:
    """Every item of the list met."""
    kind = place_kinds()[town.places["waiting"].kind]
    return {f"accept-{item.key}": "yes" for item in kind.checklist}


def test_places_are_listed_with_kind_stage_and_division(clerk, town):
    page = clerk.get(PLACES).content.decode()

    assert "翠峰镇标准化食堂" in page
    assert "待验收 1" in page
    assert "社区食堂" in page


def test_the_list_is_narrowed_by_kind_stage_and_name(clerk):
    by_kind = clerk.get(f"{PLACES}?kind=hospital").content.decode()
    by_stage = clerk.get(f"{PLACES}?stage=planned").content.decode()
    by_name = clerk.get(f"{PLACES}?name=食堂").content.decode()

    assert "人民医院" in by_kind
    assert "食堂</a>" not in by_kind
    assert "玉成村日间照料中心" in by_stage
    assert "人民医院" not in by_stage
    assert "日间照料中心</a>" not in by_name


def test_another_county_sees_none_of_them(stranger, town):
    assert "没有符合的设施" in stranger.get(PLACES).content.decode()
    assert stranger.get(at(town.places["waiting"])).status_code == 404
    assert stranger.post(at(town.places["waiting"], "do/accept/")).status_code == 404


def test_a_village_worker_looks_and_changes_nothing(worker, town):
    page = page_of(worker, town.places["planned"])

    assert "玉成村日间照料中心" in page
    assert "现在可以办" not in page
    assert worker.post(at(town.places["planned"], "do/site/"), {"site-address": "某处"}).status_code == 403


def test_a_place_is_planned_from_the_desk(clerk, town):
    answer = clerk.post(
        f"{PLACES}new/",
        {"kind": "rural_day_care", "name": "胡家岭村日间照料中心", "division": YUCHENG, "capacity": "30"},
    )

    place = Place.objects.get(name="胡家岭村日间照料中心")
    assert answer["Location"] == at(place)
    assert (place.stage, place.capacity) == ("planned", 30)


def test_a_second_one_of_the_same_name_is_refused_in_words(clerk, town):
    given = {"kind": "rural_day_care", "name": "玉成村日间照料中心", "division": YUCHENG}

    answer = clerk.post(f"{PLACES}new/", given)

    assert answer.status_code == 422
    assert "已有同类同名" in answer.content.decode()


def test_a_place_in_another_county_cannot_be_planned(clerk, town):
    answer = clerk.post(f"{PLACES}new/", {"kind": "rural_day_care", "name": "别处", "division": OTHER_COUNTY})

    assert answer.status_code == 422
    assert not Place.objects.filter(name="别处").exists()


def test_a_step_asks_for_what_it_needs_and_moves_the_place(clerk, town):
    place = town.places["planned"]

    missing = clerk.post(at(place, "do/site/"), {})
    done = clerk.post(at(place, "do/site/"), {"site-address": "玉成村原小学"}, follow=True)

    assert missing.status_code == 422
    assert "选址立项（现在）" in done.content.decode()
    assert "玉成村原小学" in done.content.decode()


def test_who_asked_for_the_inspection_does_not_do_it(clerk, approver, town, inspection):
    assert "登记验收结果" not in page_of(clerk, town.places["waiting"])
    assert "登记验收结果" in page_of(approver, town.places["waiting"])


def test_an_approver_who_reported_is_told_to_find_somebody_else(approver, town, inspection):
    Place.objects.filter(pk=town.places["waiting"].pk).update(submitted_by=town.approver)

    page = page_of(approver, town.places["waiting"])
    answer = approver.post(at(town.places["waiting"], "do/accept/"), inspection)

    assert "还不能办" in page
    assert answer.status_code == 422
    assert "由另一人验收" in answer.content.decode()


def test_an_inspection_with_everything_met_makes_the_place_accepted(approver, town, inspection):
    approver.post(
        at(town.places["waiting"], "do/accept/"), inspection | {"accept-document": "灵民验〔2026〕7号"}
    )

    place = Place.objects.get(pk=town.places["waiting"].pk)
    page = page_of(approver, place)
    assert place.is_delivered
    assert "灵民验〔2026〕7号" in page
    assert "✓ 达到" in page


def test_an_inspection_with_something_missing_leaves_it_waiting_with_a_record(approver, town, inspection):
    item = next(one.key for one in place_kinds()[town.places["waiting"].kind].checklist if one.is_required)
    given = inspection | {f"accept-{item}": "no", "accept-remarks": "消防通道要清理"}

    approver.post(at(town.places["waiting"], "do/accept/"), given)

    place = Place.objects.get(pk=town.places["waiting"].pk)
    page = page_of(approver, place)
    assert place.stage == "awaiting_acceptance"
    assert "消防通道要清理" in page
    assert "✗ 没达到" in page


def test_an_incomplete_list_is_sent_back_with_what_is_missing(approver, town, inspection):
    inspection.popitem()

    answer = approver.post(at(town.places["waiting"], "do/accept/"), inspection)

    assert answer.status_code == 422
    assert not town.places["waiting"].acceptances.exists()


def test_closing_needs_a_reason(clerk, approver, town, inspection):
    place = town.places["waiting"]
    approver.post(at(place, "do/accept/"), inspection)
    clerk.post(at(place, "do/open/"))

    short = clerk.post(at(place, "do/close/"), {"close-because": "停"})
    clerk.post(at(place, "do/close/"), {"close-because": "运营单位退出，老人转到镇敬老院用餐"})

    place.refresh_from_db()
    assert short.status_code == 422
    assert place.stage == "closed"


def test_a_step_that_does_not_follow_is_refused_in_words(clerk, town):
    answer = clerk.post(at(town.places["planned"], "do/open/"), follow=True)

    assert "只能接在" in answer.content.decode()


def test_an_unknown_step_is_not_found(clerk, town):
    assert clerk.post(at(town.places["planned"], "do/demolish/")).status_code == 404


def test_a_certificate_is_prepared_granted_and_withdrawn(clerk, approver, town):
    hospital = town.places["hospital"]
    clerk.post(at(hospital, "certificates/"), {"kind": "chest_pain_centre"})
    certificate = hospital.certificates.get()
    grant = at(hospital, f"certificates/{certificate.token}/grant/")

    approver.post(grant, {"grant-document": "国胸〔2026〕3号", "grant-issued_on": "2026-05-01"})
    assert "通过验收" in page_of(approver, hospital)
    assert "国胸〔2026〕3号" in page_of(approver, hospital)

    approver.post(
        at(hospital, f"certificates/{certificate.token}/withdraw/"), {"withdraw-because": "复核不合格"}
    )
    assert "已撤销" in page_of(approver, hospital)


def test_a_certificate_is_not_granted_in_the_future(clerk, approver, town):
    hospital = town.places["hospital"]
    certificate = certifying.prepare(hospital, "chest_pain_centre", by=town.clerk, at=timezone.now())
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = approver.post(
        at(hospital, f"certificates/{certificate.token}/grant/"),
        {"grant-document": "国胸〔2026〕3号", "grant-issued_on": tomorrow.isoformat()},
    )

    assert answer.status_code == 422
    assert "不能晚于今天" in answer.content.decode()


def test_a_certificate_step_that_was_overtaken_says_so(clerk, approver, town):
    hospital = town.places["hospital"]
    certificate = certifying.prepare(hospital, "chest_pain_centre", by=town.clerk, at=timezone.now())

    page = approver.post(
        at(hospital, f"certificates/{certificate.token}/review/"), follow=True
    ).content.decode()

    assert "刚才有变化" in page


def test_what_a_place_cannot_be_certified_as_is_refused_in_words(clerk, town):
    page = clerk.post(at(town.places["planned"], "certificates/"), {"kind": "chest_pain_centre"}, follow=True)

    assert "不能申报" in page.content.decode()


def test_every_step_is_in_the_history(clerk, town):
    page = page_of(clerk, town.places["waiting"])

    history = page.split('id="history"')[1]
    assert history.index("规划") < history.index("选址立项") < history.index("待验收")
    assert "王静" in history


@pytest.mark.parametrize("who", ["worker", "leader", "auditor"])
def test_who_does_not_report_cannot_plan(town, at_the_desk_of, who):
    client = at_the_desk_of(getattr(town, who))

    assert "登记新规划的设施" not in client.get(PLACES).content.decode()
    assert client.get(f"{PLACES}new/").status_code == 403


def test_a_longer_list_costs_no_more_queries(clerk, town, django_assert_max_num_queries):
    for number in range(30):
        Place.objects.create(
            kind="hospital",
            name=f"医院{number}",
            division_id=COUNTY,
            stage_since=date(2026, 1, 1),
            capacity=10,
        )

    with django_assert_max_num_queries(15):
        clerk.get(PLACES)

"""The page of a person: what a post may see, and what may be done there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from tests.make.land import make_staff
from tests.make.town import COUNTY, YUCHENG, family, lead

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.models import Case
from minsheng.kernel.people import recording
from minsheng.kernel.people.duplicates import decide_same
from minsheng.kernel.people.models import DuplicateCandidate, Person
from minsheng.kernel.registry.card import Role

QUERIES_AT_MOST = 50


def at(person: Person, more: str = "") -> str:
    return f"/desk/people/{person.token}/{more}"


def page_of(client: Client, person: Person) -> str:
    return client.get(at(person)).content.decode()


def test_a_person_is_shown_with_the_family_what_is_owed_and_what_is_received(worker, town):
    page = page_of(worker, town.people["jianguo"])

    assert "78岁" in page
    assert "李秀英" in page
    assert "最低生活保障" in page
    assert "未经核实的默认标准" in page
    assert "没有这个人" in page


def test_what_a_bureau_pays_is_shown_with_its_roll(worker, town):
    page = page_of(worker, town.people["guilan"])

    assert "灵石县民政局低保名册" in page
    assert "400.00元" in page


def test_facts_name_their_source_and_day_and_who_says_otherwise(worker, town):
    page = page_of(worker, town.people["jianguo"])

    assert "灵石县残联残疾人证名册 · 2026年6月1日" in page
    assert "有不同说法" in page


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("stranger", 404), ("leader", 403), ("auditor", 200)]
)
def test_others_open_the_page_only_if_their_post_reaches_the_person(town, at_the_desk_of, who, status):
    client = at_the_desk_of(getattr(town, who))

    assert client.get(at(town.people["jianguo"])).status_code == status


def test_sensitive_facts_are_kept_from_a_post_of_another_programme(town, at_the_desk_of):
    narrow = make_staff(Role.COUNTY_CLERK, COUNTY, programme="employment")

    page = page_of(at_the_desk_of(narrow), town.people["jianguo"])

    assert "3,000.00元" not in page
    assert "最低生活保障" not in page
    assert "您的岗位看不到" in page


def test_answers_that_rest_on_closed_facts_are_kept_back_with_them(worker, town):
    Case.objects.filter(household=town.families["chen"]).update(closed_at=timezone.now(), outcome="visited")

    page = page_of(worker, town.people["xiaoyu"])

    owed = page.split('id="owed"')[1].split("</section>")[0]
    assert 'id="de_facto_unsupported"' not in owed
    assert "项限制查看" in owed


def test_reading_sensitive_facts_is_on_the_record(worker, town):
    page_of(worker, town.people["jianguo"])

    entry = Entry.objects.get(what="sensitive facts read", subject_token=town.people["jianguo"].token)
    assert entry.details == {"classes": "S3"}
    assert entry.by == town.worker


def test_closed_facts_are_shown_to_whoever_works_on_the_case_and_not_afterwards(worker, town):
    assert "服刑在押" in page_of(worker, town.people["xiaoyu"])

    Case.objects.filter(household=town.families["chen"]).update(closed_at=timezone.now(), outcome="visited")

    assert "服刑在押" not in page_of(worker, town.people["xiaoyu"])


def test_closed_facts_that_change_nothing_hide_no_reasons(worker, town):
    jianguo = town.people["jianguo"]
    told = recording.new_facts(
        jianguo, {"is_orphan_supported": False}, source="县民政局", as_of=date(2026, 3, 1)
    )
    recording.record_all(facts=[told], at=timezone.now())
    Case.objects.update(closed_at=timezone.now(), outcome="visited")

    owed = page_of(worker, jianguo).split('id="owed"')[1].split("</section>")[0]
    why = worker.get(f"/desk/why/{town.families['zhang'].token}/dibao/").content.decode()

    assert "最低生活保障" in owed
    assert "家庭人均月收入低于低保标准" in why
    assert "一律按“未知”算" in why
    assert "县民政局" not in why


def test_a_number_is_shown_once_for_a_reason_and_that_is_on_the_record(worker, town):
    person = town.people["jianguo"]
    number = person.identity_number
    assert number not in page_of(worker, person)

    told = worker.post(at(person, "reveal/"), {"what": "identity_number", "because": "核对低保申请材料"})

    assert number in told.content.decode()
    assert number not in page_of(worker, person)
    entry = Entry.objects.get(what="identity number revealed", subject_token=person.token)
    assert entry.because == "核对低保申请材料"


@pytest.mark.parametrize("because", ["", "    ", "看看"])
def test_without_a_reason_nothing_is_revealed(worker, town, because):
    person = town.people["jianguo"]

    told = worker.post(at(person, "reveal/"), {"what": "identity_number", "because": because})

    assert told.status_code == 422
    assert person.identity_number not in told.content.decode()
    assert "至少5个字" in told.content.decode()


def test_phone_and_address_are_revealed_in_the_same_way(worker, town):
    person = town.people["jianguo"]

    phone = worker.post(at(person, "reveal/"), {"what": "phone", "because": "约定入户时间"}).content.decode()
    address = worker.post(
        at(person, "reveal/"), {"what": "address", "because": "约定入户时间"}
    ).content.decode()

    assert "13800138000" in phone
    assert "村东头第三排" in address


@pytest.mark.parametrize("what", ["", "name", "facts"])
def test_nothing_else_can_be_revealed(worker, town, what):
    told = worker.post(at(town.people["jianguo"], "reveal/"), {"what": what, "because": "核对低保申请材料"})

    assert told.status_code == 404


def test_an_auditor_looks_and_reveals_nothing(town, at_the_desk_of):
    told = at_the_desk_of(town.auditor).post(
        at(town.people["jianguo"], "reveal/"), {"what": "phone", "because": "核对低保申请材料"}
    )

    assert told.status_code == 403


def test_an_application_is_received_at_the_desk(reviewer, town):
    answer = reviewer.post(at(town.people["guilan"], "open/"), {"kind": "tekun", "because": "本人到大厅申请"})

    opened = Case.objects.get(kind="tekun")
    assert answer["Location"] == f"/desk/cases/{opened.token}/"
    assert opened.person == town.people["guilan"]


def test_a_second_application_of_the_same_kind_is_refused_in_words(reviewer, town):
    reviewer.post(at(town.people["guilan"], "open/"), {"kind": "tekun"})

    page = reviewer.post(at(town.people["guilan"], "open/"), {"kind": "tekun"}, follow=True).content.decode()

    assert "已有一件在办" in page


def test_a_kind_of_another_programme_is_not_offered_nor_opened(town, at_the_desk_of):
    client = at_the_desk_of(make_staff(Role.COUNTY_CLERK, COUNTY, programme="employment"))

    client.post(at(town.people["guilan"], "open/"), {"kind": "tekun"})

    assert 'value="tekun"' not in page_of(client, town.people["guilan"])
    assert not Case.objects.filter(kind="tekun").exists()


def test_a_merged_entry_leads_to_the_one_that_was_kept(worker, town):
    pair = DuplicateCandidate.objects.get()
    kept = town.people["guilan"]
    gone = pair.second if pair.first == kept else pair.first
    decide_same(pair, kept=kept, by=town.reviewer, at=timezone.now(), because="村里都认识")
    # The worker's post reaches the village of the kept entry only.
    Person.objects.filter(pk=gone.pk).update(division=YUCHENG)

    assert worker.get(at(gone))["Location"] == at(kept)


def test_somebody_without_a_household_is_told_apart_from_somebody_with_nothing_owed(reviewer, town):
    alone = Person.objects.create(name="独来独", division_id=YUCHENG, born_on=date(1950, 1, 1))

    page = page_of(reviewer, alone)

    assert "还不知道家里有谁" in page


def test_a_page_with_much_on_it_costs_no_more_queries(worker, town, django_assert_max_num_queries):
    home, (person, *_) = family(
        YUCHENG,
        *[
            (f"大家庭{number}", 1, 1 if number == 0 else 9, date(1950 + number, 1, 1), {})
            for number in range(9)
        ],
    )
    for policy in ("dibao", "tekun", "rigid_expense", "dibao_edge", "childcare_subsidy"):
        lead(town, policy, person, amount_fen=1000)
    now = timezone.now()
    for days in range(5):
        Case.objects.create(
            kind="visit", household=home, home_id=YUCHENG, division_id=YUCHENG, stage="visiting", outcome="visited",
            opened_at=datetime(2026, 1, 1 + days, tzinfo=UTC), stage_entered_at=now, closed_at=now,
        )  # fmt: skip

    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page_of(worker, person)

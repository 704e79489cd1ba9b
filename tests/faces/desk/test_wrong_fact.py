"""“This is wrong” at the desk: from the page of a person to a corrected fact."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.make.town import Town

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.actions.correct_fact import claim_wrong
from minsheng.kernel.cases.models import Case
from minsheng.kernel.people.merging import facts_of


def address(town: Town, fact: str, person: str = "guilan") -> str:
    return f"/desk/people/{town.people[person].token}/wrong/{fact}/"


def claimed() -> Case:
    return Case.objects.get(kind__startswith="correction_of")


def test_the_page_of_a_person_offers_it_beside_facts_that_can_be_corrected(worker, town):
    page = worker.get(f"/desk/people/{town.people['guilan'].token}/").content.decode()

    assert address(town, "business_fen") in page
    assert address(town, "vehicles") in page
    assert address(town, "sex") not in page


def test_who_only_looks_is_not_offered_it(at_the_desk_of, town):
    auditor = at_the_desk_of(town.auditor)

    assert "/wrong/" not in auditor.get(f"/desk/people/{town.people['guilan'].token}/").content.decode()
    assert auditor.get(address(town, "business_fen")).status_code == 403


def test_a_worker_starts_it_and_a_reviewer_corrects_the_fact(worker, reviewer, town):
    form = worker.get(address(town, "business_fen")).content.decode()
    assert "60.00元" in form

    started = worker.post(address(town, "business_fen"), {"value": "0", "evidence": "土地流转合同"})

    case = claimed()
    assert started.headers["Location"] == f"/desk/cases/{case.token}/"
    page = worker.get(f"/desk/cases/{case.token}/").content.decode()
    assert "土地流转合同" in page
    worker.post(f"/desk/cases/{case.token}/do/check/", {"check-heard": "yes", "check-papers": "合同原件"})
    reviewer.post(f"/desk/cases/{case.token}/do/correct/", {"correct-because": "合同属实，地已流转"})

    fact = facts_of(town.people["guilan"], on=timezone.localdate())["business_fen"]
    assert (fact.value, fact.source) == (0, "灵石县翠峰镇乡镇（街道）审核人核实")
    assert Entry.objects.filter(what="fact corrected", by=town.reviewer).count() == 1


def test_a_fact_of_the_household_is_claimed_about_the_household(worker, town):
    worker.post(address(town, "vehicles"), {"value": "1", "evidence": "行驶证"})

    assert claimed().household == town.families["wang"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "很多", "evidence": "合同"}, 'id="id_value_error"'),
        ({"value": "10", "evidence": ""}, 'id="id_evidence_error"'),
        ({"value": "60", "evidence": "合同"}, "和现在登记的一样"),
    ],
)
def test_what_cannot_be_asked_comes_back_with_words_beside_the_field(worker, town, typed, said):
    refused = worker.post(address(town, "business_fen"), typed)

    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not Case.objects.filter(kind__startswith="correction_of").exists()


@pytest.mark.parametrize("fact", ["sex", "relation", "nonsense", "self_care_unmet"])
def test_there_is_no_page_for_what_is_not_on_the_page_of_the_person(worker, town, fact):
    assert worker.get(address(town, fact)).status_code == 404


def test_there_is_no_page_outside_of_the_own_divisions(stranger, town):
    assert stranger.get(address(town, "business_fen")).status_code == 404


def test_closed_facts_of_a_claim_are_not_told_to_who_does_not_work_on_it(worker, clerk, town):
    claim_wrong(
        town.people["xiaoyu"], "father_status", value=0, evidence="释放证明书", by=None, at=timezone.now()
    )
    address = f"/desk/cases/{claimed().token}/"

    assert "释放证明书" in worker.get(address).content.decode()
    kept_back = clerk.get(address).content.decode()
    assert "释放证明书" not in kept_back
    assert "限制查看" in kept_back


def test_reading_a_sensitive_fact_on_the_way_is_on_the_record(worker, town):
    worker.get(address(town, "business_fen"))

    assert Entry.objects.get(what="sensitive facts read").subject_token == town.people["guilan"].token

"""“This is wrong” on a resident's own page."""

from __future__ import annotations

import pytest
from django.test import Client

from minsheng.kernel.cases.corrections import claim_of
from minsheng.kernel.cases.models import Case

WRONG = "/my/wrong/business_fen/"


def of(person) -> str:
    return f"{WRONG}{person.token}/"


def claimed() -> Case:
    return Case.objects.get(kind__startswith="correction_of")


def test_every_registered_fact_of_the_page_can_be_said_to_be_wrong(resident, showcase):
    page = resident.get("/my/").content.decode()

    assert of(showcase.me) in page
    assert "/my/wrong/vehicles/" in page


def test_a_resident_says_what_is_wrong_and_follows_the_case(resident, showcase):
    assert "200.00元" in resident.get(of(showcase.me)).content.decode()

    sent = resident.post(of(showcase.me), {"value": "100.50", "evidence": "今年的收购单"}, follow=True)

    assert "已经收到" in sent.content.decode()
    assert "已收到，待核实" in sent.content.decode()
    case = claimed()
    assert (case.person, claim_of(case).value, claim_of(case).evidence) == (
        showcase.me,
        10_050,
        "今年的收购单",
    )
    assert case.steps.get().by is None


def test_a_fact_of_the_household_is_claimed_about_the_household(resident, showcase):
    resident.post("/my/wrong/vehicles/", {"value": "1", "evidence": "行驶证"})

    assert claimed().household == showcase.home


def test_a_fact_of_another_member_may_be_said_to_be_wrong(resident, showcase):
    resident.post(of(showcase.wife), {"value": "1", "evidence": "收购单"})

    assert claimed().person == showcase.wife


def test_nobody_speaks_of_another_household(resident, showcase):
    assert resident.get(of(showcase.neighbour_person)).status_code == 404
    assert resident.post(of(showcase.neighbour_person), {"value": "1", "evidence": "单"}).status_code == 404
    assert not Case.objects.filter(kind__startswith="correction_of").exists()


@pytest.mark.parametrize("address", ["/my/wrong/sex/", "/my/wrong/nonsense/", "/my/wrong/business_fen/"])
def test_what_the_page_does_not_show_is_not_corrected_here(resident, address):
    assert resident.get(address).status_code == 404


def test_closed_facts_of_a_child_are_not_told_to_the_household_here_either(resident, showcase):
    assert resident.get(f"/my/wrong/father_status/{showcase.grandson.token}/").status_code == 404


def test_somebody_who_is_not_signed_in_is_asked_to(showcase):
    assert Client().get(of(showcase.me)).headers["Location"].startswith("/login/")


def test_a_second_claim_about_the_same_fact_is_told_where_the_first_one_is(resident, showcase):
    told = {"value": "1", "evidence": "收购单"}
    resident.post(of(showcase.me), told)

    again = resident.post(of(showcase.me), told)

    assert again.status_code == 422
    assert claimed().token in again.content.decode()

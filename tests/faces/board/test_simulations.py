"""The pages of an analyst: a form made from a policy's parameters, a question for the worker, an answer in counts."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.entitlements.actions.simulate import work_out_waiting
from minsheng.kernel.entitlements.models import Simulation

FORM = "/board/simulations/new/hard_to_employ/"
WOMEN, LONG = "employment.older_from_age_women", "employment.long_unemployed_from_months"


def ask(client: Client, **values: str):
    return client.post(FORM, {"title": "试一试", "county": "", **values})


def test_the_form_shows_every_parameter_with_unit_and_status(analyst):
    page = analyst.get(FORM).content.decode()

    assert "大龄失业人员起始年龄（女）" in page
    assert "现行 40 岁（年） · 晋政办发〔2024〕33号第四条第一项" in page
    assert "现行 12 个月 · ⚠ 未经核实的默认值" in page


def test_a_question_waits_for_the_worker_and_is_on_the_log(analyst, showcase):
    response = ask(analyst, **{WOMEN: "38"})

    asked = Simulation.objects.get()
    assert response.url == f"/board/simulations/{asked.token}/"
    assert (asked.state, asked.asked_by, asked.run) == ("waiting", showcase.analyst, showcase.run)
    assert json.loads(asked.reform)["parameters"] == {WOMEN: {"value": "38"}}
    assert Entry.objects.filter(what="simulation asked").exists()
    page = analyst.get(response.url)
    assert page["Refresh"] == "3"
    assert "后台正在逐人计算" in page.content.decode()


def test_the_answer_has_tables_a_chart_and_a_download(analyst):
    address = ask(analyst, **{WOMEN: "38", LONG: "6"}).url

    assert work_out_waiting(now=timezone.now) == 1

    page = analyst.get(address)
    text = page.content.decode()
    assert "Refresh" not in page
    assert "就业困难人员认定" in text
    assert "受益" in text
    assert "合成数据" in text
    assert "style=" not in text
    archive = zipfile.ZipFile(io.BytesIO(analyst.get(f"{address}files/").content))
    assert sorted(archive.namelist()) == [
        "distribution.csv", "groups.csv", "reform.yaml", "report.html", "report.json", "report.md",
    ]  # fmt: skip


def test_a_standard_of_money_is_told_with_a_distribution(analyst):
    analyst.post("/board/simulations/new/advanced_age_allowance/", {"title": "高龄津贴", "county": "140729", **{
        name: "999" for name in _fields(analyst, "advanced_age_allowance") if "|" in name
    }})  # fmt: skip
    work_out_waiting(now=timezone.now)

    done = Simulation.objects.get()
    assert done.state == "done", done.problem
    page = analyst.get(f"/board/simulations/{done.token}/").content.decode()
    assert "支出变化" in page


def _fields(client: Client, policy: str) -> list[str]:
    form = client.get(f"/board/simulations/new/{policy}/").context["form"]
    return [field.name for field in form.parameter_fields()]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "什么都没有改"),
        ({WOMEN: "viele"}, "is not a whole number"),
        ({WOMEN: "38.5"}, "is not a whole number"),
    ],
)
def test_what_cannot_be_simulated_is_said_beside_the_form(analyst, values, said):
    response = ask(analyst, **values)

    assert response.status_code == 422
    assert said in response.content.decode().replace("&#x27;", "'")
    assert not Simulation.objects.exists()


def test_a_reform_file_may_change_a_condition(analyst):
    text = (
        "reform: {title: {zh: 未登记也可, en: Without registration}}\n"
        "policies: {hard_to_employ: {replace: {已登记失业: {test: {fact: employment, one_of: [4, 5]}}}}}\n"
    )
    analyst.post("/board/simulations/file/", {"file": text})
    work_out_waiting(now=timezone.now)

    assert Simulation.objects.get().state == "done"


def test_a_fault_in_a_reform_file_names_its_line(analyst):
    response = analyst.post(
        "/board/simulations/file/", {"file": "reform: {title: {zh: a, en: b}}\nparameters: {x.y: 1}"}
    )

    assert "line 2, parameters.x.y" in response.content.decode()


def test_a_leader_may_ask_too_and_others_may_not(leader, clerk, client):
    assert leader.get("/board/simulations/").status_code == 200
    assert clerk.get("/board/simulations/").status_code == 403
    assert clerk.post(FORM, {"title": "x"}).status_code == 403
    assert client.get("/board/simulations/").status_code == 302


def test_an_analyst_has_no_desk_and_no_people(analyst):
    page = analyst.get("/board/simulations/").content.decode()

    assert 'href="/desk/people/"' not in page
    assert analyst.get("/board/").status_code == 403
    assert analyst.get("/desk/people/").status_code == 403


def test_the_pages_are_complete_in_english(analyst):
    address = ask(analyst, **{WOMEN: "38"}).url
    work_out_waiting(now=timezone.now)
    analyst.cookies["django_language"] = "en"

    for one in ("/board/simulations/", FORM, "/board/simulations/file/", address):
        text = analyst.get(one).content.decode()
        assert "What if" in text
        for chinese in ("测算", "标准", "受益", "现行", "已完成"):
            assert chinese not in text.replace("试一试", "")

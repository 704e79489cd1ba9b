"""The page of a case: who may open it, why something is on it, what may be done, and what was done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.make.town import HUJIALING, Town

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case, CaseItem

QUERIES_AT_MOST = 45


@pytest.fixture
def zhang(town: Town) -> Case:
    return Case.objects.get(household=town.families["zhang"])


@pytest.fixture
def wang(town: Town) -> Case:
    return Case.objects.get(household=town.families["wang"])


def at(case: Case, more: str = "") -> str:
    return f"/desk/cases/{case.token}/{more}"


def page_of(client: Client, case: Case) -> str:
    return client.get(at(case)).content.decode()


def item_of(case: Case, policy: str) -> CaseItem:
    return case.items.get(policy=policy)


def settle(client: Client, case: Case, policy: str, **typed: str):
    item = item_of(case, policy)
    fields = {f"settle-{name}": value for name, value in typed.items()}
    return client.post(at(case, "do/settle/"), {"settle-item": item.pk, **fields})


def test_a_visit_says_who_lives_there_what_is_to_be_settled_and_why(worker, zhang):
    page = page_of(worker, zhang)

    assert "入户核实：张建国" in page
    assert "李秀英" in page
    assert "最低生活保障" in page
    assert "家庭人均月收入低于低保标准" in page
    assert "未经核实的默认标准" in page


def test_the_last_day_is_said_as_a_date_and_in_words(worker, zhang):
    page = page_of(worker, zhang)

    assert f"{zhang.due_on.month}月{zhang.due_on.day}日" in page
    assert "已超期" in page


@pytest.mark.parametrize("who", ["neighbour", "stranger", "leader"])
def test_others_do_not_find_the_page(town, at_the_desk_of, zhang, who):
    status = at_the_desk_of(getattr(town, who)).get(at(zhang)).status_code

    assert status == (403 if who == "leader" else 404)


def test_the_village_follows_an_application_that_lies_at_the_township(worker, town):
    case = open_case("dibao", subject=town.families["zhang"], by=town.reviewer, at=timezone.now())

    page = page_of(worker, case)

    assert "您可以看，不用您办" in page
    assert "按规则算出来的" in page


def test_an_item_is_settled_with_what_was_found(worker, zhang):
    answer = settle(worker, zhang, "elder_service_allowance", result="declined", note="老人说够用，不申请")

    assert answer["Location"] == at(zhang)
    assert item_of(zhang, "elder_service_allowance").state == "declined"
    assert "老人说够用" in page_of(worker, zhang)


def test_what_the_family_applies_for_goes_on_as_an_application_that_can_be_followed(worker, zhang):
    settle(worker, zhang, "dibao", result="applied")

    opened = item_of(zhang, "dibao").opened_case
    assert opened.kind == "dibao"
    assert f"/desk/cases/{opened.token}/" in page_of(worker, zhang)


def test_a_result_that_needs_words_says_so_beside_the_field(worker, zhang):
    answer = settle(worker, zhang, "dibao", result="declined")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.index("请写明情况") > page.index("情况说明")
    assert f"id_{item_of(zhang, 'dibao').pk}_settle-note_error" in page


def test_something_received_already_is_not_offered_for_application(worker, wang):
    form = f"id_{item_of(wang, 'dibao').pk}_settle-result"
    page = page_of(worker, wang)

    offered = [part.split('"')[0] for part in page.split(f'id="{form}')[1:]]
    assert len(offered) == 3
    assert "本人申请" not in page.split(form)[1].split("</form>")[0]


def test_a_visit_is_finished_only_when_every_item_has_its_result(worker, zhang):
    page = page_of(worker, zhang)
    assert "还有2项没有登记结果" in page

    settle(worker, zhang, "dibao", result="settled")
    settle(worker, zhang, "elder_service_allowance", result="settled")
    answer = worker.post(at(zhang, "do/finish/"), {"finish-visited_on": timezone.localdate().isoformat()})

    assert answer["Location"] == "/desk/"
    assert not Case.objects.get(pk=zhang.pk).is_open


def test_a_finished_visit_offers_nothing_more_and_keeps_its_history(worker, town, zhang):
    zhang.items.update(state="settled", settled_at=timezone.now(), settled_by=town.worker)
    do(
        zhang,
        "finish",
        by=town.worker,
        at=timezone.now(),
        values={"visited_on": timezone.localdate().isoformat()},
    )

    page = page_of(worker, zhang)

    assert "现在可以办" not in page
    assert "入户日期" in page
    assert "张慧" in page


def test_a_step_that_was_overtaken_is_not_done_and_says_so(worker, zhang):
    answer = worker.post(at(zhang, "do/nobody_met/"), {"seen": "visiting-1-open"}, follow=True)

    assert "刚才有变化" in answer.content.decode()
    assert not zhang.steps.filter(verb="nobody_met").exists()


def test_a_wrong_day_comes_back_with_what_was_typed(worker, zhang):
    answer = worker.post(
        at(zhang, "do/nobody_met/"), {"nobody_met-visited_on": "昨天", "nobody_met-note": "邻居说去了太原"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "要写成2026-11-24这样的日期" in page
    assert "邻居说去了太原" in page


def test_those_who_may_only_look_can_do_nothing(town, at_the_desk_of, zhang):
    auditor = at_the_desk_of(town.auditor)

    answer = auditor.post(at(zhang, "do/nobody_met/"), {"nobody_met-visited_on": "2026-11-24"})

    assert answer.status_code == 302
    assert "现在可以办" not in page_of(auditor, zhang)
    assert not zhang.steps.filter(verb="nobody_met").exists()


def test_a_case_is_taken_and_given_back(reviewer, town, zhang):
    reviewer.post(at(zhang, "take/"))
    assert Case.objects.get(pk=zhang.pk).assigned_to == town.reviewer

    reviewer.post(at(zhang, "take/"), {"back": "yes"})
    assert Case.objects.get(pk=zhang.pk).assigned_to is None


def test_the_second_person_is_chosen_by_name(reviewer, town):
    yesterday = timezone.now() - timedelta(days=1)
    case = open_case("dibao", subject=town.families["zhang"], by=town.reviewer, at=yesterday)
    case = do(
        case,
        "accept",
        by=town.reviewer,
        at=yesterday,
        values={"authorisation": "yes", "staff_relative": "no"},
    )
    case = do(
        case,
        "record_check",
        by=town.clerk,
        at=yesterday,
        values={"checked_on": "2026-11-02", "result": "consistent"},
    )

    page = page_of(reviewer, case)

    assert 'value="zhanghui"' in page
    assert "张慧（玉成村" in page
    assert 'value="lifang"' not in page.split("investigate-second")[1].split("</select>")[0]


def test_every_act_is_on_the_record(worker, zhang):
    settle(worker, zhang, "dibao", result="settled")

    assert Entry.objects.filter(what="case: settle", subject_token=zhang.token).exists()


def test_a_visit_with_many_items_costs_no_more_queries(worker, zhang, town, django_assert_max_num_queries):
    for policy in (
        "dibao_edge",
        "rigid_expense",
        "childcare_subsidy",
        "health_check_65",
        "advanced_age_allowance",
    ):
        for person in (town.people["jianguo"], None):
            CaseItem.objects.create(case=zhang, policy=policy, person=person, why="owed")

    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page_of(worker, zhang)


def test_the_whole_calculation_can_be_read(worker, town):
    page = worker.get(f"/desk/why/{town.families['zhang'].token}/dibao/").content.decode()

    assert "全家月收入" in page
    assert "社会救助法" in page


def test_the_calculation_of_another_county_is_not_found(stranger, town):
    assert stranger.get(f"/desk/why/{town.families['zhang'].token}/dibao/").status_code == 404


def test_reasons_that_rest_on_closed_facts_are_kept_from_those_who_need_them_not(town, at_the_desk_of):
    address = (
        f"/desk/why/{town.families['chen'].token}/de_facto_unsupported/?person={town.people['xiaoyu'].token}"
    )

    on_the_case = at_the_desk_of(town.worker).get(address).content.decode()
    Case.objects.filter(household=town.families["chen"]).update(closed_at=timezone.now(), outcome="visited")
    afterwards = at_the_desk_of(town.worker).get(address).content.decode()

    assert "服刑在押" in on_the_case
    assert "服刑在押" not in afterwards
    assert "您的岗位看不到" in afterwards


def test_a_case_is_given_to_a_colleague_of_the_same_desk(reviewer, town):
    case = open_case("dibao", subject=town.families["zhang"], by=town.reviewer, at=timezone.now())

    page = reviewer.post(at(case, "give/"), {"colleague": "guojun"}, follow=True).content.decode()

    assert "已交给同事" in page
    assert Case.objects.get(pk=case.pk).assigned_to == town.second_reviewer


@pytest.mark.parametrize("colleague", ["", "nobody", "wangjing"])
def test_a_case_is_not_given_to_somebody_without_the_post(reviewer, town, colleague):
    case = open_case("dibao", subject=town.families["zhang"], by=town.reviewer, at=timezone.now())

    page = reviewer.post(at(case, "give/"), {"colleague": colleague}, follow=True).content.decode()

    assert "alert-error" in page
    assert Case.objects.get(pk=case.pk).assigned_to is None


def test_a_family_that_moved_is_followed_by_its_case(reviewer, town):
    case = open_case("dibao", subject=town.families["zhang"], by=town.reviewer, at=timezone.now())

    reviewer.post(at(case, "move/"), {"division": HUJIALING, "because": "全家搬到胡家岭村居住"})

    assert Case.objects.get(pk=case.pk).home_id == HUJIALING


def test_a_move_needs_a_place_and_a_reason(reviewer, town):
    case = open_case("dibao", subject=town.families["zhang"], by=town.reviewer, at=timezone.now())

    nowhere = reviewer.post(at(case, "move/"), {"because": "全家搬走"}, follow=True).content.decode()
    unsaid = reviewer.post(at(case, "move/"), {"division": HUJIALING}, follow=True).content.decode()

    assert "请选择搬到了哪里" in nowhere
    assert "必须写明理由" in unsaid
    assert Case.objects.get(pk=case.pk).home_id == case.home_id


def test_the_time_of_a_special_case_is_extended_once(reviewer, clerk, town):
    case = open_case("dibao", subject=town.families["zhang"], by=town.reviewer, at=timezone.now())
    reviewer.post(at(case, "do/accept/"), {"accept-authorisation": "yes", "accept-staff_relative": "no"})
    assert "延长期限（只能一次）" in page_of(clerk, case)

    clerk.post(at(case, "extend/"), {"because": "外地收入要发函核对"})

    extended = Case.objects.get(pk=case.pk)
    assert extended.steps.filter(verb="postpone").exists()
    assert "延长期限（只能一次）" not in page_of(clerk, case)
    assert "外地收入要发函核对" in page_of(clerk, case)


def test_who_only_looks_hands_nothing_over(town, at_the_desk_of, zhang):
    auditor = at_the_desk_of(town.auditor)

    assert auditor.post(at(zhang, "move/"), {"division": HUJIALING, "because": "全家搬走"}).status_code == 403

"""The self-check: short, kind to those who do not know, plain about "no", and without a memory."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from tests.make.answers import answer_all, answer_page, family, fields_of, member
from tests.make.wordings import left_in_chinese

from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.rulebook import facts_used
from minsheng.faces.portal.forms import field_of
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.loading import policies, policies_for_residents

pytestmark = pytest.mark.django_db

OLD_COUPLE_AND_GRANDSON = family(
    member(0, born=(1958, 3, 12), name="老张"),
    member(1, born=(1960, 5, 1), sex=2, relation=2, name="老伴"),
    member(2, born=(2014, 9, 1), relation=4, name="小宝"),
)
POOR = {
    "has_local_hukou": "yes", "lives_here": "yes", "financial_assets_fen": "0", "vehicles": "0", "dwellings": "1",
    "has_shop": "no", "registered_capital_fen": "0", "assistance_class": "0", "wage_fen": "0", "business_fen": "300",
    "property_fen": "0", "pension_fen": "0", "transfer_fen": "0", "disability_grade": "0", "disability_kind": "0",
    "has_able_supporter": "yes", "father_status": "0", "mother_status": "0", "is_destitute_supported": "no",
    "in_care_institution": "no", "employment": "3", "wants_work": "no", "care_level": "0", "is_pregnant": "no",
    "is_orphan_supported": "no", "is_severely_ill": "no", "schooling": "2", "rigid_expenses_year_fen": "0",
}  # fmt: skip
BETTER_OFF = POOR | {"business_fen": "700"}


def questions_on(page: str) -> list[str]:
    return re.findall(r'<legend class="float-left[^>]*>([^<]*)', page)


def first_page(client: Client, told: dict = OLD_COUPLE_AND_GRANDSON) -> str:
    return client.post("/check/", told).content.decode()


def of_group(page: str, group: str) -> str:
    """Return the part of a result under one heading."""
    found = re.search(rf'<section[^>]*aria-labelledby="group-{group}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_check_begins_with_one_person_the_head_of_the_household(client):
    page = client.get("/check/").content.decode()

    assert "第 1 位家人" in page
    assert "第 2 位家人" not in page
    assert '<option value="1" selected>户主</option>' in page


def test_another_member_is_added_without_losing_what_was_filled_in(client):
    filled = family(member(0, born=(1958, 3, 12), name="老张")) | {"action": "add"}

    page = client.post("/check/", filled).content.decode()

    assert "第 2 位家人" in page
    assert 'value="老张"' in page
    assert 'value="1958"' in page


def test_the_last_member_is_taken_away_again(client):
    page = client.post("/check/", OLD_COUPLE_AND_GRANDSON | {"action": "remove"}).content.decode()

    assert "第 2 位家人" in page
    assert "第 3 位家人" not in page


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ((2025, 2, 30), "没有这一天"),
        ((58, 3, 12), "年份要写四位数"),
        ((1958, "", 12), "年、月、日都要填"),
        (("", "", ""), "请填写年、月、日"),
    ],
)
def test_a_wrong_birth_is_said_in_words(client, born, said):
    response = client.post("/check/", family(member(0, born=born)))

    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_child_born_today_belongs_to_the_family_and_one_born_tomorrow_does_not(client):
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)

    assert client.post("/check/", family(member(0, born=_parts(today)))).status_code == 200
    assert "这一天还没到" in first_page(client, family(member(0, born=_parts(tomorrow))))


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def test_no_page_has_more_than_six_questions(client):
    page, counted = first_page(client), []
    while questions_on(page):
        counted.append(len(questions_on(page)))
        page = answer_page(client, page, POOR)

    assert len(counted) > 1
    assert max(counted) == 6


def test_what_nobody_knows_is_asked_once_and_the_check_comes_to_its_end(client):
    page, asked = first_page(client), []
    while questions_on(page):
        asked += questions_on(page)
        page = answer_page(client, page, {})

    assert len(asked) > 10
    assert len(asked) == len(set(asked))
    assert of_group(page, "perhaps")


@pytest.mark.parametrize("unknown", sorted(POOR))
def test_a_family_that_does_not_know_one_thing_gets_an_answer_all_the_same(client, unknown):
    page, _pages = answer_all(
        client, OLD_COUPLE_AND_GRANDSON, {key: value for key, value in POOR.items() if key != unknown}
    )

    assert "您家的结果" in page


def test_a_follow_up_is_not_asked_together_with_the_question_it_follows(client):
    page = first_page(client)
    while not [one for one in questions_on(page) if "有几套住房" in one]:
        page = answer_page(client, page, POOR)

    assert not [one for one in questions_on(page) if "多少平方米" in one]


def test_what_is_due_from_staff_is_neither_asked_nor_shown(client):
    kept = set(policies()) - policies_for_residents()
    page, asked = first_page(client), []
    while questions_on(page):
        asked += questions_on(page)
        page = answer_page(client, page, POOR)

    assert kept
    assert not [one for one in sorted(kept) if policies()[one].title.zh in page]
    wanted = {fact for key in policies_for_residents() for fact in facts_used(policies()[key])}
    askable = {plain(FACTS[name].ask.zh) for name in wanted if FACTS[name].ask is not None}
    assert {plain(one) for one in asked} <= askable


def plain(text: str) -> str:
    """Return a question without its punctuation, which the page may write otherwise."""
    return re.sub(r"\W", "", text)


def test_whoever_has_one_dwelling_is_never_asked_for_square_metres(client):
    page, asked = first_page(client), []
    while questions_on(page):
        asked += questions_on(page)
        page = answer_page(client, page, POOR)

    assert not [one for one in asked if "多少平方米" in one]


def test_members_that_differ_are_asked_one_by_one_on_the_next_page(client):
    page = first_page(client)
    assert 'name="has_local_hukou.all"' in page

    page = answer_page(client, page, POOR | {"has_local_hukou": "each"})

    assert 'name="has_local_hukou.0"' in page
    assert 'name="has_local_hukou.2"' in page
    assert 'name="has_local_hukou.all"' not in page


def test_none_of_us_is_an_answer_for_everybody_who_left_the_field_empty(client):
    nobody = BETTER_OFF | {"pension_fen.none": "on", "pension_fen": ""}

    page, _pages = answer_all(client, OLD_COUPLE_AND_GRANDSON, nobody)

    assert "月职工养老金" not in of_group(page, "perhaps")


@pytest.mark.parametrize(("age", "offered"), [(15, True), (16, False)])
def test_wages_of_children_below_working_age_are_offered_as_nothing(client, age, offered):
    today = timezone.localdate()
    child = date(today.year - age, today.month, min(today.day, 28))
    page = first_page(client, family(member(0, born=(1980, 1, 1)), member(1, born=_parts(child), relation=3)))
    while questions_on(page) and 'name="wage_fen.1"' not in page:
        page = answer_page(client, page, {})

    field = re.search(r'<input[^>]*name="wage_fen\.1"[^>]*>', page)

    assert field is not None
    assert ('value="0"' in field[0]) is offered


@pytest.mark.parametrize("typed", ["1,500", "１５００元", " 1500.00 "])
def test_an_amount_is_understood_as_people_type_it(client, typed):
    page = first_page(client)

    answered = answer_page(client, page, POOR | {"financial_assets_fen": typed})

    assert "请只写数字" not in answered
    assert questions_on(answered) != questions_on(page)


def test_an_amount_in_words_is_asked_again_without_blame(client):
    page = first_page(client)

    answered = answer_page(client, page, POOR | {"financial_assets_fen": "一千多"})

    assert "请只写数字" in answered
    assert questions_on(answered) == questions_on(page)


ASKED_NUMBERS = [name for name, fact in FACTS.items() if fact.ask and fact.kind in (Kind.NUMBER, Kind.MONEY)]


@pytest.mark.parametrize("name", ASKED_NUMBERS)
def test_the_form_takes_no_number_that_the_rules_would_refuse(name):
    field = field_of(FACTS[name], latest=timezone.localdate())
    hundred = 100 if FACTS[name].kind is Kind.MONEY else 1

    for bound in (field.min_value, field.max_value):
        assert FACTS[name].problem_with(int(bound * hundred)) is None
    with pytest.raises(ValidationError):
        field.clean(field.max_value + 1)
    with pytest.raises(ValidationError):
        field.clean(field.min_value - 1)


def test_a_poor_family_is_told_amount_place_papers_and_why(client):
    page, _pages = answer_all(client, OLD_COUPLE_AND_GRANDSON, POOR)

    yes = of_group(page, "yes")
    assert "最低生活保障" in yes
    assert "每月 900.00元" in yes
    assert "社会救助窗口" in yes
    assert "核对授权书" in yes
    assert "社会救助法第十八条" in yes


def test_an_unconfirmed_default_is_said_next_to_the_amount(client):
    page, _pages = answer_all(client, OLD_COUPLE_AND_GRANDSON, POOR)

    assert "未经核实的默认值" in of_group(page, "yes")


def test_a_family_that_earns_too_much_is_told_no_and_by_how_much(client):
    page, _pages = answer_all(client, OLD_COUPLE_AND_GRANDSON, BETTER_OFF)

    no = of_group(page, "no")
    assert "最低生活保障" in no
    assert "家庭人均月收入低于低保标准" in no
    assert "高出300.00元" in no
    assert "差在哪" in no
    assert "（高出 300.01元）" in no


def test_nobody_is_told_what_illness_would_make_them_eligible(client):
    page, _pages = answer_all(client, OLD_COUPLE_AND_GRANDSON, BETTER_OFF)

    sentences = re.findall(r"差在哪.*?</p>", page, re.DOTALL)
    assert sentences
    assert not [one for one in sentences if "残疾" in one or "重病" in one or "父亲" in one]


def test_going_back_shows_the_page_before_and_forgets_its_answers(client):
    first = first_page(client)
    second = answer_page(client, first, POOR)

    back = answer_page(client, second, {}, action="back")

    assert questions_on(back) == questions_on(first)


def test_going_back_from_the_first_page_leads_to_the_family_as_it_was_told(client):
    page = answer_page(client, first_page(client), {}, action="back")

    assert 'value="老张"' in page
    assert 'value="1958"' in page
    assert "第 3 位家人" in page


def test_the_result_half_way_counts_what_was_typed_so_far(client):
    page = first_page(client)
    given = {"answers": fields_of(page).hidden["answers"], "action": "result", "vehicles": "2"}

    result = client.post("/check/questions/", given).content.decode()

    assert "没有机动车辆" in of_group(result, "no")
    assert "再答" in result


def test_answers_that_were_tampered_with_are_not_believed(client):
    sealed = fields_of(first_page(client)).hidden["answers"]

    response = client.post("/check/questions/", {"answers": "x" + sealed})

    assert response.status_code == 422
    assert "请重新开始" in response.content.decode()


def test_a_page_of_questions_opened_by_its_address_leads_to_the_beginning(client):
    assert client.get("/check/questions/").headers["Location"] == "/check/"


def test_the_check_reads_and_writes_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer_all(client, OLD_COUPLE_AND_GRANDSON, POOR)

    assert "sessionid" not in client.cookies


JUNK = [
    "",
    "0",
    "-1",
    "9" * 40,
    "9" * 5000,
    "NaN",
    "1e999",
    "²",
    "\u0000",
    "abc",
    "是",
    "each",
    "unsure",
    "'\"><script>",
]


@pytest.mark.parametrize("junk", JUNK)
def test_no_junk_in_any_field_breaks_a_page(client, junk):
    begun = first_page(client)
    found = fields_of(begun)
    typed = dict.fromkeys(found.names, junk)

    answers = [
        client.post("/check/", {**OLD_COUPLE_AND_GRANDSON, "members-0-born_on_0": junk}),
        client.post("/check/", {**OLD_COUPLE_AND_GRANDSON, "county": junk, "members-1-sex": junk}),
        client.post("/check/", {"action": "add", "members-TOTAL_FORMS": junk, "members-0-born_on_1": junk}),
        client.post("/check/", {"action": junk, "members-TOTAL_FORMS": junk}),
        client.post("/check/questions/", {"answers": found.hidden["answers"], **typed}),
        client.post("/check/questions/", {"answers": found.hidden["answers"], "action": "result", **typed}),
        client.post("/check/questions/", {"answers": junk, "action": junk}),
    ]

    assert {answer.status_code for answer in answers} <= {200, 422}


def test_a_household_larger_than_the_check_allows_is_refused(client):
    many = family(*(member(number, born=(1960, 1, 1)) for number in range(13)))

    assert client.post("/check/", many).status_code == 422


def test_the_check_speaks_english(client):
    english = Client(headers={"accept-language": "en"})

    page = first_page(english)
    pages = [english.get("/check/").content.decode(), page]
    result, _pages = answer_all(english, OLD_COUPLE_AND_GRANDSON, BETTER_OFF)

    assert "Minimum living allowance" in result
    assert [left_in_chinese(one, "portal", "design") for one in (*pages, result)] == [[], [], []]

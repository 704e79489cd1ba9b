"""Facts on which sources disagree, and the decision of somebody who knows."""

from __future__ import annotations

import pytest
from tests.make.land import make_staff
from tests.make.town import COUNTY, Town

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.people.models import FactConflict
from minsheng.kernel.registry.card import Role

DISABLED_SAYS = "灵石县残联残疾人证名册"


@pytest.fixture
def grade(town: Town) -> FactConflict:
    return FactConflict.objects.get(person=town.people["jianguo"], fact="disability_grade")


def test_the_list_names_who_what_and_the_sources_and_no_value(reviewer, town):
    page = reviewer.get("/desk/conflicts/").content.decode()

    assert "张建国" in page
    assert DISABLED_SAYS in page
    assert "二级" not in page


def test_the_list_can_be_narrowed_to_one_fact(reviewer, town):
    page = reviewer.get("/desk/conflicts/?fact=financial_assets_fen").content.decode()

    assert "王桂兰" in page
    assert "张建国" not in page


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("neighbour", 404), ("leader", 403)])
def test_others_do_not_open_it(town, at_the_desk_of, grade, who, status):
    assert at_the_desk_of(getattr(town, who)).get(f"/desk/conflicts/{grade.pk}/").status_code == status


def test_another_county_has_an_empty_list(stranger):
    assert "没有说法不一的" in stranger.get("/desk/conflicts/").content.decode()


def test_what_each_source_says_is_shown_to_those_who_may_know(reviewer, grade):
    page = reviewer.get(f"/desk/conflicts/{grade.pk}/").content.decode()

    assert "二级" in page
    assert "村委会入户登记表" in page


def test_a_post_that_does_not_need_the_fact_sees_no_value_and_decides_nothing(town, at_the_desk_of, grade):
    wages = FactConflict.objects.get(household=town.families["wang"])
    narrow = at_the_desk_of(make_staff(Role.COUNTY_CLERK, COUNTY, programme="employment"))

    assert "您的岗位看不到" in narrow.get(f"/desk/conflicts/{wages.pk}/").content.decode()
    answer = narrow.post(
        f"/desk/conflicts/{wages.pk}/settle/", {"source": wages.sources[0], "because": "看过存折原件"}
    )
    assert answer.status_code == 403


def test_a_source_is_chosen_with_a_reason(reviewer, town, grade):
    answer = reviewer.post(
        f"/desk/conflicts/{grade.pk}/settle/", {"source": DISABLED_SAYS, "because": "看过残疾证原件"}
    )

    grade.refresh_from_db()
    assert answer["Location"] == "/desk/conflicts/"
    assert (grade.chosen_source, grade.settled_by) == (DISABLED_SAYS, town.reviewer)
    assert Entry.objects.get(what="conflict settled").because == "看过残疾证原件"


def test_from_the_page_of_a_person_one_returns_there(reviewer, town, grade):
    given = {"source": DISABLED_SAYS, "because": "看过残疾证原件", "person": "yes"}

    answer = reviewer.post(f"/desk/conflicts/{grade.pk}/settle/", given)

    assert answer["Location"] == f"/desk/people/{town.people['jianguo'].token}/"


@pytest.mark.parametrize(
    "given", [{}, {"source": DISABLED_SAYS}, {"source": "某人说的", "because": "看过残疾证原件"}]
)
def test_without_a_known_source_and_a_reason_nothing_is_settled(reviewer, grade, given):
    answer = reviewer.post(f"/desk/conflicts/{grade.pk}/settle/", given)

    grade.refresh_from_db()
    assert answer.status_code == 422
    assert "请选定以哪个来源为准" in answer.content.decode()
    assert grade.settled_at is None


def test_what_a_colleague_settled_a_moment_ago_is_said(reviewer, grade):
    given = {"source": DISABLED_SAYS, "because": "看过残疾证原件"}
    reviewer.post(f"/desk/conflicts/{grade.pk}/settle/", given)

    page = reviewer.post(f"/desk/conflicts/{grade.pk}/settle/", given, follow=True).content.decode()

    assert "已有同事定过" in page


def test_a_longer_list_costs_no_more_queries(reviewer, town, django_assert_max_num_queries):
    for number in range(20):
        FactConflict.objects.create(
            person=town.people["guilan"], division_id=town.people["guilan"].division_id, fact=f"fact_{number}",
            sources=["甲", "乙"], found_at=town.run.started_at,
        )  # fmt: skip

    with django_assert_max_num_queries(20):
        reviewer.get("/desk/conflicts/")

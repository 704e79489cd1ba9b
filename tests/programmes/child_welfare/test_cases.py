"""The case of a child whom nobody raises: two desks, fifteen working days each, and no name on any wall."""

from datetime import date

import pytest
from tests.make import land
from tests.make.cases import noon

from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.registry.card import Role
from minsheng.programmes.child_welfare.cases import CASE_KINDS

CHECKED = {
    "second_investigator": "second", "visited_on": "2026-09-02", "documents": "判决书、报警回执",
    "findings": "由祖父母照料",
}  # fmt: skip


@pytest.fixture
def township(db):
    land.make_land()
    land.make_staff(Role.VILLAGE_WORKER, land.VILLAGE, name="second")
    return land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP, programme="child_welfare")


@pytest.fixture
def case(township):
    child = land.make_person(born_on=date(2016, 5, 1))
    return open_case("de_facto_unsupported", subject=child, by=township, at=noon(9, 1))


def test_each_desk_has_fifteen_working_days(case, township):
    # 20 September is a Sunday that is worked.
    assert case.due_on == date(2026, 9, 21)

    case = do(case, "check", by=township, at=noon(9, 10), values=CHECKED)

    # 25 September and the first week of October are free.
    assert (case.division_id, case.due_on) == (land.COUNTY, date(2026, 10, 8))


def test_the_township_visits_with_two_people(case, township):
    with pytest.raises(problems.FieldsWrongError, match="second investigator"):
        do(case, "check", by=township, at=noon(9, 2), values={**CHECKED, "second_investigator": ""})


@pytest.mark.parametrize("kind", CASE_KINDS, ids=lambda kind: kind.key)
def test_no_child_is_posted_and_the_case_is_closed_to_others(kind):
    assert kind.is_closed_to_others
    assert all(not stage.wait for stage in kind.stages)

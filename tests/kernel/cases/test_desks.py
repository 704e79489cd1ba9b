"""Who works on a case: giving it to a colleague, and handing it to another desk."""

from datetime import UTC, datetime

import pytest
from tests.make import land

from minsheng.kernel.cases import problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.assign import assign
from minsheng.kernel.cases.actions.hand_over import hand_over
from minsheng.kernel.cases.models import Case
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.registry.card import Role

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
MOVED = "全家已搬到乙村居住"


def test_a_case_lies_on_exactly_one_desk(case):
    desks = [code for code in land.NAMES if Case.objects.on_desk(code).exists()]

    assert desks == [land.TOWNSHIP]


def test_a_colleague_with_the_right_post_may_be_given_the_case(case, staff):
    colleague = land.make_staff(Role.TOWNSHIP_REVIEWER, land.TOWNSHIP)

    given = assign(case, to=colleague, by=staff.township, at=NOON)

    assert given.assigned_to == colleague
    assert given.steps.last().values == {"to": colleague.username}


def test_a_colleague_without_the_post_is_not_given_the_case(case, staff):
    with pytest.raises(problems.NotYourDeskError, match="county"):
        assign(case, to=staff.county, by=staff.township, at=NOON)


def test_a_case_may_be_put_back_on_the_desk(case, staff):
    mine = assign(case, to=staff.township, by=staff.township, at=NOON)

    assert assign(mine, to=None, by=staff.township, at=NOON).assigned_to is None


def test_the_next_desk_decides_who_works_on_it(case, staff):
    mine = assign(case, to=staff.township, by=staff.township, at=NOON)

    assert do(mine, "accept", by=staff.township, at=NOON).assigned_to is None


def test_a_case_follows_the_household_that_moved_and_its_clock_runs_on(case, staff):
    new_home = Division.objects.get(pk=land.OTHER_VILLAGE)

    moved = hand_over(case, to=new_home, by=staff.township, at=NOON, because=MOVED)

    assert (moved.home_id, moved.division_id, moved.due_on) == (
        land.OTHER_VILLAGE,
        land.OTHER_TOWNSHIP,
        case.due_on,
    )
    assert do(moved, "accept", by=staff.other_township, at=NOON).division_id == land.OTHER_VILLAGE


def test_handing_over_needs_a_reason(case, staff):
    new_home = Division.objects.get(pk=land.OTHER_VILLAGE)

    with pytest.raises(problems.ReasonsMissingError):
        hand_over(case, to=new_home, by=staff.township, at=NOON, because="")


def test_only_who_has_the_case_hands_it_over(case, staff):
    new_home = Division.objects.get(pk=land.OTHER_VILLAGE)

    with pytest.raises(problems.NotYourDeskError):
        hand_over(case, to=new_home, by=staff.other_township, at=NOON, because=MOVED)


def test_a_closed_case_is_neither_given_nor_handed_over(case, staff):
    closed = do(case, "withdraw", by=staff.township, at=NOON, because="申请人书面撤回")

    with pytest.raises(problems.AlreadyClosedError):
        assign(closed, to=staff.township, by=staff.township, at=NOON)


def test_the_most_urgent_case_comes_first_and_one_without_a_clock_last(case, staff):
    later = Case.objects.create(
        kind="grant", household=land.make_household(), home_id=land.VILLAGE, division_id=land.TOWNSHIP, stage="apply",
        opened_at=NOON, stage_entered_at=NOON,
    )  # fmt: skip

    assert list(Case.objects.on_desk(land.TOWNSHIP)) == [case, later]

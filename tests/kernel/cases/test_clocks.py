"""Clocks of cases: working days of 2026, its holidays, and the year nobody has published yet."""

from datetime import UTC, date, datetime

import pytest
from tests.make import land
from tests.make.clocks import use_clocks

from minsheng.engines.formulas.working_days import PublishedYear, WorkingCalendar
from minsheng.kernel.cases import clocks, problems
from minsheng.kernel.cases.actions.advance import do
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.actions.postpone import postpone, recompute_clocks
from minsheng.kernel.cases.models import Case

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
SPECIAL = "收入需跨省核对，情况复杂"


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 4, tzinfo=UTC)


@pytest.fixture
def open_at(staff):
    """Return a function that opens and accepts an application at a moment."""

    def open_and_accept(at: datetime) -> Case:
        case = open_case("grant", subject=land.make_household(), by=staff.township, at=at)
        return do(case, "accept", by=staff.township, at=at)

    return open_and_accept


def test_the_day_of_receipt_is_not_counted(case):
    assert case.due_on == date(2026, 9, 2)


def test_late_in_the_evening_it_is_already_the_next_day_in_utc_but_not_in_china(staff):
    late = datetime(2026, 9, 1, 15, 59, tzinfo=UTC)

    case = open_case("grant", subject=land.make_household(), by=staff.township, at=late)

    assert case.due_on == date(2026, 9, 2)


def test_the_whole_clock_begins_with_acceptance(case, staff):
    assert (case.accepted_on, case.whole_due_on) == (None, None)

    accepted = do(case, "accept", by=staff.township, at=noon(9, 2))

    assert accepted.accepted_on == date(2026, 9, 2)
    assert accepted.whole_limit == 30


def test_thirty_working_days_from_the_first_of_september_pass_both_autumn_holidays(open_at):
    # 20 September and 10 October are worked; 25 September and 1 to 7 October are free.
    assert open_at(noon(9, 1)).whole_due_on == date(2026, 10, 19)


def test_a_day_before_the_national_day_ends_after_the_holiday(staff):
    case = open_case("grant", subject=land.make_household(), by=staff.township, at=noon(9, 30))

    assert case.due_on == date(2026, 10, 8)


def test_a_stage_ends_at_the_latest_with_the_whole_case(open_at, staff):
    case = open_at(noon(9, 1))
    case = do(
        case, "investigate", by=staff.village, at=noon(10, 9), values={"second": "second", "on": "2026-10-09"}
    )

    case = do(case, "review", by=staff.township, at=noon(10, 17))

    # Five working days for the decision would last until 23 October.
    assert case.due_on == date(2026, 10, 19)


def test_a_public_notice_hangs_seven_full_days(investigated, staff):
    assert investigated.not_before_on == date(2026, 9, 9)

    with pytest.raises(problems.TooEarlyError, match="2026-09-09"):
        do(investigated, "review", by=staff.township, at=noon(9, 8))
    assert do(investigated, "review", by=staff.township, at=noon(9, 9)).stage == "decide"


def test_a_stage_without_a_limit_is_due_with_the_whole_case(investigated):
    assert investigated.stage_limit is None
    assert investigated.due_on == investigated.whole_due_on == date(2026, 10, 19)


def test_a_clock_that_ends_on_the_last_day_of_a_known_year_is_set(open_at):
    case = open_at(noon(11, 19))

    assert case.whole_due_on == date(2026, 12, 31)
    assert clocks.note_of(case) is None


def test_a_clock_that_runs_into_an_unpublished_year_is_not_guessed(open_at):
    case = open_at(noon(11, 20))

    assert (case.whole_limit, case.whole_due_on) == (30, None)
    assert case.due_on == date(2026, 12, 4)
    assert clocks.note_of(case).zh.startswith("日历未公布")
    assert list(Case.objects.waiting_for_the_calendar()) == [case]


def test_clocks_are_set_once_the_calendar_is_published(open_at, monkeypatch):
    case = open_at(noon(11, 20))
    new_year = PublishedYear(2027, frozenset({date(2027, 1, 1)}), frozenset())
    use_clocks(monkeypatch, calendar=WorkingCalendar((new_year,)))

    assert recompute_clocks(at=noon(12, 1)) == 1

    case.refresh_from_db()
    assert case.whole_due_on == date(2027, 1, 4)
    assert clocks.note_of(case) is None
    assert recompute_clocks(at=noon(12, 1)) == 0


def test_recomputing_without_a_calendar_changes_nothing(open_at):
    open_at(noon(11, 20))

    assert recompute_clocks(at=noon(12, 1)) == 0


def test_a_special_case_may_take_forty_five_working_days(open_at, staff):
    case = open_at(noon(9, 1))

    postponed = postpone(case, by=staff.village, at=noon(9, 10), because=SPECIAL)

    assert (postponed.whole_limit, postponed.whole_due_on) == (45, date(2026, 11, 9))
    assert postponed.steps.get(verb="postpone").because == SPECIAL


def test_a_case_is_postponed_only_once(open_at, staff):
    case = postpone(open_at(noon(9, 1)), by=staff.village, at=noon(9, 10), because=SPECIAL)

    with pytest.raises(problems.NotExtendableError, match="no second time"):
        postpone(case, by=staff.village, at=noon(9, 11), because=SPECIAL)


def test_postponing_needs_reasons(open_at, staff):
    with pytest.raises(problems.ReasonsMissingError):
        postpone(open_at(noon(9, 1)), by=staff.village, at=noon(9, 10), because="忙")


def test_a_kind_without_longer_time_is_not_postponed(staff):
    case = open_case("check_up", subject=land.make_person(), by=staff.township, at=NOON)

    with pytest.raises(problems.NotExtendableError):
        postpone(case, by=staff.township, at=NOON, because=SPECIAL)


def test_a_case_is_overdue_the_day_after_its_last_day(case):
    last_day = date(2026, 9, 2)

    assert list(Case.objects.due_on_day(last_day)) == [case]
    assert list(Case.objects.overdue(on=last_day)) == []
    assert list(Case.objects.overdue(on=date(2026, 9, 3))) == [case]


def test_working_days_left_do_not_count_a_weekend(open_at):
    case = open_at(noon(9, 1))

    assert case.due_on == date(2026, 9, 15)
    assert clocks.working_days_left(case, on=date(2026, 9, 11)) == 2
    assert clocks.working_days_left(case, on=date(2026, 9, 15)) == 0
    assert clocks.working_days_left(case, on=date(2026, 9, 16)) == -1


def test_desks_are_counted(open_at, case):
    open_at(noon(9, 1))

    counted = Case.objects.count_by_desk(on=date(2026, 9, 3))

    assert counted == {
        land.TOWNSHIP: {"open": 1, "due": 0, "overdue": 1},
        land.VILLAGE: {"open": 1, "due": 0, "overdue": 0},
    }

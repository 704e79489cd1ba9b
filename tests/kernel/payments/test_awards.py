"""Starting, changing and ending what somebody is paid."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError, transaction
from tests.make import land
from tests.make.cards import small_programmes
from tests.make.clocks import use_clocks

from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.actions.open_case import open_case
from minsheng.kernel.cases.models import Case, CaseStep
from minsheng.kernel.payments import awards, problems
from minsheng.kernel.payments.awards import Amount, change_award, end_after_death, start_award, stop_award
from minsheng.kernel.payments.models import Award, Receipt
from minsheng.kernel.people.models import Household
from minsheng.kernel.registry.card import Role

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
WHY = "家庭收入经核实有变化"


@pytest.fixture(autouse=True)
def cards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use_clocks(monkeypatch)
    with small_programmes():
        yield


@pytest.fixture
def household(db: None) -> Household:
    land.make_land()
    return land.make_household()


@pytest.fixture
def approver(household: Household) -> User:
    return land.make_staff(Role.COUNTY_APPROVER, land.COUNTY)


@pytest.fixture
def case(household: Household, approver: User) -> Case:
    return open_case("grant", subject=household, by=approver, at=NOON)


@pytest.fixture
def award(household: Household, approver: User, case: Case) -> Award:
    """460 yuan a month from October on."""
    return start_award(
        "aid", subject=household, amount=Amount(46000), from_on=OCTOBER, case=case, by=approver, at=NOON
    )


@pytest.fixture
def hearing(case: Case, approver: User) -> str:
    """The token of the step in which the household was heard."""
    return CaseStep.objects.create(case=case, verb="hear", by=approver, at=NOON).token


def test_an_award_begins_on_the_first_of_a_month_and_stands_on_the_roll(award, household):
    line = Receipt.objects.get()

    assert (award.from_on, award.amount_fen, award.to_on) == (OCTOBER, 46000, None)
    assert (line.household, line.amount_fen, line.since, line.award) == (household, 46000, OCTOBER, award)


def test_an_award_keeps_what_it_rests_on(household, approver, case):
    amount = Amount(
        46000, rule_fen=46000, parameters=[{"key": "aid.standard", "value": "720", "status": "L"}]
    )

    award = start_award(
        "aid", subject=household, amount=amount, from_on=OCTOBER, case=case, by=approver, at=NOON
    )

    award.refresh_from_db()
    assert (award.case_token, award.decided_by, award.rule_amount_fen) == (case.token, approver, 46000)
    assert award.parameters[0]["status"] == "L"


def test_starting_leaves_one_audit_row(award, approver):
    entry = Entry.objects.get(subject_token=award.token)

    assert (entry.what, entry.by, entry.details["fen"]) == ("award started", approver, 46000)


@pytest.mark.parametrize(("day", "is_right"), [(date(2026, 10, 1), True), (date(2026, 10, 2), False)])
def test_an_award_does_not_begin_within_a_month(household, approver, case, day, is_right):
    def start() -> Award:
        return start_award(
            "aid", subject=household, amount=Amount(1), from_on=day, case=case, by=approver, at=NOON
        )

    if is_right:
        assert start().from_on == day
    else:
        with pytest.raises(problems.WrongMonthError):
            start()


def test_an_award_of_nothing_is_refused(household, approver, case):
    with pytest.raises(problems.WrongAmountError, match=r"0\.00"):
        start_award(
            "aid", subject=household, amount=Amount(0), from_on=OCTOBER, case=case, by=approver, at=NOON
        )


@pytest.mark.parametrize("by", [None, AnonymousUser()])
def test_the_machine_awards_nothing(household, case, by):
    with pytest.raises(problems.PersonMustDecideError):
        start_award("aid", subject=household, amount=Amount(1), from_on=OCTOBER, case=case, by=by, at=NOON)


def test_nobody_has_two_running_awards_of_a_policy(award, household, approver, case):
    with pytest.raises(problems.AlreadyAwardedError, match="one at a time"):
        start_award(
            "aid", subject=household, amount=Amount(1), from_on=DECEMBER, case=case, by=approver, at=NOON
        )

    assert Award.objects.count() == Receipt.objects.count() == 1


def test_an_approver_who_comes_second_in_a_race_is_told_by_the_schema(
    award, household, approver, case, monkeypatch
):
    looks, real = [Award.objects.none()], awards._overlapping
    # The first look sees nothing, as it would before the other approver's transaction ends.
    monkeypatch.setattr(awards, "_overlapping", lambda asked: looks.pop() if looks else real(asked))

    with pytest.raises(problems.AlreadyAwardedError) as caught:
        start_award(
            "aid", subject=household, amount=Amount(1), from_on=DECEMBER, case=case, by=approver, at=NOON
        )

    assert isinstance(caught.value.__cause__, IntegrityError)
    assert Award.objects.count() == 1


def test_the_schema_itself_refuses_a_second_running_award(award):
    award.pk = None
    award.token = "AAAAAAAAAAAAAAAA"
    award.from_on = DECEMBER

    with pytest.raises(IntegrityError), transaction.atomic():
        award.save(force_insert=True)


def test_a_person_on_the_roll_of_the_bureau_is_not_paid_a_second_time(household, approver, case):
    Receipt.objects.create(
        policy="aid", household=household, division_id=land.VILLAGE, source="名册", as_of=OCTOBER
    )

    with pytest.raises(problems.AlreadyAwardedError, match="from a roll"):
        start_award(
            "aid", subject=household, amount=Amount(1), from_on=OCTOBER, case=case, by=approver, at=NOON
        )


def test_an_award_may_begin_when_the_roll_has_ended(household, approver, case):
    Receipt.objects.create(
        policy="aid", household=household, division_id=land.VILLAGE, source="名册", as_of=OCTOBER,
        until=date(2026, 9, 30),
    )  # fmt: skip

    assert start_award(
        "aid", subject=household, amount=Amount(1), from_on=OCTOBER, case=case, by=approver, at=NOON
    )


def test_stopping_needs_a_hearing(award, approver):
    with pytest.raises(problems.NotHeardYetError):
        stop_award(award, last_day=date(2026, 11, 30), hearing="", by=approver, at=NOON, because=WHY)


def test_the_hearing_of_somebody_else_does_not_count(award, approver):
    other = open_case("grant", subject=land.make_household(), by=approver, at=NOON)
    foreign = CaseStep.objects.create(case=other, verb="hear", by=approver, at=NOON).token

    with pytest.raises(problems.NotHeardYetError):
        stop_award(award, last_day=date(2026, 11, 30), hearing=foreign, by=approver, at=NOON, because=WHY)


def test_a_step_that_is_no_hearing_does_not_count(award, approver, case):
    step = case.steps.get(verb="open")

    with pytest.raises(problems.NotHeardYetError):
        stop_award(award, last_day=date(2026, 11, 30), hearing=step.token, by=approver, at=NOON, because=WHY)


def test_stopping_needs_reasons(award, approver, hearing):
    with pytest.raises(problems.ReasonsMissingError):
        stop_award(award, last_day=date(2026, 11, 30), hearing=hearing, by=approver, at=NOON, because="停")


def test_a_stopped_award_ends_with_its_reasons_and_leaves_the_roll(award, approver, hearing):
    stopped = stop_award(
        award, last_day=date(2026, 11, 30), hearing=hearing, by=approver, at=NOON, because=WHY
    )

    assert (stopped.to_on, stopped.ended_because, stopped.hearing_token) == (date(2026, 11, 30), WHY, hearing)
    assert Receipt.objects.get().until == date(2026, 11, 30)
    assert list(Award.objects.running(on=date(2026, 11, 30))) == [award]
    assert not Award.objects.running(on=DECEMBER).exists()


@pytest.mark.parametrize("last_day", [date(2026, 11, 29), date(2026, 8, 31)])
def test_an_award_ends_with_a_month_and_not_before_it_began(award, approver, hearing, last_day):
    with pytest.raises(problems.WrongMonthError):
        stop_award(award, last_day=last_day, hearing=hearing, by=approver, at=NOON, because=WHY)


def test_an_award_that_never_paid_may_end_before_its_first_month(award, approver, hearing):
    stopped = stop_award(
        award, last_day=date(2026, 9, 30), hearing=hearing, by=approver, at=NOON, because=WHY
    )

    assert not Award.objects.running(on=OCTOBER).exists()
    assert stopped.to_on == date(2026, 9, 30)


def test_an_ended_award_is_not_ended_again(award, approver, hearing):
    stop_award(award, last_day=date(2026, 11, 30), hearing=hearing, by=approver, at=NOON, because=WHY)

    with pytest.raises(problems.AlreadyEndedError, match="2026-11"):
        stop_award(award, last_day=date(2026, 12, 31), hearing=hearing, by=approver, at=NOON, because=WHY)


def test_the_schema_itself_refuses_an_end_without_reasons(award):
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(to_on=date(2026, 11, 30), ended_at=NOON)


def test_more_money_needs_no_hearing(award, approver, case):
    more = change_award(
        award, amount=Amount(50000), from_on=NOVEMBER, case=case, by=approver, at=NOON, because=WHY
    )  # fmt: skip

    award.refresh_from_db()
    assert (award.to_on, more.from_on, more.replaces) == (date(2026, 10, 31), NOVEMBER, award)
    assert [line.amount_fen for line in Receipt.objects.order_by("since")] == [46000, 50000]


@pytest.mark.parametrize(("fen", "needs_hearing"), [(45999, True), (46000, False)])
def test_less_money_needs_a_hearing(award, approver, case, hearing, fen, needs_hearing):
    def change(token: str) -> Award:
        return change_award(
            award,
            amount=Amount(fen),
            from_on=NOVEMBER,
            case=case,
            by=approver,
            at=NOON,
            because=WHY,
            hearing=token,
        )

    if needs_hearing:
        with pytest.raises(problems.NotHeardYetError):
            change("")
    assert change(hearing if needs_hearing else "").amount_fen == fen


def test_a_change_begins_after_the_first_month(award, approver, case):
    with pytest.raises(problems.WrongMonthError):
        change_award(
            award, amount=Amount(50000), from_on=OCTOBER, case=case, by=approver, at=NOON, because=WHY
        )


def test_an_award_ends_with_the_month_of_death_without_a_hearing(approver, case):
    person = land.make_person()
    award = start_award(
        "pension", subject=person, amount=Amount(1), from_on=OCTOBER, case=case, by=approver, at=NOON
    )
    with pytest.raises(problems.NotDeadError):
        end_after_death(award, by=approver, at=NOON)
    person.died_on = date(2026, 11, 3)
    person.save()

    assert end_after_death(award, by=approver, at=NOON).to_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 9, 1), date(2026, 10, 1)), (date(2026, 12, 31), date(2027, 1, 1))]
)
def test_the_month_after_crosses_the_year(day, first):
    assert awards.month_after(day) == first

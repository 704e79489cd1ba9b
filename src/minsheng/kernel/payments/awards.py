"""Awards: the only code that starts, changes or ends what somebody is paid.

Nobody is paid twice: the schema allows one running award of a policy for a subject. Nothing is cut or ended by a
machine, without reasons, or before the person was heard. Every award is a line of the roll, so that the next screening
sees what is received.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from minsheng.engines.formulas.money import yuan_text
from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.periods import DIED
from minsheng.engines.policy.rulebook import Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.audit.record import record
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.kinds import kind_of
from minsheng.kernel.cases.models import CaseStep
from minsheng.kernel.payments import problems
from minsheng.kernel.payments.models import Award, AwardQuerySet, Receipt
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.loading import policies

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from minsheng.kernel.cases.models import Case

SHORTEST_REASON = 5
ROLL = "本系统待遇"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that was decided, with what the rule found, the parameters behind it and the last day by the rule."""

    fen: int
    per: Per = Per.MONTH
    rule_fen: int | None = None
    parameters: Sequence[dict[str, Any]] = field(default_factory=tuple)
    due_until: date | None = None


def month_after(on: date) -> date:
    """Return the first day of the month after a day.

    >>> month_after(date(2026, 12, 3))
    datetime.date(2027, 1, 1)
    """
    return (on.replace(day=1) + timedelta(days=32)).replace(day=1)


@transaction.atomic
def start_award(
    policy: str,
    *,
    subject: Person | Household,
    amount: Amount,
    from_on: date,
    case: Case,
    by: User,
    at: datetime,
) -> Award:
    """Award an amount from the first of a month on, and write it on the roll. Raises AlreadyAwardedError."""
    award = _begun(policy, subject, amount, from_on, case, by, at)
    _save_once(award)
    _write_on_the_roll(award, at=at)
    record("award started", award, by=by, at=at, policy=policy, fen=amount.fen, from_on=from_on.isoformat())
    return award


@transaction.atomic
def stop_award(award: Award, *, last_day: date, hearing: str, by: User, at: datetime, because: str) -> Award:
    """End an award after a month, with reasons, after the person was heard.

    ``hearing`` is the token of the case step in which the person was heard. Raises NotHeardYetError.
    """
    award = _locked_running(award)
    _must_be_a_person(by)
    _must_give_reasons(because)
    _must_have_heard(award, hearing, at=at)
    _end(award, last_day=last_day, by=by, at=at, because=because, hearing=hearing)
    record("award stopped", award, by=by, at=at, because=because, last_day=last_day.isoformat())
    return award


@transaction.atomic
def end_after_death(award: Award, *, by: User, at: datetime) -> Award:
    """End a person's award as the rule says for a death, with its month or its year; there is nobody left to hear."""
    award = _locked_running(award)
    _must_be_a_person(by)
    if award.person is None or award.person.died_on is None:
        raise problems.NotDeadError(
            Text(
                "登记中没有死亡日期，不能按死亡终止。请先核实并登记死亡日期。",
                "The register knows no day of death; verify and record it first.",
            )
        )
    # An award that had not begun when the person died was never due.
    last_day = max(_last_day_after_death(award, award.person.died_on), award.from_on - timedelta(days=1))
    because = f"享受人死亡，发放到{last_day:%Y年%m月}为止"
    _end(award, last_day=last_day, by=by, at=at, because=because, hearing="")
    record("award ended by death", award, by=by, at=at, last_day=last_day.isoformat())
    return award


def _last_day_after_death(award: Award, died_on: date) -> date:
    """Return the last day due by the period of the policy; the month of death where the policy is gone or silent."""
    policy = policies().get(award.policy)
    moments = policy.period.ends if policy is not None else ()
    ends = [moment.last_day(died_on) for moment in moments if moment.event == DIED]
    return end_of_month(min(ends, default=died_on))


@transaction.atomic
def change_award(
    award: Award,
    *,
    amount: Amount,
    from_on: date,
    case: Case,
    by: User,
    at: datetime,
    because: str,
    hearing: str = "",
) -> Award:
    """Pay another amount from the first of a month on; return the new award. A cut needs a hearing."""
    award = _locked_running(award)
    _must_be_a_person(by)
    _must_give_reasons(because)
    if amount.fen < award.amount_fen:
        _must_have_heard(award, hearing, at=at)
    if from_on <= award.from_on:
        raise problems.WrongMonthError(
            Text(
                f"变更须从{month_after(award.from_on):%Y年%m月}或更晚的月份开始。",
                f"A change begins in {month_after(award.from_on):%Y-%m} or later; the award began {award.from_on}.",
            )
        )
    subject = award.person or award.household
    assert subject is not None  # noqa: S101 (the schema demands one)
    after = _begun(award.policy, subject, amount, from_on, case, by, at)
    _end(award, last_day=from_on - timedelta(days=1), by=by, at=at, because=because, hearing=hearing)
    after.replaces = award
    _save_once(after)
    _write_on_the_roll(after, at=at)
    record(
        "award changed",
        after,
        by=by,
        at=at,
        because=because,
        before_fen=award.amount_fen,
        after_fen=amount.fen,
    )
    return after


def _begun(
    policy: str,
    subject: Person | Household,
    amount: Amount,
    from_on: date,
    case: Case,
    by: User,
    at: datetime,
) -> Award:
    _must_be_a_person(by)
    if amount.fen <= 0:
        raise problems.WrongAmountError(
            Text(
                f"待遇金额须大于零，现为{yuan_text(amount.fen)}元。",
                f"An award must be above zero, this one is {yuan_text(amount.fen)} yuan.",
            )
        )
    if from_on.day != 1:
        raise problems.WrongMonthError(
            Text(
                f"待遇从某月1日起算，不能从{from_on}起。",
                f"An award begins on the first of a month, not {from_on}.",
            )
        )
    return Award(
        policy=policy,
        person=subject if isinstance(subject, Person) else None,
        household=subject if isinstance(subject, Household) else None,
        division_id=subject.division_id,
        amount_fen=amount.fen,
        per=amount.per.value,
        from_on=from_on,
        due_until=amount.due_until,
        decided_at=at,
        decided_by=by,
        case_token=case.token,
        rule_amount_fen=amount.rule_fen,
        parameters=list(amount.parameters),
        is_synthetic=subject.is_synthetic,
    )


def _save_once(award: Award) -> None:
    if _overlapping(award).exists() or _paid_from_a_roll(award).exists():
        raise _already_awarded(award)
    # The schema decides about running awards, not the look before: two approvers may confirm at the same moment.
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError as error:
        if not _overlapping(award).exists():
            raise
        raise _already_awarded(award) from error


def _overlapping(award: Award) -> AwardQuerySet:
    return Award.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=award.from_on) | Q(from_on=award.from_on),
        policy=award.policy, person=award.person, household=award.household,
    )  # fmt: skip


def _paid_from_a_roll(award: Award) -> QuerySet[Receipt]:
    """Return the lines of a bureau's own roll that pay the same at the same time."""
    return Receipt.objects.filter(
        Q(until__isnull=True) | Q(until__gte=award.from_on),
        policy=award.policy, person=award.person, household=award.household, award__isnull=True,
    )  # fmt: skip


def _already_awarded(award: Award) -> problems.AlreadyAwardedError:
    return problems.AlreadyAwardedError(
        Text(
            f"该对象在{award.from_on:%Y年%m月}及以后已有“{award.policy}”待遇或在发放名册上，同一时间只能有一笔。请变更原待遇。",
            f"The subject is paid {award.policy!r} at {award.from_on} or later already, by an award or from a roll; "
            "there is one at a time. Change that one.",
        )
    )


def _write_on_the_roll(award: Award, *, at: datetime) -> None:
    Receipt.objects.create(
        policy=award.policy, person=award.person, household=award.household, division_id=award.division_id,
        amount_fen=award.amount_fen, since=award.from_on, source=ROLL, as_of=day_of(at), award=award,
    )  # fmt: skip


def _locked_running(award: Award) -> Award:
    locked: Award = Award.objects.select_for_update().get(pk=award.pk)
    if locked.to_on is None:
        return locked
    raise problems.AlreadyEndedError(
        Text(
            f"该待遇已于{locked.to_on:%Y年%m月}终止，不能再变更。如需恢复，请重新申请。",
            f"The award ended with {locked.to_on:%Y-%m} and is not changed any more; apply again to have it back.",
        )
    )


def _must_be_a_person(by: User | None) -> None:
    if by is None or not by.is_authenticated:
        raise problems.PersonMustDecideError(
            Text(
                "待遇只能由具名的工作人员决定。",
                "An award is decided by a person who signed in, never by a machine.",
            )
        )


def _must_give_reasons(because: str) -> None:
    if len(because.strip()) < SHORTEST_REASON:
        raise problems.ReasonsMissingError(
            Text(
                "变更或终止待遇须写明理由，并书面告知。",
                "Say in words why the award changes or ends.",
            )
        )


def _must_have_heard(award: Award, hearing: str, *, at: datetime) -> None:
    step = (
        CaseStep.objects.filter(token=hearing, at__lte=at).select_related("case").first() if hearing else None
    )
    if step is not None and _is_hearing(step) and _is_about_the_same(step.case, award):
        return
    raise problems.NotHeardYetError(
        Text(
            "减发或停发之前须听取当事人意见并记录，现未找到该次听取意见的记录。",
            "Before an award is cut or ended the person must be heard; no record of that hearing was found.",
        )
    )


def _is_hearing(step: CaseStep) -> bool:
    return any(verb.key == step.verb and verb.is_hearing for verb in kind_of(step.case).verbs)


def _is_about_the_same(case: Case, award: Award) -> bool:
    if case.about:
        return case.about == award.token
    if award.person_id is not None:
        return case.person_id == award.person_id
    return case.household_id == award.household_id


def _end(award: Award, *, last_day: date, by: User, at: datetime, because: str, hearing: str) -> None:
    if last_day != end_of_month(last_day) or last_day < award.from_on - timedelta(days=1):
        raise problems.WrongMonthError(
            Text(
                f"待遇按整月终止，且不早于{award.from_on:%Y年%m月}的前一个月，不能止于{last_day}。",
                f"An award ends on the last day of a month, not before it began ({award.from_on}), not on {last_day}.",
            )
        )
    award.to_on, award.ended_at, award.ended_by = last_day, at, by
    award.ended_because, award.hearing_token = because.strip(), hearing
    award.save(update_fields=["to_on", "ended_at", "ended_by", "ended_because", "hearing_token"])
    Receipt.objects.filter(award=award).update(until=last_day)

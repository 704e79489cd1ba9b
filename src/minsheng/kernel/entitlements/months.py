"""From which month a decision pays, what its rule finds month by month, and what is left to pay back.

The rule says the months (``engines.policy.periods``); the case knows when somebody applied and when it was confirmed;
the register knows births, deaths and what was true when. What is found here is shown to people who decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minsheng.engines.policy.balance import Balance, BalanceLine, Payment, owed_and_paid
from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.days import end_of_month
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.history import HouseholdHistory
from minsheng.engines.policy.periods import APPLIED, BORN, CONFIRMED, DIED, MOVED_AWAY, months_between
from minsheng.engines.policy.rulebook import Per, Policy
from minsheng.engines.policy.schedule import days_within, schedule
from minsheng.kernel.cases.clocks import day_of
from minsheng.kernel.cases.models import Case
from minsheng.kernel.payments.models import Award, Receipt
from minsheng.kernel.people.history import history_of
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.registry.here import parameters_of_this_city
from minsheng.kernel.registry.loading import policies

if TYPE_CHECKING:
    from minsheng.engines.policy.periods import Days

LONGEST_LOOK_BACK_YEARS = 3  # of months listed on a page; what lies before is for the files


@dataclass(frozen=True, slots=True)
class AwardMonths:
    """The months of an award: what the rule finds, what the award and the rolls pay, and what is left between them.

    ``first_payment`` are the months that the first payment makes up for: from the first month of the award to the month
    of the decision. ``earlier`` are months before the award that the rule finds due and nobody paid: a person decides.
    """

    policy: Policy
    balance: Balance
    first_payment: tuple[date, ...]
    earlier: tuple[BalanceLine, ...]
    to_look_into: tuple[BalanceLine, ...]

    @property
    def earlier_fen(self) -> int:
        return sum(line.back_payment_fen for line in self.earlier)

    @property
    def look_into_fen(self) -> int:
        return sum(line.look_into_fen for line in self.to_look_into)


def first_month(policy: str, case: Case, *, at: datetime) -> date:
    """Return the first of the month from which a case that is confirmed now pays."""
    applied_on = day_of(case.opened_at)
    per_year = policies()[policy].per is Per.YEAR
    earliest = date(day_of(at).year, 1, 1) if per_year else applied_on.replace(day=1)
    first, _ = _span(policy, case.subject, applied_on=applied_on, confirmed_on=day_of(at))
    return earliest if first is None else max(first.replace(day=1), earliest)


def last_day(policy: str, case: Case, *, at: datetime) -> date | None:
    """Return the last day that a case that is confirmed now pays by its rule; None where it has no end of its own."""
    applied_on = day_of(case.opened_at)
    return _span(policy, case.subject, applied_on=applied_on, confirmed_on=day_of(at))[1]


def _span(
    key: str, subject: Person | Household, *, applied_on: date, confirmed_on: date
) -> tuple[date | None, date | None]:
    policy = policies()[key]
    history = history_of(subject, from_=applied_on, to=confirmed_on)
    days = event_days(subject, applied_on=applied_on, confirmed_on=confirmed_on)
    try:
        return days_within(
            policy, history, parameters_of_this_city(), days=days, member=_member(policy, subject)
        )
    except ParameterError:
        # The rule names no age (or number of months) for this person; the conditions say why, and a person decides.
        return None, None


def event_days(subject: Person | Household, *, applied_on: date | None, confirmed_on: date | None) -> Days:
    """Return the days that a case and the row of a person know; dates among the facts are found in the history."""
    days: dict[str, date | None] = {APPLIED: applied_on, CONFIRMED: confirmed_on}
    if isinstance(subject, Person):
        days |= {BORN: subject.born_on, DIED: subject.died_on, MOVED_AWAY: subject.moved_away_on}
    return days


def _member(policy: Policy, subject: Person | Household) -> Any:
    return subject.pk if policy.subject is Entity.PERSON else None


def months_of(award: Award, *, on: date) -> AwardMonths | None:
    """Return the months of an award up to a day; None where the policy is gone or the rule knows no months."""
    policy = policies().get(award.policy)
    subject = award.person or award.household
    if policy is None or subject is None:
        return None
    case = Case.objects.filter(token=award.case_token).first()
    applied_on = day_of(case.opened_at) if case is not None else award.from_on
    confirmed_on = day_of(award.decided_at)
    first, _ = _span(award.policy, subject, applied_on=applied_on, confirmed_on=confirmed_on)
    start = min(award.from_on, max(first or award.from_on, _earliest_shown(on)))
    end = end_of_month(max(on, award.from_on))
    history: HouseholdHistory = history_of(subject, from_=start, to=end)
    found = schedule(
        policy, history, parameters_of_this_city(), from_=start, to=end, member=_member(policy, subject),
        days=event_days(subject, applied_on=applied_on, confirmed_on=confirmed_on),
    )  # fmt: skip
    within = [
        payment
        for payment in (*_paid_by_awards(award, end), *_paid_by_rolls(award, start, end))
        if found[0].first_day <= payment.for_day <= found[-1].last_day
    ]
    balance = owed_and_paid(found, within)
    return AwardMonths(
        policy=policy,
        balance=balance,
        first_payment=_first_payment(award, policy),
        earlier=tuple(line for line in balance.back_payments if line.due.last_day < award.from_on),
        to_look_into=tuple(line for line in balance if line.look_into_fen),
    )


def _earliest_shown(on: date) -> date:
    return date(on.year - LONGEST_LOOK_BACK_YEARS, on.month, 1)


def _first_payment(award: Award, policy: Policy) -> tuple[date, ...]:
    decided_on = day_of(award.decided_at)
    if policy.per is not Per.MONTH or award.from_on >= decided_on.replace(day=1):
        return (award.from_on,)
    return tuple(months_between(award.from_on, decided_on))


def _paid_by_awards(award: Award, end: date) -> Iterator[Payment]:
    """Yield what this award, and those of the same subject and policy before and after it, pay."""
    same = Award.objects.filter(policy=award.policy, person=award.person, household=award.household)
    for one in same:
        yield from _each(one.per, one.from_on, one.to_on or end, end, one.amount_fen)


def _paid_by_rolls(award: Award, start: date, end: date) -> Iterator[Payment]:
    rolls = Receipt.objects.filter(
        policy=award.policy, person=award.person, household=award.household, award__isnull=True,
        amount_fen__isnull=False,
    )  # fmt: skip
    for line in rolls:
        yield from _each(award.per, line.since or start, line.until or line.as_of, end, line.amount_fen or 0)


def _each(per: str, first: date, last: date, end: date, fen: int) -> Iterator[Payment]:
    last = min(last, end)
    if last < first:
        return
    if per == Per.MONTH:
        yield from (Payment(month, fen) for month in months_between(first, last))
    elif per == Per.YEAR:
        yield Payment(first, fen)
        yield from (Payment(date(year, 1, 1), fen) for year in range(first.year + 1, last.year + 1))
    else:
        yield Payment(first, fen)

"""What was owed beside what was paid, month by month: back-payment, and what a person should look into.

    balance = owed_and_paid(found, [Payment(date(2026, 8, 1), 7600)])
    balance.back_payment_fen, balance.look_into_fen

Paid beyond what is owed is a question to a person, never a debt. A month whose answer is not known owes nothing and is
not overpaid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minsheng.engines.policy.schedule import Due, Schedule


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount that was paid for the month (or year) that a day lies in."""

    for_day: date
    fen: int


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One line of a schedule and what was paid for it. ``owed_fen`` is None while it is not known."""

    due: Due
    paid_fen: int

    @property
    def owed_fen(self) -> int | None:
        return self.due.amount_fen

    @property
    def back_payment_fen(self) -> int:
        """What is owed and was not paid."""
        return 0 if self.owed_fen is None else max(self.owed_fen - self.paid_fen, 0)

    @property
    def look_into_fen(self) -> int:
        """What was paid beyond what is owed; a person looks into it."""
        return 0 if self.owed_fen is None else max(self.paid_fen - self.owed_fen, 0)


class Balance(tuple[BalanceLine, ...]):
    """Every line of a schedule with what was paid for it."""

    @property
    def back_payment_fen(self) -> int:
        """What is owed and was not paid, over all months; months that were overpaid are not set against it."""
        return sum(line.back_payment_fen for line in self)

    @property
    def look_into_fen(self) -> int:
        """What was paid beyond what is owed, over all months."""
        return sum(line.look_into_fen for line in self)

    @property
    def back_payments(self) -> list[BalanceLine]:
        """The lines with something left to pay."""
        return [line for line in self if line.back_payment_fen]

    @property
    def is_open(self) -> bool:
        """Whether a missing fact keeps a line from being settled."""
        return any(line.owed_fen is None for line in self)


def owed_and_paid(found: Schedule, payments: Iterable[Payment]) -> Balance:
    """Set payments against a schedule. Raises ValueError for a payment outside it: nothing is left out silently."""
    paid = [0] * len(found)
    for payment in payments:
        places = [
            place for place, due in enumerate(found) if due.first_day <= payment.for_day <= due.last_day
        ]
        if not places:
            span = f"{found[0].first_day} to {found[-1].last_day}" if found else "no month"
            raise ValueError(
                f"A payment for {payment.for_day} lies outside the schedule ({span}). Ask for more months."
            )
        paid[places[0]] += payment.fen
    return Balance(BalanceLine(due, fen) for due, fen in zip(found, paid, strict=True))

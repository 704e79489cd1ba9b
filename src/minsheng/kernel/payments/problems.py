"""What may not be done to an award, and why; ``problem.text`` is the sentence for the screen in both languages."""

from __future__ import annotations

from minsheng.engines.policy.text import Text


class PaymentProblemError(Exception):
    """Something may not be done to an award; the text says what, why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class AlreadyAwardedError(PaymentProblemError):
    """The subject has an award of this policy for the same time."""


class AlreadyEndedError(PaymentProblemError):
    """The award has ended; an ended award is not changed."""


class WrongAmountError(PaymentProblemError):
    """The amount cannot be an award."""


class WrongMonthError(PaymentProblemError):
    """Awards begin on the first and end on the last day of a month."""


class PersonMustDecideError(PaymentProblemError):
    """An award begins, changes and ends by a decision of a person."""


class ReasonsMissingError(PaymentProblemError):
    """An award was to be cut or ended without reasons in words."""


class NotHeardYetError(PaymentProblemError):
    """An award was to be cut or ended before the person was heard."""


class NotDeadError(PaymentProblemError):
    """An award was to end by death, but the register knows of no death."""

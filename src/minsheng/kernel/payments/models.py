"""What people receive: awards made here, and the rolls that bureaus pay from."""

from __future__ import annotations

from django.db import models

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.staff.scope import ScopedQuerySet

EXACTLY_ONE_SUBJECT = models.Q(person__isnull=True, household__isnull=False) | models.Q(
    person__isnull=False, household__isnull=True
)


class Award(models.Model):
    """A decision that a person or household is paid an amount from a month on."""

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    policy = models.CharField(max_length=60, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="awards")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="awards")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField(help_text="In fen, for one period.")
    per = models.CharField(max_length=10, help_text="month, year or once.")
    from_on = models.DateField(help_text="First day for which it is paid: the first of a month.")
    to_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField()
    case_token = models.CharField(max_length=16, help_text="The case that decided it.")
    parameters = models.JSONField(default=list, help_text="The parameters used, with document and status.")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=EXACTLY_ONE_SUBJECT, name="payments_award_has_exactly_one_subject"),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="payments_award_is_not_negative"),
            models.UniqueConstraint(
                fields=["policy", "person"],
                condition=models.Q(to_on__isnull=True),
                name="payments_award_one_running_for_a_person",
                violation_error_message="同一人同一政策只能有一笔正在执行的待遇。",
            ),
            models.UniqueConstraint(
                fields=["policy", "household"],
                condition=models.Q(to_on__isnull=True),
                name="payments_award_one_running_for_a_household",
                violation_error_message="同一户同一政策只能有一笔正在执行的待遇。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.amount_fen}"


class Receipt(models.Model):
    """A line of a benefit roll: what somebody already receives according to the bureau that pays."""

    policy = models.CharField(max_length=60, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="receipts")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="receipts")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField(null=True, help_text="In fen for one period; empty when the roll does not say.")
    since = models.DateField(null=True)
    until = models.DateField(null=True, blank=True, help_text="The last day of the roll it stands on, when it ended.")
    source = models.CharField(max_length=80)
    as_of = models.DateField()
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=EXACTLY_ONE_SUBJECT, name="payments_receipt_has_exactly_one_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.policy}"

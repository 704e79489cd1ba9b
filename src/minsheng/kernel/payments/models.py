"""What people receive: awards made here, and the rolls that bureaus pay from."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from minsheng.engines.policy.rulebook import Benefit
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.registry.loading import policies
from minsheng.kernel.staff.scope import ScopedQuerySet

EXACTLY_ONE_SUBJECT = models.Q(person__isnull=True, household__isnull=False) | models.Q(
    person__isnull=False, household__isnull=True
)


class AwardQuerySet(ScopedQuerySet):
    """Questions about awards."""

    def running(self, *, on: date) -> Self:
        """Return the awards that pay for the period a day lies in."""
        return self.filter(from_on__lte=on).filter(models.Q(to_on__isnull=True) | models.Q(to_on__gte=on))


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
    to_on = models.DateField(
        null=True, blank=True, help_text="Last day for which it is paid; empty while it runs."
    )
    due_until = models.DateField(
        null=True,
        blank=True,
        help_text="Last day by the rule, where it ends by itself; a person is told, nothing stops.",
    )
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    case_token = models.CharField(max_length=16, help_text="The case that decided it.")
    rule_amount_fen = models.BigIntegerField(
        null=True, help_text="What the rule found on the day of the decision; empty when it could not say."
    )
    parameters = models.JSONField(default=list, help_text="The parameters used, with document and status.")
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="replaced_by",
        help_text="The award it changed.",
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_because = models.CharField(max_length=500, blank=True)
    hearing_token = models.CharField(
        max_length=16,
        blank=True,
        help_text="The step of a case in which the person was heard before a cut or stop.",
    )
    is_synthetic = models.BooleanField(default=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=EXACTLY_ONE_SUBJECT, name="payments_award_has_exactly_one_subject"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_fen__gte=0), name="payments_award_is_not_negative"
            ),
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
            models.UniqueConstraint(
                fields=["policy", "person", "from_on"],
                name="payments_award_starts_once_a_month_for_a_person",
                violation_error_message="同一人同一政策同一月份只能开始一笔待遇。",
            ),
            models.UniqueConstraint(
                fields=["policy", "household", "from_on"],
                name="payments_award_starts_once_a_month_for_a_household",
                violation_error_message="同一户同一政策同一月份只能开始一笔待遇。",
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True, ended_at__isnull=True, ended_because="")
                | (models.Q(to_on__isnull=False, ended_at__isnull=False) & ~models.Q(ended_because="")),
                name="payments_award_ends_with_a_reason",
                violation_error_message="停止待遇必须写明理由。",
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
    amount_fen = models.BigIntegerField(
        null=True, help_text="In fen for one period; empty when the roll does not say."
    )
    since = models.DateField(null=True)
    until = models.DateField(
        null=True, blank=True, help_text="The last day of the roll it stands on, when it ended."
    )
    source = models.CharField(max_length=80)
    as_of = models.DateField()
    award = models.OneToOneField(
        Award,
        on_delete=models.PROTECT,
        null=True,
        related_name="receipt",
        help_text="The award it was written for.",
    )
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=EXACTLY_ONE_SUBJECT, name="payments_receipt_has_exactly_one_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}"

    @property
    def is_service(self) -> bool:
        """Whether it is no money but help: a visit, a check, a doctor of one's own."""
        policy = policies().get(self.policy)
        return policy is not None and policy.benefit is Benefit.SERVICE

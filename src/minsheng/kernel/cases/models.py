"""Cases: one piece of work for one person or household, on one desk, with a clock.

The state changes only through ``kernel.cases.actions``; the kinds, stages and verbs are on the programmes' cards.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from minsheng.kernel.cases import visibility
from minsheng.kernel.divisions.codes import bounds
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.privacy.fields import EncryptedJSONField
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.scope import Actor, ScopedQuerySet


class CaseQuerySet(ScopedQuerySet):
    """Questions about cases."""

    def visible_to(self, user: Actor, *, on: date, programme: str = "", roles: Iterable[Role] = ()) -> Self:
        """Return the cases a user may look at: by the home of the subject or by the desk (see ``visibility``)."""
        seen = self.filter(visibility.seen_by(user, on=on, roles=roles))
        return seen.filter(kind__in=visibility.kinds_of_programme(programme)) if programme else seen

    def on_desks_of(self, user: Actor, *, on: date) -> Self:
        """Return the open cases on the desks of a user's posts: what this user is to do."""
        return self.open().filter(visibility.on_desks_of(user, on=on))

    def below_desks_of(self, user: Actor, *, on: date) -> Self:
        """Return the open cases on desks below those of a user's posts, where the user could help out."""
        return self.open().filter(visibility.below_desks_of(user, on=on))

    def on_subject(self, subject: Person | Household) -> Self:
        """Return the cases about a person and their household, or about a household and its members."""
        if isinstance(subject, Person):
            home = subject.household
            about = models.Q(person=subject)
            return self.filter(about | models.Q(household=home) if home is not None else about)
        members = models.Q(person__memberships__household=subject, person__memberships__to_on__isnull=True)
        return self.filter(models.Q(household=subject) | members).distinct()

    def open(self) -> Self:
        """Return the cases that are not closed."""
        return self.filter(closed_at__isnull=True)

    def overdue(self, *, on: date) -> Self:
        """Return the open cases whose stage should have ended before a day."""
        return self.open().filter(due_on__lt=on)

    def living_within(self, code: str) -> Self:
        """Return the cases about people who live in a division, wherever the case lies now."""
        low, high = bounds(code)
        return self.filter(home_id__gte=low, home_id__lt=high)

    def due_on_day(self, on: date) -> Self:
        """Return the open cases whose last day is this one."""
        return self.open().filter(due_on=on)

    def on_desk(self, division_code: str) -> Self:
        """Return the open cases on the desk of exactly one division, the most urgent first."""
        return self.open().filter(division_id=division_code).by_urgency()

    def by_urgency(self) -> Self:
        """Return the cases with the nearest last day first, those without one at the end."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def waiting_for_the_calendar(self) -> Self:
        """Return the open cases with a clock whose last day is not known, because the year is not published."""
        return self.open().filter(
            models.Q(whole_limit__isnull=False, whole_due_on__isnull=True)
            | models.Q(stage_limit__isnull=False, due_on__isnull=True)
        )

    def count_by_desk(self, *, on: date) -> dict[str, dict[str, int]]:
        """Return for each division with open cases how many there are, how many due that day, how many overdue."""
        rows = (
            self.open()
            .values("division_id")
            .annotate(
                open=models.Count("pk"),
                due=models.Count("pk", filter=models.Q(due_on=on)),
                overdue=models.Count("pk", filter=models.Q(due_on__lt=on)),
            )
        )
        return {row.pop("division_id"): row for row in rows.order_by("division_id")}


class LimitUnit(models.TextChoices):
    """What a time limit is counted in."""

    WORKING_DAYS = "working_days", "个工作日"
    DAYS = "days", "天"


class Case(models.Model):
    """One piece of work for exactly one subject."""

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    kind = models.CharField(
        max_length=40, db_index=True, help_text="Key of the kind of case on a programme's card."
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="cases")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="cases")
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The division whose desk holds the case now.",
    )
    home = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The division where the subject lives.",
    )
    about = models.CharField(
        max_length=16,
        blank=True,
        help_text="Token of what the case is about besides its subject: an award to review.",
    )
    stage = models.CharField(max_length=40, help_text="Key of the stage on the card.")
    outcome = models.CharField(max_length=40, blank=True, help_text="How the case ended; empty while open.")
    opened_at = models.DateTimeField()
    stage_entered_at = models.DateTimeField()
    accepted_on = models.DateField(
        null=True, help_text="The day of receipt, from which the whole clock counts."
    )
    stage_limit = models.PositiveSmallIntegerField(
        null=True, help_text="How many days the present stage may take."
    )
    stage_limit_unit = models.CharField(max_length=12, choices=LimitUnit, blank=True)
    whole_limit = models.PositiveSmallIntegerField(
        null=True, help_text="How many days the whole case may take."
    )
    whole_limit_unit = models.CharField(max_length=12, choices=LimitUnit, blank=True)
    due_on = models.DateField(
        null=True,
        help_text="The last day for the present desk: the stage's clock, capped by the whole case's.",
    )
    whole_due_on = models.DateField(null=True, help_text="The last day for the whole case.")
    not_before_on = models.DateField(
        null=True,
        help_text="The first day on which the stage may be left, after a public notice for instance.",
    )
    closed_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    opened_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="opened")
    is_synthetic = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["division", "due_on"], name="cases_case_desk", condition=models.Q(closed_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, household__isnull=False)
                | models.Q(person__isnull=False, household__isnull=True),
                name="cases_case_has_exactly_one_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, outcome="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="")),
                name="cases_case_outcome_goes_with_closing",
            ),
            models.UniqueConstraint(
                fields=["kind", "person", "about"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_case_one_open_of_a_kind_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["kind", "household", "about"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_case_one_open_of_a_kind_for_a_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.token}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def subject(self) -> Person | Household:
        """The person or household the case is about."""
        subject = self.person or self.household
        if subject is None:
            raise ValueError(f"Case {self.token} has no subject; the schema forbids that.")
        return subject


class CaseItem(models.Model):
    """One thing to settle in a case: a policy somebody seems to be owed, or no longer owed."""

    class State(models.TextChoices):
        OPEN = "open", "待办"
        APPLIED = "applied", "已转申请"
        SETTLED = "settled", "已办结"
        NOT_OWED = "not_owed", "不符合"
        DECLINED = "declined", "本人不申请"
        NOT_FOUND = "not_found", "未找到本人"

    class Why(models.TextChoices):
        OWED = "owed", "应享未享"
        NOT_OWED = "not_owed", "已享待核"
        AMOUNT = "amount", "金额待核"
        UNKNOWN = "unknown", "情况不明"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    policy = models.CharField(max_length=60, help_text="Key of the policy.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=20, choices=Why)
    amount_fen = models.BigIntegerField(null=True, help_text="The amount the rule found, in fen.")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    note = models.CharField(
        max_length=300, blank=True, help_text="Why it was settled so, in the words of the worker."
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The application that came of it.",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "policy", "person"], name="cases_item_once_for_a_person"),
            models.UniqueConstraint(
                fields=["case", "policy"],
                condition=models.Q(person__isnull=True),
                name="cases_item_once_for_the_household",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", settled_at__isnull=True)
                | (~models.Q(state="open") & models.Q(settled_at__isnull=False)),
                name="cases_item_settled_at_goes_with_being_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} ({self.why})"


class CaseStep(models.Model):
    """One verb that was done to a case; the history of the case, never changed."""

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    together_with = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The second person who did it, where two are demanded.",
    )
    at = models.DateTimeField()
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The desk on which it was done.",
    )
    from_stage = models.CharField(max_length=40, blank=True)
    to_stage = models.CharField(max_length=40, blank=True)
    because = models.CharField(max_length=500, blank=True)
    values = EncryptedJSONField(null=True, help_text="What was filled in with the verb.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"


class Delivery(models.Model):
    """Something that reached a person through a case: a visit, a payment begun, a service; the evidence of pledges."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deliveries")
    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, null=True, related_name="deliveries")
    what = models.CharField(max_length=40, help_text="Key of what was delivered: a policy or a service.")
    detail = models.CharField(
        max_length=120, blank=True, help_text="An employer, a course; nothing about the person."
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["what", "on"], name="cases_delivery_what_on")]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"

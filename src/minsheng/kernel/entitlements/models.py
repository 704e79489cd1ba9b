"""The memory of the policy engine: what was evaluated when, with what result, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from minsheng.engines.policy.text import Text
from minsheng.kernel.cases.models import Case
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.models import Household, Person
from minsheng.kernel.privacy.fields import EncryptedField, EncryptedJSONField
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.loading import programmes
from minsheng.kernel.staff.models import Post
from minsheng.kernel.staff.scope import Actor, ScopedQuerySet, below


class Run(models.Model):
    """One screening of the whole register, or of the households that changed."""

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    on = models.DateField(help_text="The day the rules were asked about.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    engine = models.CharField(max_length=20)
    people = models.PositiveIntegerField(default=0)
    households = models.PositiveIntegerField(default=0)
    rules_fingerprint = models.CharField(max_length=64)
    parameters_fingerprint = models.CharField(max_length=64)
    folder = models.CharField(
        max_length=300, help_text="Where the snapshot and the results lie, below the data folder."
    )
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    seconds = models.FloatField(null=True)
    is_whole = models.BooleanField(
        default=True, help_text="False when only the households that changed were asked."
    )
    people_without_household = models.PositiveIntegerField(
        default=0,
        help_text="Living persons no rule was asked about, because nobody knows with whom they live.",
    )
    causes = models.JSONField(
        default=dict, help_text="How many results changed since the last run, by cause."
    )

    class Meta:
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"screening of {self.on}"


class PolicyCount(models.Model):
    """How one policy came out in one division (a county) in one run.

    eligible = agreeing + amount_differs + owed_missing, and
    receiving = agreeing + amount_differs + received_not_owed + received_unknown + not_in_register.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="counts")
    policy = models.CharField(max_length=60)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    eligible = models.PositiveIntegerField()
    not_eligible = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    receiving = models.PositiveIntegerField()
    owed_missing = models.PositiveIntegerField()
    received_not_owed = models.PositiveIntegerField()
    agreeing = models.PositiveIntegerField(default=0, help_text="Owed, and received as owed.")
    amount_differs = models.PositiveIntegerField(default=0)
    received_unknown = models.PositiveIntegerField(
        default=0, help_text="Received, and a fact is missing to say more."
    )
    not_in_register = models.PositiveIntegerField(
        default=0, help_text="Received by somebody dead, moved or unknown."
    )
    owed_missing_fen = models.BigIntegerField(
        help_text="What the missing amounts add up to, per period, in fen."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "policy", "division"], name="entitlements_policycount_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.division_id}"


class MissingFact(models.Model):
    """How many subjects' results hang on one missing fact in one division (a village) in one run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="missing_facts")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=60)
    subjects = models.PositiveIntegerField(help_text="Persons or households for whom the fact is missing.")
    open_rules = models.PositiveIntegerField(
        help_text="Results that are unknown because of it, over all policies."
    )

    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.fact} {self.division_id}"


class Simulation(models.Model):
    """A question of what a reform would do to everybody in one screening, and its answer: counts alone."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待测算"
        RUNNING = "running", "正在测算"
        DONE = "done", "已完成"
        FAILED = "failed", "没有算成"

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    reform = models.TextField(help_text="改革文件的原文（YAML）。")
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="simulations", help_text="用哪一次筛查的数据来测算。"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True, help_text="没有算成的原因。")
    answer = models.JSONField(null=True, help_text="测算结果，只有数目和不含身份信息的例子。")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | models.Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="entitlements_simulation_finishes_with_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", answer__isnull=False)
                | (~models.Q(state="done") & models.Q(answer__isnull=True)),
                name="entitlements_simulation_done_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"simulation {self.token}"

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class LeadQuerySet(ScopedQuerySet):
    """Questions about leads."""

    def visible_to(self, user: Actor, *, on: date, programme: str = "", roles: Iterable[Role] = ()) -> Self:
        """Return the leads in the divisions of a user's posts; a post for one programme shows those of its policies."""
        if not user.is_authenticated:
            return self.none()
        posts = Post.objects.held_on(on).filter(user_id=user.pk)
        if wanted := [role.value for role in roles]:
            posts = posts.filter(role__in=wanted)
        allowed = models.Q(pk__in=[])
        for post in posts:
            span = below(post.division_id)
            allowed |= span & models.Q(policy__in=_policies_of(post.programme)) if post.programme else span
        seen = self.filter(allowed)
        return seen.filter(policy__in=_policies_of(programme)) if programme else seen

    def open(self) -> Self:
        """Return the leads that still wait for somebody."""
        return self.filter(closed_at__isnull=True)


def _policies_of(programme: str) -> list[str]:
    card = programmes().get(programme)
    return list(card.rulebook.policies) if card is not None else []


class Lead(models.Model):
    """A difference between what the rules find and what the rolls pay. A person looks into it; nothing is decided."""

    class Kind(models.TextChoices):
        OWED_MISSING = "owed_missing", "应享未享"
        RECEIVED_NOT_OWED = "received_not_owed", "已享待核"
        AMOUNT_DIFFERS = "amount_differs", "金额待核"
        NOT_IN_REGISTER = "not_in_register", "已故、迁出或查无此户仍在享受"

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    policy = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="leads")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="leads")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField(null=True, help_text="What the rule finds, per period, in fen.")
    received_fen = models.BigIntegerField(null=True, help_text="What the roll pays, per period, in fen.")
    cause = models.CharField(max_length=20, blank=True, help_text="new, fact, parameter, rule, date or roll.")
    cause_details = models.CharField(
        max_length=300, blank=True, help_text="Names of the facts or parameters."
    )
    first_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="first_leads")
    last_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="last_leads")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="leads")
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=120, blank=True)
    is_synthetic = models.BooleanField(default=False)

    objects = LeadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["division", "policy"],
                name="entitlements_lead_desk",
                condition=models.Q(closed_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(household__isnull=False),
                name="entitlements_lead_has_a_subject",
            ),
            models.UniqueConstraint(
                fields=["kind", "policy", "person"],
                condition=models.Q(closed_at__isnull=True),
                name="entitlements_lead_open_once_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["kind", "policy", "household"],
                condition=models.Q(closed_at__isnull=True, person__isnull=True),
                name="entitlements_lead_open_once_for_a_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.policy}"


class KeptAnswer(models.Model):
    """What a rule found when a case was decided, with everything it rests on, so that it can be worked out again.

    Written once, with the step that decided, and never changed; see ``engines.policy.replay``.
    """

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kept_answers")
    step_token = models.CharField(max_length=16, help_text="The step of the case that decided.")
    policy = models.CharField(max_length=60)
    on = models.DateField(help_text="The day the rule was asked about.")
    rule_fingerprint = models.CharField(max_length=64)
    facts = EncryptedJSONField(help_text="The facts that the rule may ask for, as they were held true.")
    member = models.PositiveSmallIntegerField(
        null=True, help_text="The position of the person among the members; empty for a household."
    )
    parameters = models.JSONField(help_text="The parameters in force, with document and status.")
    answer = EncryptedField(help_text="The answer and its explanation, as canonical JSON.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step_token", "policy"], name="entitlements_keptanswer_once_for_a_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.on}"

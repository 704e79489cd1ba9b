"""The register: persons, households, who belongs to which household when, and what each source says about them."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.people.facts import HOUSEHOLD_KIND, RELATION, SEX
from minsheng.kernel.people.fields import CodePointCharField
from minsheng.kernel.privacy.fields import EncryptedField, EncryptedJSONField
from minsheng.kernel.privacy.masks import masked_name
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.staff.scope import ScopedQuerySet


class PersonQuerySet(ScopedQuerySet):
    """Questions about persons."""

    def by_token(self, token: str) -> Person:
        """Return a person by token; the token of one merged into another leads to the one that was kept."""
        person: Person = self.select_related("merged_into").get(token=token)
        return person.merged_into or person

    def kept(self) -> Self:
        """Return the persons that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def living(self, *, on: date) -> Self:
        """Return the persons not known to have died by a day."""
        return self.filter(models.Q(died_on__isnull=True) | models.Q(died_on__gt=on))

    def called(self, beginning: str) -> Self:
        """Return the persons whose name begins so; uses the index on both databases."""
        return self.filter(name__gte=beginning, name__lt=beginning + "\U0010ffff") if beginning else self


class MembershipQuerySet(ScopedQuerySet):
    """Memberships lie in the division of their household."""

    division_path = "household__division_id"

    def current(self, *, on: date) -> Self:
        """Return the memberships of living, present persons on a day; for each person the latest one."""
        begun = models.Q(from_on__lte=on) & (models.Q(to_on__isnull=True) | models.Q(to_on__gt=on))
        later = Membership.objects.filter(begun, person_id=models.OuterRef("person_id")).filter(
            models.Q(from_on__gt=models.OuterRef("from_on"))
            | models.Q(from_on=models.OuterRef("from_on"), pk__gt=models.OuterRef("pk"))
        )
        return self.filter(
            begun,
            models.Q(person__died_on__isnull=True) | models.Q(person__died_on__gt=on),
            models.Q(person__moved_away_on__isnull=True) | models.Q(person__moved_away_on__gt=on),
            models.Q(person__born_on__isnull=True) | models.Q(person__born_on__lte=on),
            person__merged_into__isnull=True,
        ).exclude(models.Exists(later))

    def in_register_order(self) -> Self:
        """Return households one after the other and their members eldest first, unknown births last."""
        return self.order_by("household_id", models.F("person__born_on").asc(nulls_last=True), "person_id")


class Household(models.Model):
    """People who live and are assessed together (共同生活家庭), or a collective household."""

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    number = models.CharField(max_length=40, blank=True, db_index=True, help_text="来源系统中的户号。")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    address = EncryptedField(null=True, help_text="详细住址。")
    kind = models.PositiveSmallIntegerField(
        choices=[(code, text.zh) for code, text in HOUSEHOLD_KIND.items()], default=1
    )
    is_urban = models.BooleanField(null=True, help_text="城镇住户;未知时留空。")
    is_synthetic = models.BooleanField(default=False, help_text="合成数据,不是真实住户。")
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["division", "id"], name="people_household_division")]

    def __str__(self) -> str:
        return f"household {self.token}"


class Person(models.Model):
    """A person, known outside by a token and never by the identity number."""

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    name = CodePointCharField(max_length=60, help_text="姓名。")
    identity_number = EncryptedField(null=True, help_text="公民身份号码,加密保存。")
    identity_index = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    sex = models.PositiveSmallIntegerField(choices=[(code, text.zh) for code, text in SEX.items()], null=True)
    born_on = models.DateField(null=True, help_text="出生日期。")
    died_on = models.DateField(null=True, blank=True, help_text="死亡日期。")
    moved_away_on = models.DateField(null=True, blank=True, help_text="迁出本市的日期。")
    phone = EncryptedField(null=True, help_text="联系电话,加密保存。")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    is_synthetic = models.BooleanField(default=False, help_text="合成数据,不是真实的人。")
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        # Almost nobody is merged: an index of everybody's null would look useful to SQLite and be read whole.
        db_index=False,
        related_name="merged_persons",
        help_text="The person this one turned out to be; its token and number still lead there.",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["name", "division"], name="people_person_name_division"),
            models.Index(fields=["division", "name"], name="people_person_division_name"),
            models.Index(
                fields=["merged_into"],
                name="people_person_merged_into",
                condition=models.Q(merged_into__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(died_on__isnull=True)
                | models.Q(born_on__isnull=True)
                | models.Q(died_on__gte=models.F("born_on")),
                name="people_person_dies_after_birth",
                violation_error_message="死亡日期不能早于出生日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="people_person_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return masked_name(self.name)

    @property
    def household(self) -> Household | None:
        """The household the person belongs to now, if any."""
        membership = self.memberships.filter(to_on__isnull=True).select_related("household").first()
        return membership.household if membership else None


class Membership(models.Model):
    """A person's time in a household, from its first day to the first day outside; an open end means now.

    Nobody is in two households at once.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    relation = models.PositiveSmallIntegerField(
        choices=[(code, text.zh) for code, text in RELATION.items()], help_text="与户主关系。"
    )
    from_on = models.DateField(help_text="成为家庭成员的日期。")
    to_on = models.DateField(null=True, blank=True, help_text="不再是家庭成员的第一天。")
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    ended_by_batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(to_on__isnull=True),
                name="people_membership_one_household_at_a_time",
                violation_error_message="一个人同一时间只能属于一个家庭。",
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="people_membership_ends_after_it_begins",
                violation_error_message="离开家庭的日期不能早于加入的日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"


class FactRecordQuerySet(models.QuerySet["FactRecord"]):
    """Questions about what sources say."""

    def in_force(self, *, on: date) -> Self:
        """Return what may be heard on a day, oldest first: said as of then or before, and not expired."""
        unexpired = models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=on)
        return self.filter(unexpired, as_of__lte=on).order_by("as_of", "recorded_at", "source")


class FactRecord(models.Model):
    """What one source says about one person or household as of one day: a set of facts with the same provenance.

    Sources are never overwritten: two that disagree both stay, and the register shows the conflict.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="fact_records")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="fact_records")
    source = models.CharField(max_length=80, help_text="数据来源,如“县残联残疾人证名册”。")
    as_of = models.DateField(help_text="数据所指的日期。")
    expires_on = models.DateField(null=True, blank=True, help_text="过了这一天就不再可靠。")
    values = EncryptedJSONField(help_text="Facts by name of the vocabulary; money in fen, dates as ISO text.")
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    recorded_at = models.DateTimeField()

    objects = FactRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-as_of"], name="people_factrecord_person"),
            models.Index(fields=["household", "-as_of"], name="people_factrecord_household"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, household__isnull=False)
                | models.Q(person__isnull=False, household__isnull=True),
                name="people_factrecord_has_exactly_one_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of}"

    @property
    def token(self) -> str:
        """The name of the row, into which the values are sealed."""
        return self.id.hex


class FactConflictQuerySet(ScopedQuerySet):
    """Questions about conflicts."""

    def open(self) -> Self:
        """Return the conflicts that wait for a person: never settled, or found again after they were."""
        return self.filter(models.Q(settled_at__isnull=True) | models.Q(found_at__gt=models.F("settled_at")))


class FactConflict(models.Model):
    """Two sources that say different things about one fact; a person decides, nothing is overwritten.

    A settled conflict stays: the sources that were not chosen are not heard on what they said until then.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="conflicts")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, null=True, related_name="conflicts")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=60)
    sources = models.JSONField(help_text="The sources that disagree, newest first, without the values.")
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    chosen_source = models.CharField(max_length=80, blank=True)

    objects = FactConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "fact"], name="people_factconflict_once_for_a_person"),
            models.UniqueConstraint(
                fields=["household", "fact"], name="people_factconflict_once_for_a_household"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact}"


class DuplicateCandidateQuerySet(ScopedQuerySet):
    """Questions about pairs that may be one person."""

    def open(self) -> Self:
        """Return the pairs that wait for a person."""
        return self.filter(state=DuplicateCandidate.State.OPEN)


class DuplicateCandidate(models.Model):
    """Two persons who may be one; a person decides."""

    class State(models.TextChoices):
        OPEN = "open", "待核实"
        SAME = "same", "同一人"
        DIFFERENT = "different", "不同的人"

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(help_text="Codes of what the two have in common.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = DuplicateCandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="people_duplicate_is_listed_once"),
            models.CheckConstraint(
                condition=models.Q(first_id__lt=models.F("second_id")), name="people_duplicate_is_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class ChangedHousehold(models.Model):
    """A note that something changed in a household since it was screened; see ``changed``."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"change in {self.household_id}"


class ResidentAccount(models.Model):
    """Which person a resident's login stands for."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="resident")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")

    def __str__(self) -> str:
        return f"account of {self.person_id}"

"""Places: facilities with kind, point, capacity, licence and a life cycle that ends in acceptance.

The stage changes only through ``kernel.places.actions``. Nothing is accepted without an acceptance record:
the schema refuses it.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.staff.scope import ScopedQuerySet


class PlaceQuerySet(ScopedQuerySet):
    """Questions about places."""

    def accepted(self) -> Self:
        """Return the places that count as delivered: accepted with a record, or operating after it."""
        return self.filter(stage__in=[Place.Stage.ACCEPTED, Place.Stage.OPERATING], acceptance__passed=True)

    def accepted_between(self, first: date, last: date) -> Self:
        """Return the places accepted with a record from one day to another, also if they closed since."""
        return self.filter(acceptance__passed=True, acceptance__accepted_on__range=(first, last))

    def operating(self) -> Self:
        """Return the places that serve people now."""
        return self.filter(stage=Place.Stage.OPERATING)


class Place(models.Model):
    """A facility, school, clinic or employer. A place is never a dot without capacity."""

    class Stage(models.TextChoices):
        PLANNED = "planned", "未启动"
        SITED = "sited", "选址立项"
        STARTED = "started", "开工"
        UNDER_CONSTRUCTION = "under_construction", "建设中"
        COMPLETED = "completed", "主体完工"
        AWAITING_ACCEPTANCE = "awaiting_acceptance", "待验收"
        ACCEPTED = "accepted", "验收合格"
        OPERATING = "operating", "投入运营"
        CLOSED = "closed", "停业"

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    kind = models.CharField(
        max_length=40, db_index=True, help_text="Key of the kind of place on a programme's card."
    )
    name = models.CharField(max_length=120, help_text="名称。")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    longitude = models.FloatField(null=True, blank=True, help_text="WGS-84,度。")
    latitude = models.FloatField(null=True, blank=True, help_text="WGS-84,度。")
    point_source = models.CharField(max_length=40, blank=True, help_text="坐标来源;合成坐标写明 synthetic。")
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="容量;未知时留空。")
    operator = models.CharField(max_length=120, blank=True, help_text="运营单位。")
    licence = models.CharField(max_length=80, blank=True, help_text="许可证或备案号。")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PLANNED)
    stage_since = models.DateField(null=True, blank=True, help_text="进入现阶段的日期。")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="申报验收的人,不能自己验收。",
    )  # fmt: skip
    acceptance = models.OneToOneField(
        "Acceptance",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="合格的验收记录。",
    )
    opened_on = models.DateField(null=True, blank=True, help_text="投入运营的日期。")
    closed_on = models.DateField(null=True, blank=True, help_text="停业的日期。")
    is_synthetic = models.BooleanField(default=False)
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["division", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "division"], name="places_place_is_listed_once"),
            models.CheckConstraint(
                condition=~models.Q(stage="accepted") | models.Q(acceptance__isnull=False),
                name="places_place_is_accepted_only_with_a_record",
                violation_error_message="没有验收记录,不能标记为验收合格。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_delivered(self) -> bool:
        """Whether a pledge may count the place."""
        return self.stage in (self.Stage.ACCEPTED, self.Stage.OPERATING) and self.acceptance_id is not None


class Acceptance(models.Model):
    """The record of one inspection for acceptance, passed or not; the evidence a pledge counts."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="acceptances")
    accepted_on = models.DateField(help_text="验收日期。")
    passed = models.BooleanField(help_text="验收合格。")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    document = models.CharField(max_length=120, blank=True, help_text="验收文号。")
    checklist = models.JSONField(default=dict, help_text="Items of the checklist and whether each was met.")
    remarks = models.CharField(max_length=500, blank=True, help_text="整改意见。")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_by__isnull=True)
                | models.Q(reported_by__isnull=True)
                | ~models.Q(accepted_by=models.F("reported_by")),
                name="places_acceptance_is_not_by_the_reporter",
                violation_error_message="申报人不能验收自己申报的项目。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.accepted_on}"


class CertificateQuerySet(ScopedQuerySet):
    """Questions about certificates; they lie where their place lies."""

    division_path = "place__division_id"

    def in_force(self, *, on: date) -> Self:
        """Return the certificates granted by a day and not expired on it."""
        return self.filter(state=Certificate.State.GRANTED, issued_on__lte=on).filter(
            models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=on)
        )


class Certificate(models.Model):
    """A recognition that a place holds or works towards: an emergency centre, a key specialty, a licence."""

    class State(models.TextChoices):
        PREPARING = "preparing", "建设中"
        UNDER_REVIEW = "under_review", "复核中"
        GRANTED = "granted", "通过验收"
        WITHDRAWN = "withdrawn", "已撤销"

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(
        max_length=40, db_index=True, help_text="Key of what is certified, from the programme."
    )
    state = models.CharField(max_length=20, choices=State, default=State.PREPARING)
    document = models.CharField(max_length=120, blank=True, help_text="批准文号。")
    issued_on = models.DateField(null=True, blank=True, help_text="批准日期。")
    expires_on = models.DateField(null=True, blank=True, help_text="有效期最后一天;留空表示长期有效。")
    is_synthetic = models.BooleanField(default=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["place", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["place", "kind"], name="places_certificate_stands_once"),
            models.CheckConstraint(
                condition=~models.Q(state="granted") | models.Q(issued_on__isnull=False),
                name="places_certificate_granted_has_a_date",
                violation_error_message="通过验收的必须有批准日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True)
                | models.Q(issued_on__isnull=True)
                | models.Q(expires_on__gte=models.F("issued_on")),
                name="places_certificate_expires_after_it_is_issued",
                violation_error_message="有效期不能早于批准日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place_id}"

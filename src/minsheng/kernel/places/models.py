"""Places: facilities with kind, point, capacity, licence and a life cycle that ends in acceptance."""

from __future__ import annotations

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
        return self.filter(
            stage__in=[Place.Stage.ACCEPTED, Place.Stage.OPERATING], acceptances__passed=True
        ).distinct()


class Place(models.Model):
    """A facility, school, clinic or employer. A place is never a dot without capacity."""

    class Stage(models.TextChoices):
        PLANNED = "planned", "规划"
        SITED = "sited", "选址立项"
        UNDER_CONSTRUCTION = "under_construction", "在建"
        COMPLETED = "completed", "主体完工"
        ACCEPTED = "accepted", "验收合格"
        OPERATING = "operating", "投入运营"
        CLOSED = "closed", "停业"

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    kind = models.CharField(max_length=40, db_index=True, help_text="Key of the kind of place on a programme's card.")
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
    opened_on = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    batch_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["division", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "division"], name="places_place_is_listed_once")
        ]

    def __str__(self) -> str:
        return self.name


class Acceptance(models.Model):
    """The record that a place was inspected and accepted; the evidence a pledge counts."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="acceptances")
    accepted_on = models.DateField(help_text="验收日期。")
    passed = models.BooleanField(help_text="验收合格。")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=120, blank=True, help_text="验收文号。")
    checklist = models.JSONField(default=dict, help_text="Items of the checklist and whether each was met.")

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

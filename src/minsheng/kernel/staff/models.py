"""Posts: what a member of staff may do, for which programme, where, and from when to when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.registry.card import Role
from minsheng.kernel.registry.labels import ROLE_LABELS


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def held_on(self, on: date) -> PostQuerySet:
        """Return the posts in force on a day."""
        return self.overlapping(on, on)

    def overlapping(self, first: date, last: date | None) -> PostQuerySet:
        """Return the posts in force on any day of a span; without a last day, of all days to come."""
        still = self.filter(models.Q(to_on__isnull=True) | models.Q(to_on__gte=first))
        return still if last is None else still.filter(from_on__lte=last)


class Post(models.Model):
    """One role of one user in one division; several posts add up."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30, choices=[(role.value, ROLE_LABELS[role].zh) for role in Role])
    programme = models.CharField(max_length=40, blank=True, help_text="留空表示全部业务。")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(help_text="任职第一天。")
    to_on = models.DateField(null=True, blank=True, help_text="任职最后一天;留空表示在任。")

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="staff_post_ends_after_it_begins",
                violation_error_message="任职的最后一天不能早于第一天。",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "programme", "division", "from_on"], name="staff_post_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.division_id}"
